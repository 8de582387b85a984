import { randomUUID } from 'node:crypto'
import type {
  AddParticularField,
  EditParticularField,
  ParticularField,
  ParticularKind,
} from '@anlan/contract/event-particulars.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import type { ParticularFieldRow } from './schema.ts'

const allFields = (work: Work) =>
  work.tx.selectFrom('event_particular_field').selectAll().orderBy('sort').orderBy('label')

/** Every extra field of events, those out of use too. */
export const listParticularFields = async (work: Work): Promise<{ items: ParticularField[] }> => ({
  items: (await allFields(work).execute()).map(present),
})

export const fieldsInUse = (work: Work): Promise<ParticularFieldRow[]> =>
  allFields(work).where('enabled', '=', true).execute()

const present = (row: ParticularFieldRow): ParticularField => ({
  id: row.id,
  code: row.code,
  label: row.label,
  kind: row.kind,
  unit: row.unit,
  help: row.help,
  words: row.words,
  typePrefixes: row.type_prefixes,
  enabled: row.enabled,
  source: { name: row.source_name, article: row.source_article, confidence: row.confidence },
  version: row.version,
  changedAt: row.changed_at?.toISOString() ?? null,
  changedByName: row.changed_by_name,
})

const isChosen = (kind: ParticularKind) => kind === 'choice' || kind === 'choices'

function assertWords(input: { kind: ParticularKind; words: string[] }) {
  if (isChosen(input.kind) && input.words.length < 2)
    throw fieldProblem('invalid-input', '/words', '可选项', '单选、多选的要素至少填写 2 个可选项')
  const twice = input.words.findIndex((word, i) => input.words.indexOf(word) !== i)
  if (twice >= 0) throw fieldProblem('invalid-input', `/words/${twice}`, '可选项', `可选项“${input.words[twice]}”重复`)
}

async function assertNameFree(work: Work, label: string, id: string) {
  const twin = await work.tx
    .selectFrom('event_particular_field')
    .select('id')
    .where('label', '=', label)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (twin) throw fieldProblem('invalid-input', '/label', '要素名称', '已有同名要素')
}

const columnsOf = (input: Omit<z.output<typeof AddParticularField>, 'id'>) => ({
  label: input.label,
  unit: input.unit,
  help: input.help,
  words: isChosen(input.kind) ? input.words : [],
  type_prefixes: input.typePrefixes,
  enabled: input.enabled,
})

/** A field of the county's own. */
export async function addParticularField(work: Work, input: z.output<typeof AddParticularField>) {
  assertWords(input)
  const id = input.id ?? randomUUID()
  await assertNameFree(work, input.label, id)
  const last = await work.tx
    .selectFrom('event_particular_field')
    .select(eb => eb.fn.max('sort').as('sort'))
    .executeTakeFirstOrThrow()
  const row = await work.tx
    .insertInto('event_particular_field')
    .values({
      ...columnsOf(input),
      id,
      code: `own-${id.slice(0, 8)}`,
      kind: input.kind,
      sort: (last.sort ?? 0) + 10,
      source_name: '本县补充',
      source_article: '',
      confidence: '设计',
      version: 1,
      changed_at: work.now,
      changed_by_name: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'event-report.particular-field-changed', id, { label: row.label, version: 1 })
  return present(row)
}

/** Changes a field; its kind is chosen once, values that stand stay. */
export async function editParticularField(work: Work, id: string, input: z.output<typeof EditParticularField>) {
  const before = await lockAsSeen(
    work.tx.selectFrom('event_particular_field').selectAll().where('id', '=', id),
    input.version,
  )
  if (before.kind !== input.kind)
    throw fieldProblem('invalid-input', '/kind', '要素类型', '要素类型确定后不能修改，请停用后另建')
  assertWords(input)
  await assertNameFree(work, input.label, id)
  const row = await work.tx
    .updateTable('event_particular_field')
    .set({
      ...columnsOf(input),
      version: before.version + 1,
      changed_at: work.now,
      changed_by_name: work.actor.name,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'event-report.particular-field-changed', id, { label: row.label, version: row.version })
  return present(row)
}
