import type { ResourceHit } from '@anlan/contract/resource.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { roadPace, staleDays } from '../settings.ts'
import { neighboursFor } from './neighbours.ts'
import { offersWith } from './offers-with.ts'

/** One offer, once for each capability it states, with what is free of each. Outside reach: `not-found`. */
export async function offerById(work: Work, id: string): Promise<ResourceHit[]> {
  const stated = await work.tx
    .selectFrom('resource_offer_capability')
    .select('capability')
    .where('offer_id', '=', id)
    .orderBy('capability')
    .execute()
  const asked = {
    at: null,
    today: shanghaiDay(work.now),
    pace: await roadPace(work),
    staleDays: await settingOf(work, staleDays),
  }
  const found: ResourceHit[] = []
  for (const { capability } of stated) found.push(...(await offersWith(work, { codes: [capability], only: id }, asked)))
  if (found.length) return found
  const neighbour = (await neighboursFor(work, [], ['team', 'stock', 'equipment', 'shelter', 'expert'], asked)).find(
    one => one.hit.id === id,
  )
  if (!neighbour) throw new Problem('not-found')
  return [neighbour.hit]
}
