import { type PlanTaskView, taskReasons } from '@anlan/contract/plan-cycle.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { UnitsSelect } from '../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant, showOfficialDay } from '../../../ui/time.ts'
import {
  campaignQuery,
  campaignsQuery,
  completionQuery,
  filingsQuery,
  planTasksQuery,
  useFinishTask,
  useOpenCampaign,
} from '../cycle/requests.ts'
import { ReceiveDrawer } from '../cycle/step-drawers.tsx'
import { usePlans } from '../requests.ts'

type Part = 'tasks' | 'filings' | 'campaigns' | 'papers'

/** 预案工作: what must be revised, written or filed by when, and the campaigns that ask for it. */
export function Work() {
  const [part, setPart] = useState<Part>('tasks')
  const [isOpening, setOpening] = useState(false)
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label="预案工作"
          value={part}
          onChange={setPart}
          options={[
            { value: 'tasks', label: '任务' },
            { value: 'filings', label: '备案' },
            { value: 'campaigns', label: '专项工作' },
            { value: 'papers', label: '一本一图一表' },
          ]}
        />
        {part === 'campaigns' && (
          <Permitted to="plan.edit">
            <Button onClick={() => setOpening(true)}>布置专项工作</Button>
          </Permitted>
        )}
      </div>
      {part === 'tasks' && <Tasks />}
      {part === 'filings' && <Filings />}
      {part === 'campaigns' && <Campaigns />}
      {part === 'papers' && <Completion />}
      {isOpening && <CampaignDrawer onClose={() => setOpening(false)} />}
    </>
  )
}

function Tasks() {
  const tasks = useQuery(planTasksQuery)
  return (
    <Loaded of={tasks}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="没有要办的预案任务。上位预案修订、评估到期、演练发现问题时会自动列出" />
        ) : (
          <TaskRows items={items} />
        )
      }
    </Loaded>
  )
}

function TaskRows({ items }: { items: PlanTaskView[] }) {
  const [finishing, setFinishing] = useState<PlanTaskView | null>(null)
  const finish = useFinishTask()
  return (
    <>
      <Rows
        items={items}
        keyOf={one => one.id}
        toneOf={one => (one.overdue ? 'late' : one.doneAt ? 'stale' : undefined)}
        columns={[
          {
            title: '任务',
            show: one => (one.planId ? <Link to={`/plans/${one.planId}`}>{one.title}</Link> : one.title),
          },
          { title: '事由', width: 190, show: one => taskReasons[one.reason] },
          { title: '单位', width: 150, show: one => one.unitName },
          {
            title: '期限',
            width: 150,
            show: one =>
              one.doneAt ? (
                <span className="met-mark">{showInstant(one.doneAt)}</span>
              ) : (
                <>
                  {showOfficialDay(one.dueOn)}
                  {one.overdue && <span className="overdue-tag">超期</span>}
                </>
              ),
          },
          {
            title: '办理',
            width: 110,
            show: one =>
              one.may.finish && (
                <Button size="small" onClick={() => setFinishing(one)}>
                  登记结果
                </Button>
              ),
          },
        ]}
      />
      {finishing && (
        <ActionDrawer<{ result: string }>
          open
          title={finishing.title}
          act="登记结果"
          onAct={values => finish.mutateAsync({ ...values, task: finishing.id, planId: finishing.planId })}
          onClose={() => setFinishing(null)}
        >
          <Form.Item name="result" label="办理结果" rules={[{ required: true, message: '请填写办理结果' }]}>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} autoFocus />
          </Form.Item>
        </ActionDrawer>
      )}
    </>
  )
}

function Filings() {
  const [isOpen, setOpen] = useState(true)
  const filings = useQuery(filingsQuery(isOpen))
  const [receiving, setReceiving] = useState<string | null>(null)
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label="备案状态"
          value={isOpen}
          onChange={setOpen}
          options={[
            { value: true, label: '未备案' },
            { value: false, label: '全部' },
          ]}
        />
      </div>
      <Loaded of={filings}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what={isOpen ? '没有待备案的预案' : '还没有预案备案'} />
          ) : (
            <Rows
              items={items}
              keyOf={one => one.id}
              toneOf={one => (one.overdue ? 'late' : undefined)}
              columns={[
                { title: '预案', show: one => <Link to={`/plans/${one.planId}`}>{one.planTitle}</Link> },
                { title: '报备单位', width: 150, show: one => one.unitName },
                { title: '受理单位', width: 170, show: one => one.toUnitName },
                { title: '印发', width: 135, minor: true, show: one => showOfficialDay(one.issuedOn) },
                {
                  title: '备案',
                  width: 220,
                  show: one =>
                    one.receivedAt ? (
                      `${one.number}，用时 ${one.days} 天`
                    ) : (
                      <>
                        {showOfficialDay(one.dueOn)}前{one.overdue && <span className="overdue-tag">超期</span>}
                      </>
                    ),
                },
                {
                  title: '办理',
                  width: 110,
                  show: one =>
                    one.may.receive && (
                      <Button size="small" onClick={() => setReceiving(one.id)}>
                        接收备案
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {receiving && <ReceiveDrawer filing={receiving} onClose={() => setReceiving(null)} />}
    </>
  )
}

function Campaigns() {
  const campaigns = useQuery(campaignsQuery)
  const [open, setOpen] = useState<string | null>(null)
  const page = useQuery({ ...campaignQuery(open ?? ''), enabled: open !== null })
  return (
    <Loaded of={campaigns}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what="没有布置过专项工作。年度编制计划、全面修订、部门预案检查都从这里布置到各单位" />
        ) : (
          <>
            <Rows
              items={items}
              keyOf={one => one.id}
              onOpen={one => setOpen(one.id === open ? null : one.id)}
              isOpen={one => one.id === open}
              columns={[
                { title: '工作', show: one => one.title },
                { title: '事由', width: 170, minor: true, show: one => taskReasons[one.reason] },
                { title: '期限', width: 135, show: one => showOfficialDay(one.dueOn) },
                { title: '完成', width: 130, named: true, show: one => `${one.done}/${one.total}（${one.percent}%）` },
                { title: '超期', width: 70, numeric: true, show: one => one.overdue || '' },
              ]}
            />
            {open && (
              <Loaded of={page}>
                {shown => (
                  <section>
                    <h3 className="padded">{shown.title}：各单位完成情况</h3>
                    {shown.note && <p className="padded quiet">{shown.note}</p>}
                    <TaskRows items={shown.items} />
                  </section>
                )}
              </Loaded>
            )}
          </>
        )
      }
    </Loaded>
  )
}

/** 一本一图一表 by the year of issue (W129), and the short versions of one kind in one booklet (S54). */
function Completion() {
  const completion = useQuery(completionQuery)
  return (
    <Loaded of={completion}>
      {({ years }) => (
        <>
          <p className="padded">
            简本汇编：<a href="/api/plan-papers/compilation.docx?kind=special">专项应急预案</a>{' '}
            <a href="/api/plan-papers/compilation.docx?kind=department">部门应急预案</a>{' '}
            <a href="/api/plan-papers/compilation.docx?kind=town">乡镇（街道）应急预案</a>
          </p>
          <Rows
            items={years}
            keyOf={one => one.year}
            columns={[
              { title: '印发年度', show: one => `${one.year} 年` },
              { title: '现行预案', width: 120, numeric: true, show: one => one.plans },
              { title: '三样齐全', width: 120, numeric: true, show: one => one.complete },
              {
                title: '完成率',
                width: 120,
                numeric: true,
                show: one => `${one.plans ? Math.round((one.complete / one.plans) * 100) : 0}%`,
              },
            ]}
          />
        </>
      )}
    </Loaded>
  )
}

interface CampaignValues {
  title: string
  reason: keyof typeof taskReasons
  note?: string
  dueOn: string
  planIds?: string[]
  withBelow?: boolean
  units?: string[]
  task?: string
}

function CampaignDrawer({ onClose }: { onClose: () => void }) {
  const openCampaign = useOpenCampaign()
  const plans = usePlans({ limit: 200, state: 'inForce' })
  return (
    <ActionDrawer<CampaignValues>
      open
      width={560}
      title="布置专项工作"
      act="布置"
      initial={{ reason: 'programme' }}
      consequence="每个单位（每部预案）各得一项任务和期限，完成率自动统计。"
      onAct={({ units = [], task, ...values }, id) =>
        openCampaign.mutateAsync({
          ...values,
          id,
          items: units.map(unitId => ({ unitId, title: task || values.title, dueOn: values.dueOn })),
        })
      }
      onClose={onClose}
    >
      <Form.Item name="title" label="工作名称" rules={[{ required: true, message: '请填写工作名称' }]}>
        <Input maxLength={100} placeholder="例如 2027 年度预案编制计划" />
      </Form.Item>
      <Form.Item name="reason" label="事由" rules={[{ required: true, message: '请选择事由' }]}>
        <Select options={Object.entries(taskReasons).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="dueOn" label="完成期限" rules={[{ required: true, message: '请选择完成期限' }]}>
        <DayField />
      </Form.Item>
      <Form.Item name="note" label="要求">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="planIds" label="要修订的预案">
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={(plans.items ?? []).map(one => ({ value: one.id, label: one.title }))}
        />
      </Form.Item>
      <Form.Item name="withBelow" valuePropName="checked">
        <Checkbox>连同这些预案的下级预案</Checkbox>
      </Form.Item>
      <Form.Item name="units" label="或布置给单位">
        <UnitsSelect maxTagCount={6} />
      </Form.Item>
      <Form.Item name="task" label="单位的任务">
        <Input maxLength={100} placeholder="例如 编制金融突发事件应急预案" />
      </Form.Item>
    </ActionDrawer>
  )
}
