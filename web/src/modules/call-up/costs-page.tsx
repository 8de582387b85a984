import { costKinds } from '@anlan/contract/call-up-costs.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { serverNow } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import { yuan } from './call-up-words.tsx'
import { PricesPanel } from './prices-panel.tsx'
import { costAddress, eventCostsQuery, yearCostsQuery } from './requests.ts'
import './call-up.css'

/** 处置费用: of one event slip by slip, or of a year by kinds of events. */
export function CallUpCostsPage() {
  const [asked] = useSearchParams()
  const event = asked.get('event')
  return event ? <OfEvent eventId={event} /> : <OfYear />
}

function OfEvent({ eventId }: { eventId: string }) {
  const costs = useQuery(eventCostsQuery(eventId))
  return (
    <Loaded of={costs} rows={8}>
      {sheet => (
        <>
          <header className="head">
            <h1>处置费用</h1>
            <Link to={`/events/${eventId}`}>{sheet.eventTitle}</Link>
            <span className="spread" />
            <Button className="no-print" href={costAddress(eventId)}>
              下载经费申请
            </Button>
            <Button className="no-print" onClick={() => window.print()}>
              打印
            </Button>
          </header>
          <section className="panel">
            <h2>
              合计 {yuan(sheet.total)} 元{' '}
              <small>
                {sheet.byKind
                  .filter(one => one.amount > 0)
                  .map(one => `${costKinds[one.kind]} ${yuan(one.amount)}`)
                  .join('，')}
              </small>
            </h2>
            {sheet.slips.length === 0 && (
              <Nothing what="还没有批准的调用单。调用单批准后，人员、车辆按天、物资按消耗在这里逐张计费">
                <Link to={`/call-ups/new?event=${eventId}`}>申请调用</Link>
              </Nothing>
            )}
            {sheet.slips.map(slip => (
              <div key={slip.id} className="call-up-cost-slip">
                <h3>
                  <Link to={`/call-ups/${slip.id}`}>{slip.number ?? slip.summary}</Link> {slip.fromUnitName}：
                  {slip.summary}
                  <span className="spread" />
                  {yuan(slip.amount)} 元{slip.final ? '' : '（截至目前）'}
                </h3>
                {slip.costs.length > 0 && (
                  <Rows
                    items={slip.costs}
                    keyOf={cost => cost.id}
                    columns={[
                      { title: '项目', show: cost => cost.title },
                      { title: '数量', width: 110, numeric: true, show: cost => `${cost.quantity} ${cost.unit}` },
                      { title: '单价', width: 100, numeric: true, show: cost => yuan(cost.unitPrice) },
                      { title: '金额', width: 110, numeric: true, show: cost => yuan(cost.amount) },
                      { title: '计价依据', minor: true, show: cost => cost.basis },
                    ]}
                  />
                )}
              </div>
            ))}
          </section>
        </>
      )}
    </Loaded>
  )
}

function OfYear() {
  const may = usePermits()
  const [year, setYear] = useState(Number(dayOf(serverNow()).slice(0, 4)))
  const costs = useQuery(yearCostsQuery(year))
  return (
    <>
      <header className="head">
        <h1>处置费用</h1>
        <InputNumber aria-label="年度" value={year} min={2000} max={2100} onChange={value => value && setYear(value)} />{' '}
        年
      </header>
      <section className="panel">
        <h2>
          按事件类型 <small>{costs.data && `合计 ${yuan(costs.data.total)} 元`}</small>
        </h2>
        <Loaded of={costs} rows={4}>
          {({ kinds }) =>
            kinds.length === 0 ? (
              <Nothing what="这一年没有办结的调用单。调用单办结后，费用按事件类型在这里汇总，作为财政安排预算的依据" />
            ) : (
              <Rows
                items={kinds}
                keyOf={kind => kind.eventTypeCode ?? ''}
                columns={[
                  { title: '事件类型', show: kind => kind.eventTypeName },
                  { title: '事件（起）', width: 110, numeric: true, show: kind => kind.events },
                  { title: '调用单（张）', width: 110, numeric: true, show: kind => kind.slips },
                  { title: '金额（元）', width: 140, numeric: true, show: kind => yuan(kind.amount) },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      <PricesPanel canChange={may('call-up.define')} />
    </>
  )
}
