import { sql } from 'kysely'
import { unitsInReach } from '../../kernel/access/reach.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../calendar/api.ts'
import { declareNeedSource } from '../stock/api.ts'
import { readGaps, teamsIn } from '../team/api.ts'
import { dayIn, itemsNow, numberIn, textIn } from './items.ts'
import { lifeAheadDays } from './settings.ts'

/** What equipment costs stands in the need statement of the unit (P6): what has to be replaced, and what teams lack by their standard (W230). */
export function declareEquipmentNeeds(): void {
  declareNeedSource('equipment', { label: '车辆装备更新', lines: worn })
  declareNeedSource('team-equipment', { label: '队伍装备配备', lines: lacking })
}

/** Past its service life, or soon: one line for each, at its own replacement price. What a firm owns is the firm's to replace. */
async function worn(work: Work, unitId: string) {
  const today = shanghaiDay(work.now)
  const until = addDays(today, await settingOf(work, lifeAheadDays))
  const within = await unitsBelow(work, unitId)
  return (await itemsNow(work))
    .filter(one => within.has(one.unitId) && one.values['ownership'] !== 'agreed')
    .flatMap(({ id, unitId: owner, unitName, values, endsOn }) =>
      endsOn === null || endsOn > until
        ? []
        : [
            {
              unitId: owner,
              unitName,
              what: `${textIn(values, 'name')} ${textIn(values, 'number')}`,
              unit: '台',
              quantity: 1,
              priceYuan: numberIn(values, 'priceYuan'),
              basis: `${dayIn(values, 'boughtOn')} 购置，使用年限 ${numberIn(values, 'serviceYears')} 年，${endsOn < today ? '已于' : '将于'} ${endsOn} 届满`,
              link: `/equipment/${id}`,
            },
          ],
    )
}

/** What is missing of a team's standard, at the price of the item of that name in the stock's catalogue where there is one. */
async function lacking(work: Work, unitId: string) {
  const gaps = await readGaps(work)
  const teams = await teamsIn(work, [...new Set(gaps.map(gap => gap.teamId))])
  const teamOf = new Map(teams.map(team => [team.id, team]))
  const within = await unitsBelow(work, unitId)
  const { rows: items } = await sql<{ name: string; price: number | null }>`
    select name, price_yuan as price from stock_item where name = any(${gaps.map(gap => gap.item)})`.execute(work.tx)
  const priceOf = new Map(items.map(item => [item.name, item.price]))
  return gaps.flatMap(gap => {
    const team = teamOf.get(gap.teamId)
    if (!team || !within.has(team.unitId)) return []
    return [
      {
        unitId: team.unitId,
        unitName: team.unitName,
        what: gap.item,
        unit: gap.unit,
        quantity: gap.missing,
        priceYuan: priceOf.get(gap.item) ?? null,
        basis: `${gap.teamName}应配 ${gap.wanted}，完好 ${gap.has}（${gap.source}）`,
        link: `/teams/${gap.teamId}`,
      },
    ]
  })
}

async function unitsBelow(work: Work, unitId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select descendant_id as id from unit_closure where ancestor_id = ${unitId} and descendant_id in ${unitsInReach(work)}`.execute(
    work.tx,
  )
  return new Set(rows.map(row => row.id))
}
