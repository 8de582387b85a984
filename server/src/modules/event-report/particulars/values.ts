import type { EventParticulars, ParticularValue, RecordParticulars } from '@anlan/contract/event-particulars.ts'
import type { FieldError } from '@anlan/contract/problems.ts'
import type { z } from 'zod'
import { reachFor } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { eventForChange, eventsInReach } from '../events/read.ts'
import { damageOf } from './damage.ts'
import { fieldsInUse } from './fields.ts'
import { isAsked, readParticular, showParticular, wordsSaid } from './rules.ts'
import type { ParticularFieldRow } from './schema.ts'

/** The extra fields that an event of these types has. */
async function fieldsFor(work: Work, eventId: string, typeCode: string): Promise<ParticularFieldRow[]> {
  const tracks = await work.tx
    .selectFrom('event_classification')
    .select('event_type_code')
    .where('event_id', '=', eventId)
    .execute()
  const codes = [typeCode, ...tracks.map(one => one.event_type_code)]
  return (await fieldsInUse(work)).filter(field => isAsked(field, codes))
}

const standing = async (work: Work, eventId: string) =>
  (await work.tx.selectFrom('event_particulars').selectAll().where('event_id', '=', eventId).executeTakeFirst()) ?? {
    values: {} as Record<string, ParticularValue>,
    version: 0,
  }

/** 事件要素 of one event in reach, with words that its account says and nobody has taken over yet. */
export async function presentParticulars(work: Work, eventId: string): Promise<EventParticulars> {
  const event = await eventsInReach(work).where('id', '=', eventId).executeTakeFirst()
  if (!event) throw new Problem('not-found')
  const { values, version } = await standing(work, eventId)
  const text = [event.title, event.summary, event.measures_taken ?? ''].join('\n')
  const fields = await fieldsFor(work, eventId, event.event_type_code)
  return {
    version,
    fields: fields.map(field => {
      const value = values[field.code] ?? null
      return {
        code: field.code,
        label: field.label,
        kind: field.kind,
        unit: field.unit,
        help: field.help,
        words: field.words,
        value,
        shown: showParticular(field, value),
        said: wordsSaid(field.words, text).filter(
          word => value !== word && !(value as string[] | null)?.includes?.(word),
        ),
      }
    }),
    damage: await damageOf(work, eventId),
    mayEdit: ['open', 'ended'].includes(event.state) && reachFor(work.actor, 'event.update') !== null,
  }
}

/** Writes what is known of the extra fields; somebody else's change since `version` is a conflict. What differs is one fact. */
export async function recordParticulars(
  work: Work,
  eventId: string,
  input: z.output<typeof RecordParticulars>,
): Promise<void> {
  const event = await eventForChange(work, eventId)
  const before = await standing(work, eventId)
  if (before.version !== input.version) throw new Problem('conflict')
  const fields = await fieldsFor(work, eventId, event.event_type_code)
  const errors: FieldError[] = []
  const values = { ...before.values }
  const changes: { field: string; label: string; before: string; after: string }[] = []
  for (const [code, raw] of Object.entries(input.values)) {
    const field = fields.find(one => one.code === code)
    const was = before.values[code] ?? null
    const read = field ? readParticular(field, raw, was) : { error: '该类事件没有这项要素' }
    if ('error' in read || !field) {
      errors.push({
        pointer: `/values/${code}`,
        field: field?.label ?? code,
        message: 'error' in read ? read.error : '',
      })
      continue
    }
    if (JSON.stringify(read.value) === JSON.stringify(was)) continue
    values[code] = read.value
    changes.push({
      field: code,
      label: field.label,
      before: showParticular(field, was),
      after: showParticular(field, read.value),
    })
  }
  if (errors.length > 0) throw new Problem('invalid-input', { errors })
  if (changes.length === 0) return
  const row = { values: JSON.stringify(values), version: before.version + 1, changed_at: work.now }
  await work.tx
    .insertInto('event_particulars')
    .values({ ...row, event_id: eventId })
    .onConflict(conflict => conflict.column('event_id').doUpdateSet(row))
    .execute()
  recordFact(
    work,
    'emergency-event.particulars-recorded',
    eventId,
    { changes, source: input.source },
    { matter: eventId },
  )
}
