import { randomUUID } from 'node:crypto'
import type { AnswerClue, DraftBulletin, JudgeBulletin, NoteClue, PublishBulletin } from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { clockKinds, openClock } from '../clocks.ts'
import { assertActive, matterOf, minutesAfter, noticeOf, responseToCommand } from '../reach.ts'
import type { Bulletin, Response } from '../schema.ts'
import { clueMinutes } from '../settings.ts'

/** A bulletin to the public, drafted; a returned one is drafted anew as another. */
export async function draftBulletin(work: Work, id: string, input: z.output<typeof DraftBulletin>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  const bulletinId = input.id ?? randomUUID()
  await work.tx
    .insertInto('response_bulletin')
    .values({
      id: bulletinId,
      response_id: id,
      title: input.title,
      text: input.text,
      state: 'draft',
      drafted_at: work.now,
      drafted_by_name: work.actor.name,
      drafted_by_account_id: work.actor.accountId,
      channels: [],
    })
    .execute()
  recordFact(
    work,
    'response.bulletin-drafted',
    id,
    { bulletin: bulletinId, title: input.title },
    { matter: matterOf(response) },
  )
  await sendNotice(
    work,
    noticeOf(response, {
      kind: `response-bulletin/${bulletinId}`,
      title: `信息发布待审核：${input.title}`,
      body: input.text.slice(0, 500),
      matterId: response.id,
      urgent: false,
      to: [response.room_unit_id, response.lead_unit_id],
      channels: ['inApp'],
      stepUpMinutes: 0,
    }),
  )
}

async function bulletinInHand(work: Work, bulletinId: string): Promise<{ bulletin: Bulletin; response: Response }> {
  const named = await work.tx
    .selectFrom('response_bulletin')
    .select('response_id')
    .where('id', '=', bulletinId)
    .executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const response = await responseToCommand(work, named.response_id)
  const bulletin = await work.tx
    .selectFrom('response_bulletin')
    .selectAll()
    .where('id', '=', bulletinId)
    .executeTakeFirstOrThrow()
  return { bulletin, response }
}

/** 审核: by another person than the one who drafted it. */
export async function judgeBulletin(
  work: Work,
  bulletinId: string,
  input: z.output<typeof JudgeBulletin>,
): Promise<string> {
  const { bulletin, response } = await bulletinInHand(work, bulletinId)
  assertActive(response)
  if (bulletin.state !== 'draft') throw new Problem('response/bulletin-state', { detail: '该信息稿已审核' })
  if (bulletin.drafted_by_account_id === work.actor.accountId) throw new Problem('response/own-bulletin')
  if (input.verdict === 'returned' && !input.opinion)
    throw fieldProblem('invalid-input', '/opinion', '审核意见', '退回的，请写明理由')
  await work.tx
    .updateTable('response_bulletin')
    .set({
      state: input.verdict,
      judged_at: work.now,
      judged_by_name: work.actor.name,
      opinion: input.opinion,
    })
    .where('id', '=', bulletinId)
    .execute()
  recordFact(
    work,
    `response.bulletin-${input.verdict}`,
    response.id,
    { bulletin: bulletinId, title: bulletin.title, opinion: input.opinion },
    { matter: matterOf(response) },
  )
  return response.id
}

/** Published by hand on the channels named: the platform has no connector to them and does not pretend. What is promised next is owed. */
export async function publishBulletin(
  work: Work,
  bulletinId: string,
  input: z.output<typeof PublishBulletin>,
): Promise<string> {
  const { bulletin, response } = await bulletinInHand(work, bulletinId)
  assertActive(response)
  if (bulletin.state !== 'approved')
    throw new Problem('response/bulletin-state', {
      detail: bulletin.state === 'published' ? '该信息已发布' : '信息稿尚未审核同意，不能发布',
    })
  const at = input.at ?? work.now
  if (isAhead(at, work.now) || at < (bulletin.judged_at ?? work.now))
    throw fieldProblem('event/time-order', '/at', '发布时间', '发布时间应在审核与现在之间')
  if (input.nextBy && input.nextBy <= work.now)
    throw fieldProblem('event/time-order', '/nextBy', '下次发布时间', '下次发布时间应晚于现在')
  await work.tx
    .updateTable('response_bulletin')
    .set({
      state: 'published',
      published_at: keptAt(at, work.now),
      published_by_name: work.actor.name,
      channels: input.channels,
      next_by: input.nextBy,
    })
    .where('id', '=', bulletinId)
    .execute()
  await dischargeObligations(work, { matterId: response.id, kinds: [clockKinds.nextWord], at, by: bulletin.title })
  if (input.nextBy)
    await openClock(work, response, {
      kind: clockKinds.nextWord,
      ruleCode: 'RS-03',
      title: '按承诺时间发布下一次信息',
      owedBy: (await unitOfFunction(work.tx, 'publicity'))?.id ?? response.lead_unit_id,
      basis: bulletinId,
      dueAt: input.nextBy,
      limitMinutes: Math.round((input.nextBy.getTime() - work.now.getTime()) / 60_000),
      source: { ...ours, name: '信息发布时承诺的下次发布时间' },
    })
  recordFact(
    work,
    'response.bulletin-published',
    response.id,
    { bulletin: bulletinId, title: bulletin.title, channels: input.channels, nextBy: input.nextBy, at },
    { matter: matterOf(response) },
  )
  return response.id
}

/** 舆情: what is said outside, to be answered within the limit. */
export async function noteClue(work: Work, id: string, input: z.output<typeof NoteClue>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  const foundAt = input.foundAt ?? work.now
  if (isAhead(foundAt, work.now)) throw fieldProblem('event/time-order', '/foundAt', '发现时间', '发现时间不能晚于现在')
  const clueId = input.id ?? randomUUID()
  await work.tx
    .insertInto('response_clue')
    .values({
      id: clueId,
      response_id: id,
      source: input.source,
      text: input.text,
      found_at: keptAt(foundAt, work.now),
      noted_by_name: work.actor.name,
    })
    .execute()
  const minutes = await settingOf(work, clueMinutes)
  await openClock(work, response, {
    kind: clockKinds.clue,
    ruleCode: 'RS-07',
    title: `回应舆情：${input.text.slice(0, 40)}`,
    owedBy: (await unitOfFunction(work.tx, 'publicity'))?.id ?? response.lead_unit_id,
    basis: clueId,
    dueAt: minutesAfter(work.now, minutes),
    limitMinutes: minutes,
    source: { ...ours, name: `指挥处置时限：舆情回应 ${minutes} 分钟` },
  })
  recordFact(
    work,
    'response.clue-noted',
    id,
    { clue: clueId, source: input.source, text: input.text },
    { matter: matterOf(response) },
  )
}

export async function answerClue(work: Work, clueId: string, input: z.output<typeof AnswerClue>): Promise<string> {
  const clue = await work.tx.selectFrom('response_clue').selectAll().where('id', '=', clueId).executeTakeFirst()
  if (!clue) throw new Problem('not-found')
  const response = await responseToCommand(work, clue.response_id)
  if (clue.answered_at) throw new Problem('conflict', { detail: '该舆情已回应' })
  const at = input.at ?? work.now
  if (isAhead(at, work.now) || at < clue.found_at)
    throw fieldProblem('event/time-order', '/at', '回应时间', '回应时间应在发现与现在之间')
  await work.tx
    .updateTable('response_clue')
    .set({
      answer: input.answer,
      channel: input.channel,
      answered_at: keptAt(at, work.now),
      answered_by_name: work.actor.name,
    })
    .where('id', '=', clueId)
    .execute()
  const owed = await work.tx
    .selectFrom('obligation')
    .select('id')
    .where('matter_id', '=', response.id)
    .where('kind', '=', clockKinds.clue)
    .where('basis', '=', clueId)
    .executeTakeFirst()
  if (owed) await dischargeObligations(work, { matterId: response.id, id: owed.id, at, by: '回应' })
  recordFact(
    work,
    'response.clue-answered',
    response.id,
    {
      clue: clueId,
      answer: input.answer,
      channel: input.channel,
      minutes: Math.round((at.getTime() - clue.found_at.getTime()) / 60_000),
    },
    { matter: matterOf(response) },
  )
  return response.id
}
