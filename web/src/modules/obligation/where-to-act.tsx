import type { ObligationView } from '@anlan/contract/obligation.ts'
import { Link } from 'react-router'

/** The page where it is discharged: its own, or that of its event. */
export function WhereToAct({ item }: { item: ObligationView }) {
  if (item.link) return <Link to={item.link}>{item.matterTitle ?? '去办理'}</Link>
  return item.matterId && <Link to={`/events/${item.matterId}`}>{item.matterTitle}</Link>
}
