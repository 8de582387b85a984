import type { Permission, Role } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import { isUnitInReach, reachFor } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { Contact } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'

type PersonContact = Contact & { personId: string }

/** Whether whoever acts may do this for a unit, whatever the route asked for. */
export async function mayFor(work: Work, permission: Permission, unitId: string): Promise<boolean> {
  const reach = reachFor(work.actor, permission)
  return reach !== null && (await isUnitInReach({ tx: work.tx, reach }, unitId))
}

/** Who leads duty at a unit: those of its own who approve swaps, else the county's leaders on duty, else its emergency bureau. */
export async function chiefsOf(work: Work, unitId: string): Promise<PersonContact[]> {
  const own: Role[] = ['township_leader', 'department_officer', 'duty_leader', 'bureau_officer']
  const { rows } = await sql<{ role: Role; unit_id: string; person_id: string }>`
    with root as (select ancestor_id from unit_closure where descendant_id = ${unitId} order by depth desc limit 1)
    select distinct g.role, g.unit_id, a.person_id from held_grant g join account a on a.id = g.account_id and a.enabled
    where a.person_id is not null and g.role = any(${own}::text[])
      and (g.unit_id = ${unitId} or exists (select 1 from unit_closure c, root where c.ancestor_id = root.ancestor_id and c.descendant_id = g.unit_id))
    order by a.person_id`.execute(work.tx)
  const ranks = [
    rows.filter(row => row.unit_id === unitId),
    rows.filter(row => row.role === 'duty_leader'),
    rows.filter(row => row.role === 'bureau_officer'),
  ]
  return contactsOf(
    work,
    (ranks.find(rank => rank.length > 0) ?? []).map(row => row.person_id),
  )
}

export async function contactsOf(work: Work, ids: string[]): Promise<PersonContact[]> {
  if (ids.length === 0) return []
  const rows = await work.tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.mobile', 'u.id as unit_id', 'u.name as unit_name'])
    .where('p.id', 'in', [...new Set(ids)])
    .execute()
  return rows.map(row => ({
    unitId: row.unit_id,
    unitName: row.unit_name,
    personId: row.id,
    personName: row.name,
    postName: null,
    phone: row.mobile,
  }))
}

/** Tells people by name, in the app; `units` are told as a whole besides. */
export async function tell(
  work: Work,
  about: { kind: string; title: string; body: string; urgent?: boolean; people: PersonContact[]; units?: string[] },
): Promise<void> {
  const people = [...new Map(about.people.map(one => [one.personId, one])).values()]
  if (people.length === 0 && !about.units?.length) return
  await sendNotice(work, {
    kind: about.kind,
    title: about.title,
    body: about.body,
    matterId: null,
    urgent: about.urgent ?? false,
    to: about.units ?? [],
    people,
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}
