import type { PlanKind, PlanState } from '@anlan/contract/plan.ts'
import {
  type DefectSeverity,
  type PlanCheckup,
  type PlanCheckupList,
  type PlanDefectKind,
  type PlanDefectView,
  planDefects,
} from '@anlan/contract/plan-check.ts'
import { sql } from 'kysely'
import { reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { contactLadders } from '../../directory/api.ts'
import { planEdition } from '../../plan/api.ts'

interface DefectRow {
  kind: PlanDefectKind
  severity: DefectSeverity
  text: string
  record: string
  link: string
  unit_id: string
  unit_name: string
  person_id: string | null
  since: Date
  closed_at: Date | null
}

/** Check-up of one edition, by default the one in force, else the newest. Whoever may not read the edition gets `not-found`. */
export async function readCheckup(work: Work, planId: string, editionId?: string): Promise<PlanCheckup> {
  const { plan } = await planEdition(work, planId, editionId)
  const { rows } = await sql<DefectRow>`
    select d.kind, r.severity, d.text, d.record, d.link, d.unit_id, u.name as unit_name, d.person_id, d.since, d.closed_at
    from plan_defect d join plan_defect_rule r on r.kind = d.kind join unit u on u.id = d.unit_id
    where d.edition_id = ${plan.editionId} and (d.closed_at is null or d.closed_at > ${new Date(work.now.getTime() - 30 * 86_400_000)})
    order by array_position(array['blocking', 'serious', 'minor'], r.severity), d.kind, d.since, d.key`.execute(work.tx)
  const open = rows.filter(row => row.closed_at === null)
  const checked = await work.tx
    .selectFrom('plan_checked')
    .select('checked_at')
    .where('edition_id', '=', plan.editionId)
    .executeTakeFirst()
  const ladders = await contactLadders(work.tx, [...new Set(open.map(row => row.unit_id))])
  const count = (severity: DefectSeverity) => open.filter(row => row.severity === severity).length
  return {
    planId,
    editionId: plan.editionId,
    edition: plan.edition,
    state: plan.state,
    checkedAt: checked?.checked_at.toISOString() ?? null,
    blocking: count('blocking'),
    serious: count('serious'),
    minor: count('minor'),
    defects: open.map(row => present(row, ladders.get(row.unit_id)?.[0]?.personName ?? null)),
    closed: rows
      .flatMap(row =>
        row.closed_at
          ? [{ text: row.text, since: row.since.toISOString(), closedAt: row.closed_at.toISOString() }]
          : [],
      )
      .sort((a, b) => (a.closedAt < b.closedAt ? 1 : -1))
      .slice(0, 20),
  }
}

const present = (row: DefectRow, person: string | null): PlanDefectView => ({
  kind: row.kind,
  name: planDefects[row.kind],
  severity: row.severity,
  text: row.text,
  record: row.record,
  link: row.link,
  unitId: row.unit_id,
  unitName: row.unit_name,
  person,
  confirmsPersonId: row.kind === 'phoneUnverified' ? row.person_id : null,
  since: row.since.toISOString(),
})

interface Line {
  plan_id: string
  edition_id: string
  title: string
  kind: PlanKind
  state: PlanState
  edition: number
  unit_id: string
  unit_name: string
  checked_at: Date | null
  blocking: number
  serious: number
  minor: number
  first: string | null
}

/** Editions in force in the county and those being prepared in one's own reach, the worst first; the same by unit and by kind of defect. */
export async function listCheckups(work: Work, unitId?: string): Promise<PlanCheckupList> {
  const drafts = unitsInReach({
    reach: work.reach.everything ? work.reach : (reachFor(work.actor, 'plan.read-draft') ?? reachOfNothing),
  })
  const within = unitId
    ? sql`and p.unit_id in (select descendant_id from unit_closure where ancestor_id = ${unitId})`
    : sql``
  const { rows } = await sql<Line>`
    select p.id as plan_id, e.id as edition_id, p.title, p.kind, e.state, e.edition, p.unit_id, u.name as unit_name, c.checked_at,
      coalesce(d.blocking, 0)::int as blocking, coalesce(d.serious, 0)::int as serious, coalesce(d.minor, 0)::int as minor, d.first
    from plan p join plan_edition e on e.plan_id = p.id join unit u on u.id = p.unit_id left join plan_checked c on c.edition_id = e.id
      left join lateral (select count(*) filter (where r.severity = 'blocking') as blocking, count(*) filter (where r.severity = 'serious') as serious,
        count(*) filter (where r.severity = 'minor') as minor,
        (array_agg(o.text order by array_position(array['blocking', 'serious', 'minor'], r.severity), o.since, o.key))[1] as first
        from plan_defect o join plan_defect_rule r on r.kind = o.kind where o.edition_id = e.id and o.closed_at is null) d on true
    where p.unit_id in ${unitsInReach(work)} ${within}
      and (e.state = 'inForce' or (e.state in ('drafting', 'consulting', 'reviewing', 'approving') and p.unit_id in ${drafts}))
    order by blocking desc, serious desc, minor desc, p.title, e.edition`.execute(work.tx)
  const counts = (lines: Line[]) => ({
    blocking: lines.reduce((sum, one) => sum + one.blocking, 0),
    serious: lines.reduce((sum, one) => sum + one.serious, 0),
    minor: lines.reduce((sum, one) => sum + one.minor, 0),
  })
  const units = new Map<string, Line[]>()
  for (const row of rows) units.set(row.unit_id, [...(units.get(row.unit_id) ?? []), row])
  const kinds = await sql<{ kind: PlanDefectKind; defects: number; plans: number }>`
    select kind, count(*)::int as defects, count(distinct plan_id)::int as plans from plan_defect
    where closed_at is null and edition_id = any(${rows.map(row => row.edition_id)}::uuid[]) group by kind order by 2 desc, kind`.execute(
    work.tx,
  )
  return {
    plans: rows.map(row => ({
      planId: row.plan_id,
      title: row.title,
      kind: row.kind,
      state: row.state,
      edition: row.edition,
      unitId: row.unit_id,
      unitName: row.unit_name,
      checkedAt: row.checked_at?.toISOString() ?? null,
      first: row.first,
      blocking: row.blocking,
      serious: row.serious,
      minor: row.minor,
    })),
    units: [...units.values()]
      .flatMap(lines => {
        const [first] = lines
        if (!first) return []
        const sound = lines.filter(one => one.blocking + one.serious === 0).length
        return [{ unitId: first.unit_id, unitName: first.unit_name, plans: lines.length, sound, ...counts(lines) }]
      })
      .sort((a, b) => b.blocking - a.blocking || b.serious - a.serious || a.unitName.localeCompare(b.unitName, 'zh')),
    kinds: kinds.rows.map(row => ({ ...row, name: planDefects[row.kind] })),
  }
}
