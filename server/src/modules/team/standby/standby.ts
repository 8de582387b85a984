import type { ReportStandby, StandbyDay, StandbyReport } from '@anlan/contract/team.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Tables } from '../../../kernel/database/database.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { dischargeObligations, openObligationsLike } from '../../obligation/api.ts'
import { offerTeams } from '../offers.ts'
import { inReach, teamInReach, teamRows } from '../teams/read.ts'
import { wordsOf } from '../words.ts'
import { standbyBasis, standbyDueAt, standbyKind } from './due.ts'

type Row = Omit<Selectable<Tables['team_standby']>, 'day'> & { day: string }

const reports = (work: Work) => work.tx.selectFrom('team_standby').selectAll().select(sql<string>`day::text`.as('day'))

const present = (row: Row): StandbyReport => ({
  day: row.day,
  strength: row.strength,
  vehicles: row.vehicles,
  leader: row.leader,
  phone: row.phone,
  note: row.note,
  reportedAt: row.reported_at.toISOString(),
  reportedBy: row.reported_by,
  version: row.version,
})

/**
 * 备勤 of all teams that report, on one day. A team reports when it is set to, or has done so within a month before. What is missing is there
 * with nothing in it.
 */
export async function readStandbyDay(
  work: Work,
  query: { day?: string | undefined; mine?: string | undefined },
): Promise<StandbyDay> {
  const today = shanghaiDay(work.now)
  const day = query.day ?? today
  const mine = reachFor(work.actor, 'team.report') ?? reachOfNothing
  const rows = await teamRows(
    work,
    query.mine === 'true' ? sql<boolean>`t.unit_id in ${unitsInReach({ reach: mine })}` : inReach(work),
  )
  const recent = (await reports(work)
    .where('team_standby.day', '<=', day)
    .where('team_standby.day', '>=', addDays(day, -31))
    .orderBy('team_standby.day', 'desc')
    .execute()) as unknown as Row[]
  const kindOf = await wordsOf(work, 'team-kinds')
  const items = []
  for (const row of rows) {
    const own = recent.filter(one => one.team_id === row.id)
    const isSet = row.values.reportsStandby ?? false
    if (!isSet && own.length === 0) continue
    const now = own.find(one => one.day === day)
    const last = own.find(one => one.day < day)
    items.push({
      teamId: row.id,
      teamName: row.name,
      kind: kindOf(row.values.kind),
      unitName: row.unit_name,
      phone: row.values.phone ?? null,
      status: row.status,
      reports: isSet,
      today: now ? present(now) : null,
      last: last ? present(last) : null,
      mayReport: day === today && (await isUnitInReach({ tx: work.tx, reach: mine }, row.unit_id)),
    })
  }
  const told = items.flatMap(one => (one.today ? [one.today] : []))
  return {
    day,
    dueAt: (await standbyDueAt(work, day)).toISOString(),
    items,
    total: {
      teams: items.length,
      reported: told.length,
      strength: told.reduce((sum, one) => sum + one.strength, 0),
      vehicles: told.reduce((sum, one) => sum + one.vehicles, 0),
    },
  }
}

/** The last 31 days of one team, newest first. */
export async function readStandbyOf(work: Work, id: string): Promise<StandbyReport[]> {
  await teamInReach(work, id)
  const rows = (await reports(work)
    .where('team_id', '=', id)
    .where('team_standby.day', '>', addDays(shanghaiDay(work.now), -31))
    .orderBy('team_standby.day', 'desc')
    .execute()) as unknown as Row[]
  return rows.map(present)
}

/** Today's 备勤, reported or put right; who puts it right must have seen what stands there. Discharges what is owed for today. */
export async function reportStandby(work: Work, id: string, input: z.output<typeof ReportStandby>): Promise<void> {
  const team = await teamInReach(work, id)
  const day = shanghaiDay(work.now)
  const { version, ...told } = input
  const row = { ...told, reported_at: work.now, reported_by: work.actor.name }
  const written =
    version === 0
      ? await work.tx
          .insertInto('team_standby')
          .values({ team_id: id, day, ...row })
          .onConflict(conflict => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await work.tx
          .updateTable('team_standby')
          .set({ ...row, version: version + 1 })
          .where('team_id', '=', id)
          .where('team_standby.day', '=', day)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (!written) {
    const now = await work.tx
      .selectFrom('team_standby')
      .select(['reported_by', 'strength'])
      .where('team_id', '=', id)
      .where('team_standby.day', '=', day)
      .executeTakeFirst()
    throw new Problem('conflict', {
      detail: now
        ? `${now.reported_by}已报今日备勤 ${now.strength} 人，请按最新情况再改`
        : '今日备勤已变化，请刷新后重试',
    })
  }
  const owed = await openObligationsLike(work, { matterId: null, owedBy: team.unit_id, kinds: [standbyKind] })
  for (const one of owed.filter(open => open.basis === standbyBasis(id, day)))
    await dischargeObligations(work, { matterId: null, id: one.id, at: work.now, by: '已报备勤' })
  await offerTeams(work, [id])
  recordFact(work, 'team.standby-reported', id, { name: team.name, day, ...told }, { chain: team.unit_id })
}
