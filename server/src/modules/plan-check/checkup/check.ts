import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { editionsById, liveEditionIds } from '../../plan/api.ts'
import { defectsOf } from '../rules/defects.ts'
import { needsOf } from '../rules/means.ts'
import type { Defect } from '../rules/world.ts'
import { owedRepairs } from './repairs.ts'
import { type Edition, worldsOf } from './worlds.ts'

// Ours (设计): so many plans are looked at within the change that touched them, more in chunks of their own right afterwards.
const atOnce = 8
const chunk = 25

/** Looks at these editions again: a few here and now, many in chunks that hold up nobody. */
export async function recheck(work: Work, editionIds: string[]): Promise<void> {
  if (editionIds.length === 0) return
  if (editionIds.length <= atOnce) return checkEditions(work, editionIds)
  await sql`insert into plan_check_queue (edition_id) select unnest(${[...editionIds].sort()}::uuid[]) on conflict do nothing`.execute(
    work.tx,
  )
  scheduleTask(work, 'plan-check.chunk', 'queue', work.now)
}

/** The next editions that wait; asks for itself again while some are left. */
export async function checkNextChunk(work: Work): Promise<void> {
  const { rows } = await sql<{ edition_id: string }>`
    delete from plan_check_queue where edition_id in (select edition_id from plan_check_queue order by edition_id limit ${chunk} for update skip locked)
    returning edition_id`.execute(work.tx)
  if (rows.length === chunk) scheduleTask(work, 'plan-check.chunk', 'queue', work.now)
  await checkEditions(
    work,
    rows.map(row => row.edition_id),
  )
}

/** All that are in force or being prepared. */
export const recheckAll = async (work: Work): Promise<void> => recheck(work, await liveEditionIds(work))

/** What is wrong with these editions at this moment, by edition. Reads only. */
export async function defectsNow(work: Work, editions: Edition[]): Promise<Map<string, Defect[]>> {
  const worlds = await worldsOf(work, editions)
  return new Map(
    editions.flatMap(({ plan, content }) => {
      const world = worlds.get(plan.editionId)
      return world ? [[plan.editionId, defectsOf(content, world)] as const] : []
    }),
  )
}

async function checkEditions(work: Work, editionIds: string[]): Promise<void> {
  const editions = await editionsById(work, editionIds)
  if (editions.length === 0) return
  const live = editions.filter(one => !['superseded', 'abolished'].includes(one.plan.state))
  const worlds = await worldsOf(work, live)
  const found = new Map(
    live.map(({ plan, content }) => {
      const world = worlds.get(plan.editionId)
      return [plan.editionId, world ? defectsOf(content, world) : []] as const
    }),
  )
  // What was replaced or abolished has no defects any more.
  for (const { plan } of editions) if (!found.has(plan.editionId)) found.set(plan.editionId, [])
  const changed = await store(work, editions, found)
  await remember(
    work,
    live.map(one => {
      const posts = worlds.get(one.plan.editionId)?.posts
      const held = [...(posts?.values() ?? [])]
      return {
        edition_id: one.plan.editionId,
        plan_id: one.plan.id,
        refs: referencesOf(
          one,
          held.flatMap(post => [post.unitId, post.personId]),
          held.some(post => post.unitId === null),
        ),
      }
    }),
  )
  await owedRepairs(
    work,
    editions.filter(one => changed.has(one.plan.id)).map(one => one.plan),
  )
}

/** What an edition hangs on, as it is told by facts. `?` marks a post that no unit fills yet. */
function referencesOf({ plan, content }: Edition, people: (string | null)[], isOpen: boolean): string[] {
  return [
    ...new Set([
      `plan:${plan.id}`,
      ...people.flatMap(id => id ?? []),
      ...(isOpen ? ['?'] : []),
      plan.unitId,
      ...(plan.parentId ? [`plan:${plan.parentId}`] : []),
      ...content.links.flatMap(one => (one.planId ? [`plan:${one.planId}`] : [])),
      ...needsOf(content).map(need => `capability:${need.capability}`),
      ...content.resources.flatMap(one => one.teamId ?? []),
      ...content.evacuation.flatMap(one => one.shelterId ?? []),
    ]),
  ]
}

const remember = (work: Work, rows: { edition_id: string; plan_id: string; refs: string[] }[]) =>
  sql`insert into plan_checked (edition_id, plan_id, refs, checked_at)
    select edition_id, plan_id, refs, ${work.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(edition_id uuid, plan_id uuid, refs text[])
    on conflict (edition_id) do update set refs = excluded.refs, checked_at = excluded.checked_at`.execute(work.tx)

/** Opens what is new, closes what is gone, and says so once per plan. Returns the plans in which anything changed. */
async function store(work: Work, editions: Edition[], found: Map<string, Defect[]>): Promise<Set<string>> {
  const rows = editions.flatMap(({ plan }) =>
    (found.get(plan.editionId) ?? []).map(one => ({
      id: randomUUID(),
      edition_id: plan.editionId,
      plan_id: plan.id,
      kind: one.kind,
      key: one.key,
      text: one.text,
      record: one.record,
      link: one.link,
      unit_id: one.unitId ?? plan.unitId,
      person_id: one.personId ?? null,
    })),
  )
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, edition_id uuid, plan_id uuid, kind text, key text, text text,
    record text, link text, unit_id uuid, person_id uuid)`
  // One check of an edition after another: both would open the same defect.
  await sql`select id from plan_edition where id = any(${editions.map(one => one.plan.editionId)}::uuid[]) order by id for no key update`.execute(
    work.tx,
  )
  const opened = await sql<{ plan_id: string; fresh: boolean }>`
    insert into plan_defect (id, edition_id, plan_id, kind, key, text, record, link, unit_id, person_id, since)
    select r.id, r.edition_id, r.plan_id, r.kind, r.key, r.text, r.record, r.link, r.unit_id, r.person_id, ${work.now}::timestamptz from ${given}
    on conflict (edition_id, kind, key) where closed_at is null do update set text = excluded.text, record = excluded.record,
      link = excluded.link, unit_id = excluded.unit_id, person_id = excluded.person_id
      where (plan_defect.text, plan_defect.link, plan_defect.unit_id) is distinct from (excluded.text, excluded.link, excluded.unit_id)
    returning plan_id, since = ${work.now}::timestamptz as fresh`.execute(work.tx)
  const closed = await sql<{ plan_id: string }>`
    update plan_defect d set closed_at = greatest(d.since, ${work.now}::timestamptz)
    where d.closed_at is null and d.edition_id = any(${editions.map(one => one.plan.editionId)}::uuid[])
      and not exists (select 1 from ${given} where r.edition_id = d.edition_id and r.kind = d.kind and r.key = d.key)
    returning d.plan_id`.execute(work.tx)
  const changed = new Set([...opened.rows, ...closed.rows].map(row => row.plan_id))
  for (const { plan } of editions) {
    const more = opened.rows.filter(row => row.plan_id === plan.id && row.fresh).length
    const less = closed.rows.filter(row => row.plan_id === plan.id).length
    if (more + less === 0) continue
    recordFact(
      work,
      'plan-check.changed',
      plan.id,
      { edition: plan.editionId, opened: more, closed: less },
      { matter: plan.id, chain: plan.unitId },
    )
  }
  return changed
}
