import { type ViolationView, violationKinds } from '@anlan/contract/event-report.ts'
import { type CorrectionState, type CorrectionView, correctionStates } from '@anlan/contract/report-fault.ts'
import { Segmented } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { UnitSelect } from '../../../fields/unit-select.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Countdown } from '../../../ui/clock/countdown.tsx'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { CorrectionDrawer } from './correction-drawer.tsx'
import { useCorrections } from './requests.ts'

/** 报送问题整改: what each unit owes for a confirmed fault, and what became of it. */
export function CorrectionsPage() {
  const [asked, setAsked] = useSearchParams()
  const may = usePermits()
  const now = useMinute()
  const state = (asked.get('state') ?? undefined) as CorrectionState | undefined
  const unit = asked.get('unit') ?? undefined
  const id = asked.get('id')
  const corrections = useCorrections({ state, unit })
  const set = (name: string, value: string | undefined) =>
    setAsked(
      before => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  return (
    <>
      <header className="head">
        <h1>报送问题整改</h1>
        <span className="quiet">认定的报送问题由责任单位限期报送整改报告；超时记录不因补报而取消</span>
        <span className="spread" />
        {may('event-report.violation.read') && <Link to="/violations">报送问题认定</Link>}
      </header>
      <section className="panel">
        <div className="filters">
          <Segmented
            value={state ?? ''}
            onChange={value => set('state', value || undefined)}
            options={[
              { value: '', label: '全部' },
              ...Object.entries(correctionStates).map(([value, label]) => ({ value, label })),
            ]}
          />
          {may('event-report.violation.read') && (
            <div style={{ width: 200 }}>
              <UnitSelect value={unit} onChange={value => set('unit', value)} placeholder="责任单位" allowClear />
            </div>
          )}
        </div>
        <KeysetList of={corrections} empty={<Nothing what="没有整改事项。报送问题认定后，整改任务会列在这里" />}>
          {items => (
            <Rows
              items={items}
              keyOf={item => item.id}
              onOpen={item => set('id', item.id)}
              isOpen={item => item.id === id}
              toneOf={item => (isLate(item, now) ? 'late' : undefined)}
              columns={[
                { title: '问题', show: item => <Problem of={item} /> },
                { title: '责任单位', width: 140, show: item => item.unitName },
                { title: '状态', width: 90, show: item => correctionStates[item.state] },
                { title: '整改时限', width: 200, show: item => <Limit of={item} now={now} /> },
                { title: '认定', width: 110, minor: true, show: item => showTime(item.openedAt, now) },
              ]}
            />
          )}
        </KeysetList>
      </section>
      {id && <CorrectionDrawer key={id} id={id} onClose={() => set('id', undefined)} />}
    </>
  )
}

const isOwed = (item: CorrectionView) => item.state === 'open' || item.state === 'returned'
const isLate = (item: CorrectionView, now: Date) => isOwed(item) && Date.parse(item.dueAt) < now.getTime()

function Problem({ of }: { of: Pick<CorrectionView, 'evidence'> & { kind: ViolationView['kind'] } }) {
  return (
    <>
      <b>{violationKinds[of.kind]}</b> {of.evidence}
    </>
  )
}

function Limit({ of, now }: { of: CorrectionView; now: Date }) {
  return (
    <>
      {isOwed(of) ? <Countdown dueAt={of.dueAt} soft={false} /> : showTime(of.dueAt, now)}
      {of.breached && !isLate(of, now) && <b className="overdue-tag">曾超时</b>}
    </>
  )
}
