import { reportKinds } from '@anlan/contract/event-report.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { Ago } from '../../../ui/clock/countdown.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { toConfirmQuery, toSignQuery } from './requests.ts'

interface WaitingReportsProps {
  box: 'toSign' | 'toConfirm'
  title: string
  what: string
  act: string
  hideEmpty?: boolean
}

/** Reports that wait for this person's word. */
export function WaitingReports({ box, title, what, act, hideEmpty = false }: WaitingReportsProps) {
  const waiting = useQuery(box === 'toSign' ? toSignQuery : toConfirmQuery)
  if (hideEmpty && (waiting.data?.items.length ?? 0) === 0) return null
  return (
    <section className="panel">
      <h2>
        {title} <small>{waiting.data?.items.length || ''}</small>
      </h2>
      <Loaded of={waiting} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what={what} />
          ) : (
            <ul className="checklist">
              {items.map(line => (
                <li key={line.id}>
                  <b>
                    <Link to={`/reports/${line.id}`}>
                      {reportKinds[line.kind]}：{line.title}
                    </Link>
                  </b>
                  <span className="quiet">
                    {line.unitName} · <Ago at={line.createdAt} />拟
                  </span>
                  <span className="spread" />
                  <Link to={`/reports/${line.id}`}>{act}</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
