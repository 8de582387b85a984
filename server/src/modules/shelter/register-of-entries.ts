import { type ShelterOpeningView, type Vulnerability, vulnerabilities } from '@anlan/contract/shelter.ts'
import { sql } from 'kysely'
import { maskedIdNumber } from '../../kernel/access/masking.ts'
import { isUnitInReach } from '../../kernel/access/reach.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { courseOf } from './rules.ts'

interface Entry {
  id: string
  name: string
  id_number: string
  persons: number
  present: number
  village: string
  household: string
  vulnerable: Vulnerability[]
  entered_at: Date
  entered_by: string
  over_reason: string | null
  leavings: { id: string; persons: number; at: string; whereTo: string; by: string }[]
}

/** Who came and left while a shelter was open, latest first; identity-card numbers masked. Only units that answer for the shelter read it. */
export async function readOpening(work: Work, openingId: string): Promise<ShelterOpeningView> {
  const opening = await work.tx
    .selectFrom('shelter_opening as o')
    .innerJoin('register_record as r', 'r.id', 'o.shelter_id')
    .selectAll('o')
    .select(sql<string>`r.values ->> 'name'`.as('shelter_name'))
    .where('o.id', '=', openingId)
    .executeTakeFirst()
  if (!opening || !(await isUnitInReach(work, opening.unit_id))) throw new Problem('not-found')
  const { rows } = await sql<Entry>`
    select e.*, coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'persons', l.persons, 'at', l.left_at,
      'whereTo', l.where_to, 'by', l.recorded_by) order by l.left_at) from shelter_leaving l where l.entry_id = e.id), '[]') as leavings
    from shelter_entry e where e.opening_id = ${openingId} order by e.entered_at desc, e.id`.execute(work.tx)
  const course = courseOf(
    rows.flatMap(row => [
      { at: row.entered_at, persons: row.persons },
      ...row.leavings.map(one => ({ at: new Date(one.at), persons: -one.persons })),
    ]),
  )
  return {
    id: opening.id,
    shelterId: opening.shelter_id,
    shelterName: opening.shelter_name,
    purpose: opening.purpose,
    eventId: opening.event_id,
    openedAt: opening.opened_at.toISOString(),
    openedBy: opening.opened_by,
    closedAt: opening.closed_at?.toISOString() ?? null,
    closeReason: opening.close_reason,
    capacity: opening.capacity,
    occupants: opening.occupants,
    highest: Math.max(0, ...course.map(one => one.occupants)),
    vulnerableInside: Object.entries(vulnerabilities)
      .map(([kind, label]) => ({
        kind: label,
        persons: rows
          .filter(row => row.vulnerable.includes(kind as Vulnerability))
          .reduce((sum, row) => sum + row.present, 0),
      }))
      .filter(one => one.persons > 0),
    course: course.map(({ at, occupants }) => ({ at: at.toISOString(), occupants })),
    entries: rows.map(row => ({
      id: row.id,
      name: row.name,
      idNumber: maskedIdNumber(row.id_number) ?? '',
      persons: row.persons,
      present: row.present,
      village: row.village,
      household: row.household,
      vulnerable: row.vulnerable,
      enteredAt: row.entered_at.toISOString(),
      enteredBy: row.entered_by,
      overReason: row.over_reason,
      leavings: row.leavings.map(one => ({ ...one, at: new Date(one.at).toISOString() })),
    })),
  }
}

/** The times a shelter was open, latest first. */
export async function openingsOf(work: Work, shelterId: string) {
  const { rows } = await sql<{
    id: string
    purpose: string
    opened_at: Date
    closed_at: Date | null
    close_reason: string | null
    persons: number
  }>`select o.id, o.purpose, o.opened_at, o.closed_at, o.close_reason,
      coalesce((select sum(e.persons) from shelter_entry e where e.opening_id = o.id), 0)::int as persons
    from shelter_opening o where o.shelter_id = ${shelterId} order by o.opened_at desc limit 50`.execute(work.tx)
  return rows.map(row => ({
    id: row.id,
    purpose: row.purpose,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    closeReason: row.close_reason,
    persons: row.persons,
  }))
}
