import { split } from './areas.ts'
import type { LedgerRecord } from './ledger-records.ts'
import { type Random, randomOf } from './rng.ts'
import type { County } from './shape.ts'
import { madeUpPhone, near, peopleOf, type Spot, spotsOf } from './spots.ts'

const villagesWithout = 13
const totalCapacity = 61_400
const schoolCapacity = 1150
/** Villages of the scenarios have a shelter. */
const surelyHave = ['凉水村', '河坝村', '三岔村', '滩口村', '井湾村', '青松村']
const square = { emergency: 0.5, short: 2, long: 4.5 }
const allHazards = ['earthquake', 'flood', 'flashFlood', 'geology', 'forestFire', 'cold']

/** Shelters of the county: the sports centre, a school ground in each township, 108 villages; 13 villages have none, six of them one to come. */
export function shelterRecords(county: County, today: string): LedgerRecord[] {
  const random = randomOf('shelters')
  const spots = spotsOf(county)
  const optional = random.shuffled(spots.filter(spot => !surelyHave.includes(spot.unit.name)))
  const without = new Set(optional.slice(0, villagesWithout).map(spot => spot.unit.key))
  const kept = spots.filter(spot => !without.has(spot.unit.key))
  const towns = county.units.filter(unit => unit.kind === 'town')
  const inVillages = split(
    totalCapacity - 3200 - towns.length * schoolCapacity,
    kept.map(spot => 200 + Math.sqrt(spot.area.population ?? 400) * 6 + random.between(0, 120)),
  )
  return [
    sportsCentre(county, random, today),
    ...towns.map((town, nth) => {
      const [keeper, deputy] = peopleOf(county, town.key)
      return shelter(town.key, `${town.shortName.slice(0, -1)}中学操场和教学楼`, random, today, {
        level: 'town',
        duration: 'short',
        indoor: 'both',
        purpose: 'full',
        effectiveArea: schoolCapacity * square.short,
        area: schoolCapacity * square.short * 1.6,
        position: near(county.areas.find(area => area.code === town.areaCode) as Spot['area'], random, 500),
        address: `${town.name}学校路 ${nth + 3} 号`,
        roadAccess: '大车可到',
        exits: 3,
        keeper: keeper?.name,
        keeperPhone: keeper?.mobile,
        backupKeeper: deputy?.name,
        backupKeeperPhone: deputy?.mobile,
      })
    }),
    ...kept.map((spot, nth) => villageShelter(spot, inVillages[nth] ?? 300, random, today, nth)),
    ...spots
      .filter(spot => without.has(spot.unit.key))
      .slice(0, 6)
      .map(spot =>
        villageShelter(spot, 320, random, today, 0, {
          state: 'planned',
          targetYear: Number(today.slice(0, 4)) + 1,
          checkedOn: null,
        }),
      ),
  ]
}

function sportsCentre(county: County, random: Random, today: string): LedgerRecord {
  const seat = county.areas.find(area => area.kind === 'town') as Spot['area']
  const [keeper, deputy] = peopleOf(county, 'culture-tourism-commission')
  return shelter('culture-tourism-commission', '青峦县体育中心', random, today, {
    level: 'county',
    duration: 'long',
    indoor: 'both',
    purpose: 'full',
    area: 26_000,
    effectiveArea: 14_400,
    exits: 6,
    roadAccess: '大车可到',
    position: near(seat, random, 900),
    address: '峦城镇体育路 1 号',
    keeper: keeper?.name,
    keeperPhone: keeper?.mobile,
    backupKeeper: deputy?.name,
    backupKeeperPhone: deputy?.mobile,
    functions: 'good',
  })
}

function villageShelter(
  { unit, area, town, keeper, deputy }: Spot,
  capacity: number,
  random: Random,
  today: string,
  nth: number,
  more: Record<string, unknown> = {},
): LedgerRecord {
  const duration = nth % 6 === 0 ? 'short' : 'emergency'
  const effectiveArea = capacity * square[duration]
  const low = nth % 29 === 7
  const place = ['村委会广场', '文化活动中心', '小学', '党群服务中心'][random.index(4)] ?? '村委会广场'
  return shelter(unit.key, `${unit.name}${place}避难点`, random, today, {
    level: 'village',
    duration,
    indoor: place === '村委会广场' ? 'outdoor' : 'indoor',
    purpose: 'single',
    effectiveArea,
    area: Math.ceil(effectiveArea * 1.4),
    exits: 1 + random.index(3),
    roadAccess: ['大车可到', '小车可到', '小车可到', '仅步行'][random.index(4)],
    position: near(area, random, 600),
    address: `${town.name}${unit.name}`,
    inFloodZone: low,
    hazards: low ? ['earthquake', 'geology', 'forestFire', 'cold'] : allHazards,
    keeper: keeper?.name,
    keeperPhone: keeper?.mobile ?? madeUpPhone(41, nth),
    backupKeeper: deputy?.name,
    backupKeeperPhone: deputy?.mobile,
    ...more,
  })
}

const functions = [
  'water',
  'power',
  'toilets',
  'medical',
  'cooking',
  'sleeping',
  'barrierFree',
  'broadcast',
  'storeRoom',
]

function shelter(
  unitKey: string,
  name: string,
  random: Random,
  today: string,
  { functions: state, ...values }: Record<string, unknown>,
): LedgerRecord {
  const stateOf = () => {
    const luck = random.next()
    return luck < 0.8 ? 'good' : luck < 0.86 ? 'broken' : 'absent'
  }
  return {
    ledger: 'shelters',
    key: `shelter/${unitKey}`,
    unitKey,
    values: {
      name,
      state: 'inUse',
      hazards: allHazards,
      inFloodZone: false,
      ...Object.fromEntries(functions.map(one => [one, state ?? stateOf()])),
      checkedOn: `${Number(today.slice(0, 4)) - (today.slice(5) < '04-20' ? 1 : 0)}-04-${10 + random.index(10)}`,
      ...values,
    },
  }
}
