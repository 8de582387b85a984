/**
 * What follows from other figures instead of being typed: the sum of some, or one figure that counts only while
 * another is at least so great (“中毒 100 人以上且有死亡”). Missing parts make a sum of the parts that are known.
 */
export type DerivedFigure = { sumOf: string[] } | { takes: string; whileFigure: string; isAtLeast: number }

/** A figure that reports about an emergency event state (数据项), and that the level thresholds read. */
export interface FigureIndicatorRow {
  code: string
  name: string
  unit: string
  kind: 'count' | 'decimal' | 'category'
  options?: { value: number; name: string }[]
  sort: number
  /** Computed, never typed; absent for a figure that a report states. */
  derived?: DerivedFigure
}

type Line = Omit<FigureIndicatorRow, 'sort'>
const count = (code: string, name: string, unit = '人'): Line => ({ code, name, unit, kind: 'count' })
const decimal = (code: string, name: string, unit: string): Line => ({ code, name, unit, kind: 'decimal' })
/** Options are numbered from 1 upwards, the gravest last, so that thresholds read them like any number. */
const category = (code: string, name: string, options: string[]): Line => ({
  code,
  name,
  unit: '类',
  kind: 'category',
  options: options.map((option, i) => ({ value: i + 1, name: option })),
})

/** The figures every intake asks for; the names are those of the public API. */
const core: Line[] = [
  count('deaths', '死亡'),
  count('missing', '失踪（失联、下落不明）'),
  count('seriousInjuries', '重伤（含急性工业中毒）'),
  count('minorInjuries', '轻伤'),
  count('trapped', '被困'),
  count('affected', '受灾（受影响）人口'),
  count('relocated', '紧急转移安置'),
  decimal('directLossWanYuan', '直接经济损失', '万元'),
]

const people: Line[] = [
  // The missing count as potential deaths (国务院令第493号 第十二条).
  { ...count('deathsAndMissing', '死亡失踪'), derived: { sumOf: ['deaths', 'missing'] } },
  { ...count('trappedOrMissing', '被困或下落不明'), derived: { sumOf: ['trapped', 'missing'] } },
  count('injured', '因灾伤病人口'),
  count('peopleAtRisk', '涉险人数'),
  count('emergencyEvacuated', '紧急疏散人数'),
  count('emergencySheltered', '紧急避险转移人口'),
  count('relocatedToShelters', '集中安置'),
  count('relocatedElsewhere', '分散安置'),
  count('peopleToRelocate', '需搬迁转移人数'),
  count('inNeedOfRelief', '需紧急生活救助人口'),
  count('inNeedOfTransitionalAid', '需过渡期生活救助人口'),
  count('shortOfDrinkingWater', '因旱饮水困难人口'),
  count('shortOfDrinkingWaterInNeed', '因旱饮水困难需救助人口'),
]

const housesAndCrops: Line[] = [
  count('housesCollapsedRooms', '倒塌房屋', '间'),
  count('housesCollapsedHouseholds', '倒塌房屋户数', '户'),
  count('housesSeverelyDamagedRooms', '严重损坏房屋', '间'),
  count('housesSeverelyDamagedHouseholds', '严重损坏房屋户数', '户'),
  count('housesSlightlyDamagedRooms', '一般损坏房屋', '间'),
  count('housesSlightlyDamagedHouseholds', '一般损坏房屋户数', '户'),
  {
    ...count('housesCollapsedOrSevereRooms', '倒塌和严重损坏房屋', '间'),
    derived: { sumOf: ['housesCollapsedRooms', 'housesSeverelyDamagedRooms'] },
  },
  decimal('cropAffectedHectares', '农作物受灾面积', '公顷'),
  decimal('cropDamagedHectares', '农作物成灾面积', '公顷'),
  decimal('cropLostHectares', '农作物绝收面积', '公顷'),
  count('livestockDead', '因灾死亡大牲畜', '头'),
]

const infrastructure: Line[] = [
  count('roadsCutPlaces', '公路中断', '处'),
  decimal('roadsCutKm', '公路中断里程', '公里'),
  count('powerCutHouseholds', '供电中断', '户'),
  count('baseStationsDown', '通信基站退服', '个'),
  count('villagesWithoutTelecom', '通信中断村', '个'),
  count('waterSupplyCutPeople', '供水中断人口'),
  count('reservoirsDamaged', '受损水库', '座'),
  count('dykesDamagedPlaces', '受损堤防', '处'),
  count('revetmentsDamagedPlaces', '受损护岸', '处'),
  count('schoolsDamaged', '受损学校', '所'),
  count('hospitalsDamaged', '受损医疗机构', '所'),
  category('reservoirFailure', '水库险情', [
    '小（2）型垮坝或重大险情',
    '小（1）型垮坝或重大险情',
    '中型垮坝',
    '大型垮坝',
  ]),
  decimal('powerLoadLostPercent', '电网减供负荷比例', '%'),
  decimal('powerUsersCutPercent', '停电用户比例', '%'),
]

/** The direct loss of a natural disaster is their sum. */
const losses: Line[] = [
  decimal('lossAgricultureWanYuan', '农林牧渔业损失', '万元'),
  decimal('lossIndustryWanYuan', '工矿商贸业损失', '万元'),
  decimal('lossInfrastructureWanYuan', '基础设施损失', '万元'),
  decimal('lossPublicServicesWanYuan', '公共服务损失', '万元'),
  decimal('lossHouseholdsWanYuan', '家庭财产损失', '万元'),
  decimal('potentialLossWanYuan', '潜在经济损失', '万元'),
]

const fireQuakeAndEquipment: Line[] = [
  decimal('burnedAreaHectares', '受害森林面积', '公顷'),
  decimal('grasslandAreaHectares', '受害草原面积', '公顷'),
  decimal('magnitude', '震级', 'M'),
  count('strandedPeople', '滞留人数'),
  decimal('strandedHours', '滞留时间', '小时'),
  {
    ...decimal('strandedHoursOfCrowd', '滞留 100 人以上的时间', '小时'),
    derived: { takes: 'strandedHours', whileFigure: 'strandedPeople', isAtLeast: 100 },
  },
  category('majorDangerCircumstance', '较大涉险情形', [
    '其他较大涉险',
    '危及重要场所和设施安全',
    '对环境、水源、人员密集区严重污染',
  ]),
]

const environmentAndHealth: Line[] = [
  count('poisonedOrSeriouslyInjured', '因环境污染中毒或重伤'),
  decimal('leakedTonnes', '泄漏量', '吨'),
  category('waterIntakeOutage', '集中式饮用水水源地取水中断', ['乡镇', '县级城市', '设区的市级以上城市']),
  category('affectedExtent', '污染影响范围', ['跨县纠纷、一般性群体影响', '跨设区的市', '跨省', '重大跨国境']),
  count('illCases', '发病（中毒）人数', '例'),
  {
    ...count('illCasesWithDeaths', '有死亡时的发病（中毒）人数', '例'),
    derived: { takes: 'illCases', whileFigure: 'deaths', isAtLeast: 1 },
  },
  category('epidemicExtent', '疫情波及范围', ['一个县内', '两个以上县', '两个以上设区的市']),
  decimal('incidenceExcessRatio', '发病水平超过前 5 年同期均值的倍数', '倍'),
]

/** What is committed at the scene; no level depends on it. */
const forces: Line[] = [
  count('respondersCommitted', '投入力量'),
  count('vehiclesCommitted', '投入车辆', '台'),
  count('equipmentCommitted', '投入装备', '台（套）'),
]

/**
 * Sources: the threshold tables, and 《自然灾害情况统计调查制度》(应急〔2020〕19号) for the disaster figures. People
 * are counted whether or not they are registered here.
 */
export const figureIndicators: FigureIndicatorRow[] = [
  ...[...core, ...people, ...housesAndCrops, ...infrastructure, ...losses],
  ...[...fireQuakeAndEquipment, ...environmentAndHealth, ...forces],
].map((line, i) => ({ ...line, sort: (i + 1) * 10 }))
