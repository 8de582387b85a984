import { callUpStates } from '@anlan/contract/call-up.ts'
import { placeThings, unplaceThings } from '../../kernel/spatial/places.ts'
import type { Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'
import { isAway } from './rules.ts'
import type { Slip } from './schema.ts'

/** The layer of what is under way. */
export const callUpLayer = 'call-up'

/** Where a slip was last known to be: the last position told, its destination once arrived, else where its owner sits. */
export async function lastKnown(work: Work, slip: Slip): Promise<{ lng: number; lat: number } | null> {
  const there = ['arrived', 'received'].includes(slip.state)
  if (there && slip.lng !== null && slip.lat !== null) return { lng: slip.lng, lat: slip.lat }
  const last = await work.tx
    .selectFrom('call_up_position')
    .select(['lng', 'lat'])
    .where('slip_id', '=', slip.id)
    .where('lng', 'is not', null)
    .orderBy('at', 'desc')
    .executeTakeFirst()
  if (last && last.lng !== null && last.lat !== null) return { lng: last.lng, lat: last.lat }
  const unit = await findUnit(work.tx, there ? slip.to_unit_id : slip.from_unit_id)
  if (!unit?.area_code) return null
  const area = await work.tx
    .selectFrom('area')
    .select(['center_lng', 'center_lat'])
    .where('code', '=', unit.area_code)
    .executeTakeFirst()
  return area && area.center_lng !== null && area.center_lat !== null
    ? { lng: area.center_lng, lat: area.center_lat }
    : null
}

/** Puts a slip on the map while something of it is away from home, and takes it off when it is over. */
export async function keepOnMap(work: Work, slip: Slip): Promise<void> {
  const at = isAway(slip.state) ? await lastKnown(work, slip) : null
  if (!at) return unplaceThings(work, callUpLayer, [slip.id])
  const from = await findUnit(work.tx, slip.from_unit_id)
  await placeThings(work, [
    {
      layer: callUpLayer,
      id: slip.id,
      ...at,
      unitId: slip.from_unit_id,
      open: false,
      title: `${from?.short_name ?? ''} ${slip.summary}`.slice(0, 120),
      tags: { state: callUpStates[slip.state], number: slip.number, event: slip.event_id, to: slip.to_unit_id },
    },
  ])
}
