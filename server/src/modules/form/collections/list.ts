import type { CollectionView } from '@anlan/contract/form.ts'
import { scheduleInWords } from '@anlan/contract/form.ts'
import { sql } from 'kysely'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { nextDue } from '../rules.ts'

/** Collections one's units keep, or were asked to report to. Every read of collections starts here. */
const collectionsInReach = (work: Work) =>
  work.tx
    .selectFrom('form_collection as c')
    .innerJoin('form as f', 'f.id', 'c.form_id')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select(['f.name as form_name', 'u.name as unit_name'])
    .where(eb =>
      eb.or([
        eb('c.unit_id', 'in', unitsInReach(work)),
        eb.exists(
          eb
            .selectFrom('form_collection_unit as m')
            .select(sql`1`.as('one'))
            .whereRef('m.collection_id', '=', 'c.id')
            .where('m.unit_id', 'in', unitsInReach(work)),
        ),
      ]),
    )
type Row = Awaited<ReturnType<ReturnType<typeof collectionsInReach>['execute']>>[number]

/** Collections with how the current round stands, the newest first. */
export async function listCollections(
  work: Work,
  { state = 'all', ids }: { state?: 'open' | 'closed' | 'all'; ids?: string[] },
): Promise<CollectionView[]> {
  const rows = await collectionsInReach(work)
    .$if(state === 'open', query => query.where('c.closed_at', 'is', null))
    .$if(state === 'closed', query => query.where('c.closed_at', 'is not', null))
    .$if(ids !== undefined, query => query.where(sql<boolean>`c.id = any(${ids ?? []}::uuid[])`))
    .orderBy('c.from_at', 'desc')
    .orderBy('c.id')
    .limit(200)
    .execute()
  return presentCollections(work, rows)
}

/** One collection; `not-found` outside reach. */
export async function presentCollection(work: Work, id: string): Promise<CollectionView> {
  const [found] = await listCollections(work, { ids: [id] })
  if (!found) throw new Problem('not-found')
  return found
}

async function presentCollections(work: Work, rows: Row[]): Promise<CollectionView[]> {
  const ids = rows.map(row => row.id)
  const counts = await sql<{ id: string; units: number }>`
    select collection_id as id, count(*)::int as units from form_collection_unit
    where collection_id = any(${ids}::uuid[]) and until is null and unit_id in ${unitsInReach(work)} group by 1`.execute(
    work.tx,
  )
  // The round due soonest that is not over, else the last one.
  const current = await sql<{ id: string; round: string; due: Date; owed: number; reported: number; late: number }>`
    select r.collection_id as id, r.id as round, r.due_at as due, count(p.id) filter (where p.state <> 'cancelled')::int as owed,
      count(p.id) filter (where p.state in ('submitted', 'returned'))::int as reported,
      count(p.id) filter (where p.state <> 'cancelled' and p.first_done_at > p.due_at)::int as late
    from (select distinct on (collection_id) * from form_round where collection_id = any(${ids}::uuid[])
      order by collection_id, (due_at < ${work.now}), abs(extract(epoch from due_at - ${work.now}::timestamptz))) r
    left join form_piece p on p.round_id = r.id and p.unit_id in ${unitsInReach(work)}
    group by r.collection_id, r.id, r.due_at`.execute(work.tx)
  const keeping = { tx: work.tx, reach: reachOf(work.actor, 'form.collect') }
  return Promise.all(
    rows.map(async row => {
      const round = current.rows.find(one => one.id === row.id)
      const next = row.closed_at ? null : nextDue(row.schedule, work.now)
      return {
        id: row.id,
        formId: row.form_id,
        formName: row.form_name,
        title: row.title,
        unitId: row.unit_id,
        unitName: row.unit_name,
        scheduleWords: scheduleInWords(row.schedule),
        from: row.from_at.toISOString(),
        until: row.until_at?.toISOString() ?? null,
        closedAt: row.closed_at?.toISOString() ?? null,
        closeReason: row.close_reason,
        nextDueAt: next && (!row.until_at || next <= row.until_at) ? next.toISOString() : null,
        keptBySystem: row.origin !== null,
        units: counts.rows.find(one => one.id === row.id)?.units ?? 0,
        current: round
          ? {
              roundId: round.round,
              dueAt: round.due.toISOString(),
              owed: round.owed,
              reported: round.reported,
              late: round.late,
              missing: round.owed - round.reported,
            }
          : null,
        mayKeep: !row.origin && !row.closed_at && (await isUnitInReach(keeping, row.unit_id)),
      }
    }),
  )
}
