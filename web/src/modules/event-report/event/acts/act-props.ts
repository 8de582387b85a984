import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { EventActs } from '../requests.ts'

/** What every drawer of an act on an event is given. */
export interface ActProps {
  event: EventView
  acts: EventActs
  open: boolean
  onClose: () => void
}
