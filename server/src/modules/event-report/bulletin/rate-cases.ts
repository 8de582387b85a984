import type { Elements } from '@anlan/contract/event-report.ts'
import { requiredElements } from '@anlan/contract/event-report.ts'
import type { BulletinCase } from '@anlan/contract/fault-bulletin.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiFullMinute } from '../../calendar/api.ts'
import { minutesBetween } from '../faults/rules.ts'
import { caseOf, counted, isCounted, type Span, within } from './span.ts'

interface Subject {
  event_id: string
  event_title: string
  unit_id: string
  unit_name: string
}

/**
 * 及时率: first reports that fell due in the period, one per unit and event. In time is one that kept the first limit of each rule under which the
 * unit owed it, by phone and on paper; what a rule asks for again after an upgrade is no first report. 立即 has no limit and is not judged; what is
 * not due yet and not made is not counted.
 */
export async function firstReportsDue(work: Work, span: Span): Promise<BulletinCase[]> {
  const { rows } = await sql<
    Subject & { title: string; due_at: Date; in_time: boolean; done_at: Date | null }
  >`with owed as (select o.* from obligation o where o.kind = 'report' and not o.soft and (o.cancelled_at is null or o.breached_at is not null)),
    concerned as (select distinct matter_id, owed_by_unit_id from owed o where ${within(sql`o.due_at`, span)} and ${counted(work, sql`o.owed_by_unit_id`, span)}),
    begun as (select o.matter_id, o.owed_by_unit_id, o.rule_code, min(o.started_at) as since
      from owed o join concerned c using (matter_id, owed_by_unit_id) group by 1, 2, 3)
    select o.matter_id as event_id, e.title as event_title, o.owed_by_unit_id as unit_id, u.name as unit_name, min(o.due_at) as due_at,
      string_agg(distinct o.title, '、') as title, bool_and(o.satisfied_at is not null and o.satisfied_at <= o.due_at and o.breached_at is null) as in_time,
      max(o.satisfied_at) as done_at
    from begun b join owed o on o.matter_id = b.matter_id and o.owed_by_unit_id = b.owed_by_unit_id and o.rule_code = b.rule_code
        and o.started_at = b.since
      join emergency_event e on e.id = o.matter_id join unit u on u.id = o.owed_by_unit_id
    where ${isCounted} group by o.matter_id, e.title, o.owed_by_unit_id, u.name
    having min(o.due_at) >= ${span.from} and min(o.due_at) < ${span.to}
      and bool_and(o.satisfied_at is not null or o.due_at < ${work.now}) order by 5, 1`.execute(work.tx)
  return rows.map(row =>
    caseOf({
      ...row,
      id: `${row.event_id}/${row.unit_id}`,
      part: row.in_time ? 'inTime' : 'notInTime',
      at: row.due_at,
      text: `${row.title}：${row.in_time ? '按时' : row.done_at ? '迟报' : '到时未报'}`,
      value: row.in_time ? 1 : 0,
    }),
  )
}

/** 完整率: of the ★ elements of first reports sent in the period, those that said something; 正在核实 is honest but not complete. */
export async function firstReportsSent(work: Work, span: Span): Promise<BulletinCase[]> {
  const required = requiredElements('first')
  const { rows } = await sql<
    Subject & { id: string; number: string | null; at: Date; elements: Elements }
  >`select r.id, r.event_id, e.title as event_title, r.unit_id, u.name as unit_name, r.number, r.submitted_at as at, r.elements
    from event_report r join emergency_event e on e.id = r.event_id join unit u on u.id = r.unit_id
    where r.kind = 'first' and r.state = 'sent' and ${isCounted} and ${within(sql`r.submitted_at`, span)} and ${counted(work, sql`r.unit_id`, span)}
    order by r.submitted_at, r.id`.execute(work.tx)
  return rows.map(row => {
    const filled = required.filter(name => (row.elements[name]?.text.trim() ?? '') !== '').length
    return caseOf({
      ...row,
      part: filled === required.length ? 'whole' : 'partial',
      text: `${row.number ?? '首报'}：必填要素 ${required.length} 项，已报 ${filled} 项`,
      value: filled,
      of: required.length,
    })
  })
}

/** 准确率: events that a unit reported on in the period, and whether core facts of them had to be put right. `wrong` are the 错 of the period. */
export async function reportedEvents(work: Work, span: Span, wrong: BulletinCase[]): Promise<BulletinCase[]> {
  const { rows } = await sql<
    Subject & { at: Date; reports: number }
  >`select r.event_id, e.title as event_title, r.unit_id, u.name as unit_name, min(r.submitted_at) as at, count(*)::int as reports
    from event_report r join emergency_event e on e.id = r.event_id join unit u on u.id = r.unit_id
    where r.state = 'sent' and ${isCounted} and ${within(sql`r.submitted_at`, span)} and ${counted(work, sql`r.unit_id`, span)}
    group by r.event_id, e.title, r.unit_id, u.name order by 5, 1, 3`.execute(work.tx)
  const corrected = new Map(wrong.map(one => [`${one.eventId}/${one.unitId}`, one]))
  const judged = rows.map(row => {
    const key = `${row.event_id}/${row.unit_id}`
    const isRight = !corrected.delete(key)
    return caseOf({
      ...row,
      id: key,
      part: isRight ? 'accurate' : 'corrected',
      text: isRight ? `报告 ${row.reports} 份，核心事实未更正` : `报告 ${row.reports} 份，核心事实有更正`,
      value: isRight ? 1 : 0,
    })
  })
  // Reported before the period, put right within it.
  const earlier = [...corrected].map(([id, one]) => ({
    ...one,
    id,
    part: 'corrected',
    text: '此前报告，本期更正核心事实',
    value: 0,
  }))
  return [...judged, ...earlier]
}

/** 首报用时: from when a unit knew until its first word to somebody else, by phone or report, where that word fell into the period. */
export async function firstWords(work: Work, span: Span): Promise<BulletinCase[]> {
  const { rows } = await sql<Subject & { told_at: Date; known_at: Date }>`with word as (
      select r.event_id, r.unit_id, r.submitted_at as at from event_report r where r.state = 'sent'
      union all select t.event_id, t.from_unit_id, t.at from event_transmission t where t.purpose = 'report'),
    concerned as (select distinct w.event_id, w.unit_id from word w where ${within(sql`w.at`, span)} and ${counted(work, sql`w.unit_id`, span)})
    select w.event_id, e.title as event_title, w.unit_id, u.name as unit_name, min(w.at) as told_at, min(k.known_at) as known_at
    from concerned c join word w on w.event_id = c.event_id and w.unit_id = c.unit_id join emergency_event e on e.id = w.event_id
      join unit u on u.id = w.unit_id join event_knowledge k on k.event_id = w.event_id and k.unit_id = w.unit_id
    where ${isCounted} group by w.event_id, e.title, w.unit_id, u.name
    having min(w.at) >= ${span.from} and min(w.at) < ${span.to} order by 5, 1, 3`.execute(work.tx)
  return rows.map(row => {
    const minutes = minutesBetween(row.known_at, row.told_at)
    return caseOf({
      ...row,
      id: `${row.event_id}/${row.unit_id}`,
      part: 'firstMinutes',
      at: row.told_at,
      text: `${shanghaiFullMinute(row.known_at)} 获知，${shanghaiFullMinute(row.told_at)} 首报，用时 ${minutes} 分钟`,
      value: minutes,
    })
  })
}
