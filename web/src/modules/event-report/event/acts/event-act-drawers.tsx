import type { EventView } from '@anlan/contract/emergency-event.ts'
import { useEventActs } from '../requests.ts'
import { AmendDrawer } from './amend-drawer.tsx'
import { EndingDrawers } from './ending-drawers.tsx'
import { ClassifyDrawer, LevelDrawer } from './level-drawers.tsx'
import { FactDrawer, FigureDrawer } from './record-drawers.tsx'
import { KnowledgeDrawer, ShareDrawer, TransmissionDrawer } from './telling-drawers.tsx'

export type ActName =
  | 'fact'
  | 'figure'
  | 'amend'
  | 'level'
  | 'classify'
  | 'share'
  | 'knowledge'
  | 'transmission'
  | 'end'
  | 'stabilise'
  | 'close'
  | 'dismiss'

interface EventActDrawersProps {
  event: EventView
  act: ActName | null
  onClose: () => void
}

/** One drawer per act; they stay in place so that a half-written one is there again when reopened. */
export function EventActDrawers({ event, act, onClose }: EventActDrawersProps) {
  const acts = useEventActs(event.id)
  const shared = { event, acts, onClose }
  return (
    <>
      <FactDrawer {...shared} open={act === 'fact'} />
      <FigureDrawer {...shared} open={act === 'figure'} />
      <AmendDrawer {...shared} open={act === 'amend'} />
      <LevelDrawer {...shared} open={act === 'level'} />
      <ClassifyDrawer {...shared} open={act === 'classify'} />
      <ShareDrawer {...shared} open={act === 'share'} />
      <KnowledgeDrawer {...shared} open={act === 'knowledge'} />
      <TransmissionDrawer {...shared} open={act === 'transmission'} />
      <EndingDrawers {...shared} act={act} />
    </>
  )
}
