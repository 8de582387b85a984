import { planKinds } from '@anlan/contract/plan.ts'
import { type CoverageMatrix, type CoverCell, coverStates } from '@anlan/contract/plan-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Drawer, Form, Input, Switch } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { coverageQuery, gapsQuery, proofQuery, useExempt, useTaskGaps } from './requests.ts'
import './plan-check.css'

/** 预案覆盖: units down, what can happen there across; a tap shows why and what is done about it. */
export function PlanCoveragePage() {
  const [params, setParams] = useSearchParams()
  const [withVillages, setVillages] = useState(false)
  const [isTasking, setTasking] = useState(false)
  const matrix = useQuery(coverageQuery)
  const [unit, column] = [params.get('unit'), params.get('column')]
  return (
    <Loaded of={matrix} rows={12}>
      {view => (
        <>
          <header className="head">
            <h1>预案覆盖</h1>
            <span className="quiet">
              应有 {view.needed} 项，已有 {view.covered} 项，缺口 {view.gaps} 项
            </span>
            <span className="spread" />
            <Switch
              aria-label="显示村（社区）"
              checkedChildren="含村（社区）"
              unCheckedChildren="到乡镇"
              checked={withVillages}
              onChange={setVillages}
            />
            <Permitted to="plan.define">
              <Button type="primary" onClick={() => setTasking(true)}>
                下达编制任务
              </Button>
            </Permitted>
          </header>
          <section className="panel">
            {view.rows.length === 0 ? (
              <Nothing what="还没有需要预案的风险。先在基础台账登记风险源（点）" />
            ) : (
              <Matrix
                view={view}
                withVillages={withVillages}
                onOpen={(unitId, code) => setParams({ unit: unitId, column: code }, { replace: true })}
              />
            )}
          </section>
          {unit && column && (
            <ProofDrawer unitId={unit} column={column} onClose={() => setParams({}, { replace: true })} />
          )}
          {isTasking && <TaskDrawer onClose={() => setTasking(false)} />}
        </>
      )}
    </Loaded>
  )
}

function Matrix({
  view,
  withVillages,
  onOpen,
}: {
  view: CoverageMatrix
  withVillages: boolean
  onOpen: (unitId: string, column: string) => void
}) {
  const isVillage = (kind: string) => kind === 'village' || kind === 'community'
  const rows = view.rows.filter(row => withVillages || !isVillage(row.unitKind))
  return (
    <div className="cover-scroll">
      <table className="cover">
        <thead>
          <tr>
            <th>单位</th>
            {view.columns.map(one => (
              <th key={one.code}>{one.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(rows.length > 0 ? rows : view.rows).map(row => (
            <tr key={row.unitId}>
              <th className={isVillage(row.unitKind) ? 'below' : undefined}>{row.unitName}</th>
              {row.cells.map(cell => (
                <td key={cell.column}>
                  <Cell cell={cell} onOpen={() => onOpen(row.unitId, cell.column)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell, onOpen }: { cell: CoverCell; onOpen: () => void }) {
  if (cell.needs === 0) return <span className="quiet">—</span>
  return (
    <button type="button" className={`cover-cell cover-${cell.state}`} onClick={onOpen}>
      {coverStates[cell.state]}
      {cell.ownMissing > 0 && (cell.state === 'none' ? ` ${cell.ownMissing}` : `，另缺 ${cell.ownMissing}`)}
    </button>
  )
}

function ProofDrawer({ unitId, column, onClose }: { unitId: string; column: string; onClose: () => void }) {
  const proof = useQuery(proofQuery(unitId, column))
  const now = useMinute()
  const [isExempting, setExempting] = useState(false)
  const exempt = useExempt(unitId, column)
  return (
    <Drawer open size={560} title={`${proof.data?.unitName ?? ''}　${column}`} onClose={onClose}>
      <Loaded of={proof}>
        {one => (
          <>
            <p>
              <b>{coverStates[one.state]}</b>
              {one.exemption && `：${one.exemption.reason}（${one.exemption.by}，${showTime(one.exemption.at, now)}）`}
            </p>
            <h3>因何须有预案</h3>
            {one.reasons.length === 0 && <p className="quiet">台账中没有这类风险</p>}
            {one.reasons.map(reason => (
              <div key={reason.text}>{reason.link ? <Link to={reason.link}>{reason.text}</Link> : reason.text}</div>
            ))}
            <h3>在用预案</h3>
            {one.plans.length === 0 && <p className="quiet">没有。编制并印发后缺口自动消除，起草中的不算。</p>}
            {one.plans.map(plan => (
              <div key={plan.planId}>
                <Link to={`/plans/${plan.planId}`}>{plan.title}</Link>
                <span className="quiet">
                  　{planKinds[plan.kind]}　{plan.note}
                </span>
              </div>
            ))}
            {one.gaps.length > 0 && <h3>缺口</h3>}
            {one.gaps.map(gap => (
              <div key={gap.id} className={gap.closedAt ? 'quiet' : undefined}>
                {gap.text}　
                {gap.closedAt
                  ? `${showTime(gap.closedAt, now)}消除`
                  : gap.dueOn
                    ? `${gap.dueOn} 前完成`
                    : '尚未下达期限'}
              </div>
            ))}
            <p>
              <Permitted to="plan.approve">
                {!one.exemption && one.state !== 'inForce' && (
                  <Button onClick={() => setExempting(true)}>说明不适用</Button>
                )}
              </Permitted>
            </p>
          </>
        )}
      </Loaded>
      {isExempting && (
        <ActionDrawer<{ reason: string }>
          open
          title="说明不适用"
          act="确认不适用"
          consequence="缺口和编制期限随之撤销，理由和您的姓名显示在覆盖表中。"
          onAct={values => exempt.mutateAsync(values)}
          onClose={() => setExempting(false)}
        >
          <Form.Item name="reason" label="理由" required>
            <Input.TextArea rows={3} autoFocus />
          </Form.Item>
        </ActionDrawer>
      )}
    </Drawer>
  )
}

function TaskDrawer({ onClose }: { onClose: () => void }) {
  const gaps = useQuery(gapsQuery)
  const task = useTaskGaps()
  const open = gaps.data?.items.filter(one => one.dueOn === null) ?? []
  const units = new Set(open.map(one => one.unitId)).size
  return (
    <ActionDrawer<{ dueOn: Dayjs }>
      open
      title="下达编制任务"
      act="下达"
      consequence={`尚未下达的缺口 ${open.length} 项，涉及 ${units} 个单位，一次最多下达 500 项；每项记入责任单位时限台账，预案印发后自动办结。`}
      onAct={({ dueOn }, id) =>
        task.mutateAsync({
          id,
          gapIds: open.slice(0, 500).map(one => one.id),
          dueOn: dueOn?.format('YYYY-MM-DD') ?? '',
        })
      }
      onClose={onClose}
    >
      <Form.Item name="dueOn" label="完成日期" required>
        <DatePicker />
      </Form.Item>
    </ActionDrawer>
  )
}
