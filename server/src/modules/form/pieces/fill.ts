import { randomUUID } from 'node:crypto'
import type { ReturnPiece, SaveDraft, SubmitPiece } from '@anlan/contract/form.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { owePiece } from '../collections/owed.ts'
import { type FormValues, readValues } from '../definitions/fields.ts'
import { definitionOf } from '../definitions/version.ts'
import { doneAtOf, lateBy } from '../rules.ts'
import { completionMinutes } from '../settings.ts'
import { type LockedPiece, lockedPiece, partIn, refuseStale } from './piece.ts'
import { inWords, leftOutOf, refuseTwinRows, rowsWanted } from './rows-of.ts'

/** Keeps what is being filled in. Values are checked as far as they go; two who fill in at once are told of each other. */
export async function saveDraft(work: Work, id: string, input: z.output<typeof SaveDraft>): Promise<number> {
  const { piece, collection, definition } = await lockedPiece(work, id)
  if (piece.state === 'cancelled') throw new Problem('form/piece-cancelled')
  await partOf(work, { piece, collection, definition })
  refuseStale(piece, input.revision)
  const draft = readValues(definition, input.values, true)
  const revision = piece.revision + 1
  await work.tx
    .updateTable('form_piece')
    .set({ draft: JSON.stringify(draft), revision, saved_at: work.now, saved_by_name: work.actor.name })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'form.draft-saved', id, { collection: collection.id, revision }, { chain: piece.unit_id })
  return revision
}

/**
 * Hands a piece in, or corrects what was handed in: the earlier one stays. Late or not is decided by the first hand-in alone. From paper and by
 * telephone the time and the person are named; only the collecting side records what it heard by telephone.
 */
export async function submitPiece(work: Work, id: string, input: SubmitPiece): Promise<void> {
  const locked = await lockedPiece(work, id)
  const { piece, collection, definition } = locked
  if (piece.state === 'cancelled') throw new Problem('form/piece-cancelled')
  const part = await partOf(work, locked)
  refuseStale(piece, input.revision)
  if (input.none && !definition.allowsNone)
    throw fieldProblem('invalid-input', '/none', '无情况', '该表须逐项填写，不能报无情况')
  const written = writtenOf(input, work.now, piece.opens_at)
  if (input.way === 'phone' && !part.collects)
    throw fieldProblem('invalid-input', '/way', '填报方式', '电话报送由收表单位代录')
  if (part.collects && input.way === 'screen')
    throw fieldProblem('invalid-input', '/way', '填报方式', '替其他单位录入的，请选择电话代录或纸质补录')
  const values = input.none ? {} : readValues(definition, input.values)
  const left = input.none ? [] : await leftOutBy(work, locked, values)
  const doneAt = doneAtOf({ way: input.way, byCollector: part.collects, writtenAt: written?.at ?? null, now: work.now })
  const { last } = await work.tx
    .selectFrom('form_submission')
    .select(eb => eb.fn.coalesce(eb.fn.max('ordinal'), eb.lit(0)).as('last'))
    .where('piece_id', '=', id)
    .executeTakeFirstOrThrow()
  const submission = await work.tx
    .insertInto('form_submission')
    .values({
      id: input.id ?? randomUUID(),
      piece_id: id,
      ordinal: Number(last) + 1,
      is_none: input.none,
      values: JSON.stringify(values),
      way: input.way,
      written_at: written?.at ?? null,
      written_by: written?.by ?? null,
      submitted_at: work.now,
      submitted_by: work.actor.accountId,
      submitted_by_name: work.actor.name,
      done_at: doneAt,
      returned_at: null,
      returned_by_name: null,
      returned_reason: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  // What lacks rows is handed in in part: it is kept and counted, and still owed.
  const first = left.length > 0 ? null : (piece.first_done_at ?? doneAt)
  await work.tx
    .updateTable('form_piece')
    .set({
      state: first ? 'submitted' : 'owed',
      is_none: input.none,
      submission_id: submission.id,
      first_done_at: first,
      draft: null,
      revision: piece.revision + 1,
      saved_at: work.now,
      saved_by_name: work.actor.name,
    })
    .where('id', '=', id)
    .execute()
  if (left.length > 0) await askForTheRest(work, locked, left)
  else if (piece.obligation_id)
    await dischargeObligations(work, { matterId: null, id: piece.obligation_id, at: doneAt, by: submission.id })
  recordFact(
    work,
    'form.submitted',
    id,
    {
      collection: collection.id,
      round: piece.round_id,
      title: collection.title,
      form: piece.form_id,
      version: piece.version,
      unit: piece.unit_id,
      none: input.none,
      way: input.way,
      dueAt: piece.due_at,
      doneAt,
      minutesLate: lateBy(piece.due_at, first),
      leftOut: left,
      correction: Number(last) > 0,
    },
    { chain: piece.unit_id },
  )
}

/** Records of a ledger that should have a row and have none; once all had theirs, none is left out by a correction. */
async function leftOutBy(work: Work, { piece, definition }: LockedPiece, values: FormValues): Promise<string[]> {
  refuseTwinRows(definition, values)
  const wanted = (await rowsWanted(work, definition, [piece.unit_id], piece.due_at)).get(piece.unit_id) ?? []
  const left = leftOutOf(definition, wanted, values)
  if (left.length > 0 && piece.first_done_at)
    throw fieldProblem(
      'invalid-input',
      `/values/${wanted[0]?.section ?? ''}`,
      wanted[0]?.ledgerLabel ?? '内容',
      `更正、补正时应逐个填齐，还缺：${inWords(left)}`,
    )
  return left
}

/** The duty goes on under the names of those that are missing; a limit that has passed stays as it was written down. */
async function askForTheRest(work: Work, { piece, collection }: LockedPiece, left: string[]) {
  if (!piece.obligation_id || work.now > piece.due_at) return
  await cancelObligations(work, { matterId: null, id: piece.obligation_id }, '已报一部分，缺报的继续催报')
  await owePiece(
    work,
    collection,
    { ...piece, revision: piece.revision + 1 },
    `${collection.title}（缺报：${inWords(left)}）`,
  )
}

/** The round is over: whoever handed in before a record of his was entered completes his piece, with a clock of its own. */
export async function endRound(work: Work, roundId: string): Promise<void> {
  const pieces = await work.tx
    .selectFrom('form_piece')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('state', '=', 'submitted')
    .where('is_none', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute()
  const [some] = pieces
  if (!some) return
  const definition = await definitionOf(work, some.form_id, some.version)
  const wanted = await rowsWanted(
    work,
    definition,
    pieces.map(piece => piece.unit_id),
    some.due_at,
  )
  const collection = await work.tx
    .selectFrom('form_collection')
    .selectAll()
    .where('id', '=', some.collection_id)
    .executeTakeFirstOrThrow()
  for (const piece of pieces) {
    const { values } = await work.tx
      .selectFrom('form_submission')
      .select('values')
      .where('id', '=', piece.submission_id)
      .executeTakeFirstOrThrow()
    const left = leftOutOf(definition, wanted.get(piece.unit_id) ?? [], values)
    if (left.length > 0) await sendBack(work, { piece, collection }, `期末台账中还有未报的：${inWords(left)}`)
  }
}

/** Sends a piece back to be completed: a clock of its own runs, and the unit is told why. */
export async function returnPiece(work: Work, id: string, input: z.output<typeof ReturnPiece>): Promise<void> {
  const locked = await lockedPiece(work, id)
  const { piece, collection } = locked
  const { collects } = await partIn(work, piece, collection)
  if (!collects) throw new Problem('not-permitted', { detail: '只有收表单位可以退回' })
  if (piece.state !== 'submitted') throw new Problem('form/not-submitted')
  refuseStale(piece, input.revision)
  await sendBack(work, locked, input.reason)
}

async function sendBack(work: Work, { piece, collection }: Pick<LockedPiece, 'piece' | 'collection'>, reason: string) {
  const { id } = piece
  const returned = await work.tx
    .updateTable('form_submission')
    .set({ returned_at: work.now, returned_by_name: work.actor.name, returned_reason: reason })
    .where('id', '=', piece.submission_id)
    .returning('values')
    .executeTakeFirstOrThrow()
  const minutes = await settingOf(work, completionMinutes)
  const dueAt = new Date(work.now.getTime() + minutes * 60_000)
  const owed = await openObligation(work, {
    kind: 'form.completion',
    ruleCode: 'FORM-BACK',
    title: `${collection.title}退回补正`,
    matterId: null,
    matterTitle: null,
    owedBy: piece.unit_id,
    owedTo: collection.unit_id,
    medium: 'system',
    clock: 'received',
    basis: `${id}/${piece.revision}`,
    startedAt: work.now,
    dueAt,
    limitMinutes: minutes,
    soft: false,
    source: collection.source,
    link: `/form-pieces/${id}`,
  })
  await work.tx
    .updateTable('form_piece')
    .set({
      state: 'returned',
      draft: JSON.stringify(returned.values),
      revision: piece.revision + 1,
      saved_at: work.now,
      saved_by_name: work.actor.name,
      obligation_id: owed?.id ?? piece.obligation_id,
    })
    .where('id', '=', id)
    .execute()
  await sendNotice(work, {
    kind: `form.returned/${id}/${piece.revision}`,
    title: `${collection.title}已退回，请补正`,
    body: reason,
    matterId: null,
    urgent: false,
    to: [piece.unit_id],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
  recordFact(
    work,
    'form.returned',
    id,
    { collection: collection.id, title: collection.title, unit: piece.unit_id, reason: reason },
    { chain: piece.unit_id },
  )
}

async function partOf(work: Work, { piece, collection }: LockedPiece) {
  const part = await partIn(work, piece, collection)
  if (!part.fills && !part.collects) throw new Problem('not-permitted')
  return part
}

/** When and by whom it was written or told; required beside the screen, never ahead of now, never before it could be filled in. */
function writtenOf(input: SubmitPiece, now: Date, opens: Date): { at: Date; by: string } | null {
  if (input.way === 'screen') return null
  const [at, by] = input.way === 'paper' ? ['书写时间', '书写人'] : ['报告时间', '报告人']
  if (!input.writtenAt) throw fieldProblem('invalid-input', '/writtenAt', at, `请填写${at}`)
  if (input.writtenAt > now) throw fieldProblem('invalid-input', '/writtenAt', at, `${at}不能晚于现在`)
  if (input.writtenAt < opens) throw fieldProblem('invalid-input', '/writtenAt', at, `${at}早于本期开放填报的时间`)
  if (!input.writtenBy) throw fieldProblem('invalid-input', '/writtenBy', by, `请填写${by}`)
  return { at: input.writtenAt, by: input.writtenBy }
}
