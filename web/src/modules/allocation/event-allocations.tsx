import { allocationStates } from '@anlan/contract/allocation.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { allocationsQuery } from './requests.ts'
import './allocation.css'

/** Plans made for an event, and the first step to another. */
export function EventAllocations({ eventId }: { eventId: string }) {
  const plans = useQuery(allocationsQuery(eventId))
  return (
    <section className="panel">
      <h2>
        优化调配 <small>{plans.data?.items.length || ''}</small>
        <span className="spread" />
        <Link to={`/allocations/new?kind=people&event=${eventId}`}>安置群众</Link>
        <Link to={`/allocations/new?event=${eventId}`}>调配物资</Link>
      </h2>
      <Loaded of={plans} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="几处同时需要物资，或几个村同时转移时，从这里计算怎样分配最快" />
          ) : (
            <ul className="alloc-brief">
              {items.map(plan => (
                <li key={plan.id}>
                  <Link to={`/allocations/${plan.id}`}>{plan.title}</Link>
                  <span>
                    {allocationStates[plan.state]}
                    {plan.missing > 0 && `，缺 ${plan.missing}`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
