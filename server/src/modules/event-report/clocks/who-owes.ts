import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { type Unit, unitsByFunction } from '../../directory/api.ts'
import { type Obligation, obligationsOf } from '../../obligation/api.ts'
import { type EventFile, snapshotOf } from '../events/read.ts'
import type { EventSnapshot } from './conditions.ts'
import type { ReportingRule } from './schema.ts'

/** One who owes, and since when he knows. */
export interface Owner {
  unit: Unit
  knownAt: Date
  toldByCounty: boolean
}

/** Everything the clocks of one event depend on. */
export interface Assessment {
  work: Work
  file: EventFile
  event: EventSnapshot
  functions: ReadonlyMap<string, Unit>
  owners: Owner[]
  towns: Map<string, string>
  /** The office that supervises the sector of each type of the event. */
  sectors: Map<string, string>
  owed: Obligation[]
}

export async function prepare(work: Work, file: EventFile): Promise<Assessment> {
  const ids = file.knowledge.map(one => one.unit_id)
  const units = ids.length ? await work.tx.selectFrom('unit').selectAll().where('id', 'in', ids).execute() : []
  const { rows } = await sql<{
    below: string
    town: string
  }>`select c.descendant_id as below, u.id as town from unit_closure c join unit u on u.id = c.ancestor_id
    where u.kind = 'town' and c.depth > 0 and c.descendant_id = any(${ids}::uuid[])`.execute(work.tx)
  const sectors = await sectorsOf(
    work,
    file.classifications.map(one => one.event_type_code),
  )
  return {
    work,
    file,
    event: snapshotOf(file),
    functions: await unitsByFunction(work.tx),
    owners: file.knowledge.flatMap(one => {
      const unit = units.find(candidate => candidate.id === one.unit_id)
      return unit ? [{ unit, knownAt: one.known_at, toldByCounty: one.told_by_county }] : []
    }),
    towns: new Map(rows.map(row => [row.below, row.town])),
    sectors,
    owed: await obligationsOf(work, file.event.id),
  }
}

/** The offices that supervise the sectors of these types, by the nearest type above that names one. */
async function sectorsOf(work: Work, codes: string[]): Promise<Map<string, string>> {
  const above = (code: string) => [code, `${code.slice(0, 3)}00`, `${code.slice(0, 2)}000`]
  const types = await work.tx
    .selectFrom('event_type')
    .select(['code', 'sector_function'])
    .where('code', 'in', codes.flatMap(above))
    .execute()
  const sectorOf = (code: string) =>
    above(code)
      .map(one => types.find(type => type.code === one)?.sector_function)
      .find(name => name)
  return new Map(codes.flatMap(code => (sectorOf(code) ? [[code, sectorOf(code) ?? '']] : []) as [string, string][]))
}

/** Who owes under a rule: units of a kind that know, or the unit that fills an office. */
export function ownersUnder(a: Assessment, owedBy: string): Owner[] {
  const ofKind = (...kinds: string[]) =>
    a.owners.filter(owner => kinds.includes(owner.unit.kind) && !owner.toldByCounty)
  const county = a.functions.get('generalDutyOffice')
  const countyKnownAt = a.owners.find(owner => owner.unit.id === county?.id)?.knownAt
  switch (owedBy) {
    case 'village':
      return ofKind('village', 'community')
    case 'township':
      return ofKind('town')
    case 'enterprise':
    case 'enterpriseSite':
    case 'institution':
      return ofKind('enterprise')
    case 'townOrDepartment':
      // A department that heard no earlier than the county's duty office has nothing to tell it; the territory reports in any case.
      return [
        ...ofKind('town'),
        ...ofKind('department', 'office').filter(
          owner => owner.unit.id !== county?.id && (!countyKnownAt || owner.knownAt < countyKnownAt),
        ),
      ]
    default: {
      const unit = a.functions.get(owedBy)
      const owner = a.owners.find(one => one.unit.id === unit?.id)
      return owner ? [owner] : []
    }
  }
}

/** To whom: ids of the units that the rule's words mean for this owner. */
export function targetsUnder(a: Assessment, rule: ReportingRule, owner: Owner): string[] {
  const ids = rule.owed_to.flatMap(name => {
    if (name === 'self') return owner.unit.id
    if (name === 'town') return a.towns.get(owner.unit.id)
    if (name === 'sector') return sectorsUnder(a, rule)
    // What the county's duty office passed on need not be reported back to it.
    if (name === 'generalDutyOffice' && owner.toldByCounty) return undefined
    return a.functions.get(name)?.id
  })
  return [
    ...new Set(ids.filter(id => id !== undefined && (id !== owner.unit.id || rule.owed_to.includes('self')))),
  ] as string[]
}

/** Units that supervise the sectors of those types of the event that the rule is about. */
function sectorsUnder(a: Assessment, rule: ReportingRule): string[] {
  const concerned = a.event.tracks.filter(
    track => !rule.condition.types || rule.condition.types.some(prefix => track.eventTypeCode.startsWith(prefix)),
  )
  return concerned.flatMap(track => a.functions.get(a.sectors.get(track.eventTypeCode) ?? '')?.id ?? [])
}
