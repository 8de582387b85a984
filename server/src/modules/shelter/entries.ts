import { randomUUID } from 'node:crypto'
import type { EnterShelter, LeaveShelter } from '@anlan/contract/shelter.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { idNumber, readValue } from '../register/api.ts'
import { offerShelters } from './offer.ts'
import { lockOpening } from './opening.ts'

/**
 * Somebody comes in: a person by name, or a number of people at once. Throws `shelter/full` where there are not that many places and no reason
 * is stated, `shelter/already-inside` for a person who is in.
 */
export async function enterShelter(work: Work, openingId: string, input: z.output<typeof EnterShelter>) {
  const opening = await lockOpening(work, openingId)
  const at = momentOf(work, input.at, opening.opened_at, '进入时间', '启用')
  const id = input.id ?? randomUUID()
  const number = readIdNumber(input.idNumber)
  if (number !== '') await refuseTwin(work, openingId, number)
  const occupants = opening.occupants + input.persons
  const over = occupants > opening.capacity
  if (over && input.overReason === '')
    throw new Problem('shelter/full', {
      detail: `核定 ${opening.capacity} 人，现有 ${opening.occupants} 人，再进 ${input.persons} 人将超容；确需进入的请写明超容原因`,
      errors: [{ pointer: '/overReason', field: '超容原因', message: '已超过核定人数，请写明原因或引导到其他场所' }],
    })
  await work.tx
    .insertInto('shelter_entry')
    .values({
      id,
      opening_id: openingId,
      name: input.name,
      id_number: number,
      persons: input.persons,
      present: input.persons,
      village: input.village,
      household: input.household,
      vulnerable: input.vulnerable,
      entered_at: at,
      entered_by: work.actor.name,
      over_reason: over ? input.overReason : null,
      recorded_at: work.now,
    })
    .execute()
  await work.tx
    .updateTable('shelter_opening')
    .set({ occupants, ...(over && { exceeded_reason: input.overReason }) })
    .where('id', '=', openingId)
    .execute()
  // Names and numbers of people stay in the register: facts are never deleted.
  recordFact(
    work,
    'shelter.entered',
    opening.shelter_id,
    {
      opening: openingId,
      name: opening.name,
      entry: id,
      persons: input.persons,
      at,
      occupants,
      ...(over && { overReason: input.overReason }),
    },
    { matter: opening.event_id, chain: opening.unit_id },
  )
  await offerShelters(work, [opening.shelter_id])
}

/** Some or all of an entry leave. Nobody leaves twice: `shelter/not-inside`. */
export async function leaveShelter(
  work: Work,
  openingId: string,
  entryId: string,
  input: z.output<typeof LeaveShelter>,
) {
  const opening = await lockOpening(work, openingId)
  const entry = await work.tx
    .selectFrom('shelter_entry')
    .selectAll()
    .where('id', '=', entryId)
    .where('opening_id', '=', openingId)
    .executeTakeFirst()
  if (!entry) throw new Problem('not-found')
  const persons = input.persons ?? entry.present
  if (persons === 0 || persons > entry.present)
    throw new Problem('shelter/not-inside', {
      detail: entry.present === 0 ? '该登记的人员都已离开' : `该登记现只有 ${entry.present} 人在场`,
    })
  const at = momentOf(work, input.at, entry.entered_at, '离开时间', '进入')
  await work.tx
    .insertInto('shelter_leaving')
    .values({
      id: input.id ?? randomUUID(),
      entry_id: entryId,
      persons,
      left_at: at,
      where_to: input.whereTo,
      recorded_by: work.actor.name,
      recorded_at: work.now,
    })
    .execute()
  await work.tx
    .updateTable('shelter_entry')
    .set({ present: entry.present - persons })
    .where('id', '=', entryId)
    .execute()
  const occupants = opening.occupants - persons
  await work.tx.updateTable('shelter_opening').set({ occupants }).where('id', '=', openingId).execute()
  recordFact(
    work,
    'shelter.left',
    opening.shelter_id,
    { opening: openingId, name: opening.name, entry: entryId, persons, at, occupants },
    { matter: opening.event_id, chain: opening.unit_id },
  )
  await offerShelters(work, [opening.shelter_id])
}

/** When it happened: now, or earlier when it is written down afterwards; never before `since` nor in the future. */
function momentOf(work: Work, at: Date | undefined, since: Date, label: string, before: string): Date {
  if (!at) return work.now
  if (at > work.now) throw fieldProblem('invalid-input', '/at', label, `${label}不能晚于现在`)
  if (at < since) throw fieldProblem('invalid-input', '/at', label, `${label}不能早于${before}时间`)
  return at
}

function readIdNumber(given: string): string {
  if (given === '') return ''
  const read = readValue({ ...idNumber('身份证号'), name: 'idNumber', own: false } as never, given)
  if ('error' in read) throw fieldProblem('invalid-input', '/idNumber', '身份证号', read.error)
  return String(read.value)
}

async function refuseTwin(work: Work, openingId: string, number: string) {
  const { rows } = await sql<{ name: string }>`
    select name from shelter_entry where opening_id = ${openingId} and id_number = ${number} and present > 0`.execute(
    work.tx,
  )
  if (rows[0]) throw new Problem('shelter/already-inside', { detail: `${rows[0].name} 已登记在场` })
}
