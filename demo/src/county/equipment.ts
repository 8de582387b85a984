import { landOf, someone } from './land.ts'
import type { LedgerRecord } from './ledger-records.ts'
import { dayBefore } from './rescue-teams.ts'
import { randomOf } from './rng.ts'
import type { County } from './shape.ts'
import { madeUpPhone, near } from './spots.ts'

/**
 * What the county keeps by number and operator. Boats, pumps and generators that lie in a warehouse by the dozen are stock and not here, those of
 * the rescue team are its team equipment; a record of a hospital counts its ambulances, here stands each of the twelve.
 */
interface Thing {
  name: string
  kind: string
  unit: string
  town: string
  place: string
  rating?: number
  kg?: number
  price: number
  /** Days since it was bought, and years it lasts. */
  ago: number
  years: number
  /** Days since it was last maintained; null for never. */
  maintained: number | null
  /** Days until its inspection ends; null for what needs none. */
  inspection: number | null
  ready: number
  operator?: false
  owner?: string
  condition?: 'fair' | 'poor'
}

const thing = (
  [name, kind, unit, town, place]: [string, string, string, string, string],
  [rating, price, ready]: [number | undefined, number, number],
  [ago, years, maintained, inspection]: [number, number, number | null, number | null],
  more: Partial<Thing> = {},
): Thing => ({
  name,
  kind,
  unit,
  town,
  place,
  ...(rating !== undefined && { rating }),
  price,
  ready,
  ago,
  years,
  maintained,
  inspection,
  ...more,
})
const many = (count: number, make: (nth: number) => Thing) => Array.from({ length: count }, (_, nth) => make(nth))

const road = ['road-team', 'luancheng', '县公路养护中心'] as const
const fire = ['fire-station', 'luancheng', '峦城消防救援站'] as const
const hospitals = ['县人民医院', '县中医院', '县妇幼保健院', '盐井镇中心卫生院']
const machineTowns = [
  'luancheng',
  'wujiang',
  'shigu',
  'chaping',
  'longtan',
  'huaqiao',
  'yanjing',
  'songling',
  'baiyan',
  'yunding',
  'shuimo',
  'zhuxi',
]
const waterTowns = ['luancheng', 'yanjing', 'songling', 'chaping', 'longtan', 'baiyan']

const things: Thing[] = [
  // The road team: 1 bulldozer, 1 excavator, 1 loader, 4 trucks.
  thing(['徐工履带挖掘机', 'excavator', ...road], [21, 980_000, 40], [1900, 10, 70, 160]),
  thing(['柳工轮式装载机', 'loader', ...road], [5, 360_000, 40], [2300, 10, 110, 120]),
  // Past its life: not offered, and in the need statement.
  thing(['山推履带推土机', 'bulldozer', ...road], [17, 720_000, 60], [4700, 12, 60, 90], { condition: 'poor' }),
  ...many(4, nth =>
    thing(
      [`运输车 ${nth + 1} 号`, nth < 2 ? 'dumpTruck' : 'truck', ...road],
      [nth < 2 ? 15 : 8, nth < 2 ? 420_000 : 210_000, 30],
      [1300 + nth * 330, 10, 20 + nth * 25, 40 + nth * 60],
      { kg: nth < 2 ? 15_000 : 8000 },
    ),
  ),
  thing(['多功能除雪车', 'snowPlough', ...road], [12, 680_000, 30], [900, 10, 30, 210]),
  ...many(4, nth =>
    thing(
      [['水罐消防车', '泡沫消防车', '抢险救援消防车', '举高喷射消防车'][nth] as string, 'fireEngine', ...fire],
      [[8, 6, 3, 5][nth] as number, [980_000, 1_150_000, 1_680_000, 3_200_000][nth] as number, 1],
      [1100 + nth * 500, 15, 10 + nth * 4, 90 + nth * 30],
    ),
  ),
  ...many(6, nth =>
    thing(
      [`空气呼吸器 ${nth + 1} 号`, 'breathing', 'chemical-team', 'yanjing', '盐井化工园区'],
      // One inspection has run out: it may not be sent until it passes.
      [6.8, 5200, 5],
      [800 + nth * 40, 15, 15, nth === 5 ? -12 : 200],
      { operator: false },
    ),
  ),
  ...many(12, nth =>
    thing(
      [
        `救护车 ${nth + 1} 号`,
        'ambulance',
        'health-commission',
        nth === 11 ? 'yanjing' : 'luancheng',
        hospitals[nth < 6 ? 0 : nth < 9 ? 1 : nth < 11 ? 2 : 3] as string,
      ],
      [undefined, 320_000, 5],
      [300 + nth * 210, 8, 12 + nth * 5, 30 + nth * 22],
    ),
  ),
  ...many(2, nth =>
    thing(
      [`龙吸水排水车 ${nth + 1} 号`, 'pumpTruck', 'water-bureau', 'luancheng', '县防汛抢险物资库'],
      [nth ? 1500 : 3000, nth ? 860_000 : 1_280_000, 30],
      [700 + nth * 400, 10, 80, 150],
    ),
  ),
  thing(
    ['应急发电车', 'generator', 'power-company', 'luancheng', '县供电公司'],
    [400, 950_000, 30],
    [1500, 12, 25, 130],
  ),
  thing(
    ['移动照明车', 'lightTower', 'rescue-team', 'luancheng', '城东应急救援中心'],
    [9, 180_000, 15],
    [1200, 10, 65, 100],
  ),
  thing(
    ['应急通信指挥车', 'commandCar', 'telecom-company', 'luancheng', '县通信保障中心'],
    [7, 1_450_000, 20],
    [1000, 10, 20, 75],
  ),
  ...many(2, nth =>
    thing(
      [`侦察无人机 ${nth + 1} 号`, 'drone', 'emergency-bureau', 'luancheng', '县应急指挥中心'],
      [nth ? 38 : 42, 68_000, 10],
      [500 + nth * 600, 4, 10, null],
    ),
  ),
  thing(['救援快艇', 'boat', 'water-volunteers', 'wujiang', '雾江镇渡口'], [8, 160_000, 20], [1400, 10, 40, 60]),
  ...many(2, nth =>
    thing(
      [`应急客车 ${nth + 1} 号`, 'bus', 'transport-bureau', 'luancheng', '县客运中心'],
      [45, 520_000, 30],
      [900 + nth * 500, 8, 18 + nth * 20, 110],
      { owner: '青峦县公共交通有限公司' },
    ),
  ),
  thing(
    ['森防运兵车', 'troopCarrier', 'forest-fire-team', 'songling', '松岭镇森林防火营房'],
    [19, 290_000, 10],
    [1700, 10, 22, 140],
  ),
  ...waterTowns.map((town, nth) =>
    thing(
      ['洒水（送水）车', 'waterTruck', town, town, '镇人民政府停车场'],
      [nth < 2 ? 12 : 8, nth < 2 ? 330_000 : 260_000, 25],
      [1100 + nth * 260, 10, 14 + nth * 16, 45 + nth * 40],
      { kg: nth < 2 ? 12_000 : 8000 },
    ),
  ),
  ...machineTowns.map((town, nth) =>
    thing(
      [
        `协议挖掘机 ${nth + 1} 号`,
        'excavator',
        town,
        town,
        ['采石场', '镇建筑工地', '砂石料场', '村道养护点'][nth % 4] as string,
      ],
      [[6, 8, 13, 21][nth % 4] as number, [260_000, 380_000, 620_000, 980_000][nth % 4] as number, 60],
      [1000 + nth * 190, 12, 30 + nth * 9, null],
      {
        owner: ['石鼓采石场', '青峦县宏达建筑工程有限公司', '龙滩水电开发有限公司', '个体（杨光荣）'][
          nth % 4
        ] as string,
      },
    ),
  ),
]

/** A made-up plate or number: machines and boats have numbers of their unit. */
const numberOf = (kind: string, nth: number) =>
  ['excavator', 'loader', 'bulldozer', 'generator', 'breathing', 'drone', 'boat'].includes(kind)
    ? `QL-${String(1000 + nth)}`
    : `岚Q${String(10_311 + nth * 37)}`

export interface SampleEquipment extends LedgerRecord {
  maintainedOn: string | null
}

/** The county's vehicles, machines and single pieces. `lasting`: with no life that ends and nothing due, for a store whose clock is moved. */
export function equipmentRecords(county: County, today: string, lasting: boolean): SampleEquipment[] {
  const { towns } = landOf(county, today)
  const random = randomOf('equipment')
  return things.map((one, nth) => {
    const town = towns.find(({ unit }) => unit.key === one.town) ?? towns[0]
    const operator = someone(random)
    const values = {
      name: one.name,
      kind: one.kind,
      number: numberOf(one.kind, nth),
      ownership: one.owner ? 'agreed' : 'own',
      owner: one.owner ?? null,
      rating: one.rating ?? null,
      carryingKg: one.kg ?? null,
      place: one.place,
      position: town ? near(town.seat, random, 1500) : null,
      ...(one.operator !== false && { operator, operatorPhone: madeUpPhone(71, nth) }),
      readyMinutes: one.ready,
      condition: one.condition ?? (nth % 5 === 3 ? 'fair' : 'good'),
      boughtOn: dayBefore(today, one.ago),
      serviceYears: lasting ? one.years + 30 : one.years,
      ...(one.inspection !== null && {
        lastCheckOn: dayBefore(today, 365 - one.inspection),
        nextCheckOn: dayBefore(today, lasting ? -3650 : -one.inspection),
      }),
      priceYuan: one.price,
    }
    return {
      ledger: 'equipment',
      key: `equipment-item/${nth}`,
      unitKey: one.unit,
      values,
      maintainedOn: one.maintained === null ? null : dayBefore(today, one.maintained),
    }
  })
}

const ours = '产品默认，待县应急管理局核定'
const periods: [kind: string, everyDays: number, task: string][] = [
  ['excavator', 90, '机油、滤芯、液压油位，履带张紧，回转润滑'],
  ['loader', 90, '机油、滤芯、轮胎气压，铰接处润滑'],
  ['bulldozer', 90, '机油、滤芯、液压油位，履带张紧'],
  ['dumpTruck', 90, '机油、制动、轮胎，举升机构'],
  ['truck', 90, '机油、制动、轮胎、灯光'],
  ['bus', 60, '机油、制动、轮胎、安全锤和灭火器'],
  ['troopCarrier', 60, '机油、制动、轮胎、灯光'],
  ['waterTruck', 90, '机油、制动、水泵和罐体'],
  ['fireEngine', 30, '发动机、水泵、泡沫系统试车'],
  ['ambulance', 60, '机油、制动、警灯警报、车载医疗设备'],
  ['pumpTruck', 90, '泵组试抽，液压、电缆检查'],
  ['generator', 30, '带载试机 30 分钟，油水电检查'],
  ['lightTower', 60, '试机、灯具和升降杆'],
  ['breathing', 30, '气瓶压力、面罩气密性、报警哨'],
  ['drone', 30, '电池充放电、桨叶、试飞'],
  ['snowPlough', 180, '铲刃、撒布机构、液压'],
  ['boat', 60, '船体、艇机试车、救生器材'],
  ['commandCar', 60, '机油、制动，通信设备开机联调'],
]

/** How often things of each kind are maintained. */
export const maintenancePeriods = (): LedgerRecord[] =>
  periods.map(([kind, everyDays, task]) => ({
    ledger: 'equipment-maintenance',
    key: `equipment-maintenance/${kind}`,
    unitKey: 'emergency-bureau',
    values: { kind, everyDays, task, source: ours },
  }))

/** Faults of the sample: the name of the thing, what is wrong, days ago, and how it was repaired so many days ago. */
export const sampleFaults: [name: string, what: string, ago: number, repair?: [string, number, number]][] = [
  ['移动照明车', '升降杆液压缸漏油，无法升起', 4],
  ['柳工轮式装载机', '右前轮胎扎破', 46, ['更换轮胎 1 条', 44, 2600]],
  ['救护车 3 号', '警报器无声', 20, ['更换警报控制器', 19, 480]],
]
