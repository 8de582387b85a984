import { randomUUID } from 'node:crypto'
import type { RuleSource } from '@anlan/contract/codec.ts'
import type { FormSchedule } from '@anlan/contract/form.ts'
import { sql } from 'kysely'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours } from '../../../kernel/setting-rows.ts'
import { cancelTasks, recordFact, type Work } from '../../../kernel/work/work.ts'
import { cancelObligations } from '../../obligation/api.ts'
import type { Collection } from '../schema.ts'
import { openRounds, piecesForNewUnits, roundTask } from './rounds.ts'

/** A collection to be opened (报送任务): a published form, asked of units at the times of a schedule. */
export interface Opening {
  id?: string | undefined
  formId: string
  title: string
  /** To whom it is reported. */
  unitId: string
  unitIds: string[]
  schedule: FormSchedule
  until?: Date | null
  /** What the caller keeps it for; at most one open collection has it. */
  origin?: string
  source?: RuleSource
}

/**
 * Opens a collection; its first round opens at once or when its hour has come. Returns its id, or that of the open one with the same origin.
 * Throws `form/unpublished`, and `invalid-input` for times that never come.
 */
export async function openCollection(work: Work, wanted: Opening): Promise<string> {
  if (wanted.origin) {
    const twin = await collectionOfOrigin(work, wanted.origin)
    if (twin) return twin.id
  }
  const form = await work.tx.selectFrom('form').selectAll().where('id', '=', wanted.formId).executeTakeFirst()
  if (!form) throw fieldProblem('invalid-input', '/formId', '表格', '表格不存在')
  if (form.version === null || !form.enabled) throw new Problem('form/unpublished')
  if (wanted.schedule.kind === 'once' && wanted.schedule.dueAt <= work.now)
    throw fieldProblem('invalid-input', '/schedule/dueAt', '截止时间', '截止时间应晚于现在')
  if (wanted.until && wanted.until <= work.now)
    throw fieldProblem('invalid-input', '/until', '结束时间', '结束时间应晚于现在')
  const id = wanted.id ?? randomUUID()
  const opened = await work.tx
    .insertInto('form_collection')
    .values({
      id,
      form_id: form.id,
      title: wanted.title,
      unit_id: wanted.unitId,
      schedule: JSON.stringify(wanted.schedule),
      source: JSON.stringify(wanted.source ?? { ...ours, name: '县统一报送制度' }),
      origin: wanted.origin ?? null,
      from_at: work.now,
      until_at: wanted.until ?? null,
      last_due_at: null,
      closed_at: null,
      close_reason: null,
      created_by_name: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addUnits(work, opened, wanted.unitIds)
  recordFact(
    work,
    'form.collection-opened',
    id,
    { title: wanted.title, form: form.id, units: wanted.unitIds },
    { chain: wanted.unitId },
  )
  await openRounds(work, opened)
  return id
}

export const collectionOfOrigin = (work: Work, origin: string): Promise<Collection | undefined> =>
  work.tx
    .selectFrom('form_collection')
    .selectAll()
    .where('origin', '=', origin)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

const addUnits = (work: Work, collection: Collection, unitIds: string[]) =>
  work.tx
    .insertInto('form_collection_unit')
    .values(
      [...new Set(unitIds)].map(unit_id => ({ collection_id: collection.id, unit_id, since: work.now, until: null })),
    )
    .onConflict(conflict =>
      conflict.columns(['collection_id', 'unit_id']).doUpdateSet({ since: work.now, until: null }),
    )
    .execute()

/** Units that owe it from now on: also the rounds that are open and not over. */
export async function joinCollection(work: Work, collection: Collection, unitIds: string[]): Promise<void> {
  if (unitIds.length === 0) return
  await addUnits(work, collection, unitIds)
  await piecesForNewUnits(work, collection, unitIds)
  recordFact(work, 'form.units-joined', collection.id, { units: unitIds }, { chain: collection.unit_id })
}

/** Units that owe it no longer: what is not yet due and not handed in is withdrawn, what was missed stays missed. */
export async function leaveCollection(
  work: Work,
  collection: Collection,
  unitIds: string[],
  reason: string,
): Promise<void> {
  if (unitIds.length === 0) return
  await work.tx
    .updateTable('form_collection_unit')
    .set({ until: work.now })
    .where('collection_id', '=', collection.id)
    .where('until', 'is', null)
    .where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`)
    .execute()
  await withdrawPieces(work, collection, unitIds, reason)
  recordFact(work, 'form.units-left', collection.id, { units: unitIds, reason }, { chain: collection.unit_id })
}

/** Ends a collection. What is not yet due is withdrawn; what was missed stays missed and may still be handed in late. */
export async function closeCollection(work: Work, id: string, reason: string): Promise<void> {
  const closed = await work.tx
    .updateTable('form_collection')
    .set({ closed_at: work.now, close_reason: reason })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!closed) throw new Problem('form/collection-closed')
  await withdrawPieces(work, closed, null, reason)
  await cancelTasks(work, [roundTask], [id])
  recordFact(work, 'form.collection-closed', id, { title: closed.title, reason }, { chain: closed.unit_id })
}

async function withdrawPieces(work: Work, collection: Collection, unitIds: string[] | null, reason: string) {
  const gone = await work.tx
    .updateTable('form_piece')
    .set(eb => ({ state: 'cancelled', revision: eb('revision', '+', 1) }))
    .where('collection_id', '=', collection.id)
    .where('state', '=', 'owed')
    .where('due_at', '>=', work.now)
    .$if(unitIds !== null, query => query.where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`))
    .returning(['obligation_id'])
    .execute()
  for (const piece of gone)
    if (piece.obligation_id) await cancelObligations(work, { matterId: null, id: piece.obligation_id }, reason)
}

/** A collection that the actor may keep, locked: his unit's, or one of a unit below. Outside reach it does not exist. */
export async function collectionToKeep(work: Work, id: string): Promise<Collection> {
  const found = await work.tx
    .selectFrom('form_collection')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found || !(await isUnitInReach(work, found.unit_id))) throw new Problem('not-found')
  if (found.origin) throw new Problem('form/collection-kept')
  if (found.closed_at) throw new Problem('form/collection-closed')
  return found
}

/**
 * Lets units join and leave a collection; who is in already, or out, is left as he is. Throws `invalid-input` for units outside reach and where
 * nobody would be left.
 */
export async function changeUnits(
  work: Work,
  id: string,
  { joining, leaving }: { joining: string[]; leaving: string[] },
): Promise<void> {
  const collection = await collectionToKeep(work, id)
  await refuseUnitsOutside(work, joining, 'joining')
  const now = await unitsOf(work, id)
  const out = now.filter(unit => leaving.includes(unit))
  if (joining.length === 0 && out.length === now.length)
    throw fieldProblem('invalid-input', '/leaving', '减去的单位', '至少保留一个单位；都不再要求时请结束报送')
  await joinCollection(
    work,
    collection,
    [...new Set(joining)].filter(unit => !now.includes(unit)),
  )
  await leaveCollection(work, collection, out, '不再要求该单位报送')
}

export async function unitsOf(work: Work, collectionId: string): Promise<string[]> {
  const rows = await work.tx
    .selectFrom('form_collection_unit')
    .select('unit_id')
    .where('collection_id', '=', collectionId)
    .where('until', 'is', null)
    .execute()
  return rows.map(row => row.unit_id)
}

/** Only units within reach can be asked. */
export async function refuseUnitsOutside(work: Work, unitIds: string[], part = 'unitIds'): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from unit where id = any(${unitIds}::uuid[]) and enabled
    and id in ${unitsInReach(work)}`.execute(work.tx)
  const known = new Set(rows.map(row => row.id))
  const stray = unitIds.findIndex(id => !known.has(id))
  if (stray >= 0)
    throw fieldProblem('invalid-input', `/${part}/${stray}`, '报送单位', '该单位不存在、已撤销或不在您的管辖范围')
}
