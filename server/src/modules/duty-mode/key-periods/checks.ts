import type { KeyPeriodCheck, KeyPeriodUnit, SignCheck, WritePlan } from '@anlan/contract/key-period.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { type Period, periodOf } from './prepare.ts'
import { readKeyPeriod } from './reading.ts'

const ours = { source_name: '产品默认，按本地规定核定', source_article: '', confidence: '设计' as const }
const checks = [
  { id: 'plan', days_before: 60, name: '保障方案和值班要求已明确', figure: null },
  { id: 'vacancies', days_before: 60, name: '责任人到位：关键岗位无空缺', figure: 'vacancies' },
  { id: 'pools', days_before: 30, name: '值班力量到位：值班室人员库够轮换', figure: 'pools' },
  { id: 'dead-numbers', days_before: 30, name: '通讯录无失效号码', figure: 'deadNumbers' },
  { id: 'equipment', days_before: 30, name: '值班电话、传真、视频、备用电源检查完好', figure: null },
  { id: 'rosters', days_before: 7, name: '各单位值班安排报齐', figure: 'rosters' },
  { id: 'contacts', days_before: 7, name: '各单位通讯录核查完成', figure: 'contacts' },
] as const

export const seedChecks = async (work: Pick<Work, 'tx'>): Promise<void> => {
  await work.tx
    .insertInto('duty_key_check')
    .values(checks.map((one, sort) => ({ ...one, sort, enabled: true, ...ours })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The back-planned checks of a period with what the registers say now, and who signed them off. */
export async function checksOf(work: Work, period: Period, units: KeyPeriodUnit[]): Promise<KeyPeriodCheck[]> {
  const rows = await work.tx
    .selectFrom('duty_key_check')
    .selectAll()
    .where('enabled', '=', true)
    .orderBy('days_before', 'desc')
    .orderBy('sort')
    .execute()
  const signs = await work.tx.selectFrom('duty_key_sign').selectAll().where('period_id', '=', period.id).execute()
  const today = shanghaiDay(work.now)
  const found: KeyPeriodCheck[] = []
  for (const row of rows) {
    const lacking = row.figure && (await lackingOf(work, row.figure, units))
    const sign = signs.find(one => one.check_id === row.id)
    const dueOn = addDays(period.from_day, -row.days_before)
    found.push({
      id: row.id,
      daysBefore: row.days_before,
      dueOn,
      name: row.name,
      inOrder: lacking === null ? null : lacking === '',
      finding: lacking === null ? '由带班领导核实' : lacking || '已到位',
      signedAt: sign?.signed_at.toISOString() ?? null,
      signedByName: sign?.signed_by_name ?? null,
      signedFinding: sign?.finding ?? null,
      note: sign?.note ?? '',
      isOverdue: !sign && dueOn < today,
      source: { name: row.source_name, article: row.source_article, confidence: row.confidence },
    })
  }
  return found
}

type Figure = 'vacancies' | 'deadNumbers' | 'pools' | 'rosters' | 'contacts'

/** What is wanting, in words; empty when nothing is. */
async function lackingOf(work: Work, figure: Figure, units: KeyPeriodUnit[]): Promise<string> {
  if (figure === 'rosters' || figure === 'contacts') {
    if (units.length === 0) return '尚未布置'
    const missing = units.filter(one => !(figure === 'rosters' ? one.roster.done : one.contacts.done))
    return missing.length ? `${missing.length} 个单位未完成：${namesOf(missing.map(one => one.unitName))}` : ''
  }
  const { rows } = await queries[figure].execute(work.tx)
  if (rows.length === 0) return ''
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  return `${total} ${figure === 'vacancies' ? '个岗位空缺' : figure === 'pools' ? '人待补' : '个号码待更正'}：${namesOf(rows.map(row => row.name))}`
}

const namesOf = (names: string[]) =>
  `${names.slice(0, 3).join('、')}${names.length > 3 ? ` 等 ${names.length} 个单位` : ''}`

interface Lacking {
  name: string
  n: number
}
const queries = {
  vacancies: sql<Lacking>`select u.name, count(*)::int as n from post po join unit u on u.id = po.unit_id
    where u.enabled and u.kind in ('department', 'town') and not exists (select 1 from post_holder h where h.post_id = po.id)
    group by u.id, u.name, u.sort order by u.sort`,
  deadNumbers: sql<Lacking>`select u.name, count(*)::int as n from dead_number d join unit u on u.id = d.unit_id
    where d.settled_at is null group by u.id, u.name, u.sort order by u.sort`,
  // Rest of a day after each watch: three people per place are the least that can take turns.
  pools: sql<Lacking>`select u.name, (needed - have)::int as n from (
      select r.unit_id, 3 * (select sum(value::int) from jsonb_each_text(r.always)) as needed,
        (select count(*) from duty_pool m where m.room_id = r.id and m.trained and not m.guard) as have
      from duty_room r where r.enabled) p join unit u on u.id = p.unit_id where have < needed order by u.sort`,
}

/** 签字确认: the leader says that a check was looked at, with what the registers said at that moment. Signing again takes the place of the earlier. */
export async function signCheck(
  work: Work,
  periodId: string,
  checkId: string,
  input: z.output<typeof SignCheck>,
): Promise<void> {
  const check = (await readKeyPeriod(work, periodId)).checks.find(one => one.id === checkId)
  if (!check) throw new Problem('not-found')
  const row = { signed_at: work.now, signed_by_name: work.actor.name, finding: check.finding, note: input.note }
  await work.tx
    .insertInto('duty_key_sign')
    .values({ period_id: periodId, check_id: checkId, ...row })
    .onConflict(conflict => conflict.columns(['period_id', 'check_id']).doUpdateSet(row))
    .execute()
  recordFact(work, 'duty-mode.check-signed', periodId, { check: check.name, finding: check.finding, note: input.note })
}

/** 保障方案 of a major activity or period; `conflict` when somebody else wrote meanwhile. */
export async function writePlan(work: Work, periodId: string, input: z.output<typeof WritePlan>): Promise<void> {
  await periodOf(work, periodId)
  const row = { plan: input.plan, version: input.version + 1, changed_at: work.now, changed_by_name: work.actor.name }
  const written =
    input.version === 0
      ? await work.tx
          .insertInto('duty_key_plan')
          .values({ period_id: periodId, ...row })
          .onConflict(conflict => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await work.tx
          .updateTable('duty_key_plan')
          .set(row)
          .where('period_id', '=', periodId)
          .where('version', '=', input.version)
          .returning('version')
          .executeTakeFirst()
  if (!written) throw new Problem('conflict', { detail: '保障方案已被他人修改，请刷新后再改' })
  recordFact(work, 'duty-mode.plan-written', periodId, { version: row.version })
}
