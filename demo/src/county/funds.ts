import type { LedgerRecord } from './ledger-records.ts'
import { randomOf } from './rng.ts'
import type { County } from './shape.ts'
import { peopleOf, spotsOf } from './spots.ts'

/** Lines of the emergency fund of this year; a few villages and no township stand at nothing. */
export function fundRecords(county: County, today: string): LedgerRecord[] {
  const random = randomOf('funds')
  const year = Number(today.slice(0, 4))
  const spots = spotsOf(county)
  const towns = county.units.filter(unit => unit.kind === 'town')
  const passed = (month: number) => `${year}-${String(month).padStart(2, '0')}-15` <= today
  const line = (
    unitKey: string,
    nth: number,
    title: string,
    kind: string,
    purpose: string,
    source: string,
    amount: number,
    month: number,
  ): LedgerRecord[] =>
    kind !== 'budget' && !passed(month)
      ? []
      : [
          {
            ledger: 'fund-lines',
            key: `fund/${unitKey}/${nth}`,
            unitKey,
            values: {
              title,
              year,
              kind,
              purpose,
              source,
              amount,
              day: `${year}-${String(month).padStart(2, '0')}-${kind === 'budget' ? '05' : '15'}`,
              documentNumber: `青财预〔${year}〕${100 + nth} 号`,
              handler: peopleOf(county, unitKey)[0]?.name ?? null,
            },
          },
        ]
  const bureau = 'emergency-bureau'
  return [
    ...line(bureau, 1, '县级应急物资储备预算', 'budget', 'supplies', '县级', 260, 1),
    ...line(bureau, 2, '县级应急物资储备拨付', 'appropriation', 'supplies', '县级', 260, 2),
    ...line(bureau, 3, '采购帐篷、棉被', 'spending', 'supplies', '县级', 148.6, 3),
    ...line(bureau, 4, '综合应急救援队伍建设预算', 'budget', 'teams', '县级', 180, 1),
    ...line(bureau, 5, '综合应急救援队伍建设拨付', 'appropriation', 'teams', '县级', 120, 2),
    ...line(bureau, 6, '队伍装备更新', 'spending', 'teams', '县级', 86.4, 4),
    ...line(bureau, 7, '社会应急力量扶持专项', 'budget', 'social', '专项基金', 30, 1),
    ...line(bureau, 8, '社会应急力量扶持拨付', 'appropriation', 'social', '专项基金', 30, 2),
    ...line(bureau, 9, '两支社会救援队运行补助', 'spending', 'social', '专项基金', 18, 4),
    ...line(bureau, 10, '中央自然灾害救灾资金', 'budget', 'relief', '中央', 400, 1),
    ...line(bureau, 11, '中央自然灾害救灾资金下达', 'appropriation', 'relief', '中央', 400, 2),
    ...towns.flatMap((unit, nth) => {
      const budget = 12 + random.index(12)
      return [
        ...line(unit.key, 1, `${unit.name}应急工作经费预算`, 'budget', 'running', '县级', budget, 1),
        ...line(
          unit.key,
          2,
          `${unit.name}应急工作经费拨付`,
          'appropriation',
          'running',
          '县级',
          nth % 5 === 0 ? budget / 2 : budget,
          2,
        ),
        ...line(
          unit.key,
          3,
          `${unit.name}应急演练和物资购置`,
          'spending',
          'drill',
          '县级',
          Number((budget * 0.4).toFixed(1)),
          3,
        ),
      ]
    }),
    ...spots
      .filter((_, nth) => nth % 8 !== 3)
      .flatMap(({ unit }) =>
        line(unit.key, 1, `${unit.name}应急经费预算`, 'budget', 'running', '乡镇自筹', 1 + random.index(3), 1),
      ),
  ]
}
