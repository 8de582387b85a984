import type { Confidence } from './event-types.ts'

/**
 * One band of the official threshold tables (事件分级标准): an event whose type starts with one of the prefixes and
 * whose indicator lies in [lo, hi) has this level. Null is open. The level of an event is that of its worst
 * indicator; a level that an authority declares without a number (“国务院卫生行政部门认定”) has no band.
 */
export interface LevelThresholdRow {
  scheme: string
  schemeName: string
  typePrefixes: string[]
  indicator: string
  unit: string
  lo: number | null
  /** The lower bound itself does not count: “(0,3)”, where a zero is no death and no level. */
  loExclusive: boolean
  hi: number | null
  level: 1 | 2 | 3 | 4
  sourceName: string
  sourceArticle: string
  confidence: Confidence
  note?: string
  enabled: boolean
}

interface Scheme {
  scheme: string
  schemeName: string
  typePrefixes: string[]
  sourceName: string
  sourceArticle: string
  confidence: Confidence
  note?: string
  enabled?: boolean
}

/** Lower bounds of levels 1 to 4; null where the table has no such level. `above` excludes the bound itself. */
type Floor = number | { above: number } | null
type Floors = [Floor, Floor, Floor, Floor]
type Own = Partial<Pick<LevelThresholdRow, 'confidence' | 'note' | 'enabled' | 'sourceArticle'>>

const above = (bound: number) => ({ above: bound })
const boundOf = (floor: Exclude<Floor, null>) => (typeof floor === 'number' ? floor : floor.above)

/** A line of the printed table. “以上” includes its number and “以下” does not, so a band ends where the next begins. */
function bands(of: Scheme, indicator: string, unit: string, floors: Floors, own: Own = {}): LevelThresholdRow[] {
  const rows: LevelThresholdRow[] = []
  let hi: number | null = null
  for (const [i, floor] of floors.entries()) {
    if (floor === null) continue
    const lo = boundOf(floor)
    const level = (i + 1) as LevelThresholdRow['level']
    rows.push({ enabled: true, ...of, indicator, unit, lo, loExclusive: typeof floor !== 'number', hi, level, ...own })
    hi = lo
  }
  return rows
}

const casualtyAndLossBands = (of: Scheme, injured = 'seriousInjuries') => [
  ...bands(of, 'deaths', '人', [30, 10, 3, above(0)]),
  ...bands(of, injured, '人', [100, 50, 10, above(0)]),
  ...bands(of, 'directLossWanYuan', '万元', [10_000, 5000, 1000, above(0)]),
]

const productionSafety: Scheme = {
  scheme: 'production-safety',
  schemeName: '生产安全事故',
  typePrefixes: ['12A', '12B', '12C', '12D', '12E', '12F', '12R'],
  sourceName: '《生产安全事故报告和调查处理条例》（国务院令第493号）',
  sourceArticle: '第三条',
  confidence: '确',
}

const otherAccident: Scheme = {
  ...productionSafety,
  scheme: 'other-accident',
  schemeName: '其他事故灾难',
  typePrefixes: ['12J', '12K', '12L', '12M', '12P', '12S', '12U', '12Y'],
  confidence: '设计',
  note: '参照生产安全事故；行业另有分级规定的，从其规定',
}

const fire: Scheme = {
  scheme: 'fire',
  schemeName: '火灾',
  typePrefixes: ['12G'],
  sourceName: '《关于调整火灾等级标准的通知》（公消〔2007〕234号）',
  sourceArticle: '全文',
  confidence: '较确',
}

const roadTraffic: Scheme = {
  ...productionSafety,
  scheme: 'road-traffic',
  schemeName: '道路交通事故（生产经营性）',
  typePrefixes: ['12H'],
  confidence: '较确',
}

/** The grades of 1991 are 特大, 重大, 一般, 轻微, which are not the levels of an event: statistics only. */
const roadTraffic1991: Scheme = {
  scheme: 'road-traffic-1991',
  schemeName: '道路交通事故（公安旧口径）',
  typePrefixes: ['12H'],
  sourceName: '《关于修订道路交通事故等级划分标准的通知》（公通字〔1991〕113号）',
  sourceArticle: '全文',
  confidence: '待核',
  note: '依次为特大、重大、一般、轻微事故，仅供统计，效力待核',
  enabled: false,
}

const forestFire: Scheme = {
  scheme: 'forest-fire',
  schemeName: '森林火灾',
  typePrefixes: ['11G01', '11G02', '11G03', '11G04'],
  sourceName: '《森林防火条例》（国务院令第541号）',
  sourceArticle: '第四十条',
  confidence: '确',
}

const grasslandFire: Scheme = {
  scheme: 'grassland-fire',
  schemeName: '草原火灾',
  typePrefixes: ['11G05', '11G06', '11G07', '11G08'],
  sourceName: '《草原火灾级别划分规定》',
  sourceArticle: '分级标准',
  confidence: '待核',
  enabled: false,
}

const geologicalDisaster: Scheme = {
  scheme: 'geological-disaster',
  schemeName: '地质灾害（灾情）',
  typePrefixes: ['11D'],
  sourceName: '《地质灾害防治条例》（国务院令第394号）',
  sourceArticle: '第四条',
  confidence: '确',
  note: '依次为特大型、大型、中型、小型',
}

const geologicalDanger: Scheme = {
  scheme: 'geological-danger',
  schemeName: '地质灾害（险情）',
  typePrefixes: ['11D'],
  sourceName: '《国家突发地质灾害应急预案》（2006）',
  sourceArticle: '地质灾害险情和灾情分级',
  confidence: '确',
  note: '依次为特大型、大型、中型、小型；经转引核对',
}

const earthquake: Scheme = {
  scheme: 'earthquake',
  schemeName: '地震灾害',
  typePrefixes: ['11C'],
  sourceName: '《国家地震应急预案》（2012）',
  sourceArticle: '地震灾害分级',
  confidence: '较确',
}

const environment: Scheme = {
  scheme: 'environment',
  schemeName: '突发环境事件',
  typePrefixes: ['12Q'],
  sourceName: '《国家突发环境事件应急预案》（国办函〔2014〕119号）',
  sourceArticle: '附件1',
  confidence: '较确',
}

const health = {
  sourceName: '《国家突发公共卫生事件应急预案》及分级标准',
  sourceArticle: '事件分级',
  confidence: '较确',
} satisfies Partial<Scheme>

const foodPoisoning: Scheme = {
  ...health,
  scheme: 'food-poisoning',
  schemeName: '食物中毒',
  typePrefixes: ['13B03', '13B04'],
  note: '食品安全事故的国家预案只有定性分级，先用本表；特别重大由国务院卫生行政部门认定',
}
const groupPoisoning: Scheme = {
  ...foodPoisoning,
  scheme: 'group-poisoning',
  schemeName: '其他群体性中毒',
  typePrefixes: ['13C00', '13C02', '13C03', '13C99'],
  confidence: '设计',
  note: '参照食物中毒',
}
const occupationalPoisoning: Scheme = {
  ...health,
  scheme: 'occupational-poisoning',
  schemeName: '急性职业中毒',
  typePrefixes: ['13C01'],
}
const cholera: Scheme = {
  ...health,
  scheme: 'cholera',
  schemeName: '霍乱',
  typePrefixes: ['13A02'],
  note: '一周内一县；重大为一市一周 30 例以上，或波及两个以上市并有扩散趋势',
}
const plague: Scheme = {
  ...health,
  scheme: 'bubonic-plague',
  schemeName: '腺鼠疫',
  typePrefixes: ['13A01'],
  note: '一个平均潜伏期内；肺鼠疫另行认定，至少为较大',
}
const notifiableDisease: Scheme = {
  ...health,
  scheme: 'notifiable-disease',
  schemeName: '乙、丙类传染病',
  typePrefixes: ['13A07', '13A99'],
  note: '一周内一县；一般由县认定',
}

const specialEquipment: Scheme = {
  scheme: 'special-equipment',
  schemeName: '特种设备事故',
  typePrefixes: ['12N'],
  sourceName: '《特种设备安全监察条例》',
  sourceArticle: '事故分级各条',
  confidence: '较确',
}

/** There is no single national table of figures for floods: these are ours until the county sets its own. */
const flood: Scheme = {
  scheme: 'flood',
  schemeName: '水旱灾害',
  typePrefixes: ['11A'],
  sourceName: '本系统默认值',
  sourceArticle: '待县级预案确定',
  confidence: '设计',
}

const otherNaturalDisaster: Scheme = {
  ...flood,
  scheme: 'other-natural-disaster',
  schemeName: '气象及其他自然灾害',
  typePrefixes: ['11B', '11E', '11F', '11Y'],
  note: '参照水旱灾害',
}

const powerSupply: Scheme = {
  scheme: 'power-supply',
  schemeName: '电力安全事故（县级电网）',
  typePrefixes: ['12P08', '12U'],
  sourceName: '《电力安全事故应急处置和调查处理条例》（国务院令第599号）',
  sourceArticle: '附表',
  confidence: '待核',
  note: '表值待核；附表按县级市电网负荷规定',
  enabled: false,
}

const poisoningBands = (of: Scheme) => [
  // “30 至 99 人”一般，“超过 100 人”较大: exactly 100 is in neither; it stays with the lower.
  ...bands(of, 'illCases', '例', [null, null, 101, 30]),
  ...bands(of, 'illCasesWithDeaths', '例', [null, 101, null, null]),
  ...bands(of, 'deaths', '人', [null, 10, above(0), null]),
]

const floodBands = (of: Scheme) => [
  ...bands(of, 'deathsAndMissing', '人', [30, 10, 3, 1]),
  ...bands(of, 'relocated', '人', [100_000, 10_000, 1000, 100]),
  ...bands(of, 'housesCollapsedOrSevereRooms', '间', [10_000, 3000, 300, 10]),
  ...bands(of, 'directLossWanYuan', '万元', [100_000, 20_000, 3000, 100]),
]

/** All bands, scheme by scheme. Rows that are not enabled wait for the county to confirm their figures. */
export const levelThresholds: LevelThresholdRow[] = [
  ...casualtyAndLossBands(productionSafety),
  ...casualtyAndLossBands(otherAccident),
  ...casualtyAndLossBands(fire),
  ...casualtyAndLossBands(roadTraffic),
  ...bands(roadTraffic1991, 'deaths', '人', [3, 1, null, null]),
  ...bands(roadTraffic1991, 'seriousInjuries', '人', [11, 3, 1, null]),
  ...bands(roadTraffic1991, 'minorInjuries', '人', [null, null, 3, 1]),

  // Any other woodland on fire is at least 一般, however small (第四十条).
  ...bands(forestFire, 'burnedAreaHectares', '公顷', [1000, 100, 1, 0]),
  ...bands(forestFire, 'deaths', '人', [30, 10, 3, 1]),
  ...bands(forestFire, 'seriousInjuries', '人', [100, 50, 10, 1]),
  ...bands(grasslandFire, 'grasslandAreaHectares', '公顷', [8000, 5000, 1000, 10]),

  // “3 人以下” has no lower bound: a geological disaster without a death is still 小型.
  ...bands(geologicalDisaster, 'deaths', '人', [30, 10, 3, 0]),
  ...bands(geologicalDisaster, 'directLossWanYuan', '万元', [1000, 500, 100, 0]),
  ...bands(geologicalDanger, 'peopleToRelocate', '人', [1000, 500, 100, 0]),
  ...bands(geologicalDanger, 'potentialLossWanYuan', '万元', [10_000, 5000, 500, 0]),

  ...bands(earthquake, 'deathsAndMissing', '人', [300, 50, 10, 0]),
  ...bands(earthquake, 'magnitude', 'M', [7, 6, 5, 4], { note: '人口较密集地区' }),

  ...bands(environment, 'deaths', '人', [30, 10, 3, above(0)], { note: '因环境污染死亡' }),
  ...bands(environment, 'poisonedOrSeriouslyInjured', '人', [100, 50, 10, above(0)]),
  ...bands(environment, 'relocated', '人', [50_000, 10_000, 5000, above(0)], { note: '因环境污染疏散、转移' }),
  ...bands(environment, 'directLossWanYuan', '万元', [10_000, 2000, 500, above(0)]),
  ...bands(environment, 'waterIntakeOutage', '类', [3, 2, 1, null]),
  ...bands(environment, 'affectedExtent', '类', [4, 3, 2, 1]),

  ...poisoningBands(foodPoisoning),
  ...poisoningBands(groupPoisoning),
  ...bands(occupationalPoisoning, 'illCases', '例', [null, 50, 10, above(0)]),
  ...bands(occupationalPoisoning, 'deaths', '人', [null, 5, above(0), null]),
  ...bands(cholera, 'illCases', '例', [null, 30, 10, above(0)]),
  ...bands(cholera, 'epidemicExtent', '类', [null, 3, 2, null]),
  ...bands(plague, 'illCases', '例', [null, 20, 10, above(0)], { confidence: '待核' }),
  ...bands(plague, 'epidemicExtent', '类', [null, 3, 2, null], { confidence: '待核' }),
  ...bands(notifiableDisease, 'incidenceExcessRatio', '倍', [null, null, 1, null]),

  ...casualtyAndLossBands(specialEquipment),
  ...bands(specialEquipment, 'relocated', '人', [150_000, 50_000, 10_000, 500], { note: '有毒介质泄漏造成转移' }),
  ...bands(specialEquipment, 'strandedHoursOfCrowd', '小时', [48, 24, null, null], { note: '滞留 100 人以上' }),
  ...bands(specialEquipment, 'strandedHours', '小时', [null, null, 12, null], {
    note: '客运索道、大型游乐设施高空滞留',
  }),

  ...floodBands(flood),
  ...bands(flood, 'reservoirFailure', '类', [4, 3, 2, 1]),
  ...floodBands(otherNaturalDisaster),

  ...bands(powerSupply, 'powerLoadLostPercent', '%', [null, null, 60, 40]),
  ...bands(powerSupply, 'powerUsersCutPercent', '%', [null, null, 70, 50]),
]

/** One condition that makes an accident a 较大涉险事故, reported like one of level 3 although it may have no toll. */
export interface MajorDangerThresholdRow {
  typePrefixes: string[]
  indicator: string
  unit: string
  /** Included: “10 人以上”. */
  lo: number
  name: string
  sourceName: string
  sourceArticle: string
  confidence: Confidence
  enabled: boolean
}

const majorDanger = (indicator: string, unit: string, lo: number, name: string): MajorDangerThresholdRow => ({
  typePrefixes: ['12'],
  indicator,
  unit,
  lo,
  name,
  sourceName: '《生产安全事故信息报告和处置办法》（安监总局令第21号）',
  sourceArticle: '第二十六条',
  confidence: '较确',
  enabled: true,
})

/** Any one of them suffices. The last stands for what the article says in words. */
export const majorDangerThresholds: MajorDangerThresholdRow[] = [
  majorDanger('peopleAtRisk', '人', 10, '涉险 10 人以上'),
  majorDanger('trappedOrMissing', '人', 3, '被困或者下落不明 3 人以上'),
  majorDanger('emergencyEvacuated', '人', 500, '紧急疏散 500 人以上'),
  majorDanger('majorDangerCircumstance', '类', 1, '严重污染、危及重要场所和设施安全或者其他较大涉险'),
]
