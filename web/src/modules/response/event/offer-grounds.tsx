import { Link } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showTime } from '../../../ui/time.ts'
import type { Offer } from '../requests.ts'

/** Why a plan is offered: each rule that holds with the record it was read from. */
export function OfferGrounds({ offer }: { offer: Offer }) {
  const now = useMinute()
  return (
    <ul className="offer-grounds">
      {offer.grounds.map(({ rule, words, record }) => (
        <li key={`${rule} ${words}`}>
          {words}
          <span className="quiet">
            {' '}
            据 {record.link ? <Link to={record.link}>{record.title}</Link> : record.title}
            {record.at && `（${showTime(record.at, now)}）`}
          </span>
        </li>
      ))}
      {offer.plan && (
        <li className="quiet">
          {offer.plan.unitName} · {offer.source.article}
        </li>
      )}
    </ul>
  )
}
