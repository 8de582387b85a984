import { arrivalKinds, sceneSteps } from '@anlan/contract/response.ts'
import { type ResponseLevel, responseLevelNames, taskPriorities } from '@anlan/contract/response-template.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { OrderFields, orderOf } from '../event/start-drawer.tsx'
import type { ResponseActs } from '../requests.ts'
import { LevelPreview } from './level-preview.tsx'
import { LinkEventDrawer } from './link-event-drawer.tsx'

export type CommandAct =
  | 'issue'
  | 'level'
  | 'place'
  | 'expect'
  | 'checkIn'
  | 'step'
  | 'upper'
  | 'end'
  | 'link'
  | 'breakOff'
export interface DrawersProps {
  of: ResponseView
  acts: ResponseActs
  act: CommandAct | null
  onClose: () => void
}
interface Order {
  self: boolean
  orderedBy: string
  orderedAt: string
  orderedHow: string
}

const needed = (message: string) => [{ required: true, message }]
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const levelOptions = ([4, 3, 2, 1] as const).map(value => ({ value, label: responseLevelNames[value] }))

/** What whoever commands does with the response as a whole. */
export function CommandDrawers(props: DrawersProps) {
  return (
    <>
      <LevelDrawers {...props} />
      <TaskDrawer {...props} />
      <SceneDrawers {...props} />
      {props.act === 'link' && <LinkEventDrawer {...props} />}
    </>
  )
}

function LevelDrawers({ of, acts, act, onClose }: DrawersProps) {
  return (
    <>
      <ActionDrawer<Order & { responseLevel: ResponseLevel; reason: string; expectedHours?: number }>
        open={act === 'level'}
        title="调整响应级别"
        act="调整级别"
        initial={{ self: true }}
        consequence="两级都有的任务照常进行，时限不变；升级新增任务，降级撤销本级没有的未完成任务，并告知全部单位。"
        onAct={({ self, orderedBy, orderedAt, orderedHow, ...values }, id) =>
          acts.changeLevel.mutateAsync({ ...values, id, ordered: orderOf({ self, orderedBy, orderedAt, orderedHow }) })
        }
        onClose={onClose}
      >
        <Form.Item name="responseLevel" label="调整为" rules={needed('请选择响应级别')}>
          <Radio.Group
            optionType="button"
            options={levelOptions.filter(
              one => one.value !== of.responseLevel && of.levelChoices.some(choice => choice.level === one.value),
            )}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(before, after) => before.responseLevel !== after.responseLevel}>
          {form => <LevelPreview id={of.id} level={form.getFieldValue('responseLevel')} />}
        </Form.Item>
        <Form.Item name="reason" label="调整理由" rules={needed('请填写调整理由')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
        <Form.Item name="expectedHours" label="预计期限（小时）">
          <InputNumber min={1} max={720} />
        </Form.Item>
        <OrderFields />
      </ActionDrawer>
      <ActionDrawer<{ reason: string }>
        open={act === 'breakOff'}
        title="中止演练"
        act="中止演练"
        danger
        consequence={`未完成的 ${of.openTasks} 项演练任务全部撤销，参演单位立即收到通知。`}
        onAct={(values, id) => acts.breakOff.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="reason" label="中止原因" rules={needed('请填写中止原因')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<Order & { note: string; openTasksReason?: string }>
        open={act === 'end'}
        title="终止响应"
        act="终止响应"
        danger
        initial={{ self: true }}
        consequence={
          of.closing.some(one => !one.metAt)
            ? `须先在“终止条件”中逐项核实，还差：${of.closing
                .filter(one => !one.metAt)
                .map(one => one.name)
                .join('；')}`
            : '将通知全部参与单位；县政府决定备案和专项报告随即计时。'
        }
        onAct={({ self, orderedBy, orderedAt, orderedHow, ...values }, id) =>
          acts.end.mutateAsync({ ...values, id, ordered: orderOf({ self, orderedBy, orderedAt, orderedHow }) })
        }
        onClose={onClose}
      >
        <Form.Item name="note" label="终止说明" rules={needed('请填写终止说明')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
        {of.openTasks > 0 && (
          <Form.Item
            name="openTasksReason"
            label={`未完成的 ${of.openTasks} 项任务如何处理`}
            extra="将随响应一并撤销"
            rules={needed('请说明未完成任务的处理')}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        )}
        <OrderFields />
      </ActionDrawer>
      <ActionDrawer<{ unitName: string; level: ResponseLevel; countyAtLeast: ResponseLevel | 0 }>
        open={act === 'upper'}
        title="上级响应"
        act="登记"
        initial={of.upper ? { unitName: of.upper.unitName, level: of.upper.level, countyAtLeast: 0 } : {}}
        onAct={({ countyAtLeast, ...values }, id) =>
          acts.upper.mutateAsync({ ...values, id, countyAtLeast: countyAtLeast === 0 ? null : countyAtLeast })
        }
        onClose={onClose}
      >
        <Form.Item name="unitName" label="启动响应的上级" rules={needed('请填写启动响应的上级')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="level" label="上级响应级别" rules={needed('请选择级别')}>
          <Radio.Group optionType="button" options={levelOptions} />
        </Form.Item>
        <Form.Item name="countyAtLeast" label="本县响应不低于" rules={needed('请选择')}>
          <Radio.Group optionType="button" options={[...levelOptions, { value: 0, label: '上级已终止' }]} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

function TaskDrawer({ of, acts, act, onClose }: DrawersProps) {
  return (
    <ActionDrawer<{
      title: string
      unitId: string
      personId?: string
      group?: string
      priority: keyof typeof taskPriorities
      detail?: string
      place?: string
      forces?: string
      doneMinutes: number
    }>
      open={act === 'issue'}
      title="下达任务"
      act="下达"
      initial={{ priority: 'support', doneMinutes: 60 }}
      consequence="承担单位值班室收到后签收；到时未签收，逐级催告副职和上一级。"
      onAct={(values, id) => acts.issue.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="title" label="任务" rules={needed('请填写任务')}>
        <Input autoFocus maxLength={100} />
      </Form.Item>
      <Form.Item name="unitId" label="承担单位" rules={needed('请选择承担单位')}>
        <UnitSelect />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before, after) => before.unitId !== after.unitId}>
        {form => (
          <Form.Item name="personId" label="承担人" extra="不填为单位负责人">
            <PersonSelect unit={form.getFieldValue('unitId')} />
          </Form.Item>
        )}
      </Form.Item>
      <Form.Item name="group" label="工作组">
        <Select
          allowClear
          options={of.groups
            .filter(group => !group.stoodDownAt)
            .map(group => ({ value: group.code, label: group.name }))}
        />
      </Form.Item>
      <Form.Item name="priority" label="优先次序">
        <Select options={optionsOf(taskPriorities)} />
      </Form.Item>
      <Form.Item name="doneMinutes" label="完成时限（分钟）" rules={needed('请填写完成时限')}>
        <InputNumber min={1} max={43_200} />
      </Form.Item>
      <Form.Item name="place" label="地点">
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="forces" label="力量">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="detail" label="要求">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
    </ActionDrawer>
  )
}

function SceneDrawers({ of, acts, act, onClose }: DrawersProps) {
  return (
    <>
      <ActionDrawer<{ place: string; commanderId?: string }>
        open={act === 'place'}
        title="现场指挥部"
        act="设立"
        initial={{ place: of.headquartersPlace }}
        consequence="将通知全部参与单位。"
        onAct={values => acts.place.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="place" label="现场指挥部地点" rules={needed('请填写现场指挥部地点')}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="commanderId" label="现场指挥官" extra="不填不变">
          <PersonSelect />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{
        kind: keyof typeof arrivalKinds
        unitId?: string
        name?: string
        people?: number
        plannedAt?: string
        arrivedAt?: string
      }>
        open={act === 'expect'}
        title="登记到场"
        act="登记"
        initial={{ kind: 'department' }}
        onAct={(values, id) => acts.expect.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="kind" label="类别">
          <Radio.Group options={optionsOf(arrivalKinds)} />
        </Form.Item>
        <Form.Item name="unitId" label="单位">
          <UnitSelect allowClear />
        </Form.Item>
        <Form.Item name="name" label="到场人员或队伍">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="people" label="人数">
          <InputNumber min={0} />
        </Form.Item>
        <Form.Item name="plannedAt" label="预计到场时间">
          <InstantField plain ahead />
        </Form.Item>
        <Form.Item name="arrivedAt" label="到场时间" extra="未到的不填">
          <InstantField />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ people?: number; note?: string }>
        open={act === 'checkIn'}
        title="到场签到"
        act="签到"
        onAct={values => acts.checkIn.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="people" label="到场人数">
          <InputNumber min={0} autoFocus />
        </Form.Item>
        <Form.Item name="note" label="说明">
          <Input maxLength={200} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ step: keyof typeof sceneSteps; ownerName: string; note: string }>
        open={act === 'step'}
        title="登记现场处置步骤"
        act="登记"
        onAct={values => acts.step.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="step" label="步骤" rules={needed('请选择步骤')}>
          <Select
            options={of.steps.filter(one => !one.at).map(one => ({ value: one.step, label: sceneSteps[one.step] }))}
          />
        </Form.Item>
        <Form.Item name="ownerName" label="负责人" rules={needed('请填写负责人')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="note" label="情况" rules={needed('请填写情况')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
