import { randomUUID } from 'node:crypto'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import { storeLevels } from '@anlan/contract/stock.ts'
import type {
  AssessmentLine,
  AssessmentQuery,
  AssessmentView,
  SaveStandard,
  StandardView,
} from '@anlan/contract/stock-reserve.ts'
import { type StockRisk, stockRisks } from '@anlan/contract/stock-reserve.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { changeHistory, plain, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'

type Seed = [level: 'county' | 'town' | 'village', risk: StockRisk, item: string, quantity: number, least: number]

/** Ours (设计), after the quota defaults of domain 9.2; the county edits them. */
const standards: Seed[] = [
  ['county', 'any', 'tent-12', 200, 160],
  ['county', 'any', 'quilt', 2000, 1600],
  ['county', 'any', 'folding-bed', 800, 600],
  ['county', 'any', 'life-jacket', 600, 400],
  ['county', 'any', 'assault-boat', 6, 4],
  ['county', 'any', 'generator', 10, 8],
  ['county', 'any', 'pump-large', 8, 6],
  ['county', 'any', 'sack', 40_000, 20_000],
  ['county', 'any', 'blower', 100, 80],
  ['county', 'any', 'fire-suit', 150, 120],
  ['county', 'any', 'oil-boom', 300, 200],
  ['county', 'any', 'lime', 10_000, 6000],
  ['town', 'any', 'raincoat', 40, 30],
  ['town', 'any', 'torch', 40, 30],
  ['town', 'any', 'shovel', 40, 30],
  ['town', 'any', 'quilt', 100, 60],
  ['town', 'any', 'generator', 2, 1],
  ['town', 'flashFlood', 'life-jacket', 40, 30],
  ['town', 'flashFlood', 'sack', 2000, 1000],
  ['town', 'forestFire', 'blower', 10, 6],
  ['town', 'forestFire', 'tool-2', 60, 40],
  ['town', 'chemical', 'breathing-apparatus', 6, 4],
  ['town', 'chemical', 'lime', 500, 300],
  ['village', 'any', 'shovel', 10, 6],
  ['village', 'any', 'torch', 10, 6],
  ['village', 'any', 'raincoat', 10, 6],
  ['village', 'any', 'gong', 2, 1],
  ['village', 'any', 'whistle', 10, 5],
  ['village', 'any', 'megaphone', 2, 1],
]

export const seedStandards = async (work: Work): Promise<void> => {
  await work.tx
    .insertInto('stock_standard')
    .values(
      standards.map(([level, risk, item_code, quantity, least]) => ({
        id: randomUUID(),
        level,
        risk,
        item_code,
        quantity,
        least,
        source: '产品默认（储备标准待县应急委核定）',
        confidence: '设计' as const,
        enabled: true,
      })),
    )
    .onConflict(conflict => conflict.columns(['level', 'risk', 'item_code']).doNothing())
    .execute()
}

export const listStandards = async (work: Work): Promise<StandardView[]> =>
  (
    await sql<StandardView>`select t.id, t.level, t.risk, t.item_code as "itemCode", i.name as "itemName", i.unit, t.quantity, t.least, t.source, t.confidence,
        t.enabled, t.version from stock_standard t join stock_item i on i.code = t.item_code
      order by array_position(array['county', 'town', 'village', 'enterprise'], t.level), t.risk <> 'any', t.risk, i.sort`.execute(
      work.tx,
    )
  ).rows

/** Adds a standard (version 0) or changes one as of `version`. */
export async function saveStandard(
  work: Work,
  id: string | null,
  input: z.output<typeof SaveStandard>,
): Promise<StandardView[]> {
  const item = await work.tx
    .selectFrom('stock_item')
    .select('code')
    .where('code', '=', input.itemCode)
    .executeTakeFirst()
  if (!item) throw fieldProblem('invalid-input', '/itemCode', '物资品种', '物资目录中没有该品种')
  const twin = await work.tx
    .selectFrom('stock_standard')
    .select('id')
    .where('level', '=', input.level)
    .where('risk', '=', input.risk)
    .where('item_code', '=', input.itemCode)
    .executeTakeFirst()
  if (twin && twin.id !== id)
    throw fieldProblem('invalid-input', '/itemCode', '物资品种', '该级别和风险类型下已有这种物资的标准')
  const values = {
    level: input.level,
    risk: input.risk,
    item_code: input.itemCode,
    quantity: input.quantity,
    least: input.least,
    source: input.source,
    enabled: input.enabled,
  }
  const savedId = id ?? input.id ?? randomUUID()
  if (id) {
    const before = await lockAsSeen(
      work.tx.selectFrom('stock_standard').selectAll().where('id', '=', id),
      input.version,
    )
    if (!input.reason) throw fieldProblem('invalid-input', '/reason', '修改原因', '请填写修改原因')
    recordFact(work, changed, id, { before: stateOf(before), after: stateOf(values), reason: input.reason })
    await work.tx
      .updateTable('stock_standard')
      .set({ ...values, version: before.version + 1 })
      .where('id', '=', id)
      .execute()
  } else {
    await work.tx
      .insertInto('stock_standard')
      .values({ ...values, id: savedId, confidence: '设计' })
      .execute()
    recordFact(work, 'stock.standard-set', savedId, stateOf(values))
  }
  return listStandards(work)
}

const changed = 'stock.standard-changed'
interface State {
  level: keyof typeof storeLevels
  risk: StockRisk
  item_code: string
  quantity: number
  least: number
  source: string
  enabled: boolean
}
const stateOf = ({ level, risk, item_code, quantity, least, source, enabled }: State) => ({
  level: storeLevels[level],
  risk: stockRisks[risk],
  item: item_code,
  quantity,
  least,
  source,
  enabled,
})

/** What was changed of one standard, newest first. */
export async function historyOfStandard(work: Work, id: string): Promise<ChangeEntry[]> {
  const known = await work.tx.selectFrom('stock_standard').select('id').where('id', '=', id).executeTakeFirst()
  if (!known) throw new Problem('not-found')
  const names = new Map(
    (await work.tx.selectFrom('stock_item').select(['code', 'name']).execute()).map(one => [one.code, one.name]),
  )
  return changeHistory(work, changed, id, [
    { key: 'level', label: '级别', show: plain },
    { key: 'risk', label: '风险类型', show: plain },
    { key: 'item', label: '物资', show: value => names.get(String(value)) ?? plain(value) },
    { key: 'quantity', label: '标准数量', show: plain },
    { key: 'least', label: '库存下限', show: plain },
    { key: 'source', label: '依据', show: plain },
    { key: 'enabled', label: '启用', show: yesNo },
  ])
}

/** Every place in reach against its standards (W223, W226): need is the largest that any of its risks asks for, have what is usable today. */
export async function assess(work: Work, query: z.output<typeof AssessmentQuery>): Promise<AssessmentView> {
  const today = shanghaiDay(work.now)
  const { rows } = await sql<Omit<AssessmentLine, 'shortage' | 'surplus' | 'isBelow'>>`
    with place as (
      select u.id, u.name, case u.kind when 'county' then 'county' when 'town' then 'town' else 'village' end as level,
        case when u.kind in ('village', 'community') then t.id end as town_id, case when u.kind in ('village', 'community') then t.name end as town, u.sort, t.sort as town_sort
      from unit u left join unit t on t.id = u.parent_id and t.kind = 'town'
      where u.enabled and u.kind in ('county', 'town', 'village', 'community') and u.id in ${unitsInReach(work)}
        and (${query.unit ?? null}::uuid is null or u.id in (select descendant_id from unit_closure where ancestor_id = ${query.unit ?? null}::uuid))
    ), need as (
      select p.id, s.item_code, max(s.quantity) as need, max(s.least) as least from place p join stock_standard s on s.enabled and s.level = p.level
        and (s.risk = 'any' or exists (select 1 from stock_unit_risk r where r.unit_id in (p.id, p.town_id) and r.risk = s.risk))
      group by p.id, s.item_code
    ), have as (
      select p.id, l.item_code, sum(l.balance) as have from place p
        join stock_store s on s.level = p.level and s.state = 'active' and s.ended_at is null
          and (s.unit_id = p.id or (p.level = 'county' and s.unit_id in (select descendant_id from unit_closure where ancestor_id = p.id)))
        join stock_lot l on l.store_id = s.id and l.quality = 'qualified' and (l.expires_on is null or l.expires_on >= ${today})
      group by p.id, l.item_code
    )
    select p.id as "unitId", p.name as "unitName", p.town as "townName", p.level, i.code as "itemCode", i.name as "itemName", i.unit, n.need, n.least,
      coalesce(h.have, 0) as have
    from need n join place p on p.id = n.id join stock_item i on i.code = n.item_code left join have h on h.id = n.id and h.item_code = n.item_code
    where ${query.level ?? null}::text is null or p.level = ${query.level ?? null}
    order by array_position(array['county', 'town', 'village'], p.level), coalesce(p.town_sort, p.sort), p.sort, p.name, i.sort`.execute(
    work.tx,
  )
  const measured = rows.map(row => ({
    ...row,
    shortage: Math.max(0, row.need - row.have),
    surplus: Math.max(0, row.have - row.need),
    isBelow: row.have < row.least,
  }))
  const places = new Set(rows.map(row => row.unitId))
  const short = new Set(measured.filter(row => row.shortage > 0).map(row => row.unitId))
  return {
    items: query.only === 'short' ? measured.filter(row => row.shortage > 0) : measured,
    places: places.size,
    complete: places.size - short.size,
    withoutStore: await unitsWithoutStore(work),
  }
}

/** Townships and villages that have no store in use (S49). */
export const unitsWithoutStore = async (work: Work) =>
  (
    await sql<{ unitId: string; unitName: string; townName: string | null }>`
      select u.id as "unitId", u.name as "unitName", t.name as "townName" from unit u left join unit t on t.id = u.parent_id and t.kind = 'town'
      where u.enabled and u.kind in ('town', 'village', 'community') and u.id in ${unitsInReach(work)}
        and not exists (select 1 from stock_store s where s.unit_id = u.id and s.state = 'active' and s.ended_at is null)
      order by coalesce(t.sort, u.sort), u.sort, u.name`.execute(work.tx)
  ).rows
