import { randomUUID } from 'node:crypto'
import type { CloseShelter, OpenShelter } from '@anlan/contract/shelter.ts'
import type { z } from 'zod'
import { isMatterInReach, isUnitInReach } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { currentRecords } from '../register/api.ts'
import { offerShelters } from './offer.ts'
import { findShelter } from './shelters.ts'

/**
 * Opens a shelter (启用), for an event or for a stated reason. It keeps the places it has now until it is closed. Throws `shelter/open`,
 * `shelter/not-in-use`, 404 for one whose unit the actor does not answer for.
 */
export async function openShelter(work: Work, id: string, input: z.output<typeof OpenShelter>): Promise<string> {
  const shelter = await findShelter(work, id)
  if (!(await isUnitInReach(work, shelter.unitId)))
    throw new Problem('not-permitted', { detail: '该场所由其他单位管理，您只能查看' })
  if (shelter.state !== 'inUse') throw new Problem('shelter/not-in-use')
  if (shelter.opening)
    throw new Problem('shelter/open', { detail: `已因“${shelter.opening.purpose}”启用，无需再次启用` })
  if (input.eventId && !(await isMatterInReach(work, input.eventId)))
    throw fieldProblem('not-found', '/eventId', '突发事件', '没有这起突发事件')
  const openingId = input.id ?? randomUUID()
  const opened = await work.tx
    .insertInto('shelter_opening')
    .values({
      id: openingId,
      shelter_id: id,
      unit_id: shelter.unitId,
      event_id: input.eventId,
      purpose: input.purpose,
      opened_at: work.now,
      opened_by: work.actor.name,
      closed_at: null,
      close_reason: null,
      closed_by: null,
      capacity: shelter.capacity,
      occupants: 0,
      exceeded_reason: null,
    })
    .onConflict(conflict => conflict.columns(['shelter_id']).where('closed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) throw new Problem('shelter/open')
  recordFact(
    work,
    'shelter.opened',
    id,
    { opening: openingId, name: shelter.name, purpose: input.purpose, capacity: shelter.capacity },
    { matter: input.eventId, chain: shelter.unitId },
  )
  await offerShelters(work, [id])
  return openingId
}

/** An opening whose unit the actor answers for, locked until the unit of work ends. */
export async function lockOpening(work: Work, openingId: string) {
  const opening = await work.tx
    .selectFrom('shelter_opening')
    .selectAll()
    .where('id', '=', openingId)
    .forUpdate()
    .executeTakeFirst()
  if (!opening || !(await isUnitInReach(work, opening.unit_id))) throw new Problem('not-found')
  if (opening.closed_at) throw new Problem('shelter/closed')
  // Facts name the shelter: the event's timeline is read without its record.
  const [record] = await currentRecords(work, 'shelters', [opening.shelter_id])
  return { ...opening, name: String(record?.values['name'] ?? '') }
}

/** Closes a shelter once everybody has left; the register of who was there stays. */
export async function closeShelter(work: Work, openingId: string, { reason }: z.output<typeof CloseShelter>) {
  const opening = await lockOpening(work, openingId)
  if (opening.occupants > 0)
    throw new Problem('shelter/occupied', { detail: `还有 ${opening.occupants} 人没有登记离开，请先登记去向` })
  await work.tx
    .updateTable('shelter_opening')
    .set({ closed_at: work.now, close_reason: reason, closed_by: work.actor.name })
    .where('id', '=', openingId)
    .execute()
  recordFact(
    work,
    'shelter.closed',
    opening.shelter_id,
    { opening: openingId, name: opening.name, reason },
    { matter: opening.event_id, chain: opening.unit_id },
  )
  await offerShelters(work, [opening.shelter_id])
}
