import {
  type Elements,
  type ReportElement,
  type ReportKind,
  reportElements,
  violationKinds,
} from '@anlan/contract/event-report.ts'
import type { BulletinCase } from '@anlan/contract/fault-bulletin.ts'
import { type RawBuilder, sql } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiFullMinute } from '../../calendar/api.ts'
import { completenessOf, elementInWords } from '../reports/elements.ts'
import { placeShiftKm } from '../settings.ts'
import { isPlaceShift, isTollCorrection } from './rules.ts'
import { type CaseRow, caseOf, counted, isCounted, type Span, within } from './span.ts'

const noted = async (work: Work, query: RawBuilder<CaseRow>): Promise<BulletinCase[]> =>
  (await query.execute(work.tx)).rows.map(caseOf)

/** What the system suspected within the period, in one state: `confirmed` goes to the bulletin by name, `suspected` waits for somebody's word. */
export const suspicions = (work: Work, span: Span, state: 'suspected' | 'confirmed', kinds: readonly string[]) =>
  noted(
    work,
    sql<CaseRow>`select v.id, v.kind as part, v.unit_id, u.name as unit_name, v.at, v.event_id, e.title as event_title, v.evidence as text
      from report_violation v join unit u on u.id = v.unit_id left join emergency_event e on e.id = v.event_id
      where v.state = ${state} and v.kind = any(${[...kinds]}::text[]) and ${within(sql`v.at`, span)} and ${counted(work, sql`v.unit_id`, span)}
      order by v.at, v.id`,
  )

export const allKinds = Object.keys(violationKinds)

/** Limits of signing for and answering that were not kept (核查反馈, 批示签收和反馈): the ledger's own record, which needs nobody's word. */
export const lateAnswers = (work: Work, span: Span) =>
  noted(
    work,
    sql<CaseRow>`select o.id, 'lateAnswer' as part, o.owed_by_unit_id as unit_id, u.name as unit_name, o.due_at as at, e.id as event_id,
        e.title as event_title, o.title || '：应于 ' || to_char(o.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') || ' 前完成，'
        || coalesce('实际 ' || to_char(o.satisfied_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), '到时未办') as text
      from obligation o join unit u on u.id = o.owed_by_unit_id left join emergency_event e on e.id = o.matter_id
      where (o.kind = 'answer' or o.kind like 'instruction-%') and not o.soft and (o.breached_at is not null or o.satisfied_at > o.due_at)
        and ${within(sql`o.due_at`, span)} and ${counted(work, sql`o.owed_by_unit_id`, span)} order by o.due_at, o.id`,
  )

/** Sent on somebody's word (先报后补) and not signed in time afterwards. */
export const unsigned = (work: Work, span: Span) =>
  noted(
    work,
    sql<CaseRow>`select o.id, 'notSigned' as part, o.owed_by_unit_id as unit_id, u.name as unit_name, o.due_at as at, e.id as event_id,
        e.title as event_title, o.title || '：应于 ' || to_char(o.due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') || ' 前补签，'
        || coalesce('实际 ' || to_char(o.satisfied_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), '到时未补签') as text
      from obligation o join unit u on u.id = o.owed_by_unit_id join emergency_event e on e.id = o.matter_id
      where o.kind = 'signature' and (o.breached_at is not null or o.satisfied_at > o.due_at) and ${isCounted}
        and ${within(sql`o.due_at`, span)} and ${counted(work, sql`o.owed_by_unit_id`, span)} order by o.due_at, o.id`,
  )

/** Reports that a receiver sent back, each once. */
export const returnedReports = (work: Work, span: Span) =>
  noted(
    work,
    sql<CaseRow>`select r.id, 'returned' as part, r.unit_id, u.name as unit_name, min(d.returned_at) as at, e.id as event_id,
        e.title as event_title, coalesce(r.number, r.title) || '：' || min(d.return_reason) as text
      from event_report_delivery d join event_report r on r.id = d.report_id join unit u on u.id = r.unit_id join emergency_event e on e.id = r.event_id
      where ${within(sql`d.returned_at`, span)} and ${counted(work, sql`r.unit_id`, span)} and ${isCounted}
      group by r.id, u.name, e.id order by 5, r.id`,
  )

interface Told {
  id: string
  event_id: string
  event_title: string
  unit_id: string
  unit_name: string
}

/** 死亡、失踪人数 that were put right after a unit had reported them. */
export async function tollCorrections(work: Work, span: Span): Promise<BulletinCase[]> {
  const { rows } = await sql<
    Told & {
      indicator: string
      name: string
      before: number
      after: number | null
      as_of: Date
      at: Date
      told_at: Date
      reason: string | null
    }
  >`select f.id, f.event_id, e.title as event_title, r.unit_id, u.name as unit_name, f.indicator, i.name, old.value as before, f.value as after,
      f.as_of, f.recorded_at as at, max(r.submitted_at) as told_at, f.reason
    from event_figure f join event_figure old on old.id = f.supersedes_id join emergency_event e on e.id = f.event_id
      join figure_indicator i on i.code = f.indicator
      join event_report r on r.event_id = f.event_id and r.state = 'sent' and r.submitted_at >= old.recorded_at and r.submitted_at < f.recorded_at
      join unit u on u.id = r.unit_id
    where f.indicator in ('deaths', 'missing') and old.value is not null and f.value is distinct from old.value and ${isCounted}
      and f.supersedes_id is not null and ${within(sql`f.recorded_at`, span)} and ${counted(work, sql`r.unit_id`, span)}
    group by f.id, e.title, r.unit_id, u.name, i.name, old.value order by f.recorded_at, f.id, r.unit_id`.execute(
    work.tx,
  )
  return rows
    .map(row => ({ ...row, before: Number(row.before), after: row.after === null ? null : Number(row.after) }))
    .filter(row => isTollCorrection({ ...row, asOf: row.as_of, toldAt: row.told_at }))
    .map(row =>
      caseOf({
        ...row,
        id: `${row.id}/${row.unit_id}`,
        part: 'wrongToll',
        text: `${row.name}：已报 ${row.before}，更正为 ${row.after ?? '正在核实'}${row.reason ? `（${row.reason}）` : ''}`,
      }),
    )
}

interface Amended {
  occurred_at?: string | null
  lng?: number | null
  lat?: number | null
}

/** 事发时间, 事发地点 that were put right after a unit had reported them. */
export async function amendments(work: Work, span: Span): Promise<BulletinCase[]> {
  const metres = (await settingOf(work, placeShiftKm)) * 1000
  const { rows } = await sql<
    Told & { at: Date; before: Amended; after: Amended; reason: string }
  >`select f.id, e.id as event_id, e.title as event_title, r.unit_id, u.name as unit_name, f.recorded_at as at, f.data -> 'before' as before,
      f.data -> 'after' as after, f.data ->> 'reason' as reason
    from fact f join emergency_event e on e.id = f.matter_id
      join (select distinct event_id, unit_id, min(submitted_at) as first_at from event_report where state = 'sent' group by event_id, unit_id) r
        on r.event_id = e.id and r.first_at < f.recorded_at
      join unit u on u.id = r.unit_id
    where f.type = 'emergency-event.amended' and ${within(sql`f.recorded_at`, span)} and ${counted(work, sql`r.unit_id`, span)} and ${isCounted}
    order by f.position, r.unit_id`.execute(work.tx)
  return rows.flatMap(({ before, after, reason, ...row }) => {
    const cases: BulletinCase[] = []
    const add = (part: string, text: string) =>
      cases.push(
        caseOf({ ...row, id: `${row.id}/${row.unit_id}/${part}`, part, text: reason ? `${text}（${reason}）` : text }),
      )
    if (before.occurred_at && after.occurred_at && Date.parse(before.occurred_at) !== Date.parse(after.occurred_at))
      add(
        'wrongTime',
        `事发时间：已报 ${shanghaiFullMinute(new Date(before.occurred_at))}，更正为 ${shanghaiFullMinute(new Date(after.occurred_at))}`,
      )
    const [was, is] = [positionOf(before), positionOf(after)]
    if (was && is && isPlaceShift(was, is, metres))
      add('wrongPlace', `事发地点：已报 ${was.lng}, ${was.lat}，更正为 ${is.lng}, ${is.lat}`)
    return cases
  })
}

const positionOf = ({ lng, lat }: Amended) =>
  lng === null || lng === undefined || lat === null || lat === undefined ? null : { lng, lat }

/**
 * Required elements that a 首报 or 续报 left as 正在核实 and no later report of the unit ever stated, judged when the unit's 终报 is out or the
 * event is closed; one case per unit and event.
 */
export async function neverCompleted(work: Work, span: Span): Promise<BulletinCase[]> {
  const { rows } = await sql<
    Told & { kind: ReportKind; elements: Elements; submitted_at: Date; settled: boolean }
  >`with chain as (select r.event_id, r.unit_id, bool_or(r.kind = 'final') as is_final from event_report r
      where r.state = 'sent' and ${counted(work, sql`r.unit_id`, span)} group by r.event_id, r.unit_id
      having min(r.submitted_at) >= ${span.from} and min(r.submitted_at) < ${span.to})
    select r.id, r.event_id, e.title as event_title, r.unit_id, u.name as unit_name, r.kind, r.elements, r.submitted_at
    from chain c join emergency_event e on e.id = c.event_id join event_report r on r.event_id = c.event_id and r.unit_id = c.unit_id and r.state = 'sent'
      join unit u on u.id = r.unit_id
    where ${isCounted} and (c.is_final or e.state = 'closed') order by r.submitted_at, r.id`.execute(work.tx)
  const chains = new Map<string, typeof rows>()
  for (const row of rows) {
    const key = `${row.event_id}/${row.unit_id}`
    chains.set(key, [...(chains.get(key) ?? []), row])
  }
  return [...chains.values()].flatMap(reports => {
    const [first] = reports
    const open = openElements(reports)
    if (!first || open.length === 0) return []
    const names = open.map(name => reportElements[name].name).join('、')
    return [
      caseOf({
        ...first,
        part: 'neverCompleted',
        at: first.submitted_at,
        text: `报为“正在核实”，此后各报均未补报：${names}`,
      }),
    ]
  })
}

function openElements(reports: { kind: ReportKind; elements: Elements }[]): ReportElement[] {
  const open = new Set<ReportElement>()
  for (const { kind, elements } of reports) {
    if (kind === 'first' || kind === 'followUp')
      for (const name of completenessOf(kind, elements).pending) open.add(name)
    for (const name of [...open])
      if (elementInWords(elements, name) !== '正在核实' && elementInWords(elements, name) !== '') open.delete(name)
  }
  return [...open]
}
