import {
  type AddPlanRecord,
  type AskOpinions,
  adoptions,
  askedRoles,
  type DecidePlan,
  type IssuePlan,
  planRecordKinds,
  type ReviewPlan,
  reviewConclusions,
} from '@anlan/contract/plan-cycle.ts'
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { serverNow } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { DayField } from '../../../ui/form/instant-field.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { dayOf, shiftDay } from '../../../ui/time.ts'
import { type CycleActs, useReceiveFiling } from './requests.ts'

export type CycleStep =
  | { kind: 'ask' | 'review' | 'decide' | 'issue' | 'record' | 'abolish' }
  | { kind: 'answer' | 'adopt'; opinion: string }
  | { kind: 'receive'; filing: string }

const needed = (message: string) => [{ required: true, message }]
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** The drawer of one step of an edition's life. */
export function StepDrawers({ step, acts, onClose }: { step: CycleStep; acts: CycleActs; onClose: () => void }) {
  const today = dayOf(serverNow())
  switch (step.kind) {
    case 'ask':
      return (
        <ActionDrawer<Sent<typeof AskOpinions>>
          open
          width={560}
          title="征求意见"
          act="发出征求意见"
          initial={{ dueOn: shiftDay(today, 10), asked: [{ role: 'unit' } as never] }}
          consequence="有关单位收到通知，逾期未反馈的记入时限台账。"
          onAct={values => acts.ask.mutateAsync(values)}
          onClose={onClose}
        >
          <Form.Item name="dueOn" label="反馈期限" rules={needed('请选择反馈期限')}>
            <DayField />
          </Form.Item>
          <Form.List name="asked">
            {(fields, { add, remove }) => (
              <>
                {fields.map(field => (
                  <fieldset key={field.key} className="part-fields two-fields">
                    <Form.Item name={[field.name, 'unitId']} label="征求对象单位" rules={needed('请选择征求对象单位')}>
                      <UnitSelect />
                    </Form.Item>
                    <Form.Item name={[field.name, 'role']} label="对象类别">
                      <Select options={optionsOf(askedRoles)} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'name']} label="姓名（专家或一线人员）">
                      <Input maxLength={30} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'phone']} label="联系电话">
                      <Input maxLength={20} />
                    </Form.Item>
                    <Button size="small" onClick={() => remove(field.name)}>
                      去掉
                    </Button>
                  </fieldset>
                ))}
                <Button onClick={() => add({ role: 'unit' })}>增加征求对象</Button>
              </>
            )}
          </Form.List>
        </ActionDrawer>
      )
    case 'answer':
      return (
        <ActionDrawer<{ text: string }>
          open
          title="答复征求意见"
          act="提交意见"
          onAct={values => acts.answer.mutateAsync({ ...values, opinion: step.opinion })}
          onClose={onClose}
        >
          <Form.Item name="text" label="意见" rules={needed('请填写意见；没有意见的写“无意见”')}>
            <Input.TextArea autoSize={{ minRows: 5 }} maxLength={4000} autoFocus />
          </Form.Item>
        </ActionDrawer>
      )
    case 'adopt':
      return (
        <ActionDrawer<{ adopted: 'adopted' | 'partly' | 'rejected'; reason?: string }>
          open
          title="是否采纳"
          act="登记"
          onAct={values => acts.adopt.mutateAsync({ reason: '', ...values, opinion: step.opinion })}
          onClose={onClose}
        >
          <Form.Item name="adopted" label="是否采纳" rules={needed('请选择是否采纳')}>
            <Radio.Group options={optionsOf(adoptions)} />
          </Form.Item>
          <Form.Item name="reason" label="理由" extra="未采纳或部分采纳的必须写明">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
          </Form.Item>
        </ActionDrawer>
      )
    case 'review':
      return (
        <ActionDrawer<Sent<typeof ReviewPlan>>
          open
          width={560}
          title="登记评审"
          act="登记评审"
          initial={{ heldOn: today, experts: [], cases: [] }}
          onAct={(values, id) => acts.review.mutateAsync({ ...values, id })}
          onClose={onClose}
        >
          <Form.Item name="heldOn" label="评审日期" rules={needed('请选择评审日期')}>
            <DayField />
          </Form.Item>
          <Form.Item name="conclusion" label="评审结论" rules={needed('请选择评审结论')}>
            <Radio.Group options={optionsOf(reviewConclusions)} />
          </Form.Item>
          <Form.Item name="opinion" label="评审意见" rules={needed('请填写评审意见')}>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
          </Form.Item>
          <Form.List name="experts">
            {(fields, { add, remove }) => (
              <>
                <h3>评审专家</h3>
                {fields.map(field => (
                  <fieldset key={field.key} className="part-fields two-fields">
                    <Form.Item name={[field.name, 'name']} label="专家姓名" rules={needed('请填写专家姓名')}>
                      <Input maxLength={30} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'organisation']} label="工作单位">
                      <Input maxLength={60} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'opinion']} label="个人意见">
                      <Input.TextArea autoSize maxLength={1000} />
                    </Form.Item>
                    <Button size="small" onClick={() => remove(field.name)}>
                      去掉
                    </Button>
                  </fieldset>
                ))}
                <Button onClick={() => add({})}>增加专家</Button>
              </>
            )}
          </Form.List>
          <Form.List name="cases">
            {(fields, { add, remove }) => (
              <>
                <h3>复盘案例</h3>
                <p className="quiet">评审至少结合一个案例或一条专家意见。</p>
                {fields.map(field => (
                  <fieldset key={field.key} className="part-fields">
                    <Form.Item name={[field.name, 'title']} label="案例" rules={needed('请填写案例')}>
                      <Input maxLength={100} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'lesson']} label="启示">
                      <Input.TextArea autoSize maxLength={500} />
                    </Form.Item>
                    <Button size="small" onClick={() => remove(field.name)}>
                      去掉
                    </Button>
                  </fieldset>
                ))}
                <Button onClick={() => add({})}>增加案例</Button>
              </>
            )}
          </Form.List>
        </ActionDrawer>
      )
    case 'decide':
      return (
        <ActionDrawer<Sent<typeof DecidePlan>>
          open
          title="审批预案"
          act="登记审批"
          consequence="有阻断缺陷的预案不能同意；起草人不能审批自己起草的预案。"
          onAct={values => acts.decide.mutateAsync(values)}
          onClose={onClose}
        >
          <Form.Item name="decision" label="审批结论" rules={needed('请选择审批结论')}>
            <Radio.Group
              options={[
                { value: 'approved', label: '同意' },
                { value: 'returned', label: '退回修改' },
              ]}
            />
          </Form.Item>
          <Form.Item name="opinion" label="审批意见">
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        </ActionDrawer>
      )
    case 'issue':
      return (
        <ActionDrawer<Sent<typeof IssuePlan>>
          open
          title="印发预案"
          act="印发"
          initial={{ issuedOn: today }}
          consequence="印发后内容不能再改，原版本同时失效；备案期限、实施方案和下级预案修订任务随之开始。"
          onAct={values => acts.issue.mutateAsync(values)}
          onClose={onClose}
        >
          <Form.Item name="documentNumber" label="文号">
            <Input maxLength={60} placeholder="例如 青峦府办发〔2026〕15号" />
          </Form.Item>
          <Form.Item name="issuingBody" label="印发机关" rules={needed('请填写印发机关')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="issuedOn" label="印发日期" rules={needed('请选择印发日期')}>
            <DayField />
          </Form.Item>
        </ActionDrawer>
      )
    case 'abolish':
      return (
        <ActionDrawer<{ reason: string }>
          open
          danger
          title="废止预案"
          act="废止"
          consequence="废止后不能再启动响应，覆盖情况中相应的单位会变为缺预案。"
          onAct={values => acts.abolish.mutateAsync(values)}
          onClose={onClose}
        >
          <Form.Item name="reason" label="理由" rules={needed('请填写理由')}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        </ActionDrawer>
      )
    case 'receive':
      return <ReceiveDrawer filing={step.filing} onClose={onClose} />
    default:
      return <RecordDrawer acts={acts} today={today} onClose={onClose} />
  }
}

/** The upper unit's receipt of a plan filed with it. */
export function ReceiveDrawer({ filing, onClose }: { filing: string; onClose: () => void }) {
  const receive = useReceiveFiling()
  return (
    <ActionDrawer<{ number: string; remark?: string }>
      open
      title="接收备案"
      act="出具备案回执"
      onAct={values => receive.mutateAsync({ remark: '', ...values, filing })}
      onClose={onClose}
    >
      <Form.Item name="number" label="备案编号" rules={needed('请填写备案编号')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="remark" label="备案意见">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}

function RecordDrawer({ acts, today, onClose }: { acts: CycleActs; today: string; onClose: () => void }) {
  type Values = Sent<typeof AddPlanRecord>
  return (
    <ActionDrawer<Values>
      open
      width={560}
      title="登记演练、评估或学习"
      act="登记"
      initial={{ heldOn: today, kind: 'drill' }}
      onAct={(values, id) => acts.record.mutateAsync({ ...values, participants: values.participants ?? null, id })}
      onClose={onClose}
    >
      <Form.Item name="kind" label="记录种类" rules={needed('请选择记录种类')}>
        <Select options={optionsOf(planRecordKinds)} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="heldOn" label="日期" rules={needed('请选择日期')}>
          <DayField />
        </Form.Item>
        <Form.Item name="participants" label="参加人数">
          <InputNumber min={0} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name="occasion" label="会议或场合">
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="findings" label="结果" rules={needed('请填写结果')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="problems" label="发现的问题">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={4000} />
      </Form.Item>
      <div className="two-fields">
        {(
          [
            ['orders', '指挥有序'],
            ['timely', '时限可行'],
            ['duties', '职责清楚'],
            ['resources', '资源够用'],
          ] as const
        ).map(([name, label]) => (
          <Form.Item key={name} name={['marks', name]} label={`${label}（1 至 5 分）`}>
            <InputNumber min={1} max={5} precision={0} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="needsRevision" valuePropName="checked">
        <Checkbox>需要修订预案（生成修订任务）</Checkbox>
      </Form.Item>
    </ActionDrawer>
  )
}
