import type { EventMoment } from '@anlan/contract/map.ts'
import { type TaskState, taskStates } from '@anlan/contract/response.ts'
import { sql } from 'kysely'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type PlacedEvent, placedEvent } from './things.ts'

interface Fact {
  type: string
  at: Date
  subjectId: string
  data: Record<string, unknown>
}

/** What changes of a task by which fact. */
const taskSteps: Record<string, TaskState> = {
  'response.task-issued': 'issued',
  'response.task-accepted': 'inProgress',
  'response.task-progressed': 'inProgress',
  'response.task-blocked': 'blocked',
  'response.task-refused': 'refused',
  'response.task-decided': 'issued',
  'response.task-done': 'done',
  'response.task-returned': 'inProgress',
  'response.task-verified': 'verified',
  'response.task-withdrawn': 'cancelled',
}

/** Words of the slider's marks. */
const markWords: Record<string, string> = {
  'emergency-event.reported': '接报',
  'emergency-event.level-confirmed': '核定级别',
  'emergency-event.amended': '信息更正',
  'emergency-event.stabilised': '态势稳定',
  'emergency-event.ended': '处置结束',
  'emergency-event.closed': '办结',
  'response.started': '启动响应',
  'response.level-changed': '调整响应级别',
  'response.tasks-issued': '下达任务',
  'response.arrived': '力量到场',
  'response.task-done': '任务完成',
  'response.ended': '终止响应',
}

const mostFacts = 5000

/** How an event stood at a moment, retold from the facts recorded until then; moments outside its course are moved to its ends. */
export async function eventMoment(work: Work, id: string, asked: Date): Promise<EventMoment> {
  const event = await placedEvent(work, id)
  const all = await factsOf(work, id)
  const first = all[0]
  if (!first) throw new Problem('not-found')
  const from = first.at
  const until = event.closedAt ?? work.now
  const time = new Date(Math.min(Math.max(asked.getTime(), from.getTime()), until.getTime()))
  const soFar = all.filter(fact => fact.at <= time)
  return {
    time: time.toISOString(),
    from: from.toISOString(),
    until: until.toISOString(),
    marks: all.flatMap(fact => {
      const label = markWords[fact.type]
      return label ? [{ at: fact.at.toISOString(), label }] : []
    }),
    event: {
      title: valueThen(all, time, 'title', event.title) as string,
      level: levelThen(soFar),
      position: positionThen(all, time, event),
      losses: lossesThen(soFar),
    },
    things: [...(await tasksThen(work, soFar)), ...(await arrivalsThen(work, soFar, event))],
  }
}

const factsOf = async (work: Work, id: string): Promise<Fact[]> =>
  (
    await sql<Fact>`select type, recorded_at as at, subject_id as "subjectId", data from fact where matter_id = ${id}
      order by position limit ${mostFacts}`.execute(work.tx)
  ).rows

/** What a field was before the first correction after the moment; the present value when none followed. */
function valueThen(all: Fact[], time: Date, field: string, now: unknown): unknown {
  const later = all.find(fact => {
    const after = fact.data['after'] as Record<string, unknown> | undefined
    return fact.type === 'emergency-event.amended' && fact.at > time && after && Object.hasOwn(after, field)
  })
  return later ? (later.data['before'] as Record<string, unknown>)[field] : now
}

function positionThen(all: Fact[], time: Date, event: PlacedEvent): { lng: number; lat: number } {
  const lng = valueThen(all, time, 'lng', event.lng)
  const lat = valueThen(all, time, 'lat', event.lat)
  return typeof lng === 'number' && typeof lat === 'number' ? { lng, lat } : { lng: event.lng, lat: event.lat }
}

/** The level confirmed last, before one was confirmed the one proposed last. */
function levelThen(soFar: Fact[]): number | null {
  const last = (type: string) => soFar.findLast(fact => fact.type === `emergency-event.level-${type}`)?.data['level']
  const level = last('confirmed') ?? last('proposed')
  return typeof level === 'number' ? level : null
}

function lossesThen(soFar: Fact[]): Record<string, number> {
  const losses: Record<string, number> = {}
  for (const { type, data } of soFar)
    if (type === 'emergency-event.figure-recorded' && typeof data['value'] === 'number')
      losses[String(data['indicator'])] = data['value']
  return losses
}

/** Tasks issued by then, each in the state its last fact gave it, at the middle of its unit's place. */
async function tasksThen(work: Work, soFar: Fact[]): Promise<EventMoment['things']> {
  const issued = new Map<string, Date>()
  for (const { type, at, data } of soFar)
    if (type === 'response.tasks-issued') for (const id of data['tasks'] as string[]) issued.set(id, at)
    else if (type === 'response.task-issued') issued.set(String(data['task']), at)
  if (issued.size === 0) return []
  const { rows } = await sql<{ id: string; title: string; responseId: string; lng: number | null; lat: number | null }>`
    select t.id, t.number || ' ' || t.title || '（' || u.name || '）' as title, t.response_id as "responseId", a.center_lng as lng,
      a.center_lat as lat
    from response_task t join unit u on u.id = t.unit_id left join area a on a.code = u.area_code
    where t.id = any(${[...issued.keys()]}::uuid[]) order by t.number`.execute(work.tx)
  return rows.map(({ id, title, responseId, lng, lat }) => {
    const last = soFar.findLast(fact => fact.data['task'] === id && taskSteps[fact.type])
    const state = (last && taskSteps[last.type]) ?? 'issued'
    return {
      id,
      kind: 'task' as const,
      title,
      state,
      stateLabel: taskStates[state],
      position: lng === null || lat === null ? null : { lng, lat },
      since: (last?.at ?? issued.get(id) ?? work.now).toISOString(),
      link: `/responses/${responseId}`,
    }
  })
}

/** Who had arrived by then, at the scene. */
async function arrivalsThen(work: Work, soFar: Fact[], event: PlacedEvent): Promise<EventMoment['things']> {
  const arrived = soFar.filter(fact => fact.type === 'response.arrived')
  const ids = arrived.flatMap(fact => (fact.data['unit'] as string | null) ?? [])
  const units = ids.length
    ? await work.tx.selectFrom('unit').select(['id', 'name']).where('id', 'in', ids).execute()
    : []
  const names = new Map(units.map(unit => [unit.id, unit.name]))
  return arrived.map(({ at, subjectId, data }, i) => {
    const name = names.get(String(data['unit'])) ?? (String(data['name'] ?? '') || '到场力量')
    const people = typeof data['people'] === 'number' ? `${data['people']} 人` : ''
    return {
      id: `${subjectId}/${i}`,
      kind: 'arrival' as const,
      title: [name, people].filter(Boolean).join(' '),
      state: 'arrived',
      stateLabel: '已到场',
      position: { lng: event.lng, lat: event.lat },
      since: at.toISOString(),
      link: `/responses/${subjectId}`,
    }
  })
}
