import { sql } from 'kysely'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { assessCoverage } from '../modules/plan-check/coverage/assess.ts'
import { sampleId } from './rows.ts'

const points: [name: string, kind: string, grade: string, people: number, town: string][] = [
  ['龙滩水库', 'reservoir', '重大', 8600, '龙滩镇'],
  ['石鼓水库', 'reservoir', '较大', 2100, '石鼓镇'],
  ['白岩尾矿库', 'tailings', '重大', 340, '白岩乡'],
  ['白岩采石场', 'mine', '较大', 60, '白岩乡'],
  ['氟化氢装置', 'chemical', '重大', 1200, '盐井镇'],
  ['冷库液氨', 'chemical', '较大', 300, '盐井镇'],
  ['茶坪溪河口危险区', 'flashFlood', '较大', 158, '茶坪镇'],
  ['松岭后山滑坡', 'geology', '较大', 74, '松岭镇'],
  ['松岭林场', 'forest', '较大', 900, '松岭镇'],
  ['雾江渡口临水路段', 'road', '一般', 40, '雾江镇'],
]

/**
 * Most numbers in the directory were confirmed within the last months, some points of risk stand in the ledger, and what plans are missing was
 * counted once: the gaps of that day wait to be tasked.
 */
export async function loadPlanChecks(work: Work): Promise<void> {
  await sql`insert into plan_phone_check (person_id, phone, confirmed_at, how, by_name)
    select id, mobile, ${work.now}::timestamptz - make_interval(days => (abs(hashtext(id::text)) % 90) + 1), '通讯畅通抽测', '县总值班室'
    from person where enabled and mobile is not null and abs(hashtext(id::text)) % 12 <> 0 on conflict do nothing`.execute(
    work.tx,
  )
  if (!(await isForRehearsals(work))) await loadPoints(work)
  await assessCoverage(work)
}

/** Each in the first village of its town. */
async function loadPoints(work: Work): Promise<void> {
  const rows = points.map(([name, kind, grade, people, town]) => ({
    id: sampleId('risk-point', name),
    town,
    values: { name, kind, grade, people },
  }))
  await sql`insert into register_record (id, ledger, unit_id, key, values, created_at, updated_at, verified_at, verify_due_on)
    select distinct on (r.id) r.id, 'risk-points', v.id, null, r.values, ${work.now}::timestamptz, ${work.now}::timestamptz,
      ${work.now}::timestamptz, (${work.now}::timestamptz + interval '180 days')::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, town text, values jsonb)
      join unit t on t.name in (r.town, r.town || '人民政府') join unit v on v.parent_id = t.id and v.kind = 'village'
    order by r.id, v.sort, v.name`.execute(work.tx)
}
