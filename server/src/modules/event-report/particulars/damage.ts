import { randomUUID } from 'node:crypto'
import {
  type DamageView,
  damageKinds,
  dimensionWords,
  type RecordDamage,
  type WithdrawDamage,
} from '@anlan/contract/event-particulars.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnits } from '../../directory/api.ts'
import { eventForChange } from '../events/read.ts'
import type { Damage } from './schema.ts'

/** 路基坍塌（G211 K12+300）：高 10 米、长 30 米 */
export const damageSentence = (one: Pick<Damage, 'kind' | 'what' | 'dimensions'>): string =>
  `${damageKinds[one.kind]}（${one.what}）${one.dimensions.length > 0 ? `：${one.dimensions.map(dimensionWords).join('、')}` : ''}`

/** What was damaged as it is known now, newest first; withdrawn and corrected ones stand behind. */
export async function damageOf(work: Work, eventId: string): Promise<DamageView[]> {
  const rows = await work.tx
    .selectFrom('event_damage')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy(sql`withdrawn_at is not null`)
    .orderBy('recorded_at', 'desc')
    .execute()
  const files = await work.tx
    .selectFrom('event_damage_file as d')
    .innerJoin('file as f', 'f.id', 'd.file_id')
    .innerJoin('event_damage as e', 'e.id', 'd.damage_id')
    .select(['d.damage_id', 'f.id', 'f.name', 'f.media_type'])
    .where('e.event_id', '=', eventId)
    .orderBy('d.sort')
    .execute()
  const units = await findUnits(
    work.tx,
    rows.map(row => row.recorded_by_unit_id),
  )
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    what: row.what,
    dimensions: row.dimensions,
    note: row.note,
    source: row.source,
    knownAt: row.known_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    recordedByName: row.recorded_by_name,
    recordedByUnitName: units.get(row.recorded_by_unit_id)?.name ?? '',
    files: files
      .filter(file => file.damage_id === row.id)
      .map(({ id, name, media_type }) => ({ id, name, mediaType: media_type })),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnReason: row.withdrawn_reason,
    sentence: damageSentence(row),
  }))
}

/** Damage that still stands, as sentences, for texts and reports. */
export async function damageWords(work: Work, eventId: string): Promise<string[]> {
  const rows = await work.tx
    .selectFrom('event_damage')
    .select(['kind', 'what', 'dimensions'])
    .where('event_id', '=', eventId)
    .where('withdrawn_at', 'is', null)
    .orderBy('recorded_at')
    .execute()
  return rows.map(damageSentence)
}

/** Writes down what was damaged; one that names another corrects it. */
export async function recordDamage(work: Work, eventId: string, input: z.output<typeof RecordDamage>): Promise<void> {
  const event = await eventForChange(work, eventId)
  const knownAt = input.knownAt ?? work.now
  if (isAhead(knownAt, work.now) || knownAt < event.known_at)
    throw fieldProblem('event/time-order', '/knownAt', '获知时间', '获知时间应在事件获知时间与现在之间')
  const twice = input.dimensions.findIndex((one, i) => input.dimensions.findIndex(o => o.measure === one.measure) !== i)
  if (twice >= 0)
    throw fieldProblem('invalid-input', `/dimensions/${twice}/measure`, '尺寸项目', '同一尺寸项目只填一次')
  const id = input.id ?? randomUUID()
  if (input.replacesId) await withdraw(work, eventId, input.replacesId, '更正')
  await work.tx
    .insertInto('event_damage')
    .values({
      id,
      event_id: eventId,
      kind: input.kind,
      what: input.what,
      dimensions: JSON.stringify(input.dimensions),
      note: input.note,
      source: input.source,
      known_at: keptAt(knownAt, work.now),
      recorded_at: work.now,
      recorded_by_name: work.actor.name,
      recorded_by_unit_id: work.actor.unitId,
      replaces_id: input.replacesId,
      withdrawn_at: null,
      withdrawn_reason: null,
    })
    .execute()
  await attachPictures(work, eventId, id, input.fileIds)
  const sentence = damageSentence(input)
  recordFact(
    work,
    'emergency-event.damage-recorded',
    eventId,
    { damage: id, kind: input.kind, sentence, source: input.source, replaces: input.replacesId },
    { matter: eventId },
  )
}

export async function withdrawDamage(
  work: Work,
  eventId: string,
  id: string,
  input: z.output<typeof WithdrawDamage>,
): Promise<void> {
  await eventForChange(work, eventId)
  const sentence = damageSentence(await withdraw(work, eventId, id, input.reason))
  recordFact(
    work,
    'emergency-event.damage-withdrawn',
    eventId,
    { damage: id, sentence, reason: input.reason },
    { matter: eventId },
  )
}

async function withdraw(work: Work, eventId: string, id: string, reason: string): Promise<Damage> {
  const found = await work.tx
    .selectFrom('event_damage')
    .selectAll()
    .where('id', '=', id)
    .where('event_id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Problem('not-found')
  if (found.withdrawn_at) throw new Problem('conflict', { detail: '该损毁记录已更正或撤销，请刷新' })
  await work.tx
    .updateTable('event_damage')
    .set({ withdrawn_at: work.now, withdrawn_reason: reason })
    .where('id', '=', id)
    .execute()
  return found
}

/** Pictures that the actor's own unit brought and that belong to nothing else become part of the event. */
async function attachPictures(work: Work, eventId: string, damageId: string, fileIds: string[]) {
  const wanted = [...new Set(fileIds)]
  if (wanted.length === 0) return
  const taken = await work.tx
    .updateTable('file')
    .set({ matter_id: eventId })
    .where(sql<boolean>`id = any(${wanted}::uuid[])`)
    .where('unit_id', '=', work.actor.unitId)
    .where('media_type', 'like', 'image/%')
    .where(eb => eb.or([eb('matter_id', 'is', null), eb('matter_id', '=', eventId)]))
    .returning('id')
    .execute()
  const stray = wanted.find(id => !taken.some(file => file.id === id))
  if (stray)
    throw fieldProblem(
      'event/picture-unusable',
      `/fileIds/${fileIds.indexOf(stray)}`,
      '照片',
      '照片不存在、不是图片或已用于其他事项，请重新上传',
    )
  await work.tx
    .insertInto('event_damage_file')
    .values(wanted.map((file_id, sort) => ({ damage_id: damageId, file_id, sort })))
    .execute()
}
