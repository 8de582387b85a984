import { sql } from 'kysely'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { cancelObligations, openObligation, openObligationsLike, oweRenewals } from '../../obligation/api.ts'
import { settleTerms, termRenewals } from '../experts/terms.ts'
import { offerExperts, offerTeams } from '../offers.ts'
import { standbyDueMinutes } from '../settings.ts'

export const standbyRule = 'team.standby'
export const standbyKind = 'teamStandby'
export const standbyBasis = (teamId: string, day: string) => `${teamId}/${day}`

/** When a day's reports of 备勤 are due. */
export async function standbyDueAt(work: Work, day: string): Promise<Date> {
  return new Date(shanghaiInstant(day, '00:00').getTime() + (await settingOf(work, standbyDueMinutes)) * 60_000)
}

/** Asks for the next day's round; the first comes at once, since at a start nobody knows what was missed. */
export const askForDay = (work: Work): void => scheduleTask(work, 'team.new-day', 'day', work.now)

/**
 * Each midnight: teams that are set to report owe today's 备勤 (W310), and appointments and registrations that end soon are owed a renewal.
 * A server that stood still asks for today only; days that went by stay blank.
 */
export async function openDay(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  scheduleTask(work, 'team.new-day', 'day', shanghaiInstant(addDays(today, 1), '00:00'))
  await owesStandby(work, today)
  await offerAnew(work)
  await oweRenewals(work, termRenewals)
}

/** A team that need not report any more, or was struck off, owes nothing. */
export async function followTeams(work: Work, ids: string[]): Promise<void> {
  const open = await openObligationsLike(work, { matterId: null, kinds: [standbyKind] })
  const { rows } = await sql<{ id: string }>`select id from team
    where id = any(${ids}::uuid[]) and removed_at is null and (values->>'reportsStandby')::boolean`.execute(work.tx)
  const reporting = new Set(rows.map(row => row.id))
  for (const one of open) {
    const [teamId = ''] = one.basis.split('/')
    if (ids.includes(teamId) && !reporting.has(teamId))
      await cancelObligations(work, { matterId: null, id: one.id }, '队伍不再每日报备勤')
  }
  await settleTerms(work)
}

/** What was reported for yesterday, and what has run out, is no longer what the county can count on. */
async function offerAnew(work: Work) {
  const { rows } = await sql<{ id: string; kind: 'team' | 'expert' }>`
    select id, 'team' as kind from team where removed_at is null
    union all select id, 'expert' from register_record where ledger = 'experts' and removed_at is null`.execute(work.tx)
  const of = (kind: string) => rows.filter(row => row.kind === kind).map(row => row.id)
  await offerTeams(work, of('team'))
  await offerExperts(work, of('expert'))
}

async function owesStandby(work: Work, today: string) {
  const dueAt = await standbyDueAt(work, today)
  if (dueAt <= work.now) return
  const { rows } = await sql<{ id: string; unit_id: string; name: string }>`
    select t.id, t.unit_id, t.name from team t join unit u on u.id = t.unit_id and u.enabled
    where t.removed_at is null and (t.values->>'reportsStandby')::boolean
      and not exists (select 1 from team_standby s where s.team_id = t.id and s.day = ${today}::date)`.execute(work.tx)
  for (const team of rows)
    await openObligation(work, {
      kind: standbyKind,
      ruleCode: standbyRule,
      title: `${team.name}报 ${today} 备勤`,
      matterId: null,
      matterTitle: null,
      owedBy: team.unit_id,
      owedTo: null,
      medium: 'system',
      clock: 'daily',
      basis: standbyBasis(team.id, today),
      startedAt: work.now,
      dueAt,
      limitMinutes: null,
      soft: false,
      source: ours,
      link: '/teams/standby',
    })
}
