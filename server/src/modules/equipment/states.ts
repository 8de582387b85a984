import { randomUUID } from 'node:crypto'
import type { EquipmentUse } from '@anlan/contract/equipment.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { itemsNow, textIn } from './items.ts'
import { lockItem } from './life/faults.ts'
import { offerEquipment } from './offers.ts'
import { reasonsAgainst } from './rules.ts'

/**
 * What a call-up slip does to a thing: 已受领, 途中, 现场, and 待命 when it is back. Only the slip it is out with sets it free; one that was struck off
 * meanwhile is left alone. Whoever calls has looked at who may.
 */
export async function setEquipmentState(
  work: Work,
  id: string,
  use: EquipmentUse,
  slip: { slipId: string; eventId: string | null },
): Promise<void> {
  await lockItem(work, id)
  const [item] = await itemsNow(work, [id])
  if (!item || (item.use === use && (use === 'standby' || item.slipId === slip.slipId))) return
  if (use === 'standby' && item.slipId !== slip.slipId) return
  const isHome = use === 'standby'
  const after = { use, since: work.now, slip_id: isHome ? null : slip.slipId, event_id: isHome ? null : slip.eventId }
  await work.tx
    .insertInto('equipment_state')
    .values({ equipment_id: id, ...after })
    .onConflict(conflict => conflict.column('equipment_id').doUpdateSet(after))
    .execute()
  await work.tx
    .insertInto('equipment_move')
    .values({
      id: randomUUID(),
      equipment_id: id,
      use,
      at: work.now,
      slip_id: slip.slipId,
      event_id: slip.eventId,
      by_name: work.actor.name,
    })
    .execute()
  recordFact(
    work,
    'equipment.state-changed',
    id,
    {
      name: textIn(item.values, 'name'),
      number: textIn(item.values, 'number'),
      from: item.use,
      to: use,
      slip: slip.slipId,
    },
    { matter: slip.eventId, chain: item.unitId },
  )
  await offerEquipment(work, [id])
}

/** Why a thing is not to be sent today, whether or not it is out: broken, past its service life, inspection overdue. Empty when it may. */
export async function mayBeUsed(work: Work, id: string): Promise<string[]> {
  const [item] = await itemsNow(work, [id])
  return item ? reasonsAgainst(item, shanghaiDay(work.now)) : ['已注销']
}

/** Why nobody, not even a leader with a reason, may send it: struck off or broken. */
export async function cannotBeUsed(work: Work, id: string): Promise<string[]> {
  const [item] = await itemsNow(work, [id])
  return item ? item.faults.map(what => `停用：${what}`) : ['已注销']
}
