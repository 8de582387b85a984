import type { Assistance } from '@anlan/contract/assistance.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { SpatialIndex } from '../../../kernel/spatial/spatial-index.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { eventTypeNames, factsOfEvents } from '../../event-report/api.ts'
import { offersFor } from '../../response/api.ts'
import { caseLedger, similarCases } from '../cases/similar.ts'
import { eventItems } from '../checklist/event-items.ts'
import { substanceLedger, substancesOf } from '../substances/find.ts'
import { neededResources } from './needs.ts'

/**
 * 辅助决策 of one event in reach: plans and levels that fit, the first hour, dangerous substances, who is near, what was like it before. Every
 * suggestion says its rule and its record; people decide. Computed anew at each reading, so that what was corrected counts at once.
 */
export async function assistanceOf(work: Work, spatial: SpatialIndex, eventId: string): Promise<Assistance> {
  const [event] = await factsOfEvents(work, { id: eventId })
  if (!event) throw new Problem('not-found')
  const { items: offers } = await offersFor(work, eventId)
  const { items, checklist } = await eventItems(work, event)
  const typeNames = await eventTypeNames(work)
  return {
    event: {
      id: event.id,
      number: event.number,
      title: event.title,
      typeNames: event.typeCodes.map(code => typeNames.get(code) ?? code),
      level: event.level,
      knownAt: event.knownAt.toISOString(),
      isOpen: event.state === 'open' || event.state === 'ended',
    },
    offers,
    checklist,
    substances: await substancesOf(work, event),
    resources: await neededResources(work, spatial, event, items, offers),
    cases: await similarCases(work, event),
    ledgers: [
      { title: '危险化学品处置指南', link: `/registers/${substanceLedger}` },
      { title: '案例库', link: `/registers/${caseLedger}` },
    ],
  }
}
