import type { ChangeEntry } from '@anlan/contract/change.ts'
import { type SetUnitRisks, type StockRisk, stockRisks, type UnitRisksView } from '@anlan/contract/stock-reserve.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { changeHistory } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'

const changed = 'stock.risks-set'

export const listUnitRisks = async (work: Work): Promise<UnitRisksView[]> =>
  (
    await sql<UnitRisksView>`select u.id as "unitId", u.name as "unitName", coalesce((select array_agg(r.risk order by r.risk) from stock_unit_risk r
        where r.unit_id = u.id), '{}') as risks
      from unit u where u.enabled and u.kind in ('county', 'town') and u.id in ${unitsInReach(work)} order by u.kind <> 'county', u.sort, u.name`.execute(
      work.tx,
    )
  ).rows

/** What a township must be ready for; its villages are measured by the same. */
export async function setUnitRisks(
  work: Work,
  unitId: string,
  input: z.output<typeof SetUnitRisks>,
): Promise<UnitRisksView[]> {
  await lockUnit(work, unitId)
  const rows = await work.tx.selectFrom('stock_unit_risk').select('risk').where('unit_id', '=', unitId).execute()
  const before = named(rows.map(row => row.risk))
  if (before.join() !== named(input.was).join()) throw new Problem('conflict')
  const after = named(input.risks)
  await work.tx.deleteFrom('stock_unit_risk').where('unit_id', '=', unitId).execute()
  if (after.length)
    await work.tx
      .insertInto('stock_unit_risk')
      .values(after.map(risk => ({ unit_id: unitId, risk })))
      .execute()
  recordFact(
    work,
    changed,
    unitId,
    { before: { risks: before }, after: { risks: after }, reason: input.reason },
    { chain: unitId },
  )
  return listUnitRisks(work)
}

/** Each once, in one order; what counts everywhere is not named. */
const named = (risks: StockRisk[]) => [...new Set(risks)].filter(risk => risk !== 'any').sort()

/** One writer after the other; a unit out of reach does not exist. */
async function lockUnit(work: Work, unitId: string) {
  const unit = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', unitId)
    .where('kind', 'in', ['county', 'town'])
    .where('id', 'in', unitsInReach(work))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!unit) throw new Problem('not-found')
}

/** What a unit had to be ready for before, newest first. */
export async function historyOfRisks(work: Work, unitId: string): Promise<ChangeEntry[]> {
  const unit = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', unitId)
    .where('id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!unit) throw new Problem('not-found')
  const show = (value: unknown) =>
    Array.isArray(value) && value.length ? value.map(risk => stockRisks[risk as StockRisk]).join('、') : '（空）'
  return changeHistory(work, changed, unitId, [{ key: 'risks', label: '风险类型', show }])
}
