import { randomUUID } from 'node:crypto'
import { Id } from '@anlan/contract/codec.ts'
import { ChangeShift, type DutyPost, EditShift, ShiftQuery, ShiftView, UnitOnDuty } from '@anlan/contract/duty.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../kernel/access/reach.ts'
import type { App } from '../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../directory/api.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** 班次: who is on duty in force. */
export function shiftRoutes(app: App) {
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
  app.put(
    '/api/duty/shifts/:id',
    {
      config: { permission: 'duty.edit-roster' },
      schema: { params: z.object({ id: Id }), body: ChangeShift, response: { 200: ShiftView } },
    },
    request => request.work(work => changeShift(work, request.params.id, request.body)),
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
  const id = input.id ?? randomUUID()
  await assertPossible(work, id, input)
  await work.tx
    .insertInto('duty_shift')
    .values({ id, unit_id: input.unitId, ...columnsOf(input) })
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

/** 调班: who, on which post, from when to when. The fact says what it was before. */
async function changeShift(work: Work, id: string, input: z.output<typeof ChangeShift>) {
  const before = await work.tx
    .selectFrom('duty_shift')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw new Problem('not-found')
  await assertPossible(work, id, input)
  await work.tx.updateTable('duty_shift').set(columnsOf(input)).where('id', '=', id).execute()
  recordFact(work, 'duty.shift-changed', id, {
    unit: before.unit_id,
    before: { person: before.person_id, post: before.post, startsAt: before.starts_at, endsAt: before.ends_at },
    after: { person: input.personId, post: input.post, startsAt: input.startsAt, endsAt: input.endsAt },
  })
  return presentShift(await shifts(work).where('s.id', '=', id).executeTakeFirstOrThrow())
}

type ShiftInput = z.output<typeof ChangeShift>

const columnsOf = (input: ShiftInput) => ({
  post: input.post,
  person_id: input.personId,
  starts_at: input.startsAt,
  ends_at: input.endsAt,
})

/** Somebody we know, for no longer than two days, who is not on duty elsewhere at the time. */
async function assertPossible(work: Work, id: string, input: ShiftInput) {
  const person = await work.tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', input.personId)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '值班人员', '该人员不在名册中')
  if (input.endsAt.getTime() - input.startsAt.getTime() > longestShiftHours * 3_600_000)
    throw fieldProblem('invalid-input', '/endsAt', '结束时间', `一班不能超过 ${longestShiftHours} 小时`)
  const overlap = await work.tx
    .selectFrom('duty_shift')
    .select('id')
    .where('id', '!=', id)
    .where('person_id', '=', input.personId)
    .where('starts_at', '<', input.endsAt)
    .where('ends_at', '>', input.startsAt)
    .executeTakeFirst()
  if (overlap)
    throw new Problem('duty/shift-overlap', {
      errors: [{ pointer: '/personId', field: '值班人员', message: '该人员在此时段已有值班安排' }],
    })
}

const longestShiftHours = 48
