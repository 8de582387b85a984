import { type AllocationView, allocationKinds, allocationStates } from '@anlan/contract/allocation.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { Boundary, Loaded } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { allocationQuery, useGiveUp } from './requests.ts'
import { ChangeBar } from './result/change-bar.tsx'
import { IssueDrawer, slipsOf } from './result/issue-drawer.tsx'
import { LeftOut, Owners } from './result/owners.tsx'
import { Places } from './result/places.tsx'
import { PrintedPlan } from './result/printed-plan.tsx'
import { proofOf, sharesOf, showMinutes, showMuch, sumsOf } from './result/sums.ts'
import { useEditing } from './result/use-editing.ts'
import './allocation.css'

const PlanMap = lazy(async () => ({ default: (await import('./result/plan-map.tsx')).PlanMap }))

/** One plan: who gives what to whom, how soon, what is missing; changed by hand, made again, and issued in one act. */
export function AllocationPage() {
  const { id = '' } = useParams()
  return (
    <Loaded of={useQuery(allocationQuery(id))} rows={10}>
      {view => <Plan key={view.id} latest={view} />}
    </Loaded>
  )
}

function Plan({ latest }: { latest: AllocationView }) {
  const editing = useEditing(latest)
  const { view } = editing
  const may = usePermits()
  const now = useMinute()
  const [act, setAct] = useState<'issue' | 'giveUp' | null>(null)
  const pending = editing.sharesChanged || editing.cutChanged
  const people = view.kind === 'people'
  return (
    <div className="alloc">
      <header className="head">
        <h1>{view.title}</h1>
        <span className="word-tag">{allocationKinds[view.kind]}</span>
        <span className="word-tag">{allocationStates[view.state]}</span>
        {view.event && <Link to={`/events/${view.event.id}`}>{view.event.title}</Link>}
        <span className="spread" />
        <span className="quiet">
          {view.unitName} {view.madeByName} {showTime(view.madeAt, now)}
        </span>
        <Button onClick={() => window.print()}>打印</Button>
        {view.mayChange && <Button onClick={() => setAct('giveUp')}>作废</Button>}
        {view.mayChange && (
          <Button
            {...(pending ? { type: 'primary' } : primary)}
            disabled={pending || view.lines.length === 0}
            title={pending ? '请先保存或放弃调整' : undefined}
            onClick={() => setAct('issue')}
          >
            {people ? '下达安置分配' : '一次下达全部调用单'}
          </Button>
        )}
      </header>
      <Figures view={view} />
      {view.state === 'issued' && !people && (
        <p className="alloc-issued no-print">
          已下达 {view.issuedAt && showTime(view.issuedAt, now)}，共 {slipsOf(view).slips} 张调用单。
          <Link to="/call-ups?box=open">查看全部未办结的调用单</Link>
        </p>
      )}
      <ChangeBar editing={editing} />
      <div className="alloc-body">
        <Places editing={editing} />
        <div>
          {may('map.read') && (
            <section className="panel alloc-map-panel no-print">
              <Boundary>
                <Suspense fallback={<div className="alloc-map" />}>
                  <PlanMap editing={editing} />
                </Suspense>
              </Boundary>
            </section>
          )}
          <LeftOut editing={editing} />
          <Owners editing={editing} />
        </div>
      </div>
      <p className="quiet">到达时间按直线距离、绕行系数和运行参数中的车速估算，加上集结准备时间，不代表实际路况。</p>
      <PrintedPlan view={view} shares={sharesOf(view)} />
      <IssueDrawer view={view} open={act === 'issue'} onClose={() => setAct(null)} />
      <GiveUp view={view} open={act === 'giveUp'} onClose={() => setAct(null)} />
    </div>
  )
}

function Figures({ view }: { view: AllocationView }) {
  const { waiting, mean, last, given, missing } = sumsOf(view, sharesOf(view))
  const people = view.kind === 'people'
  const several = new Set(view.demands.map(one => one.unit)).size > 1
  const unit = several ? '' : ` ${view.demands[0]?.unit ?? ''}`
  return (
    <section className="panel alloc-figures" aria-label="方案概况">
      <Figure
        label={people ? '已安置 / 需安置' : '已安排 / 需要'}
        value={`${showMuch(given)} / ${showMuch(given + missing)}${unit}`}
      />
      <Figure label="缺口" value={missing > 0 ? `${showMuch(missing)}${unit}` : '没有'} warns={missing > 0} />
      <Figure label="平均到达" value={showMinutes(mean) || '—'} />
      <Figure label="最后到达" value={showMinutes(last) || '—'} />
      <Figure
        label="总等候时间"
        value={`${showMuch(waiting)} 分钟`}
        note={`每${people ? '人' : '件'}到达时间之和，紧急的 2 倍、特别紧急的 3 倍`}
      />
      <Figure
        label="计算结果"
        value={proofOf(view)}
        note={`用时 ${view.seconds < 0.01 ? '不到 0.01' : view.seconds.toFixed(2)} 秒${missing > 0 ? '；缺口按规定时间折算在内' : ''}`}
      />
    </section>
  )
}

function Figure({ label, value, note, warns }: { label: string; value: string; note?: string; warns?: boolean }) {
  return (
    <div className={warns ? 'alloc-short' : undefined}>
      <span className="quiet">{label}</span>
      <b>{value}</b>
      {note && <small className="quiet">{note}</small>}
    </div>
  )
}

function GiveUp({ view, open, onClose }: { view: AllocationView; open: boolean; onClose: () => void }) {
  const giveUp = useGiveUp(view.id)
  const { message } = App.useApp()
  return (
    <ActionDrawer<{ reason?: string }>
      open={open}
      danger
      title="作废方案"
      act="作废"
      consequence="方案留存备查，不再修改和下达。没有发出任何调用单。"
      onAct={async values => {
        await giveUp.mutateAsync(values)
        void message.success('已作废')
      }}
      onClose={onClose}
    >
      <Form.Item name="reason" label="理由">
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
