import { randomUUID } from 'node:crypto'
import { Id, page } from '@anlan/contract/codec.ts'
import {
  AnswerCall,
  type CallKind,
  CallQuery,
  type CallState,
  CallView,
  CloseCall,
  DismissCall,
  HandCallOn,
  LogCall,
  type SourceKind,
} from '@anlan/contract/switchboard.ts'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import { addParty, unitsInReach } from '../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../kernel/database/keyset.ts'
import type { App } from '../../kernel/http/app.ts'
import type { Module } from '../../kernel/module.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import { isAhead } from '../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { callerOf, findArea, findUnit } from '../directory/api.ts'
import { sendNotice } from '../notice/api.ts'
import { switchboardSchema } from './schema.ts'
import { callSearch, indexing } from './search.ts'
import { switchboardSettings, transferStepUpMinutes, waitMinutes } from './settings.ts'

/**
 * 来电登记: whatever comes in by telephone or otherwise, ordinary calls too: who called, what about, to whom it was handed, how it ended. Published facts:
 * `switchboard.call-logged`, `switchboard.call-answered` (with `at`).
 */
export const switchboard: Module = {
  name: 'switchboard',
  migrations: switchboardSchema,
  routes: switchboardRoutes,
  settings: switchboardSettings,
  subscribers: { index: indexing },
  finds: callSearch,
}

const params = z.object({ id: Id })

function switchboardRoutes(app: App) {
  const log = { permission: 'switchboard.log' } as const
  const reply = { 200: CallView }
  app.get(
    '/api/calls',
    {
      config: { permission: 'switchboard.read' },
      schema: { querystring: CallQuery, response: { 200: page(CallView) } },
    },
    request => request.work(work => listCalls(work, request.query)),
  )
  app.get(
    '/api/calls/:id',
    { config: { permission: 'switchboard.read' }, schema: { params, response: reply } },
    request => request.work(work => presentCall(work, request.params.id)),
  )
  app.post(
    '/api/calls',
    { config: log, schema: { body: LogCall, response: { 201: CallView } } },
    async (request, response) =>
      response.code(201).send(await request.create(async work => presentCall(work, await logCall(work, request.body)))),
  )
  app.post('/api/calls/:id/transfer', { config: log, schema: { params, body: HandCallOn, response: reply } }, request =>
    request.work(work => handOn(work, request.params.id, request.body)),
  )
  app.post('/api/calls/:id/closure', { config: log, schema: { params, body: CloseCall, response: reply } }, request =>
    request.work(work => settle(work, request.params.id, 'closed', request.body.outcome, request.body.closedAt)),
  )
  app.post(
    '/api/calls/:id/dismissal',
    { config: log, schema: { params, body: DismissCall, response: reply } },
    request => request.work(work => settle(work, request.params.id, 'dismissed', request.body.reason, undefined)),
  )
  app.post('/api/calls/:id/answer', { config: log, schema: { params, body: AnswerCall, response: reply } }, request =>
    request.work(work => answer(work, request.params.id, request.body)),
  )
}

const callsInReach = (work: Work) =>
  work.tx
    .selectFrom('incoming_call as c')
    .leftJoin('unit as caller', 'caller.id', 'c.caller_unit_id')
    .leftJoin('unit as handed', 'handed.id', 'c.handed_to_unit_id')
    .selectAll('c')
    .select(['caller.name as caller_unit_name', 'handed.name as handed_to_unit_name'])
    .where(eb =>
      eb.or([eb('c.unit_id', 'in', unitsInReach(work)), eb('c.handed_to_unit_id', 'in', unitsInReach(work))]),
    )

async function listCalls(work: Work, query: z.output<typeof CallQuery>) {
  const rows = await callsInReach(work)
    .$if(query.state !== undefined, q => q.where('c.state', '=', query.state ?? 'open'))
    .$if(query.kind !== undefined, q => q.where('c.kind', '=', query.kind ?? 'ordinary'))
    .where(followsCursor(query.after, 'c.received_at', 'c.id'))
    .orderBy('c.received_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const wait = await settingOf(work, waitMinutes)
  return pageOf(
    rows,
    query.limit,
    row => [row.received_at.toISOString(), row.id],
    row => present(row, work.now, wait),
  )
}

async function presentCall(work: Work, id: string) {
  const row = await callsInReach(work).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return present(row, work.now, await settingOf(work, waitMinutes))
}

type Row = Awaited<ReturnType<ReturnType<typeof callsInReach>['execute']>>[number]

const present = (row: Row, now: Date, wait: number): z.output<typeof CallView> => ({
  id: row.id,
  unitId: row.unit_id,
  kind: row.kind as CallKind,
  state: row.state as CallState,
  receivedAt: row.received_at.toISOString(),
  sourceKind: row.source_kind as SourceKind,
  callerName: row.caller_name,
  callerPhone: row.caller_phone,
  callerUnitId: row.caller_unit_id,
  callerUnitName: row.caller_unit_name,
  areaCode: row.area_code,
  content: row.content,
  link: row.link,
  takenByName: row.taken_by_name,
  handedToUnitId: row.handed_to_unit_id,
  handedToUnitName: row.handed_to_unit_name,
  handedAt: row.handed_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
  outcome: row.outcome,
  eventId: row.event_id,
  waitingTooLong:
    (row.state === 'open' || row.state === 'handed') &&
    now.getTime() - (row.handed_at ?? row.received_at).getTime() > wait * 60_000,
})

async function logCall(work: Work, input: z.output<typeof LogCall>): Promise<string> {
  const receivedAt = input.receivedAt ?? work.now
  if (isAhead(receivedAt, work.now))
    throw fieldProblem('event/time-order', '/receivedAt', '接报时间', '接报时间不能晚于现在')
  if (input.occurredAt && input.occurredAt > receivedAt)
    throw fieldProblem('event/time-order', '/occurredAt', '事发时间', '事发时间不能晚于接报时间')
  if (input.areaCode && !(await findArea(work.tx, input.areaCode)))
    throw fieldProblem('event/unknown-area', '/areaCode', '行政区划代码', '行政区划代码不在本县区划表中')
  if (input.callerUnitId && !(await findUnit(work.tx, input.callerUnitId)))
    throw fieldProblem('directory/unknown-unit', '/callerUnitId', '来电单位', '单位不在机构名录中')
  if (
    input.eventId &&
    !(await work.tx
      .selectFrom('matter_party')
      .select('unit_id')
      .where('matter_id', '=', input.eventId)
      .where('unit_id', 'in', unitsInReach(work))
      .executeTakeFirst())
  )
    throw fieldProblem('not-found', '/eventId', '所属事件', '事件不存在')
  const caller = !input.callerUnitId && input.callerPhone ? await callerOf(work.tx, input.callerPhone) : null
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('incoming_call')
    .values({
      id,
      unit_id: work.actor.unitId,
      kind: input.kind,
      state: 'open',
      received_at: receivedAt,
      occurred_at: input.occurredAt,
      source_kind: input.sourceKind,
      caller_name: input.callerName || caller?.personName || null,
      caller_phone: input.callerPhone,
      caller_unit_id: input.callerUnitId ?? caller?.unitId ?? null,
      area_code: input.areaCode,
      content: input.content,
      link: input.link || null,
      taken_by_name: work.actor.name,
      handed_to_unit_id: null,
      handed_at: null,
      closed_at: null,
      outcome: null,
      event_id: input.eventId,
    })
    .execute()
  await addParty(work, id, work.actor.unitId, '接报单位')
  recordFact(
    work,
    'switchboard.call-logged',
    id,
    { kind: input.kind, source: input.sourceKind, content: input.content.slice(0, 200) },
    { matter: input.eventId ?? id },
  )
  return id
}

async function openCall(work: Work, id: string): Promise<Selectable<Row>> {
  const visible = await callsInReach(work).where('c.id', '=', id).executeTakeFirst()
  if (!visible) throw new Problem('not-found')
  await work.tx.selectFrom('incoming_call').select('id').where('id', '=', id).forUpdate().execute()
  if (visible.state !== 'open' && visible.state !== 'handed') throw new Problem('switchboard/already-closed')
  return visible
}

async function handOn(work: Work, id: string, input: z.output<typeof HandCallOn>) {
  const call = await openCall(work, id)
  if (!(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '转办单位', '单位不在机构名录中')
  await work.tx
    .updateTable('incoming_call')
    .set({ state: 'handed', handed_to_unit_id: input.unitId, handed_at: work.now })
    .where('id', '=', id)
    .execute()
  await addParty(work, id, input.unitId, '承办单位')
  recordFact(work, 'switchboard.call-handed', id, { to: input.unitId, note: input.note }, { matter: id })
  await sendNotice(work, {
    kind: 'call',
    title: '转办来电',
    body: [call.content, input.note].filter(Boolean).join('\n'),
    matterId: id,
    urgent: false,
    to: [input.unitId],
    channels: ['inApp'],
    stepUpMinutes: await settingOf(work, transferStepUpMinutes),
  })
  return presentCall(work, id)
}

async function settle(
  work: Work,
  id: string,
  state: 'closed' | 'dismissed',
  outcome: string,
  closedAt: Date | undefined,
) {
  const call = await openCall(work, id)
  const at = closedAt ?? work.now
  if (isAhead(at, work.now) || at < call.received_at)
    throw fieldProblem('event/time-order', '/closedAt', '办结时间', '办结时间应在接报时间与现在之间')
  await work.tx.updateTable('incoming_call').set({ state, outcome, closed_at: at }).where('id', '=', id).execute()
  recordFact(
    work,
    state === 'closed' ? 'switchboard.call-closed' : 'switchboard.call-dismissed',
    id,
    { outcome },
    { matter: id },
  )
  return presentCall(work, id)
}

async function answer(work: Work, id: string, input: z.output<typeof AnswerCall>) {
  const call = await openCall(work, id)
  if (call.kind !== 'inquiry' && call.kind !== 'hotspot') throw new Problem('switchboard/not-inquiry')
  const at = input.answeredAt ?? work.now
  if (isAhead(at, work.now) || at < call.received_at)
    throw fieldProblem('event/time-order', '/answeredAt', '反馈时间', '反馈时间应在接报时间与现在之间')
  await work.tx
    .updateTable('incoming_call')
    .set({ state: 'closed', outcome: input.answer, closed_at: at })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'switchboard.call-answered', id, { answer: input.answer, at }, { matter: id })
  return presentCall(work, id)
}
