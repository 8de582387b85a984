import type { LedgerRecord } from './ledger-records.ts'
import type { Random } from './rng.ts'
import type { County, Unit } from './shape.ts'
import { type Spot, spotsOf } from './spots.ts'

const surnames = [...'田向彭覃石龙冉谭罗姚杨张']
const given = ['明远', '静岚', '磊', '松川', '宁', '秀兰', '平', '波']
export const someone = (random: Random) => `${surnames[random.index(12)]}${given[random.index(8)]}`
export const record = (
  ledger: string,
  unitKey: string,
  name: string,
  values: Record<string, unknown>,
): LedgerRecord => ({
  ledger,
  key: `${ledger}/${unitKey}/${name}`,
  unitKey,
  values: { name, ...values },
})
export const daysFrom = (today: string, days: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The county as its facilities are placed in it. */
export interface Land {
  county: County
  spots: Spot[]
  towns: { unit: Unit; spots: Spot[]; seat: Spot['area'] }[]
  today: string
}

export function landOf(county: County, today: string): Land {
  const spots = spotsOf(county)
  const towns = county.units
    .filter(unit => unit.kind === 'town')
    .map(unit => ({
      unit,
      spots: spots.filter(spot => spot.town.key === unit.key),
      seat: county.areas.find(area => area.code === unit.areaCode) as Spot['area'],
    }))
  return { county, spots, towns, today }
}
