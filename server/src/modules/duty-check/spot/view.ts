import type { DutyPost } from '@anlan/contract/duty.ts'
import type { SpotCheckQuery, SpotCheckView } from '@anlan/contract/duty-check.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { onDutyAt } from '../calls/ask.ts'
import type { SpotCheckTable } from '../schema-spot.ts'
import { secondCallMinutes } from '../settings.ts'
import { answererIsRostered, wasAnswered } from './rules.ts'

export type SpotRow = Selectable<SpotCheckTable> & { unit_name: string; drawn_at: Date }

/** A unit learns that it was drawn when the result is signed; the county knows at once. */
export const spotChecksInReach = (work: Work) =>
  work.tx
    .selectFrom('duty_spot_check as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .innerJoin('duty_spot_round as r', 'r.id', 'c.round_id')
    .selectAll('c')
    .select(['u.name as unit_name', 'r.drawn_at'])
    .where('c.unit_id', 'in', unitsInReach(work))
    .$if(!runs(work), query => query.where('c.signed_at', 'is not', null))

const runs = (work: Work) => reachFor(work.actor, 'duty-check.run') !== null

export async function listSpotChecks(work: Work, query: z.output<typeof SpotCheckQuery>) {
  const rows = await spotChecksInReach(work)
    .$if(query.unit !== undefined, q => q.where('c.unit_id', '=', query.unit ?? ''))
    .where(followsCursor(query.after, sql<Date>`r.drawn_at`, 'c.id'))
    .orderBy('r.drawn_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const page = pageOf(
    rows,
    query.limit,
    row => [row.drawn_at.toISOString(), row.id],
    row => row,
  )
  return { items: await Promise.all(page.items.map(row => presentSpotCheck(work, row))), next: page.next }
}

export async function readSpotCheck(work: Work, id: string): Promise<z.input<typeof SpotCheckView>> {
  const row = await spotChecksInReach(work).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return presentSpotCheck(work, row)
}

async function presentSpotCheck(work: Work, row: SpotRow): Promise<z.input<typeof SpotCheckView>> {
  const onDuty =
    row.state === 'drawn'
      ? (await onDutyAt(work, [row.unit_id])).map(one => ({
          personId: one.person_id,
          name: one.name,
          post: one.post,
          phone: one.mobile,
        }))
      : row.on_duty
  const [first] = row.calls
  const wait = await settingOf(work, secondCallMinutes)
  const isOpen = row.signed_at === null
  const signs = reachFor(work.actor, 'duty-check.sign') !== null
  const mayObject = reachFor(work.actor, 'duty-check.object') !== null
  return {
    id: row.id,
    roundId: row.round_id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    phone: row.phone,
    state: row.state,
    version: row.version,
    onDuty: onDuty.map(one => ({ ...one, post: one.post as DutyPost })),
    calls: row.calls,
    secondCallFrom:
      first && !first.answered && row.calls.length === 1
        ? new Date(Date.parse(first.at) + wait * 60_000).toISOString()
        : null,
    answererName: row.answerer_name,
    rostered: answererIsRostered(row),
    guard: row.guard,
    leader: row.leader,
    equipment: row.equipment,
    questions: row.questions,
    note: row.note,
    checkedBy: row.checked_by,
    signedAt: row.signed_at?.toISOString() ?? null,
    signedBy: row.signed_by,
    objectBy: row.object_by?.toISOString() ?? null,
    objection: row.objection,
    objectionDecision: row.objection_decision,
    may: {
      record: isOpen && runs(work),
      sign: isOpen && signs && (wasAnswered(row) || row.calls.length >= 2),
      object:
        mayObject && row.state === 'signed' && !row.objection && row.object_by !== null && work.now <= row.object_by,
      decide: signs && row.state === 'objected',
    },
  }
}
