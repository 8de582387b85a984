import { mediums } from '@anlan/contract/obligation.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { pressingQuery } from './requests.ts'
import { WhereToAct } from './where-to-act.tsx'

interface PressingProps {
  title: string
  unit?: string
  limit?: number
  hideEmpty?: boolean
}

/** What is owed next, as a checklist with times. */
export function Pressing({ title, unit, limit = 12, hideEmpty = false }: PressingProps) {
  const pressing = useQuery(pressingQuery(unit))
  if (hideEmpty && (pressing.data?.length ?? 0) === 0) return null
  const overdue = pressing.data?.filter(item => item.state === 'overdue').length ?? 0
  return (
    <section className="panel">
      <h2>
        {title}
        {overdue > 0 && <b className="overdue-tag">超时 {overdue} 项</b>}
        <span className="spread" />
        <Link to="/obligations">台账</Link>
      </h2>
      <Loaded of={pressing} rows={3}>
        {items =>
          items.length === 0 ? (
            <Nothing what="没有待办的时限事项。事件登记后，应报事项和时限会列在这里" />
          ) : (
            <ul className="checklist">
              {items.slice(0, limit).map(item => (
                <li key={item.id}>
                  <b>{item.title}</b>
                  <Countdown dueAt={item.dueAt} soft={item.soft} />
                  <span className="quiet">
                    {item.owedByUnitName}
                    {item.owedToUnitName ? ` → ${item.owedToUnitName}` : ''} · {mediums[item.medium]}
                    {(item.matterId || item.link) && (
                      <>
                        {' '}
                        · <WhereToAct item={item} />
                      </>
                    )}
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
