import {
  type ActionPlanView,
  actionPlanStates,
  type CommandRoom,
  type OpinionKind,
  type OpinionView,
  opinionKinds,
} from '@anlan/contract/command.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { expertsQuery } from '../team/requests.ts'
import { planAddress, type RoomActs } from './requests.ts'
import { needed, Words } from './words.tsx'

const parts = [
  ['objectives', '处置目标'],
  ['measures', '处置措施'],
  ['forces', '力量部署'],
  ['safety', '安全事项'],
] as const
type Plan = Record<(typeof parts)[number][0], string>

/** 处置方案: the version in force in full, the others by their line. */
export function ActionPlans({ of, acts }: { of: CommandRoom; acts: RoomActs }) {
  const now = useMinute()
  const [drafting, setDrafting] = useState(false)
  const [judging, setJudging] = useState<ActionPlanView | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const current = of.plans.find(one => one.state === 'approved')
  const waits = of.plans.some(one => one.state === 'draft')
  const last = of.plans[0]
  return (
    <section className="panel">
      <h2>
        处置方案
        <span className="spread" />
        {of.may.report && !waits && (
          <Button size="small" onClick={() => setDrafting(true)}>
            {last ? '拟新版' : '拟方案'}
          </Button>
        )}
      </h2>
      {of.plans.length === 0 && <Nothing what="还没有处置方案：拟定目标、措施、力量和安全事项，报指挥方审批" />}
      {of.plans.map(one => (
        <div key={one.id} className="padded">
          <b>第 {one.number} 版</b> <span className="word-tag">{actionPlanStates[one.state]}</span>{' '}
          <span className="quiet">
            {one.draftedByName} {showTime(one.draftedAt, now)} 拟定
            {one.judgedByName && `；${one.judgedByName}${one.state === 'returned' ? '退回' : '批准'}`}
            {one.opinion && `：${one.opinion}`}
          </span>
          {(one === current || one.state === 'draft' || shown === one.id) && (
            <dl className="action-plan">
              {parts.map(([key, name]) => (
                <div key={key}>
                  <dt>{name}</dt>
                  <dd>{one[key]}</dd>
                </div>
              ))}
            </dl>
          )}
          <div className="room-acts">
            {one.may.judge && (
              <Button size="small" type="primary" onClick={() => setJudging(one)}>
                审批
              </Button>
            )}
            {one !== current && one.state !== 'draft' && (
              <Button size="small" type="link" onClick={() => setShown(shown === one.id ? null : one.id)}>
                {shown === one.id ? '收起' : '查看'}
              </Button>
            )}
            <Button size="small" href={planAddress(one.id)}>
              导出
            </Button>
          </div>
        </div>
      ))}
      <ActionDrawer<Plan>
        key={last?.id ?? 'first'}
        open={drafting}
        width={560}
        title={last ? `拟处置方案第 ${last.number + 1} 版` : '拟处置方案'}
        act="送审"
        initial={
          last ? { objectives: last.objectives, measures: last.measures, forces: last.forces, safety: last.safety } : {}
        }
        consequence="由指挥方另一人审批；批准后替换现行版本，旧版保留。"
        onAct={(values, id) => acts.draft.mutateAsync({ ...values, id })}
        onClose={() => setDrafting(false)}
      >
        {parts.map(([key, name]) => (
          <Words key={key} name={key} label={name} rows={3} max={2000} />
        ))}
      </ActionDrawer>
      <ActionDrawer<{ verdict: 'approved' | 'returned'; opinion?: string }>
        open={judging !== null}
        title={`审批处置方案第 ${judging?.number} 版`}
        act="审批"
        initial={{ verdict: 'approved' }}
        onAct={values => acts.approve.mutateAsync({ ...values, of: judging?.id ?? '' })}
        onClose={() => setJudging(null)}
      >
        <Form.Item name="verdict" label="结论">
          <Radio.Group
            options={[
              { value: 'approved', label: '同意' },
              { value: 'returned', label: '退回' },
            ]}
          />
        </Form.Item>
        <Form.Item name="opinion" label="审批意见">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
    </section>
  )
}

/** 专家意见: what experts were asked, and what they said. */
export function Opinions({ of, acts }: { of: CommandRoom; acts: RoomActs }) {
  const now = useMinute()
  const [asking, setAsking] = useState(false)
  const [answering, setAnswering] = useState<OpinionView | null>(null)
  const experts = useQuery({ ...expertsQuery, enabled: asking })
  return (
    <section className="panel">
      <h2>
        专家意见
        <span className="spread" />
        {of.may.command && (
          <Button size="small" onClick={() => setAsking(true)}>
            咨询专家
          </Button>
        )}
      </h2>
      {of.opinions.length === 0 && <Nothing what="还没有咨询专家" />}
      {of.opinions.map(one => (
        <div key={one.id} className="padded">
          <b>{one.expertName}</b> <span className="word-tag">{opinionKinds[one.kind]}</span>{' '}
          <span className="quiet">{one.expertTitle}</span>
          <div className="quiet">
            {showTime(one.askedAt, now)} {one.askedByName}：{one.question}
          </div>
          {one.opinion ? (
            <p>
              {one.opinion} <span className="quiet">{one.givenAt && showTime(one.givenAt, now)}</span>
            </p>
          ) : (
            one.may.answer && (
              <Button size="small" onClick={() => setAnswering(one)}>
                登记意见
              </Button>
            )
          )}
        </div>
      ))}
      <ActionDrawer<{ kind: OpinionKind; expertId: string; question: string; reason?: string }>
        open={asking}
        title="咨询专家"
        act="登记咨询"
        consequence="平台不向专家发送消息：请电话联系后，在此登记答复。"
        onAct={(values, id) => acts.ask.mutateAsync({ ...values, id })}
        onClose={() => setAsking(false)}
      >
        <Form.Item name="kind" label="咨询类别" rules={needed('请选择咨询类别')}>
          <Radio.Group options={Object.entries(opinionKinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="expertId" label="专家" rules={needed('请选择专家')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={experts.isPending}
            placeholder="按姓名、专业查找"
            options={experts.data?.items.map(one => ({
              value: one.id,
              label: `${one.name}　${one.fields.map(field => field.label).join('、')}　${one.phone ?? ''}`,
            }))}
          />
        </Form.Item>
        <Words name="question" label="咨询问题" max={500} />
        <Form.Item name="reason" label="聘期已满仍咨询的理由">
          <Input maxLength={200} placeholder="聘期未满的不填" />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ opinion: string }>
        open={answering !== null}
        title={`登记${answering?.expertName ?? ''}的意见`}
        act="登记意见"
        onAct={values => acts.answer.mutateAsync({ ...values, of: answering?.id ?? '' })}
        onClose={() => setAnswering(null)}
      >
        <Words name="opinion" label="专家意见" rows={4} max={4000} />
      </ActionDrawer>
    </section>
  )
}
