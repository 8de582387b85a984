import type { NeedLine, NeedQuery, NeedView } from '@anlan/contract/stock-reserve.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { plain } from '../moves/lines.ts'
import { assess } from '../reserve/standards.ts'
import { expiryLaterDays } from '../settings.ts'
import { gapsOf } from './gaps.ts'
import { groupsOf, placesOf, yuanOf } from './groups.ts'

/** Where lines of the need statement come from: gaps of one capability with what closing them costs, for units within reach of the work. */
export interface NeedSource {
  /** Stands in the column 类别: 物资缺口, 装备更新. */
  label: string
  lines(work: Work, unitId: string): Promise<Omit<NeedLine, 'source' | 'yuan' | 'groupId'>[]>
}
const sources = new Map<string, NeedSource>()

/** Adds a source, once per module, when the module is loaded; declared again it replaces its former self. */
export const declareNeedSource = (name: string, source: NeedSource): void => void sources.set(name, source)

declareNeedSource('stock', { label: '应急物资', lines: stockNeeds })

/** 经费需求 (P6): every gap at a unit and below with its price and the record that shows it; what has no price is listed and not summed. */
export async function readNeed(work: Work, query: z.output<typeof NeedQuery>): Promise<NeedView> {
  const unitId = query.unit ?? (await ownPlace(work))
  const unit = await findUnit(work.tx, unitId)
  const within = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', unitId)
    .where('id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!unit || !within) throw new Problem('not-found')
  const found: Omit<NeedLine, 'groupId'>[] = []
  for (const { label, lines } of sources.values())
    for (const line of await lines(work, unitId))
      found.push({
        ...line,
        source: label,
        yuan: line.priceYuan === null ? null : Math.round(line.priceYuan * line.quantity * 100) / 100,
      })
  const places = await placesOf(
    work,
    found.map(line => line.unitId),
  )
  const names = new Map(places.map(place => [place.groupId, place.groupName]))
  // By unit, then by category: as it is added up, and as it is printed.
  const items = places
    .flatMap(({ unitId: id, groupId }) => found.flatMap(line => (line.unitId === id ? [{ ...line, groupId }] : [])))
    .sort(
      byCategoryWithin(
        [...sources.values()].map(one => one.label),
        [...names.keys()],
      ),
    )
  return {
    title: `${unit.name}应急物资装备经费需求`,
    items,
    totalYuan: yuanOf(items),
    unpriced: items.filter(line => line.yuan === null).length,
    sums: [...new Set(items.map(line => line.source))].map(source => {
      const own = items.filter(line => line.source === source)
      return { source, lines: own.length, yuan: yuanOf(own) }
    }),
    groups: groupsOf(items, id => names.get(id) ?? ''),
  }
}

/** A stable order: units as they come, in each the categories in the order of their declaration. */
const byCategoryWithin = (labels: string[], groups: string[]) => (a: NeedLine, b: NeedLine) =>
  groups.indexOf(a.groupId) - groups.indexOf(b.groupId) || labels.indexOf(a.source) - labels.indexOf(b.source)

/** Whoever keeps the county's goods asks for the whole county, though the office is only a part of it. */
async function ownPlace(work: Work): Promise<string> {
  const county = await work.tx
    .selectFrom('unit_closure')
    .innerJoin('unit', 'unit.id', 'unit_closure.ancestor_id')
    .select('unit.id')
    .where('unit_closure.descendant_id', '=', work.actor.unitId)
    .where('unit.kind', '=', 'county')
    .where('unit.id', 'in', unitsInReach(work))
    .executeTakeFirst()
  return county?.id ?? work.actor.unitId
}

async function stockNeeds(work: Work, unitId: string) {
  const { items } = await assess(work, { unit: unitId, only: 'all' })
  const today = shanghaiDay(work.now)
  const until = addDays(today, await settingOf(work, expiryLaterDays))
  const expiring = await sql<{
    unitId: string
    unitName: string
    itemCode: string
    itemName: string
    unit: string
    quantity: number
  }>`
    select place.id as "unitId", place.name as "unitName", i.code as "itemCode", i.name as "itemName", i.unit, sum(l.balance) as quantity
    from stock_lot l join stock_store s on s.id = l.store_id and s.ended_at is null and s.state = 'active' join stock_item i on i.code = l.item_code
      join lateral (select u.id, u.name from unit_closure c join unit u on u.id = c.ancestor_id where c.descendant_id = s.unit_id
        and (c.depth = 0 or (s.level = 'county' and u.kind = 'county')) order by c.depth desc limit 1) place on true
    where l.balance > 0 and l.quality = 'qualified' and l.expires_on between ${today} and ${until} and s.unit_id in ${unitsInReach(work)}
      and s.unit_id in (select descendant_id from unit_closure where ancestor_id = ${unitId})
    group by place.id, place.name, i.code, i.name, i.unit, i.sort order by place.name, i.sort`.execute(work.tx)
  const prices = new Map(
    (await work.tx.selectFrom('stock_item').select(['code', 'price_yuan']).execute()).map(one => [
      one.code,
      one.price_yuan,
    ]),
  )
  const short = items
    .filter(line => line.shortage > 0)
    .map(line => ({
      unitId: line.unitId,
      unitName: line.unitName,
      what: line.itemName,
      unit: line.unit,
      quantity: line.shortage,
      priceYuan: prices.get(line.itemCode) ?? null,
      basis: `标准 ${plain(line.need)}，现有 ${plain(line.have)}`,
      link: `/stock/standards?unit=${line.unitId}`,
    }))
  const replacing = expiring.rows.flatMap(row => {
    const measured = items.find(line => line.unitId === row.unitId && line.itemCode === row.itemCode)
    const { toReplace } = gapsOf({
      need: measured?.need ?? null,
      have: measured?.have ?? row.quantity,
      expiring: row.quantity,
    })
    return toReplace === 0
      ? []
      : [
          {
            unitId: row.unitId,
            unitName: row.unitName,
            what: row.itemName,
            unit: row.unit,
            quantity: toReplace,
            priceYuan: prices.get(row.itemCode) ?? null,
            basis: `${plain(row.quantity)} ${row.unit}将于 ${until} 前到期，需轮换`,
            link: '/stock/expiry',
          },
        ]
  })
  return [...short, ...replacing]
}
