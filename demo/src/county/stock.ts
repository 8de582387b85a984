import type { County } from './shape.ts'

/** A store of the sample county with what lies in it. Days count from the day of loading; a lot without `expiresInDays` never expires. */
export interface SampleStore {
  key: string
  unitKey: string
  values: Record<string, unknown>
  lots: SampleLot[]
}
export interface SampleLot {
  item: string
  lotNo: string
  quantity: number
  enteredDaysAgo: number
  expiresInDays: number | null
  place: string
  price: number | null
}

type Held = [item: string, quantity: number, expiresInDays: number | null, price: number | null]

/** What the county store holds, in the figures of the county's own list. */
const countyStore: Held[] = [
  ['tent-12', 320, 1900, 1480],
  ['quilt', 2600, 1400, 118],
  ['folding-bed', 900, 1900, 155],
  ['life-jacket', 560, 900, 88],
  ['life-jacket', 240, 70, 85],
  ['assault-boat', 6, null, 44_800],
  ['generator', 12, null, 8900],
  ['pump-large', 8, null, 37_500],
  ['blower', 120, null, 2150],
  ['fire-suit', 160, 1100, 410],
  ['oil-boom', 300, 1200, 128],
  ['lime', 12_000, 200, 1],
  ['sack', 40_000, 620, 2],
  ['satellite-phone', 6, null, 7800],
  ['instant-food', 180, 24, 58],
  ['drinking-water', 260, 130, 29],
  ['disinfectant', 400, 300, 18],
  ['hose', 3000, 900, 15],
  ['fuel', 1600, null, 8],
  ['first-aid', 40, 560, 260],
]
const townStore: Held[] = [
  ['raincoat', 50, 1100, 68],
  ['torch', 48, 500, 60],
  ['shovel', 60, null, 35],
  ['quilt', 120, 1300, 118],
  ['generator', 2, null, 8900],
  ['life-jacket', 45, 800, 88],
  ['sack', 2400, 500, 2],
]
const villagePack: Held[] = [
  ['shovel', 12, null, 35],
  ['torch', 10, 480, 60],
  ['raincoat', 12, 1000, 68],
  ['gong', 2, null, 120],
  ['whistle', 10, null, 5],
  ['megaphone', 2, 900, 180],
]
/** Where the sample is not as it should be: a township short of its standard, another whose hand lamps are about to expire. */
const shortTown = 'yunding'
const staleTown = 'zhuxi'

/** Where first-aid kits lie: four townships of twelve and, of the villages, every twentieth; a quarter of the villages is 30 minutes or more away. */
const firstAidTowns = ['wujiang', 'chaping', 'yanjing', 'songling']
const villagesPerFirstAid = 20

/** What townships must be ready for, by their character. */
export const townRisks: Record<string, string[]> = {
  luancheng: ['flashFlood'],
  wujiang: ['flashFlood', 'geological'],
  shigu: ['flashFlood', 'geological'],
  chaping: ['flashFlood', 'geological'],
  longtan: ['flashFlood', 'geological'],
  huaqiao: ['flashFlood'],
  yanjing: ['flashFlood', 'chemical'],
  songling: ['forestFire', 'geological'],
  baiyan: ['geological', 'flashFlood'],
  yunding: ['snow', 'forestFire'],
  shuimo: ['flashFlood', 'geological'],
  zhuxi: ['geological', 'flashFlood'],
}

export function sampleStores(county: County): SampleStore[] {
  const centreOf = new Map(county.areas.map(area => [area.code, area.center]))
  const namesOf = (unitKey: string) =>
    county.persons
      .filter(person => person.unitKey === unitKey && person.mobile)
      .map(one => ({ ...one, phone: one.mobile }))
  const values = (unitKey: string, level: string, name: string, kind: string, offset: number) => {
    const unit = county.units.find(one => one.key === unitKey)
    const centre = centreOf.get(unit?.areaCode ?? '') ?? centreOf.get('990321000000')
    const [first, second] = namesOf(unitKey)
    return {
      name,
      level,
      kind,
      state: 'active',
      address: `${unit?.name ?? ''}${level === 'village' ? '办公室旁' : '政府院内'}`,
      position: centre ? { lng: round(centre[0] + offset), lat: round(centre[1] - offset) } : null,
      keeper: first?.name ?? '值班员',
      keeperPhone: first?.phone ?? unit?.dutyPhone ?? '0990-7515000',
      backupKeeper: second?.name ?? null,
      backupPhone: second?.phone ?? null,
      open24h: level !== 'village',
    }
  }
  const stores: SampleStore[] = [
    {
      key: 'county',
      unitKey: 'emergency-bureau',
      values: {
        ...values('emergency-bureau', 'county', '县应急物资储备中心', '综合仓库', 0.004),
        address: '峦城镇环城东路 18 号',
        areaM2: 1800,
        conditions: '常温干燥，配除湿机',
        camera: '库内 8 路、库外 4 路监控',
      },
      lots: lotsOf(countyStore, 'XC'),
    },
  ]
  let villages = 0
  for (const unit of county.units) {
    if (unit.kind === 'town') {
      const isShort = unit.key === shortTown
      const held = townStore
        .filter(([item]) => !(isShort && ['life-jacket', 'generator'].includes(item)))
        .map(
          ([item, quantity, expires, price]): Held => [
            item,
            isShort && item === 'quilt' ? 40 : isShort && item === 'raincoat' ? 18 : quantity,
            unit.key === staleTown && item === 'torch' ? 20 : expires,
            price,
          ],
        )
      const risks = townRisks[unit.key] ?? []
      if (risks.includes('forestFire')) held.push(['blower', 12, null, 2150], ['tool-2', 80, 700, 45])
      if (risks.includes('chemical')) held.push(['breathing-apparatus', 8, 2000, 5200], ['lime', 800, 150, 1])
      if (firstAidTowns.includes(unit.key)) held.push(['first-aid', 6, 640, 260])
      stores.push({
        key: unit.key,
        unitKey: unit.key,
        values: { ...values(unit.key, 'town', `${unit.shortName}应急物资储备室`, '储备室', 0.002), areaM2: 60 },
        lots: lotsOf(held, 'XZ'),
      })
    }
    if (unit.kind === 'village' || unit.kind === 'community') {
      const hasFirstAid = villages++ % villagesPerFirstAid === 2
      stores.push({
        key: unit.key,
        unitKey: unit.key,
        values: values(unit.key, 'village', `${unit.shortName}应急储备点`, '村级储备点', 0.001),
        lots: lotsOf(hasFirstAid ? [...villagePack, ['first-aid', 1, 560, 260]] : villagePack, 'CJ'),
      })
    }
  }
  return stores
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

const lotsOf = (held: Held[], prefix: string): SampleLot[] =>
  held.map(([item, quantity, expiresInDays, price], i) => ({
    item,
    lotNo: `${prefix}${String(i + 1).padStart(2, '0')}`,
    quantity,
    enteredDaysAgo: 200 + 17 * i,
    expiresInDays,
    place: prefix === 'CJ' ? '储备柜' : `${String.fromCharCode(65 + (i % 4))}区${1 + (i % 6)}架`,
    price,
  }))

/** Movements after the opening: store, item, kind, quantity, days ago, with whom, why. */
export const sampleMovements: [
  store: string,
  item: string,
  kind: 'in' | 'out' | 'loan' | 'return' | 'scrap',
  quantity: number,
  daysAgo: number,
  receiver: string,
  note: string,
][] = [
  ['county', 'sack', 'out', 1500, 160, '雾江镇人民政府', '汛前加固堤防'],
  ['county', 'sack', 'in', 1500, 150, '沧宁市物资供应公司', '采购补库'],
  ['county', 'pump-large', 'loan', 2, 120, '花桥镇人民政府', '镇区排涝'],
  ['county', 'pump-large', 'return', 2, 112, '花桥镇人民政府', '用后检修完好'],
  ['county', 'tent-12', 'loan', 20, 96, '茶坪镇人民政府', '山洪转移安置'],
  ['county', 'tent-12', 'return', 20, 80, '茶坪镇人民政府', '清洗晾干后归还'],
  ['county', 'blower', 'loan', 10, 60, '松岭镇人民政府', '森林防火演练'],
  ['county', 'blower', 'return', 10, 58, '松岭镇人民政府', '演练结束归还'],
  ['county', 'generator', 'loan', 1, 12, '白岩乡人民政府', '停电期间保障通信'],
  ['county', 'instant-food', 'out', 40, 30, '县消防救援大队', '救援队员伙食保障'],
  ['chaping', 'life-jacket', 'loan', 12, 40, '凉水村', '巡河使用'],
  ['chaping', 'life-jacket', 'return', 12, 38, '凉水村', '归还'],
  ['songling', 'tool-2', 'out', 6, 45, '护林队', '巡护更换'],
  ['yanjing', 'lime', 'out', 60, 33, '园区消防站', '酸液泄漏处置'],
  ['longtan', 'torch', 'scrap', 4, 26, '', '电池漏液损坏'],
  ['wujiang', 'sack', 'out', 300, 21, '渡口管理所', '封堵渗水'],
]

export const sampleAgreements: {
  key: string
  firm: string
  first17: string
  contact: string
  phone: string
  hours: number
  days: [from: number, to: number]
  items: [code: string, quantity: number, perDay: number | null][]
}[] = [
  {
    key: 'supermarket',
    firm: '青峦惠民超市有限公司',
    first17: '91990321MA0000001',
    contact: '谭松',
    phone: '19900009101',
    hours: 4,
    days: [-200, 165],
    items: [
      ['instant-food', 800, null],
      ['drinking-water', 1500, null],
    ],
  },
  {
    key: 'textile',
    firm: '峦城家纺有限公司',
    first17: '91990321MA0000002',
    contact: '罗秀',
    phone: '19900009102',
    hours: 24,
    days: [-150, 215],
    items: [
      ['quilt', 3000, 400],
      ['coat', 1000, 150],
    ],
  },
  {
    key: 'pump-works',
    firm: '沧宁通力泵业有限公司',
    first17: '91990301MA0000003',
    contact: '姚川',
    phone: '19900009103',
    hours: 8,
    days: [-300, 60],
    items: [
      ['pump-large', 10, 2],
      ['generator', 15, 3],
    ],
  },
  {
    key: 'boats',
    firm: '雾江救生器材经营部',
    first17: '91990321MA0000004',
    contact: '彭宁',
    phone: '19900009104',
    hours: 6,
    days: [-90, 275],
    items: [
      ['life-jacket', 1200, null],
      ['rubber-boat', 8, null],
    ],
  },
  {
    key: 'lime-works',
    firm: '石鼓建材石灰厂',
    first17: '91990321MA0000005',
    contact: '冉岚',
    phone: '19900009105',
    hours: 6,
    days: [-60, 305],
    items: [
      ['lime', 30_000, 20_000],
      ['rock', 2000, 500],
    ],
  },
  {
    key: 'plastics',
    firm: '盐井塑编制品厂',
    first17: '91990321MA0000006',
    contact: '田远',
    phone: '19900009106',
    hours: 12,
    days: [-400, -20],
    items: [['sack', 100_000, 20_000]],
  },
]
