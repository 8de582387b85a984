import { randomUUID } from 'node:crypto'
import { Id, page } from '@anlan/contract/codec.ts'
import {
  type DutyPost,
  EditShift,
  LogEntryView,
  type LogKind,
  LogQuery,
  ShiftQuery,
  ShiftView,
  UnitOnDuty,
  WriteLog,
} from '@anlan/contract/duty.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import type { App } from '../../kernel/http/app.ts'
import type { Module, RecordedFact } from '../../kernel/module.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../calendar/api.ts'
import { findUnit, unitOfFunction } from '../directory/api.ts'
import { dutySchema } from './schema.ts'

/** 值班: who is on duty where, from a simple roster table, and the duty log. A log line is never changed; a correction is a new line. */
export const duty: Module = {
  name: 'duty',
  migrations: dutySchema,
  routes: dutyRoutes,
  subscribers: {
    'log-of-the-main-job': {
      on: ['emergency-event.reported', 'event-report.submitted', 'switchboard.call-logged', 'event-report.received'],
      handle: logByItself,
    },
  },
}

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

function dutyRoutes(app: App) {
  app.get(
    '/api/duty/now',
    { config: { permission: 'duty.read' }, schema: { response: { 200: items(UnitOnDuty) } } },
    request => request.work(async work => ({ items: await onDutyNow(work) })),
  )
  app.get(
    '/api/duty/shifts',
    { config: { permission: 'duty.read' }, schema: { querystring: ShiftQuery, response: { 200: items(ShiftView) } } },
    request =>
      request.work(async work => {
        const { unit, from, to } = request.query
        const rows = await shifts(work)
          .where('s.unit_id', 'in', unitsInReach(work))
          .where('s.starts_at', '<', to)
          .where('s.ends_at', '>', from)
          .$if(unit !== undefined, q => q.where('s.unit_id', '=', unit ?? ''))
          .orderBy('s.starts_at')
          .limit(1000)
          .execute()
        return { items: rows.map(presentShift) }
      }),
  )
  app.post(
    '/api/duty/shifts',
    { config: { permission: 'duty.edit-roster' }, schema: { body: EditShift, response: { 201: ShiftView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => addShift(work, request.body))),
  )
  app.delete(
    '/api/duty/shifts/:id',
    { config: { permission: 'duty.edit-roster' }, schema: { params: z.object({ id: Id }) } },
    async (request, reply) => {
      await request.work(async work => {
        const gone = await work.tx
          .deleteFrom('duty_shift')
          .where('id', '=', request.params.id)
          .where('unit_id', 'in', unitsInReach(work))
          .returningAll()
          .executeTakeFirst()
        if (!gone) throw new Problem('not-found')
        recordFact(work, 'duty.shift-removed', gone.id, {
          unit: gone.unit_id,
          person: gone.person_id,
          post: gone.post,
          startsAt: gone.starts_at,
        })
      })
      return reply.code(204).send()
    },
  )
  app.get(
    '/api/duty/log',
    { config: { permission: 'duty.read' }, schema: { querystring: LogQuery, response: { 200: page(LogEntryView) } } },
    request => request.work(work => readLog(work, request.query)),
  )
  app.post(
    '/api/duty/log',
    { config: { permission: 'duty.log' }, schema: { body: WriteLog, response: { 201: LogEntryView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => writeLog(work, request.body))),
  )
}

const shifts = (work: Work) =>
  work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .selectAll('s')
    .select(['p.name as person_name', 'p.mobile', 'u.name as unit_name'])

type ShiftRow = Awaited<ReturnType<ReturnType<typeof shifts>['execute']>>[number]

const presentShift = (row: ShiftRow): z.output<typeof ShiftView> => ({
  id: row.id,
  unitId: row.unit_id,
  unitName: row.unit_name,
  post: row.post as DutyPost,
  personId: row.person_id,
  personName: row.person_name,
  mobile: row.mobile,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
})

/** Own duty room first, then the towns in reach, each with who is rostered now. An empty list means that nobody is. */
async function onDutyNow(work: Work): Promise<z.output<typeof UnitOnDuty>[]> {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const towns = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'duty_phone', 'kind', 'sort'])
    .where('kind', '=', 'town')
    .where('enabled', '=', true)
    .where('id', 'in', unitsInReach(work))
    .orderBy('sort')
    .execute()
  const own = await findUnit(work.tx, work.actor.unitId)
  const first = county && (await isUnitInReach(work, county.id)) ? county : own
  const rooms = [...(first ? [first] : []), ...towns.filter(town => town.id !== first?.id)]
  const now = await shifts(work)
    .where(
      's.unit_id',
      'in',
      rooms.map(room => room.id),
    )
    .where('s.starts_at', '<=', work.now)
    .where('s.ends_at', '>', work.now)
    .execute()
  const order: Record<string, number> = { shiftLeader: 0, primary: 1, secondary: 2 }
  const contacts = await work.tx
    .selectFrom('fact')
    .select(['chain_id', sql<Date>`max(recorded_at)`.as('at')])
    .where(
      'chain_id',
      'in',
      rooms.map(room => room.id),
    )
    .where('recorded_at', '>', new Date(work.now.getTime() - 86_400_000))
    .where('recorded_at', '<=', work.now)
    .where('actor_id', 'is not', null)
    .groupBy('chain_id')
    .execute()
  return rooms.map(room => ({
    unitId: room.id,
    unitName: room.name,
    dutyPhone: room.duty_phone,
    people: now
      .filter(row => row.unit_id === room.id)
      .sort((a, b) => (order[a.post] ?? 9) - (order[b.post] ?? 9))
      .map(presentShift),
    lastContactAt: contacts.find(one => one.chain_id === room.id)?.at.toISOString() ?? null,
  }))
}

async function addShift(work: Work, input: z.output<typeof EditShift>) {
  if (!(await isUnitInReach(work, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '值班单位', '该单位不在您的管辖范围')
  const person = await work.tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', input.personId)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '值班人员', '该人员不在名册中')
  if (input.endsAt.getTime() - input.startsAt.getTime() > 48 * 3_600_000)
    throw fieldProblem('invalid-input', '/endsAt', '结束时间', '一班不能超过 48 小时')
  const overlap = await work.tx
    .selectFrom('duty_shift')
    .select('id')
    .where('person_id', '=', input.personId)
    .where('starts_at', '<', input.endsAt)
    .where('ends_at', '>', input.startsAt)
    .executeTakeFirst()
  if (overlap)
    throw new Problem('duty/shift-overlap', {
      errors: [{ pointer: '/personId', field: '值班人员', message: '该人员在此时段已有值班安排' }],
    })
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('duty_shift')
    .values({
      id,
      unit_id: input.unitId,
      post: input.post,
      person_id: input.personId,
      starts_at: input.startsAt,
      ends_at: input.endsAt,
    })
    .execute()
  recordFact(work, 'duty.shift-added', id, {
    unit: input.unitId,
    person: input.personId,
    post: input.post,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
  })
  return presentShift(await shifts(work).where('s.id', '=', id).executeTakeFirstOrThrow())
}

async function readLog(work: Work, query: z.output<typeof LogQuery>) {
  const cursor = cursorParts(query.after, ['instant', 'id'])
  const rows = await work.tx
    .selectFrom('duty_log')
    .selectAll()
    .where('unit_id', 'in', unitsInReach(work))
    .where('unit_id', '=', query.unit ?? (await ownRoom(work)))
    .$if(query.matter !== undefined, q => q.where('matter_id', '=', query.matter ?? ''))
    .$if(query.on !== undefined, q =>
      q
        .where('at', '>=', shanghaiInstant(query.on ?? '', '00:00'))
        .where('at', '<', shanghaiInstant(addDays(query.on ?? '2000-01-01', 1), '00:00')),
    )
    .$if(cursor !== null, q => q.where(sql<boolean>`(at, id) < (${cursor?.[0]}::timestamptz, ${cursor?.[1]}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.at.toISOString(), row.id], presentLog)
}

/** The duty room whose log this person keeps. */
async function ownRoom(work: Work): Promise<string> {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  return county && work.actor.grants.some(grant => grant.role === 'duty_officer' || grant.role === 'duty_leader')
    ? county.id
    : work.actor.unitId
}

const presentLog = (row: {
  id: string
  unit_id: string
  kind: string
  text: string
  at: Date
  by_name: string
  matter_id: string | null
  mentioned_unit_ids: string[]
  corrects_id: string | null
  automatic: boolean
}): z.output<typeof LogEntryView> => ({
  id: row.id,
  unitId: row.unit_id,
  kind: row.kind as LogKind,
  text: row.text,
  at: row.at.toISOString(),
  byName: row.by_name,
  matterId: row.matter_id,
  mentionedUnitIds: row.mentioned_unit_ids,
  correctsId: row.corrects_id,
  automatic: row.automatic,
})

async function writeLog(work: Work, input: z.output<typeof WriteLog>) {
  const room = await ownRoom(work)
  if (
    input.correctsId &&
    !(await work.tx
      .selectFrom('duty_log')
      .select('id')
      .where('id', '=', input.correctsId)
      .where('unit_id', '=', room)
      .executeTakeFirst())
  )
    throw fieldProblem('not-found', '/correctsId', '更正的日志', '原日志不存在')
  if (
    input.matterId &&
    !(await work.tx
      .selectFrom('matter_party')
      .select('unit_id')
      .where('matter_id', '=', input.matterId)
      .where('unit_id', 'in', unitsInReach(work))
      .executeTakeFirst())
  )
    throw fieldProblem('not-found', '/matterId', '关联事件', '事件不存在')
  const known = input.mentionedUnitIds.length
    ? await work.tx.selectFrom('unit').select('id').where('id', 'in', input.mentionedUnitIds).execute()
    : []
  const row = {
    id: input.id ?? randomUUID(),
    unit_id: room,
    kind: input.kind,
    text: input.text,
    at: work.now,
    by_name: work.actor.name,
    matter_id: input.matterId,
    mentioned_unit_ids: known.map(unit => unit.id),
    corrects_id: input.correctsId,
    automatic: false,
    source_fact: null,
  }
  await work.tx.insertInto('duty_log').values(row).execute()
  recordFact(work, 'duty.logged', row.id, { kind: row.kind, text: row.text }, { matter: input.matterId, chain: room })
  return presentLog(row)
}

/** The main job writes its own lines into the county's log. */
async function logByItself(work: Work, fact: RecordedFact) {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (!county) return
  const concerned = await work.tx
    .selectFrom('matter_party')
    .select('unit_id')
    .where('matter_id', '=', fact.matterId ?? fact.id)
    .where('unit_id', '=', county.id)
    .executeTakeFirst()
  if (!concerned && fact.chainId !== county.id) return
  const line = lineOf(fact)
  if (!line) return
  await work.tx
    .insertInto('duty_log')
    .values({
      id: randomUUID(),
      unit_id: county.id,
      kind: line.kind,
      text: line.text,
      at: fact.at,
      by_name: '系统',
      matter_id: fact.type.startsWith('switchboard') ? null : fact.matterId,
      mentioned_unit_ids: [],
      corrects_id: null,
      automatic: true,
      source_fact: fact.id,
    })
    .onConflict(conflict => conflict.column('source_fact').doNothing())
    .execute()
}

function lineOf(fact: RecordedFact): { kind: LogKind; text: string } | null {
  const text = (name: string) => String(fact.data[name] ?? '')
  switch (fact.type) {
    case 'emergency-event.reported':
      return { kind: 'report', text: `接报 ${text('number')}：${text('title')}` }
    case 'event-report.submitted':
      return { kind: 'report', text: `报出 ${text('number')}：${text('title')}` }
    case 'event-report.received':
      return { kind: 'report', text: `${text('number')} 已签收` }
    case 'switchboard.call-logged':
      return { kind: 'callIn', text: text('content') }
    default:
      return null
  }
}
