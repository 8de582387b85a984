import { mediums, type ObligationState, type ObligationView, obligationStates } from '@anlan/contract/obligation.ts'
import { Button, Checkbox, Segmented } from 'antd'
import { useSearchParams } from 'react-router'
import { SourceMark } from '../../fields/source-mark.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { inLargerUnits, showSpan, showTime } from '../../ui/time.ts'
import { useObligations } from './requests.ts'
import { servedBy } from './served-by.ts'
import { WhereToAct } from './where-to-act.tsx'

/** 时限台账: every duty with a clock; lateness is computed, never typed. */
export function ObligationsPage() {
  const [asked, setAsked] = useSearchParams()
  const now = useMinute()
  const filter = {
    state: (asked.get('state') ?? undefined) as ObligationState | undefined,
    unit: asked.get('unit') ?? undefined,
    breached: asked.get('breached') === 'true' ? ('true' as const) : undefined,
  }
  const obligations = useObligations(filter)
  const set = (name: string, value: string | undefined) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <>
      <header className="head">
        <h1>时限台账</h1>
        <span className="quiet">应报、应办事项及其时限，由系统按规则起算和判定</span>
      </header>
      <section className="panel">
        <div className="filters">
          <Segmented
            value={filter.state ?? ''}
            onChange={value => set('state', value || undefined)}
            options={[
              { value: '', label: '全部' },
              ...Object.entries(obligationStates).map(([value, label]) => ({ value, label })),
            ]}
          />
          <div style={{ width: 220 }}>
            <UnitSelect value={filter.unit} onChange={value => set('unit', value)} placeholder="责任单位" allowClear />
          </div>
          <Checkbox
            checked={filter.breached === 'true'}
            onChange={({ target }) => set('breached', target.checked ? 'true' : undefined)}
          >
            只看曾经超时的
          </Checkbox>
        </div>
        <KeysetList
          of={obligations}
          empty={
            <Nothing what={asked.size > 0 ? '没有符合条件的时限事项' : '事件登记后，各单位应报事项和时限会列在这里'}>
              {asked.size > 0 && <Button onClick={() => setAsked({})}>清除条件</Button>}
            </Nothing>
          }
        >
          {items => (
            <Rows
              items={items}
              keyOf={item => item.id}
              toneOf={item => (item.state === 'overdue' ? 'late' : item.state === 'cancelled' ? 'stale' : undefined)}
              columns={[
                {
                  title: '事项',
                  show: item => (
                    <>
                      {item.title} <small className="quiet">{inLargerUnits(item.limitDisplay)}</small>
                    </>
                  ),
                },
                { title: '时限', width: 230, show: item => <Standing item={item} now={now} /> },
                { title: '责任单位', width: 120, show: item => item.owedByUnitName },
                { title: '对象', width: 120, show: item => item.owedToUnitName ?? '' },
                { title: '方式', width: 84, show: item => mediums[item.medium] },
                { title: '起算', width: 90, minor: true, show: item => showTime(item.startedAt, now) },
                {
                  title: '办理',
                  width: 170,
                  show: item => <WhereToAct item={item} />,
                },
                {
                  title: '依据',
                  width: 210,
                  minor: true,
                  show: item => (
                    <span className="quiet">
                      <SourceMark confidence={item.source.confidence} /> {item.source.name} {item.source.article}
                    </span>
                  ),
                },
              ]}
            />
          )}
        </KeysetList>
      </section>
    </>
  )
}

function Standing({ item, now }: { item: ObligationView; now: Date }) {
  if (item.state === 'met' && item.satisfiedAt) {
    return (
      <>
        <span className="met-mark">已完成</span> {showTime(item.satisfiedAt, now)}{' '}
        {item.minutesLate ? <b className="overdue-tag">迟 {showSpan(item.minutesLate * 60_000)}</b> : ''}
        <small className="quiet served-by">{servedBy(item)}</small>
      </>
    )
  }
  if (item.state === 'cancelled') return <span title={item.cancelReason ?? undefined}>不再适用</span>
  return <Countdown dueAt={item.dueAt} soft={item.soft} />
}
