import { creditCheckCharacter } from '@anlan/contract/credit-code.ts'
import { cameras, cameraTargets, grounds, loudspeakers, waters } from './installations.ts'
import { daysFrom, type Land, landOf, record, someone } from './land.ts'
import type { LedgerRecord } from './ledger-records.ts'
import { randomOf } from './rng.ts'
import type { County, Unit } from './shape.ts'
import { madeUpPhone, near, type Spot } from './spots.ts'

/** What stands for years and is confirmed once a year: also in a store whose clock is moved. */
export function lastingFacilities(county: County, today: string): LedgerRecord[] {
  const land = landOf(county, today)
  return [
    ...hospitals(land),
    ...schools(land),
    ...fuelStations(land),
    ...cameras(land),
    ...grounds(land),
    ...waters(land),
  ]
}

/** What is confirmed more often, and what goes by today's date. */
export function currentFacilities(county: County, today: string): LedgerRecord[] {
  const land = landOf(county, today)
  return [
    ...careHomes(land),
    ...enterprises(land),
    ...supplyPoints(land),
    ...loudspeakers(land),
    ...cameraTargets(land),
  ]
}

function hospitals({ towns }: Land): LedgerRecord[] {
  const random = randomOf('hospitals')
  const seat = towns[0]?.seat as Spot['area']
  const big: [string, string, string, number, number][] = [
    ['青峦县人民医院', '综合医院', '二级', 620, 6],
    ['青峦县中医院', '中医医院', '二级', 320, 3],
    ['青峦县妇幼保健院', '妇幼保健院', '二级', 140, 2],
  ]
  return [
    ...big.map(([name, kind, level, beds, ambulances], nth) =>
      record('hospitals', 'health-commission', name, {
        kind,
        level,
        position: near(seat, random, 1200),
        beds,
        emergencyBeds: Math.round(beds * 0.12),
        intensiveBeds: Math.round(beds * 0.03),
        ambulances,
        emergencyRoom: true,
        chemicalCapable: nth === 0,
        dutyPhone: `0990-75161${20 + nth}`,
        contact: someone(random),
      }),
    ),
    ...towns.map(({ unit, seat: own }, nth) => {
      const beds = 30 + random.index(50)
      return record('hospitals', unit.key, `${unit.name}${unit.name.endsWith('镇') ? '中心' : ''}卫生院`, {
        kind: '乡镇卫生院',
        level: '一级',
        position: near(own, random, 500),
        beds,
        emergencyBeds: Math.round(beds * 0.2),
        ambulances: 1,
        // Those of the other hospitals stand one by one among the vehicles.
        ambulancesFree: unit.key === 'yanjing' ? undefined : 1,
        readyMinutes: 10 + random.index(3) * 5,
        emergencyRoom: nth < 8,
        chemicalCapable: unit.key === 'yanjing',
        dutyPhone: `0990-75162${String(nth).padStart(2, '0')}`,
        contact: someone(random),
      })
    }),
  ]
}

function schools({ towns, spots }: Land): LedgerRecord[] {
  const random = randomOf('schools')
  const head = () => ({ safetyHead: someone(random), phone: madeUpPhone(42, random.index(9999)) })
  const school = (unit: Unit, area: Spot['area'], name: string, kind: string, pupils: number) =>
    record('schools', unit.key, name, {
      kind,
      position: near(area, random, 700),
      pupils,
      boarders: kind === '幼儿园' ? 0 : Math.round(pupils * (kind === '小学' ? 0.1 : 0.5)),
      staff: Math.ceil(pupils / 13),
      capacity: Math.ceil(pupils / 45) * 50,
      nearRisk: random.next() < 0.08,
      ...head(),
    })
  const villages = random.shuffled(spots.filter(spot => spot.unit.kind === 'village'))
  const [seat] = towns
  const short = (unit: Unit) => unit.name.slice(0, -1)
  return [
    ...towns.map(({ unit, seat: at }) => school(unit, at, `${unit.name}中心小学`, '小学', 500 + random.index(700))),
    ...villages
      .slice(0, 29)
      .map(({ unit, area, town }) =>
        school(town, area, `${town.name}${unit.name}小学`, '小学', 40 + random.index(160)),
      ),
    ...towns.map(({ unit, seat: at }) => school(unit, at, `${short(unit)}中学`, '初中', 450 + random.index(600))),
    ...['第二初级中学', '民族中学'].map(name =>
      school(seat?.unit as Unit, seat?.seat as Spot['area'], `青峦县${name}`, '初中', 1300),
    ),
    ...['第一中学', '第二中学', '民族高级中学'].map(name =>
      school(seat?.unit as Unit, seat?.seat as Spot['area'], `青峦县${name}`, '高中', 1500 + random.index(900)),
    ),
    school(seat?.unit as Unit, seat?.seat as Spot['area'], '青峦县职业教育中心', '中职', 1900),
    ...towns.map(({ unit, seat: at }) => school(unit, at, `${unit.name}中心幼儿园`, '幼儿园', 160 + random.index(180))),
    ...random
      .shuffled(spots)
      .slice(0, 40)
      .map(({ unit, area, town }) =>
        school(town, area, `${town.name}${unit.name}幼儿园`, '幼儿园', 30 + random.index(90)),
      ),
  ]
}

function careHomes({ towns }: Land): LedgerRecord[] {
  const random = randomOf('care-homes')
  return random
    .shuffled(towns)
    .slice(0, 9)
    .map(({ unit, seat }, nth) => {
      const beds = 40 + random.index(80)
      const residents = Math.round(beds * random.between(0.5, 0.9))
      return record('care-homes', unit.key, `${unit.name}敬老院`, {
        kind: '敬老院',
        position: near(seat, random, 800),
        beds,
        residents,
        dependents: Math.round(residents * 0.35),
        staff: Math.ceil(residents / 9),
        nightStaff: 2,
        head: someone(random),
        phone: madeUpPhone(43, nth),
        nearRisk: nth === 2,
      })
    })
}

/** Kinds of enterprise: how many, how they are called, their sector. */
const trades: [count: number, words: string[], sector: string][] = [
  [46, ['烟花爆竹零售店'], 'fireworks'],
  [38, ['建材有限公司', '食品加工厂', '机械配件厂', '茶业有限公司', '木业有限公司'], 'metallurgy'],
  [8, ['化工有限公司', '气体有限公司'], 'chemical'],
  [5, ['矿业有限公司'], 'mining'],
  [12, ['运输有限公司', '客运站'], 'transport'],
  [14, ['建筑工程有限公司'], 'construction'],
  [9, ['购物广场', '宾馆', '农贸市场'], 'crowd'],
  [3, ['燃气有限公司'], 'gas'],
  [3, ['水电站'], 'water'],
]

function enterprises({ towns, today }: Land): LedgerRecord[] {
  const random = randomOf('enterprises')
  const names = random.shuffled(
    [...'兴盛华泰安顺丰达永鑫隆昌瑞宏诚'].flatMap((a, i, all) => all.slice(i + 1).map(b => a + b)),
  )
  const home = (sector: string) =>
    sector === 'chemical'
      ? towns.find(town => town.unit.key === 'yanjing')
      : sector === 'mining'
        ? towns.find(town => town.unit.key === 'baiyan')
        : towns[random.next() < 0.35 ? 0 : random.index(12)]
  let nth = 0
  return trades.flatMap(([count, words, sector]) =>
    Array.from({ length: count }, () => {
      const town = home(sector) as Land['towns'][number]
      const spot = town.spots[random.index(town.spots.length)] as Spot
      const first17 = `919903${town.unit.areaCode?.slice(4, 6) ?? '21'}MA7Q${String(++nth).padStart(5, '0')}`.slice(
        0,
        17,
      )
      const level =
        sector === 'fireworks'
          ? '小微达标'
          : (['二级', '三级', '三级', '小微达标', '未达标'][random.index(5)] ?? '三级')
      const insured = random.next() < 0.72
      return record(
        'enterprises',
        town.unit.key,
        `青峦县${town.unit.name.slice(0, -1)}${names[nth % names.length]}${words[nth % words.length]}`,
        {
          creditCode: first17 + creditCheckCharacter(first17),
          sector,
          position: near(spot.area, random, 900),
          employees: 4 + random.index(sector === 'fireworks' ? 4 : 140),
          majorHazard: sector === 'chemical' && nth % 3 === 0 ? '三级' : '无',
          standardLevel: level,
          standardUntil: level === '未达标' ? null : daysFrom(today, random.index(900) - 70),
          insured,
          insurer: insured ? ['人保财险', '太平洋产险', '平安产险'][random.index(3)] : null,
          insuredUntil: insured ? daysFrom(today, random.index(365) - 25) : null,
          safetyHead: someone(random),
          phone: madeUpPhone(44, nth),
        },
      )
    }),
  )
}

function fuelStations({ towns }: Land): LedgerRecord[] {
  const random = randomOf('fuel-stations')
  return Array.from({ length: 21 }, (_, nth) => {
    const { unit, spots } = towns[nth % 12] as Land['towns'][number]
    const spot = spots[random.index(spots.length)] as Spot
    return record('fuel-stations', unit.key, `${unit.name.slice(0, -1)}${nth < 12 ? '' : '第二'}加油站`, {
      kind: nth === 4 ? '油气合建站' : '加油站',
      position: near(spot.area, random, 600),
      fuels: nth % 5 === 0 ? ['92 号汽油', '0 号柴油'] : ['92 号汽油', '95 号汽油', '0 号柴油'],
      storage: [60, 90, 120, 150][random.index(4)],
      generator: nth % 3 !== 2,
      emergencySupply: nth < 13,
      head: someone(random),
      phone: madeUpPhone(45, nth),
    })
  })
}

function supplyPoints({ towns }: Land): LedgerRecord[] {
  const random = randomOf('supply-points')
  const seat = towns[0] as Land['towns'][number]
  return [
    record('supply-points', 'development-commission', '青峦县粮油储备有限公司', {
      kind: '应急供应企业',
      position: near(seat.seat, random, 1500),
      grainStock: 8600,
      oilStock: 420,
      dailySupply: 120,
      head: someone(random),
      phone: '0990-7516701',
    }),
    ...Array.from({ length: 35 }, (_, nth) => {
      const { unit, spots } = towns[nth % 12] as Land['towns'][number]
      const spot = spots[Math.floor(nth / 12) % spots.length] as Spot
      return record('supply-points', unit.key, `${unit.name}${spot.unit.name}粮油应急供应点`, {
        kind: '应急供应点',
        position: near(spot.area, random, 400),
        grainStock: 3 + random.index(30),
        oilStock: 1 + random.index(6),
        dailySupply: 2 + random.index(8),
        head: someone(random),
        phone: madeUpPhone(46, nth),
      })
    }),
  ]
}
