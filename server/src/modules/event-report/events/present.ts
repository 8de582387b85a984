import type { Circumstance, EventLevel, EventView, MatchedThreshold } from '@anlan/contract/emergency-event.ts'
import { type RawBuilder, sql } from 'kysely'
import { maskedName, maskedPhone } from '../../../kernel/access/masking.ts'
import { matterInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { EmergencyEvent } from './schema.ts'

/** An instant as it comes out of json in SQL. */
type Stamp = string

interface Row extends EmergencyEvent {
  type_name: string
  category: string
  area_name: string
  created_by_name: string
  must_report: boolean
  reporter_on_file: boolean
  classifications: {
    id: string
    type: string
    name: string
    primary: boolean
    known_at: Stamp
    proposed: EventLevel | null
    because: MatchedThreshold[]
    reporting: EventLevel | null
    confirmed: EventLevel | null
    confirmed_at: Stamp | null
    reason: string | null
  }[]
  figures: {
    id: string
    indicator: string
    name: string
    unit: string
    value: number | null
    status: 'unverified' | 'verified'
    as_of: Stamp
    known_at: Stamp
    source: string
    reason: string | null
    supersedes: string | null
    recorded_at: Stamp
    by: string
  }[]
  parties: { unitId: string; unitName: string; capacity: string }[]
  knowledge: { unitId: string; unitName: string; knownAt: Stamp; by: string }[]
}

/** Everything a screen shows of one event, in one statement. */
const eventRow = (work: Work, id: string): RawBuilder<Row> => sql<Row>`
  select e.*, t.name as type_name, c.name as category, maker.name as created_by_name,
    case when a.kind = 'village' and town.kind = 'town' then town.name || a.name else a.name end as area_name,
    exists (select 1 from obligation o join reporting_rule r on r.code = o.rule_code
      where o.matter_id = e.id and r.must_report and o.cancelled_at is null) as must_report,
    (select coalesce(json_agg(json_build_object('id', k.id, 'type', k.event_type_code, 'name', kt.name, 'primary', k.is_primary,
        'known_at', k.known_at, 'proposed', k.proposed_level, 'because', k.proposed_because, 'reporting', k.reporting_level,
        'confirmed', k.confirmed_level, 'confirmed_at', k.confirmed_at, 'reason', k.confirm_reason)
        order by k.is_primary desc, k.known_at), '[]')
      from event_classification k join event_type kt on kt.code = k.event_type_code where k.event_id = e.id) as classifications,
    (select coalesce(json_agg(json_build_object('id', f.id, 'indicator', f.indicator, 'name', i.name, 'unit', i.unit, 'value', f.value,
        'status', f.status, 'as_of', f.as_of, 'known_at', f.known_at, 'source', f.source, 'reason', f.reason,
        'supersedes', f.supersedes_id, 'recorded_at', f.recorded_at, 'by', f.recorded_by_name) order by i.sort), '[]')
      from event_figure f join figure_indicator i on i.code = f.indicator where f.event_id = e.id and f.is_current) as figures,
    (select coalesce(json_agg(json_build_object('unitId', p.unit_id, 'unitName', u.name, 'capacity', p.capacity) order by p.since, u.sort), '[]')
      from matter_party p join unit u on u.id = p.unit_id where p.matter_id = e.id) as parties,
    (select coalesce(json_agg(json_build_object('unitId', k.unit_id, 'unitName', u.name, 'knownAt', k.known_at, 'by', k.by) order by k.known_at, u.sort), '[]')
      from event_knowledge k join unit u on u.id = k.unit_id where k.event_id = e.id) as knowledge,
    e.reporter_phone is not null and exists (select 1 from person p join post_holder h on h.person_id = p.id join post po on po.id = h.post_id
      where p.mobile = e.reporter_phone and p.enabled and po.kind in ('infoOfficer', 'dutyOfficer', 'primary', 'secondary', 'head')) as reporter_on_file
  from emergency_event e
    join event_type t on t.code = e.event_type_code
    left join event_type c on c.code = left(e.event_type_code, 2) || '000'
    join area a on a.code = e.area_code
    left join area town on town.code = a.parent_code
    join unit maker on maker.id = e.created_by_unit_id
  where e.id = ${id} and ${matterInReach(work, sql`e.id`)}`

/** One event as a screen sees it. */
export async function presentEvent(work: Work, id: string): Promise<EventView> {
  const { rows } = await eventRow(work, id).execute(work.tx)
  const row = rows[0]
  if (!row) throw new Problem('not-found')
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    eventTypeCode: row.event_type_code,
    eventTypeName: row.type_name,
    category: row.category ?? '',
    areaCode: row.area_code,
    areaName: row.area_name,
    location: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat, address: row.address } : null,
    occurredAt: iso(row.occurred_at),
    knownAt: row.known_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    source: row.source,
    sourceKind: row.source_kind,
    reporterName: maskedName(row.reporter_name),
    reporterPhone: maskedPhone(row.reporter_phone),
    reporterOnFile: row.reporter_phone === null ? null : row.reporter_on_file,
    siteContact: row.site_contact,
    summary: row.summary,
    measuresTaken: row.measures_taken,
    sensitiveFlags: row.sensitive_flags,
    circumstances: Object.keys(row.circumstances) as Circumstance[],
    eventLevel: worst(row.classifications.map(one => one.confirmed)),
    proposedLevel: worst(row.classifications.map(one => one.proposed)),
    // Unrated counts as 3 较大 for the clocks (ours).
    reportingLevel: worst(row.classifications.map(one => one.reporting)) ?? 3,
    classifications: row.classifications.map(presentClassification),
    figures: row.figures.map(presentCurrentFigure),
    parties: row.parties,
    knowledge: row.knowledge.map(one => ({ ...one, knownAt: utc(one.knownAt) })),
    mustReport: row.must_report,
    endedAt: iso(row.ended_at),
    stableAt: iso(row.stable_at),
    closedAt: iso(row.closed_at),
    createdByUnitName: row.created_by_name,
  }
}

const iso = (at: Date | null) => at?.toISOString() ?? null
const utc = (stamp: Stamp) => new Date(stamp).toISOString()
const worst = (levels: (EventLevel | null)[]): EventLevel | null => {
  const known = levels.filter(level => level !== null)
  return known.length ? (Math.min(...known) as EventLevel) : null
}

const presentClassification = (one: Row['classifications'][number]): EventView['classifications'][number] => ({
  id: one.id,
  eventTypeCode: one.type,
  eventTypeName: one.name,
  primary: one.primary,
  knownAt: utc(one.known_at),
  proposedLevel: one.proposed,
  proposedBecause: one.because,
  level: one.confirmed,
  levelState: one.confirmed_at
    ? one.confirmed === one.proposed
      ? 'confirmed'
      : 'overridden'
    : one.proposed
      ? 'proposed'
      : 'unrated',
  levelReason: one.reason,
  levelAt: one.confirmed_at && utc(one.confirmed_at),
})

const presentCurrentFigure = (one: Row['figures'][number]): EventView['figures'][number] => ({
  id: one.id,
  indicator: one.indicator,
  indicatorName: one.name,
  unit: one.unit,
  value: one.value,
  status: one.status,
  asOf: utc(one.as_of),
  knownAt: utc(one.known_at),
  source: one.source,
  reason: one.reason,
  supersedesId: one.supersedes,
  supersededById: null,
  recordedAt: utc(one.recorded_at),
  recordedByName: one.by,
})
