import { randomUUID } from 'node:crypto'
import { nextStatuses, type TeamMove, type TeamStatus, teamStatuses } from '@anlan/contract/team.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { offerTeams } from '../offers.ts'
import { reasonsAgainst, sendsOut } from './fitness.ts'

/** What a team is doing changes for; `reason` is needed where it may not be sent as it stands. */
export interface StatusChange {
  eventId?: string | null
  slipId?: string | null
  reason?: string
  /** What the one who changes it has seen; refused when somebody else changed it since. */
  version?: number
}

/**
 * Writes what a team is doing. Statuses follow each other as `nextStatuses` says (409 `team/status-order`). A team with something against it
 * leaves only with a reason (409 `team/may-not-be-sent`), and becoming unavailable needs one. The same once more for the same event and slip
 * changes nothing.
 */
export async function setTeamStatus(
  work: Work,
  teamId: string,
  status: TeamStatus,
  change: StatusChange = {},
): Promise<void> {
  const team = await work.tx
    .selectFrom('team')
    .selectAll()
    .where('id', '=', teamId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!team) throw new Problem('not-found', { detail: '没有这支队伍' })
  if (change.version !== undefined && change.version !== team.status_version)
    throw new Problem('conflict', { detail: `${team.name}已变更为“${teamStatuses[team.status]}”，请按最新情况再改` })
  const isBack = status === 'standby'
  const eventId = isBack ? null : (change.eventId ?? team.status_event_id)
  const slipId = isBack ? null : (change.slipId ?? team.status_slip_id)
  if (team.status === status && team.status_event_id === eventId && team.status_slip_id === slipId) return
  if (team.status !== status && !nextStatuses[team.status].includes(status))
    throw new Problem('team/status-order', {
      detail: `${team.name}现为“${teamStatuses[team.status]}”，下一步只能是${nextStatuses[team.status]
        .map(next => `“${teamStatuses[next]}”`)
        .join('、')}`,
    })
  const reason = change.reason?.trim() ?? ''
  const against = sendsOut(status) ? reasonsAgainst(team.values, team.status, shanghaiDay(work.now)) : []
  if (against.length > 0 && !reason)
    throw new Problem('team/may-not-be-sent', {
      detail: `${team.name}：${against.join('；')}。确需出动请说明理由`,
      errors: [{ pointer: '/reason', field: '理由', message: '请说明仍然出动的理由' }],
    })
  if (status === 'unavailable' && !reason)
    throw fieldProblem('team/reason-required', '/reason', '理由', '请说明队伍为何不可用')
  await work.tx
    .updateTable('team')
    .set({
      status,
      status_since: work.now,
      status_event_id: eventId,
      status_slip_id: slipId,
      status_version: team.status_version + 1,
    })
    .where('id', '=', teamId)
    .execute()
  await offerTeams(work, [teamId])
  // The way back still belongs to the event that the team was out for.
  const forEvent = eventId ?? team.status_event_id
  await work.tx
    .insertInto('team_move')
    .values({
      id: randomUUID(),
      team_id: teamId,
      at: work.now,
      from_status: team.status,
      to_status: status,
      event_id: forEvent,
      slip_id: slipId ?? team.status_slip_id,
      reason,
      by_name: work.actor.name,
    })
    .execute()
  recordFact(
    work,
    'team.status-changed',
    teamId,
    { name: team.name, from: team.status, to: status, slip: slipId ?? team.status_slip_id, reason, against },
    { matter: forEvent, chain: team.unit_id },
  )
}

/** What speaks against sending a team now; empty when nothing does. A team that does not exist is 404. */
export async function mayBeSent(work: Work, teamId: string): Promise<string[]> {
  const team = await work.tx
    .selectFrom('team')
    .select(['values', 'status'])
    .where('id', '=', teamId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!team) throw new Problem('not-found', { detail: '没有这支队伍' })
  return reasonsAgainst(team.values, team.status, shanghaiDay(work.now))
}

/** 出动记录 of a team, newest first. */
export async function movesOf(work: Work, teamId: string): Promise<TeamMove[]> {
  const rows = await work.tx
    .selectFrom('team_move as m')
    .leftJoin('emergency_event as e', 'e.id', 'm.event_id')
    .selectAll('m')
    .select('e.title as event_title')
    .where('m.team_id', '=', teamId)
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(row => ({
    at: row.at.toISOString(),
    from: row.from_status,
    to: row.to_status,
    by: row.by_name,
    eventId: row.event_id,
    eventTitle: row.event_title,
    reason: row.reason,
  }))
}
