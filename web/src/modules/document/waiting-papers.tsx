import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { showTime } from '../../ui/time.ts'
import { boxQuery } from './requests.ts'
import './document.css'

const acts = ['签发', '审核', '签收']

/** 待办公文: to be signed, reviewed or signed for by this person; takes no room while there is nothing. */
export function WaitingPapers() {
  const may = usePermits()
  const now = useMinute()
  const toSign = useQuery({ ...boxQuery('toSign'), enabled: may('paper.sign') })
  const toReview = useQuery({ ...boxQuery('toReview'), enabled: may('paper.review') })
  const toReceive = useQuery({ ...boxQuery('toReceive'), enabled: may('paper.receive') })
  const lines = [toSign, toReview, toReceive].flatMap((read, i) =>
    (read.data?.items ?? []).map(line => ({ ...line, act: acts[i] ?? '' })),
  )
  if (lines.length === 0) return null
  return (
    <section className="panel">
      <h2>
        待办公文 <small>{lines.length}</small>
        <span className="spread" />
        <Link to="/papers">全部</Link>
      </h2>
      <ul className="paper-course">
        {lines.map(line => (
          <li key={`${line.act}${line.id}`}>
            <b className="paper-urgent">待{line.act}</b> <Link to={`/papers/${line.id}`}>{line.title}</Link>{' '}
            <span className="quiet">
              {line.unitName} {showTime(line.sentAt ?? line.createdAt, now)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
