import { randomUUID } from 'node:crypto'
import type { DutyPost } from '@anlan/contract/duty.ts'
import type { ChangeRoom, CreateRoom, RoomLine, RoomView } from '@anlan/contract/roster.ts'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'

/** Duty rooms within reach. Every read of rosters starts here. */
export const roomsInReach = (work: Work) =>
  work.tx
    .selectFrom('duty_room as r')
    .innerJoin('unit as u', 'u.id', 'r.unit_id')
    .selectAll('r')
    .select('u.name as unit_name')
    .where('r.unit_id', 'in', unitsInReach(work))

export async function listRooms(work: Work): Promise<RoomLine[]> {
  const rows = await roomsInReach(work)
    .select(eb =>
      eb
        .selectFrom('duty_pool as m')
        .innerJoin('person as p', 'p.id', 'm.person_id')
        .select(eb.fn.countAll<number>().as('people'))
        .whereRef('m.room_id', '=', 'r.id')
        .where('p.enabled', '=', true)
        .as('people'),
    )
    .orderBy('u.sort')
    .orderBy('u.name')
    .orderBy('r.name')
    .execute()
  return rows.map(row => ({
    id: row.id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    name: row.name,
    phone: row.phone,
    fax: row.fax,
    from: row.from_day,
    to: row.to_day,
    enabled: row.enabled,
    people: Number(row.people ?? 0),
  }))
}

/** A room as it is set up; `not-found` outside reach. */
export async function readRoom(work: Work, id: string): Promise<RoomView> {
  const row = await roomsInReach(work).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const patterns = await work.tx
    .selectFrom('duty_pattern')
    .selectAll()
    .where('room_id', '=', id)
    .orderBy('sort')
    .execute()
  const pool = await work.tx
    .selectFrom('duty_pool as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .selectAll('m')
    .select(['p.name as person_name', 'p.mobile'])
    .where('m.room_id', '=', id)
    .where('p.enabled', '=', true)
    .orderBy('m.sort')
    .execute()
  const pairs = await work.tx
    .selectFrom('duty_pair')
    .select(['a', 'b', 'kind'])
    .where('room_id', '=', id)
    .orderBy('a')
    .orderBy('b')
    .execute()
  return {
    id: row.id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    version: row.version,
    enabled: row.enabled,
    name: row.name,
    phone: row.phone,
    fax: row.fax,
    from: row.from_day,
    to: row.to_day,
    changeAt: row.change_at,
    always: row.always,
    rules: row.rules,
    patterns: patterns.map(one => ({
      id: one.id,
      name: one.name,
      dayKinds: one.day_kinds,
      from: one.from_day,
      to: one.to_day,
      starts: one.starts,
      ends: one.ends,
      night: one.night,
      load: one.load,
      needs: one.needs,
    })),
    pool: pool.map(one => ({
      personId: one.person_id,
      personName: one.person_name,
      mobile: one.mobile,
      posts: one.posts as DutyPost[],
      from: one.from_day,
      to: one.to_day,
      trained: one.trained,
      isGuard: one.guard,
      nightExempt: one.night_exempt,
      isNew: one.newcomer,
    })),
    pairs,
    duties: row.duties,
  }
}

export async function createRoom(work: Work, input: z.output<typeof CreateRoom>): Promise<RoomView> {
  if (!(await isUnitInReach(work, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '所属单位', '该单位不在您的管辖范围')
  const id = input.id ?? randomUUID()
  await refuseNameTaken(work, id, input.unitId, input.name)
  await work.tx
    .insertInto('duty_room')
    .values({ id, unit_id: input.unitId, ...columnsOf(input) })
    .execute()
  await writeParts(work, id, input)
  recordFact(work, 'duty.room-created', id, { name: input.name, unit: input.unitId })
  return readRoom(work, id)
}

/** The room as given from now on; refused when somebody else changed it meanwhile. Rosters made before keep their shifts. */
export async function changeRoom(work: Work, id: string, input: z.output<typeof ChangeRoom>): Promise<RoomView> {
  const before = await roomsInReach(work).where('r.id', '=', id).forUpdate('r').executeTakeFirst()
  if (!before) throw new Problem('not-found')
  if (before.version !== input.version) throw new Problem('duty/room-changed')
  await refuseNameTaken(work, id, before.unit_id, input.name)
  await work.tx
    .updateTable('duty_room')
    .set({ ...columnsOf(input), enabled: input.enabled, version: before.version + 1 })
    .where('id', '=', id)
    .execute()
  await writeParts(work, id, input)
  recordFact(work, 'duty.room-changed', id, {
    name: input.name,
    pool: input.pool.length,
    patterns: input.patterns.length,
  })
  return readRoom(work, id)
}

type RoomInput = Pick<
  z.output<typeof ChangeRoom>,
  'name' | 'phone' | 'fax' | 'from' | 'to' | 'changeAt' | 'always' | 'rules' | 'patterns' | 'pool' | 'pairs' | 'duties'
>

type RoomParts = Omit<RoomInput, 'duties'>

const columnsOf = (input: RoomInput) => ({
  name: input.name,
  phone: input.phone,
  fax: input.fax,
  from_day: input.from,
  to_day: input.to,
  change_at: input.changeAt,
  always: JSON.stringify(input.always),
  rules: JSON.stringify(input.rules),
  duties: input.duties,
})

async function refuseNameTaken(work: Work, id: string, unitId: string, name: string) {
  const other = await work.tx
    .selectFrom('duty_room')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('name', '=', name)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other) throw fieldProblem('invalid-input', '/name', '值班室名称', '该单位已有同名值班室')
}

/** Patterns, pool and pairs, all of them as given. Also used where a county is set up. */
export async function writeParts(work: Pick<Work, 'tx'>, roomId: string, input: RoomParts): Promise<void> {
  const ids = new Set(input.pool.map(one => one.personId))
  if (ids.size < input.pool.length) throw fieldProblem('invalid-input', '/pool', '值班人员', '同一人员只能列一次')
  if (new Set(input.patterns.map(one => one.id)).size < input.patterns.length)
    throw fieldProblem('invalid-input', '/patterns', '班次', '同一班次只能列一次')
  const strange = input.pairs.find(one => one.a === one.b || !ids.has(one.a) || !ids.has(one.b))
  if (strange) throw fieldProblem('invalid-input', '/pairs', '搭班关系', '搭班双方应为本室值班人员库中的两个人')
  const known = ids.size
    ? await work.tx
        .selectFrom('person')
        .select('id')
        .where('id', 'in', [...ids])
        .where('enabled', '=', true)
        .execute()
    : []
  if (known.length < ids.size) throw fieldProblem('invalid-input', '/pool', '值班人员', '有人员不在名册中')
  for (const table of ['duty_pattern', 'duty_pool', 'duty_pair'] as const)
    await work.tx.deleteFrom(table).where('room_id', '=', roomId).execute()
  await work.tx
    .insertInto('duty_pattern')
    .values(
      input.patterns.map((one, sort) => ({
        id: one.id,
        room_id: roomId,
        sort,
        name: one.name,
        day_kinds: one.dayKinds,
        from_day: one.from,
        to_day: one.to,
        starts: one.starts,
        ends: one.ends,
        night: one.night,
        load: one.load,
        needs: JSON.stringify(one.needs),
      })),
    )
    .execute()
  if (input.pool.length)
    await work.tx
      .insertInto('duty_pool')
      .values(
        input.pool.map((one, sort) => ({
          room_id: roomId,
          person_id: one.personId,
          sort,
          posts: one.posts,
          from_day: one.from,
          to_day: one.to,
          trained: one.trained,
          guard: one.isGuard,
          night_exempt: one.nightExempt,
          newcomer: one.isNew,
        })),
      )
      .execute()
  if (input.pairs.length)
    await work.tx
      .insertInto('duty_pair')
      .values(input.pairs.map(one => ({ room_id: roomId, ...one })))
      .execute()
}
