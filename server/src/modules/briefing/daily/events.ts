import { type EventLevel, eventLevelNames } from '@anlan/contract/emergency-event.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { chineseDateTime } from '../../document/api.ts'
import { type EventFigure, figuresInWords, hasChanged } from './figures-in-words.ts'
import { countsInWords, type Figure, labelOf, type Part, part, sentence } from './part.ts'
import type { Period } from './period.ts'

/** An event as a briefing tells of it. */
export interface BriefedEvent {
  id: string
  title: string
  summary: string
  state: string
  known_at: Date
  ended_at: Date | null
  level: EventLevel | null
  confirmed: boolean
  figures: EventFigure[]
}

/**
 * 昨日要情: what was learnt of in the period, and what changed in events that were known before. Events whose circle is restricted (社会安全) do not go
 * to all units; they are counted for the drafter and not printed. Without any event the paper says so.
 */
export async function eventsPart(work: Work, period: Period): Promise<Part> {
  const all = await eventsUntil(work, period)
  const open = all.filter(event => !event.restricted)
  const isNew = (event: { known_at: Date }) => event.known_at >= period.from
  const isOver = ({ ended_at }: BriefedEvent) => ended_at !== null && ended_at >= period.from && ended_at < period.until
  const fresh = open.filter(isNew)
  const going = open.filter(event => !isNew(event) && (event.state === 'open' || isOver(event)))
  const moved = going.filter(event => isOver(event) || hasChanged(event.figures))
  const quiet = going.filter(event => !moved.includes(event))
  const restricted = all.filter(event => event.restricted && isNew(event))
  const span = `${chineseDateTime(period.from)}至${chineseDateTime(period.until)}`
  const levels = ([1, 2, 3, 4] as const).map(level => ({
    label: eventLevelNames[level],
    count: fresh.filter(event => event.level === level).length,
    unit: '起',
  }))
  const unrated = { label: '未定级', count: fresh.filter(event => event.level === null).length, unit: '起' }
  const lines = [
    fresh.length === 0
      ? `${span}，全县未接报突发事件。`
      : `${span}，全县接报突发事件${fresh.length}起，其中${countsInWords([...levels, unrated])}。`,
    ...fresh.map((event, i) => `${i + 1}.${eventInWords(event, period.until)}`),
    moved.length === 0 ? null : `此前接报的突发事件有新进展的${moved.length}起。`,
    ...moved.map((event, i) => `${i + 1}.${progressInWords(event, period.until)}`),
    quiet.length === 0
      ? null
      : `另有${quiet.length}起仍在处置中，情况无变化：${quiet.map(one => one.title).join('；')}。`,
  ]
  const figure = (name: string, label: string, events: { id: string; title: string }[]): Figure => ({
    name,
    label,
    unit: '起',
    items: events.map(event => ({ label: labelOf(event.title), to: `/events/${event.id}` })),
  })
  return part('昨日要情', lines, [
    figure('newEvents', '24小时内接报突发事件', fresh),
    figure('movedEvents', '此前事件有新进展', moved),
    figure('quietEvents', '仍在处置、无变化', quiet),
    ...(restricted.length ? [figure('restrictedEvents', '限定知悉范围、未列入日报的事件', restricted)] : []),
  ])
}

/** Title, level, what happened, figures, where it stands. */
export function eventInWords(event: BriefedEvent, asOf: Date): string {
  const level = event.level ? `（${eventLevelNames[event.level]}${event.confirmed ? '' : '，初判'}）` : ''
  return `${event.title}${level}。${sentence(event.summary)}${figuresAt(event, asOf)}${stateInWords(event)}`
}

const progressInWords = (event: BriefedEvent, asOf: Date) =>
  `${event.title}。${figuresAt(event, asOf)}${stateInWords(event)}`
const figuresAt = (event: BriefedEvent, asOf: Date) =>
  event.figures.length ? `截至${chineseDateTime(asOf)}，${figuresInWords(event.figures)}。` : ''
const stateInWords = (event: BriefedEvent) =>
  event.ended_at ? `处置工作已于${chineseDateTime(event.ended_at)}结束。` : '处置工作正在进行。'

type KnownEvent = BriefedEvent & { restricted: boolean }

/** Events known by the end of the period that were under way in it, oldest first. A time that lies after the period is not told. */
async function eventsUntil(work: Work, { from, until }: Period): Promise<KnownEvent[]> {
  const rows = await work.tx
    .selectFrom('emergency_event as e')
    .leftJoin('event_classification as c', join => join.onRef('c.event_id', '=', 'e.id').on('c.is_primary', '=', true))
    .select(['e.id', 'e.title', 'e.summary', 'e.state', 'e.known_at', 'e.restricted'])
    .select(['c.confirmed_level', 'c.proposed_level'])
    .select(sql<Date | null>`case when e.ended_at < ${until} then e.ended_at end`.as('ended_at'))
    .where('e.known_at', '<', until)
    .where('e.state', '!=', 'withdrawn')
    .where(eb => eb.or([eb('e.known_at', '>=', from), eb('e.ended_at', 'is', null), eb('e.ended_at', '>=', from)]))
    .orderBy('e.known_at')
    .orderBy('e.id')
    .execute()
  return withFigures(work, rows, from, until)
}

/** The named events with what is known of them now, in the order of the ids. */
export async function briefedEvents(work: Work, ids: string[], at: Date): Promise<BriefedEvent[]> {
  const rows = await work.tx
    .selectFrom('emergency_event as e')
    .leftJoin('event_classification as c', join => join.onRef('c.event_id', '=', 'e.id').on('c.is_primary', '=', true))
    .select(['e.id', 'e.title', 'e.summary', 'e.state', 'e.known_at', 'e.restricted', 'e.ended_at'])
    .select(['c.confirmed_level', 'c.proposed_level'])
    .where('e.id', 'in', ids)
    .execute()
  const events = await withFigures(work, rows, at, at)
  return ids.flatMap(id => events.filter(event => event.id === id))
}

interface EventRow extends Omit<KnownEvent, 'level' | 'confirmed' | 'figures'> {
  confirmed_level: EventLevel | null
  proposed_level: EventLevel | null
}

/** Figures as they were known at `until`, beside those known at `from`. */
async function withFigures(work: Work, events: EventRow[], from: Date, until: Date): Promise<KnownEvent[]> {
  const { rows } = await sql<{
    event_id: string
    name: string
    unit: string
    value: number | null
    before: number | null
    verified: boolean
  }>`
    select distinct on (f.event_id, i.sort, i.code) f.event_id, i.name, i.unit, f.value::float8 as value, f.status = 'verified' as verified,
      (select b.value::float8 from event_figure b where b.event_id = f.event_id and b.indicator = f.indicator
        and b.recorded_at < ${from} order by b.recorded_at desc, b.is_current desc limit 1) as before
    from event_figure f join figure_indicator i on i.code = f.indicator
    where f.event_id = any(${events.map(one => one.id)}::uuid[]) and f.recorded_at < ${until} and i.kind <> 'category'
    order by f.event_id, i.sort, i.code, f.recorded_at desc, f.is_current desc`.execute(work.tx)
  return events.map(({ confirmed_level, proposed_level, ...event }) => ({
    ...event,
    level: confirmed_level ?? proposed_level,
    confirmed: confirmed_level !== null,
    figures: rows.flatMap(row =>
      row.event_id === event.id && row.value !== null ? [{ ...row, value: row.value, before: row.before }] : [],
    ),
  }))
}
