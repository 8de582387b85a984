import { randomUUID } from 'node:crypto'
import { attachEmbeddedPostgres } from '@anlan/server/kernel/postgres/embedded.ts'
import pg from 'pg'
import { samplePassword } from './person.ts'
import type { Platform } from './platform.ts'

/** The click that starts a response by a plan for an event. */
export interface Click {
  /** The client's own id of the response. */
  id: string
  eventId: string
  planId: string
  token: string
}

/** A fire that was just reported, and the click of the leader who is about to start the response to it. */
export async function newClick(platform: Platform): Promise<Click> {
  const send = async (path: string, body: object, token = '') =>
    JSON.parse((await post(platform, path, body, token)).text) as { id: string; token: string }
  const [duty, leader] = [
    await send('/api/session', { account: 'duty1', password: samplePassword }),
    await send('/api/session', { account: 'leader1', password: samplePassword }),
  ]
  const [now] = await query<{ at: string }>(platform, 'select max(recorded_at) at from fact')
  const event = await send(
    '/api/emergency-events',
    {
      title: '青松村坟山起火',
      eventTypeCode: '11G01',
      areaCode: '990321102000',
      knownAt: new Date(now?.at ?? Number.NaN).toISOString(),
      source: '护林员电话报告',
      summary: '火势向林区蔓延。',
    },
    duty.token,
  )
  const [plan] = await query<{ id: string }>(platform, `select id from plan where title = '青峦县森林火灾应急预案'`)
  return { id: randomUUID(), eventId: event.id, planId: plan?.id ?? '', token: leader.token }
}

export const click = (platform: Platform, { id, eventId, planId, token }: Click) =>
  post(platform, '/api/responses', { id, eventId, planId, responseLevel: 4 }, token)

async function post(platform: Platform, path: string, body: object, token: string) {
  const reply = await fetch(new URL(path, platform.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  return { status: reply.status, text: await reply.text() }
}

/** Asks the database of a platform, past the platform. */
async function query<Row extends pg.QueryResultRow>(
  platform: Platform,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const connection = attachEmbeddedPostgres(platform.dataDir)
  if (!connection) throw new Error('no database')
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

interface Whole {
  responses: number
  started: number
  tasks: unknown[]
  clocks: unknown[]
  told: unknown[]
  people: unknown[]
  due: unknown[]
}
export const nothing: Whole = { responses: 0, started: 0, tasks: [], clocks: [], told: [], people: [], due: [] }

/** Everything that a start leaves, without the ids and moments of this one: tasks, their clocks and alarms, who was told, who commands. */
export async function allOf(platform: Platform, id: string): Promise<Whole> {
  const [row] = await query<Whole>(
    platform,
    `with task as (select * from response_task where response_id = $1),
       clock as (select o.id, t.code, o.kind, o.owed_by_unit_id owed_by from obligation o left join task t on split_part(o.basis, '/', 1) = t.id::text where o.matter_id = $1),
       words as (select split_part(n.kind, '/', 1) kind, n.title, d.unit_id from notice n left join notice_delivery d on d.notice_id = n.id where n.matter_id = $1)
     select (select count(*)::int from response where id = $1) responses,
       (select count(*)::int from fact where subject_id = $1::text and type in ('response.started', 'response.tasks-issued')) / 2 started,
       (select coalesce(json_agg(json_build_array(code, title, state, unit_id) order by code), '[]') from task) tasks,
       (select coalesce(json_agg(json_build_array(kind, code, owed_by) order by kind, code), '[]') from clock) clocks,
       (select coalesce(json_agg(json_build_array(kind, title, unit_id) order by kind, title, unit_id), '[]') from words) told,
       (select coalesce(json_agg(json_build_array(role, bearer, unit_id, person_id) order by role, bearer, unit_id, person_id), '[]')
          from response_member where response_id = $1) people,
       (select coalesce(json_agg(json_build_array(d.kind, c.kind, c.code, t.code) order by d.kind, c.kind, c.code, t.code), '[]') from due_task d
          left join clock c on d.key = c.id::text left join task t on d.key = t.id::text where c.id is not null or t.id is not null) due`,
    [id],
  )
  if (!row) throw new Error('nothing was counted')
  return row
}

/** The responses there are to the event of a click. */
export const startedFor = async (platform: Platform, { eventId }: Click): Promise<string[]> =>
  (await query<{ id: string }>(platform, 'select id from response where event_id = $1', [eventId])).map(row => row.id)
