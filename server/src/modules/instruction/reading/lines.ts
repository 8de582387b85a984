import type { InstructionLine, InstructionQuery, UnassignedTask } from '@anlan/contract/instruction.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { clockKinds } from '../clocks.ts'
import { instructionsInReach } from '../reach.ts'

/** Instructions with what a list shows of them. Limits are those of units in the reader's reach: a co-unit sees its own. */
export const linesInReach = (work: Work) =>
  instructionsInReach(work)
    .leftJoin('emergency_event as e', 'e.id', 'i.event_id')
    .leftJoin('unit as above', 'above.id', 'i.from_unit_id')
    .selectAll('i')
    .select(['e.title as event_title', 'above.name as from_unit_name'])
    .select([
      sql<string | null>`(select u.name from instruction_assignment a join unit u on u.id = a.unit_id
        where a.instruction_id = i.id and a.role = 'lead')`.as('lead_unit_name'),
      sql<number>`(select count(*)::int from instruction_assignment a where a.instruction_id = i.id and a.role = 'co')`.as(
        'co_units',
      ),
      sql<Date | null>`(select min(o.due_at) from obligation o where ${concernsReader(work)}
        and o.satisfied_at is null and o.cancelled_at is null and not o.soft)`.as('next_due_at'),
      sql<number>`(select count(*)::int from obligation o where ${concernsReader(work)} and o.breached_at is not null)`.as(
        'breaches',
      ),
    ])

const concernsReader = (work: Work) =>
  sql`o.matter_id = i.id and (o.owed_by_unit_id in ${unitsInReach(work)} or o.owed_to_unit_id in ${unitsInReach(work)})`

const isOverdue = (work: Work) =>
  sql<boolean>`exists (select 1 from obligation o where ${concernsReader(work)}
    and o.satisfied_at is null and o.cancelled_at is null and not o.soft and o.due_at < ${work.now})`

/** Something for this reader to do next: sign, answer, transcribe, hand on, close, or judge an answer. */
function isMine(work: Work) {
  const { unitId, personId, grants } = work.actor
  const atDesk = grants.some(one => one.role === 'duty_officer' || one.role === 'duty_leader')
  return sql<boolean>`(i.closed_at is null and (
    exists (select 1 from instruction_assignment a where a.instruction_id = i.id and a.state <> 'answered'
      and (a.unit_id = ${unitId} or a.person_id = ${personId}))
    or (${atDesk} and i.state in ('toTranscribe', 'answered', 'reinstructed'))
    or i.leader_person_id = ${personId} and i.state = 'answered'
    or (i.from_unit_id = ${unitId} and exists (select 1 from instruction_upward_answer w
      where w.instruction_id = i.id and w.accepted_at is null and w.returned_at is null))))`
}

export async function listInstructions(work: Work, query: z.output<typeof InstructionQuery>) {
  const { box, state, leader, unit, event, overdue, after, limit } = query
  const rows = await linesInReach(work)
    .$if(box === 'mine', q => q.where(isMine(work)))
    .$if(state !== undefined, q => q.where('i.state', '=', state ?? 'closed'))
    .$if(Boolean(leader), q => q.where(sql<boolean>`position(${leader ?? ''} in i.leader_name) > 0`))
    .$if(unit !== undefined, q =>
      q.where(
        sql<boolean>`exists (select 1 from instruction_assignment a where a.instruction_id = i.id and a.unit_id = ${unit ?? null})`,
      ),
    )
    .$if(event !== undefined, q => q.where('i.event_id', '=', event ?? null))
    .$if(overdue === 'true', q => q.where(isOverdue(work)))
    .$if(overdue === 'false', q => q.where(sql<boolean>`not ${isOverdue(work)}`))
    .where(followsCursor(after, 'i.given_at', 'i.id'))
    .orderBy('i.given_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows,
    limit,
    row => [row.given_at.toISOString(), row.id],
    row => presentLine(work, row),
  )
}

export type LineRow = Awaited<ReturnType<ReturnType<typeof linesInReach>['execute']>>[number]

export const presentLine = (work: Work, row: LineRow): z.output<typeof InstructionLine> => ({
  id: row.id,
  number: row.number,
  subject: row.subject,
  leaderName: row.leader_name,
  leaderPost: row.leader_post,
  rank: row.rank,
  verb: row.verb,
  urgency: row.urgency,
  channel: row.channel,
  state: row.state,
  givenAt: row.given_at.toISOString(),
  eventId: row.event_id,
  eventTitle: row.event_title,
  fromUnitName: row.from_unit_name,
  leadUnitName: row.lead_unit_name,
  coUnitCount: row.co_units,
  nextDueAt: row.next_due_at?.toISOString() ?? null,
  overdue: row.next_due_at !== null && row.next_due_at < work.now,
  breaches: row.breaches,
})

/** Open tasks in reach for which no person is named (W28); a task that was split is answered for by its parts. */
export async function unassignedTasks(work: Work): Promise<{ items: z.output<typeof UnassignedTask>[] }> {
  const rows = await work.tx
    .selectFrom('instruction_assignment as a')
    .innerJoin('instruction as i', 'i.id', 'a.instruction_id')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .select(['a.id', 'a.instruction_id', 'i.subject', 'a.unit_id', 'u.name', 'a.role', 'a.task', 'a.state'])
    .select(
      sql<Date | null>`(select min(o.due_at) from obligation o where o.matter_id = a.instruction_id and o.kind = ${clockKinds.feedback}
        and o.basis like a.id::text || '/%' and o.satisfied_at is null and o.cancelled_at is null)`.as('due_at'),
    )
    .where('a.unit_id', 'in', unitsInReach(work))
    .where('a.person_id', 'is', null)
    .where('a.state', '!=', 'answered')
    .where('i.closed_at', 'is', null)
    .where(sql<boolean>`not exists (select 1 from instruction_assignment part where part.parent_id = a.id)`)
    .orderBy('due_at')
    .orderBy('a.id')
    .limit(500)
    .execute()
  return {
    items: rows.map(row => ({
      assignmentId: row.id,
      instructionId: row.instruction_id,
      subject: row.subject,
      unitId: row.unit_id,
      unitName: row.name,
      role: row.role,
      task: row.task,
      state: row.state,
      dueAt: row.due_at?.toISOString() ?? null,
    })),
  }
}
