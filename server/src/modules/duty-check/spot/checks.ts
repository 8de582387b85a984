import { randomInt, randomUUID } from 'node:crypto'
import type {
  DecideObjection,
  DrawSpotChecks,
  NoteSpotCall,
  RecordSpotCheck,
  SpotRoundView,
} from '@anlan/contract/duty-check.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { onDutyAt } from '../calls/ask.ts'
import { objectionDays, secondCallMinutes } from '../settings.ts'
import { suspect } from '../suspicions.ts'
import { drawUnits } from './draw.ts'
import { drawQuestions } from './questions.ts'
import { answererIsRostered, stillMissing, wasAnswered } from './rules.ts'
import { type SpotRow, spotChecksInReach } from './view.ts'

const neverChecked = 365

/** 抽取被查单位: by chance from all that have somebody on duty now, those not checked lately first. The seed is kept. */
export async function drawSpotChecks(work: Work, input: z.output<typeof DrawSpotChecks>): Promise<string> {
  const { rows } = await sql<{ id: string; days: number }>`
    select u.id, coalesce((select least(${neverChecked}, floor(extract(epoch from ${work.now}::timestamptz - max(c.signed_at)) / 86400))::int
      from duty_spot_check c where c.unit_id = u.id and c.signed_at <= ${work.now}), ${neverChecked}) as days
    from unit u where u.enabled and u.id in ${unitsInReach(work)} and u.id <> ${work.actor.unitId} and u.kind not in ('village', 'community')
      and exists (select 1 from duty_shift s where s.unit_id = u.id and s.starts_at <= ${work.now} and s.ends_at > ${work.now})
      and not exists (select 1 from duty_spot_check c where c.unit_id = u.id and c.signed_at is null)
    order by u.id`.execute(work.tx)
  if (rows.length === 0)
    throw fieldProblem('invalid-input', '/count', '抽查单位数', '此刻没有可抽查的单位：均无人排班，或已抽出尚未查完')
  const seed = randomInt(1, 2_147_483_647)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('duty_spot_round')
    .values({
      id,
      drawn_at: work.now,
      drawn_by: work.actor.name,
      seed,
      count: input.count,
      pool: JSON.stringify(rows) as never,
    })
    .execute()
  const drawn = drawUnits(seed, rows, input.count)
  for (const unitId of drawn)
    await work.tx
      .insertInto('duty_spot_check')
      .values({
        id: randomUUID(),
        round_id: id,
        unit_id: unitId,
        phone: (await findUnit(work.tx, unitId))?.duty_phone ?? null,
        state: 'drawn',
        on_duty: '[]' as never,
        calls: '[]' as never,
        questions: '[]' as never,
        answerer_name: '',
        guard: false,
        leader: null,
        equipment: null,
        note: '',
        checked_by: null,
        signed_at: null,
        signed_by: null,
        object_by: null,
        objection: '',
        objection_decision: '',
      })
      .execute()
  recordFact(work, 'duty-check.drawn', id, { seed, count: drawn.length, pool: rows.length })
  return id
}

/** A draw with its seed and pool, drawn again just now. */
export async function readRound(work: Work, id: string): Promise<z.input<typeof SpotRoundView>> {
  const round = await work.tx.selectFrom('duty_spot_round').selectAll().where('id', '=', id).executeTakeFirst()
  if (!round) throw new Problem('not-found')
  const drawn = await work.tx.selectFrom('duty_spot_check').select('unit_id').where('round_id', '=', id).execute()
  const names = await work.tx
    .selectFrom('unit')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      round.pool.map(one => one.id),
    )
    .execute()
  return {
    id,
    drawnAt: round.drawn_at.toISOString(),
    drawnBy: round.drawn_by,
    seed: round.seed,
    pool: round.pool.map(one => ({
      unitId: one.id,
      unitName: names.find(name => name.id === one.id)?.name ?? '',
      daysSinceChecked: one.days,
    })),
    drawn: drawn.map(one => one.unit_id),
    redrawn: drawUnits(round.seed, round.pool, round.count),
  }
}

async function forChange(work: Work, id: string, version: number | null): Promise<SpotRow> {
  const found = await spotChecksInReach(work).where('c.id', '=', id).forUpdate('c').executeTakeFirst()
  if (!found) throw new Problem('not-found')
  if (version !== null && found.version !== version)
    throw new Problem('conflict', { detail: `${found.checked_by ?? '他人'}已先登记，请按最新情况再改` })
  return found
}

function assertUnsigned(check: SpotRow) {
  if (check.signed_at) throw new Problem('duty-check/signed')
}

/** A call has ended. The first fixes who is on duty and the questions; a second is made only after the wait. */
export async function noteCall(work: Work, id: string, input: z.output<typeof NoteSpotCall>): Promise<void> {
  const check = await forChange(work, id, input.version)
  assertUnsigned(check)
  if (wasAnswered(check) || check.calls.length >= 2)
    throw new Problem('duty-check/call-order', { detail: '呼叫已经结束' })
  const [first] = check.calls
  if (first) {
    const from = new Date(Date.parse(first.at) + (await settingOf(work, secondCallMinutes)) * 60_000)
    if (work.now < from)
      throw new Problem('duty-check/call-order', {
        detail: `第一次无人接听后满 ${await settingOf(work, secondCallMinutes)} 分钟才能第二次呼叫`,
      })
  }
  const round = await work.tx
    .selectFrom('duty_spot_round')
    .select('seed')
    .where('id', '=', check.round_id)
    .executeTakeFirstOrThrow()
  const calls = [...check.calls, { at: work.now.toISOString(), answered: input.answered, seconds: input.seconds }]
  const onDuty = (await onDutyAt(work, [check.unit_id])).map(one => ({
    personId: one.person_id,
    name: one.name,
    post: one.post,
    phone: one.mobile,
  }))
  await work.tx
    .updateTable('duty_spot_check')
    .set({
      state: 'calling',
      calls: JSON.stringify(calls) as never,
      ...(!first && {
        on_duty: JSON.stringify(onDuty) as never,
        questions: JSON.stringify(await drawQuestions(work, check.unit_id, round.seed)) as never,
      }),
      checked_by: work.actor.name,
      version: check.version + 1,
    })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'duty-check.called',
    id,
    { unit: check.unit_id, call: calls.length, answered: input.answered, seconds: input.seconds },
    { chain: check.unit_id },
  )
}

/** What was found while telephoning. */
export async function recordSpotCheck(work: Work, id: string, input: z.output<typeof RecordSpotCheck>): Promise<void> {
  const check = await forChange(work, id, input.version)
  assertUnsigned(check)
  if (!wasAnswered(check)) throw new Problem('duty-check/call-order', { detail: '有人接听后才能登记通话情况' })
  const questions = check.questions.map(question => ({
    ...question,
    correct: input.correct[question.code] ?? question.correct,
  }))
  await work.tx
    .updateTable('duty_spot_check')
    .set({
      answerer_name: input.answererName,
      guard: input.guard,
      leader: input.leader,
      equipment: input.equipment,
      questions: JSON.stringify(questions) as never,
      note: input.note,
      checked_by: work.actor.name,
      version: check.version + 1,
    })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'duty-check.recorded', id, { unit: check.unit_id }, { chain: check.unit_id })
}

/** 签认: the result stands and the unit sees it. Whoever answered without standing in the roster is suspected of 替岗. */
export async function signSpotCheck(work: Work, id: string, version: number): Promise<void> {
  const check = await forChange(work, id, version)
  assertUnsigned(check)
  const missing = stillMissing(check)
  if (missing.length) throw new Problem('duty-check/incomplete', { detail: `还缺：${missing.join('、')}` })
  const objectBy = new Date(work.now.getTime() + (await settingOf(work, objectionDays)) * 86_400_000)
  await work.tx
    .updateTable('duty_spot_check')
    .set({
      state: 'signed',
      signed_at: work.now,
      signed_by: work.actor.name,
      object_by: objectBy,
      version: check.version + 1,
    })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'duty-check.signed', id, { unit: check.unit_id, objectBy }, { chain: check.unit_id })
  if (check.guard || answererIsRostered(check) === false)
    await suspect(work, {
      kind: 'substitute',
      unitId: check.unit_id,
      personName: check.answerer_name,
      at: work.now,
      basis: `spot/${id}`,
      evidence: `电话抽查由${check.guard ? '保安' : ''}${check.answerer_name}接听，当班人员为${check.on_duty.map(one => one.name).join('、') || '（未排班）'}`,
      link: `/duty-check/spot/${id}`,
    })
}

/** 申诉 by the unit, within its days. */
export async function objectTo(work: Work, id: string, text: string): Promise<void> {
  const check = await forChange(work, id, null)
  if (check.state !== 'signed' || check.objection) throw new Problem('duty-check/objection-closed')
  if (!check.object_by || work.now > check.object_by)
    throw new Problem('duty-check/objection-closed', { detail: '已过申诉期限' })
  await work.tx
    .updateTable('duty_spot_check')
    .set({ state: 'objected', objection: text, version: check.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'duty-check.objected', id, { unit: check.unit_id, text }, { chain: check.unit_id })
}

/** The county decides an objection with a reason; a result that was overturned costs nothing. */
export async function decideObjection(work: Work, id: string, input: z.output<typeof DecideObjection>): Promise<void> {
  const check = await forChange(work, id, null)
  if (check.state !== 'objected') throw new Problem('duty-check/decided')
  await work.tx
    .updateTable('duty_spot_check')
    .set({
      state: input.uphold ? 'overturned' : 'signed',
      objection_decision: `${input.uphold ? '申诉成立' : '维持原结果'}：${input.reason}（${work.actor.name}）`,
      version: check.version + 1,
    })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'duty-check.objection-decided',
    id,
    { unit: check.unit_id, upheld: input.uphold, reason: input.reason },
    { chain: check.unit_id },
  )
}
