import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { nearestArea, territorialUnits, unitsByFunction } from '../../directory/api.ts'
import { planKindRows, plansInForce } from '../../plan/api.ts'
import type { CoverPlan, Need } from './rules.ts'
import type { NeedScope, PlanNeedRow } from './schema.ts'

export interface UnitRow {
  id: string
  name: string
  kind: string
  parent_id: string | null
}
/** Why a unit needs a plan in a column. */
export interface Reason extends Need {
  rule: string
  column: string
  text: string
  link: string | null
}
export interface Ground {
  units: Map<string, UnitRow>
  /** The county and its departments: whatever of them wrote a special plan, the county has it. */
  countyUnits: Set<string>
  county: UnitRow | undefined
  columns: string[]
  plans: CoverPlan[]
  reasons: Reason[]
  exemptions: Map<string, { reason: string; by: string; at: Date }>
}
export const cellKey = (unitId: string, column: string) => `${unitId} ${column}`

export const needRules = (work: Work) => work.tx.selectFrom('plan_need_rule').selectAll().orderBy('sort').execute()

/** Everything the coverage is made of, read at one moment in a few statements. */
export async function readGround(work: Work): Promise<Ground> {
  const rules = (await needRules(work)).filter(rule => rule.enabled)
  const { rows } =
    await sql<UnitRow>`select id, name, kind, parent_id from unit where enabled order by sort, name`.execute(work.tx)
  const units = new Map(rows.map(row => [row.id, row]))
  const county = rows.find(row => row.kind === 'county')
  const years = new Map((await planKindRows(work)).map(row => [row.kind, row.reviewYears]))
  const plans = (await plansInForce(work)).map(plan => ({ ...plan, reviewYears: years.get(plan.kind) ?? null }))
  const exempt = await work.tx.selectFrom('plan_exemption').selectAll().execute()
  return {
    units,
    county,
    countyUnits: new Set(
      rows.filter(row => ['county', 'leadership', 'department', 'office'].includes(row.kind)).map(row => row.id),
    ),
    columns: [...new Set(rules.map(rule => rule.column))],
    plans,
    reasons: await reasonsOf(work, rules, units, county),
    exemptions: new Map(
      exempt.map(row => [cellKey(row.unit_id, row.column), { reason: row.reason, by: row.by_name, at: row.at }]),
    ),
  }
}

interface RecordRow {
  id: string
  ledger: string
  unit_id: string
  title: string
  values: Record<string, unknown>
  lng: number | null
  lat: number | null
}

async function reasonsOf(
  work: Work,
  rules: PlanNeedRow[],
  units: Map<string, UnitRow>,
  county: UnitRow | undefined,
): Promise<Reason[]> {
  const records = await recordsOf(work, [...new Set(rules.flatMap(rule => rule.ledger ?? []))])
  const functions = await unitsByFunction(work.tx)
  const found: Reason[] = []
  for (const rule of rules) {
    const of = { rule: rule.code, column: rule.column, eventTypes: rule.event_types, ownPlan: rule.own_plan }
    if (rule.ledger === null) {
      for (const unit of units.values()) {
        const scope = scopeOfUnit(unit)
        if (scope && rule.scopes.includes(scope))
          found.push({ ...of, unitId: unit.id, scope, recordId: null, text: rule.label, link: null })
      }
      continue
    }
    for (const record of records.get(rule.ledger) ?? []) {
      if (rule.field && !rule.values.includes(String(record.values[rule.field]))) continue
      const text = `${record.title}（${units.get(record.unit_id)?.name ?? ''}）`
      const link = `/registers/${rule.ledger}?record=${record.id}`
      for (const [scope, unitId] of await scopesOf(
        work,
        record,
        units,
        rule,
        functions.get(rule.department ?? '')?.id,
        county,
      ))
        found.push({ ...of, unitId, scope, recordId: record.id, text, link })
      const isMajor = rule.own_field === null || rule.own_values.includes(String(record.values[rule.own_field]))
      if (rule.own_plan && isMajor && units.has(record.unit_id))
        found.push({ ...of, unitId: record.unit_id, scope: 'own', recordId: record.id, text, link })
    }
  }
  return found
}

const scopeOfUnit = (unit: UnitRow): NeedScope | null =>
  unit.kind === 'county'
    ? 'county'
    : unit.kind === 'town'
      ? 'town'
      : unit.kind === 'village' || unit.kind === 'community'
        ? 'village'
        : null

/** Units above a record that each need a plan: by the tree of its owner, or by its place where the owner is no territory. */
async function scopesOf(
  work: Work,
  record: RecordRow,
  units: Map<string, UnitRow>,
  rule: { scopes: NeedScope[] },
  departmentId: string | undefined,
  county: UnitRow | undefined,
): Promise<[NeedScope, string][]> {
  if (rule.scopes.length === 0) return []
  const found = new Map<NeedScope, string>()
  for (let unit = units.get(record.unit_id); unit; unit = unit.parent_id ? units.get(unit.parent_id) : undefined) {
    const scope = scopeOfUnit(unit)
    if (scope && !found.has(scope)) found.set(scope, unit.id)
  }
  if (!found.has('town') && record.lng !== null && record.lat !== null) {
    const area = await nearestArea(work.tx, record.lng, record.lat)
    for (const unit of area ? await territorialUnits(work.tx, area.code) : [])
      found.set(unit.kind === 'town' ? 'town' : 'village', unit.id)
  }
  if (departmentId) found.set('department', departmentId)
  if (county) found.set('county', county.id)
  return [...found].filter(([scope]) => rule.scopes.includes(scope))
}

async function recordsOf(work: Work, ledgers: string[]): Promise<Map<string, RecordRow[]>> {
  if (ledgers.length === 0) return new Map()
  // Teams keep their values in a table of their own.
  const { rows } = await sql<RecordRow>`
    select r.id, r.ledger, r.unit_id, coalesce(r.values ->> 'name', '') as title, r.values, r.lng, r.lat from register_record r
    where r.ledger = any(${ledgers}) and r.ledger <> 'rescue-teams' and r.removed_at is null
    union all select t.id, 'rescue-teams', t.unit_id, t.name, t.values, null, null from team t
    where t.removed_at is null and 'rescue-teams' = any(${ledgers})
    order by 4, 1`.execute(work.tx)
  const found = new Map<string, RecordRow[]>()
  for (const row of rows) {
    const known = found.get(row.ledger)
    if (known) known.push(row)
    else found.set(row.ledger, [row])
  }
  return found
}
