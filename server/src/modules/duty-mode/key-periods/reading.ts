import type { KeyPeriodLine, KeyPeriodUnit, KeyPeriodView } from '@anlan/contract/key-period.ts'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { checksOf } from './checks.ts'
import { contactsFiled, type Period, paperOf, periodOf } from './prepare.ts'
import { rosterStates } from './rosters.ts'

/** Back-planning begins so many days before a period: the earliest check. */
const shownDaysAhead = 60

/** Periods that run or begin within two months, and how far their preparation is within reach. */
export async function listKeyPeriods(work: Work): Promise<KeyPeriodLine[]> {
  const today = shanghaiDay(work.now)
  const periods = await work.tx
    .selectFrom('special_period')
    .selectAll()
    .where('mode', '=', 'strengthened')
    .where('to_day', '>=', today)
    .where('from_day', '<=', addDays(today, shownDaysAhead))
    .orderBy('from_day')
    .execute()
  const lines: KeyPeriodLine[] = []
  for (const period of periods) lines.push((await whole(work, period)).line)
  return lines
}

export async function readKeyPeriod(work: Work, id: string): Promise<KeyPeriodView> {
  const period = await periodOf(work, id)
  const { line, preparation, units, checks } = await whole(work, period)
  const plan = await work.tx.selectFrom('duty_key_plan').selectAll().where('period_id', '=', id).executeTakeFirst()
  return {
    ...line,
    source: period.source,
    paperId: await paperOf(work, preparation?.paper_id ?? null),
    plan: plan?.plan ?? '',
    planVersion: plan?.version ?? 0,
    planChangedAt: plan?.changed_at.toISOString() ?? null,
    planChangedByName: plan?.changed_by_name ?? null,
    unitList: units.sort((a, b) => Number(isReady(a)) - Number(isReady(b))),
    checks,
  }
}

const isReady = (one: KeyPeriodUnit) => one.roster.done && one.contacts.done

async function whole(work: Work, period: Period) {
  const today = shanghaiDay(work.now)
  const preparation = await work.tx
    .selectFrom('duty_key_preparation')
    .selectAll()
    .where('period_id', '=', period.id)
    .executeTakeFirst()
  const units = preparation ? await unitsOf(work, period, preparation.opened_at) : []
  const checks = await checksOf(work, period, units)
  const line: KeyPeriodLine = {
    id: period.id,
    name: period.name,
    from: period.from_day,
    to: period.to_day,
    dailyReport: period.daily_report,
    state: period.from_day <= today ? 'running' : preparation ? 'preparing' : 'ahead',
    daysLeft: Math.round((Date.parse(period.from_day) - Date.parse(today)) / 86_400_000),
    openedAt: preparation?.opened_at.toISOString() ?? null,
    dueAt: preparation?.due_at.toISOString() ?? null,
    units: units.length,
    ready: units.filter(isReady).length,
    checksOpen: checks.filter(one => one.isOverdue).length,
  }
  return { line, preparation, units, checks }
}

async function unitsOf(work: Work, period: Period, openedAt: Date): Promise<KeyPeriodUnit[]> {
  const rows = await work.tx
    .selectFrom('duty_key_unit as k')
    .innerJoin('unit as u', 'u.id', 'k.unit_id')
    .selectAll('k')
    .select(['u.name', 'u.duty_phone'])
    .where('k.period_id', '=', period.id)
    .where('k.unit_id', 'in', unitsInReach(work))
    .orderBy('u.sort')
    .orderBy('u.name')
    .execute()
  const rosters = await rosterStates(
    work,
    rows.map(row => row.unit_id),
    period,
  )
  const filed = await contactsFiled(work, openedAt)
  const reach = reachFor(work.actor, 'duty-mode.state')
  const units: KeyPeriodUnit[] = []
  for (const row of rows) {
    const roster = rosters.get(row.unit_id)
    const round = filed.get(row.unit_id)
    units.push({
      unitId: row.unit_id,
      unitName: row.name,
      dutyPhone: row.duty_phone,
      roster:
        roster?.wanting === null
          ? { done: true, how: '值班表已排，时段内无缺岗', at: null, byName: null }
          : row.roster_at
            ? { done: true, how: row.roster_text ?? '', at: row.roster_at.toISOString(), byName: row.roster_by_name }
            : { done: false, how: roster?.wanting ?? '未报送', at: null, byName: null },
      contacts: row.contacts_at
        ? { done: true, how: row.contacts_text ?? '', at: row.contacts_at.toISOString(), byName: row.contacts_by_name }
        : round
          ? { done: true, how: '通讯录已备案', at: round.toISOString(), byName: null }
          : { done: false, how: '未核查', at: null, byName: null },
      mine: reach !== null && (await isUnitInReach({ tx: work.tx, reach }, row.unit_id)),
    })
  }
  return units
}
