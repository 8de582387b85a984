import type { LedgerRecord } from './ledger-records.ts'
import { type Random, randomOf } from './rng.ts'
import type { Area, County } from './shape.ts'
import { near, peopleOf, spotsOf } from './spots.ts'

/** The day so many days before another; negative is after. */
export const dayBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

interface MainTeam {
  kind: string
  nominal: number
  ready: number
  town: string
  base: string
  capabilities: string[]
  supports: string[]
  reports?: boolean
}

/** The county's main teams by their unit, with the strengths that the county publishes. */
export const mainTeams: Record<string, MainTeam> = {
  'rescue-team': main(
    'comprehensive',
    60,
    15,
    'luancheng',
    '峦城镇城东应急救援中心',
    ['flood-rescue', 'search-rescue', 'evacuation', 'mountain-rescue', 'drone'],
    ['洪涝', '地质灾害', '道路交通', '低温冰雪'],
    true,
  ),
  'fire-station': main(
    'fire',
    45,
    1,
    'luancheng',
    '峦城镇人民路消防救援站',
    ['fire-fighting', 'search-rescue', 'water-rescue', 'hazmat'],
    ['火灾', '危化品', '道路交通', '洪涝'],
  ),
  'forest-fire-team': main(
    'forestFire',
    50,
    20,
    'songling',
    '松岭镇森林防火营房',
    ['forest-fire', 'evacuation'],
    ['森林火灾'],
    true,
  ),
  'medical-team': main(
    'medical',
    30,
    20,
    'luancheng',
    '县人民医院',
    ['medical-rescue'],
    ['公共卫生', '道路交通', '洪涝'],
  ),
  'road-team': main(
    'road',
    50,
    40,
    'luancheng',
    '县公路养护中心',
    ['road-clearing'],
    ['地质灾害', '低温冰雪', '道路交通'],
  ),
  'power-team': main('power', 24, 30, 'luancheng', '县供电公司抢修班', ['power-repair'], ['停电断网']),
  'telecom-team': main('telecom', 16, 30, 'luancheng', '县通信保障中心', ['telecom-repair'], ['停电断网']),
  'environment-team': main(
    'monitoring',
    8,
    45,
    'luancheng',
    '县生态环境监测站',
    ['environment-monitoring'],
    ['环境污染', '危化品'],
  ),
  'militia-team': main(
    'militia',
    100,
    60,
    'luancheng',
    '县人武部',
    ['evacuation', 'flood-rescue', 'forest-fire'],
    ['洪涝', '森林火灾', '地震'],
  ),
  'chemical-team': main(
    'enterprise',
    18,
    10,
    'yanjing',
    '盐井化工园区',
    ['hazmat', 'fire-fighting'],
    ['危化品', '火灾'],
  ),
  'mountain-volunteers': main(
    'social',
    34,
    60,
    'luancheng',
    '峦城镇体育馆路',
    ['mountain-rescue', 'search-rescue', 'drone'],
    ['地质灾害', '地震'],
  ),
  'water-volunteers': main('social', 28, 60, 'wujiang', '雾江镇渡口', ['water-rescue', 'diving'], ['水上', '洪涝']),
}

function main(
  kind: string,
  nominal: number,
  ready: number,
  town: string,
  base: string,
  capabilities: string[],
  supports: string[],
  reports = false,
): MainTeam {
  return { kind, nominal, ready, town, base, capabilities, supports, reports }
}

/**
 * Every team of the county: the main ones, 12 townships × 40, 121 villages and communities × 15. Without `daily` none is set to report its
 * standby: a store whose clock is moved would owe it for every day.
 */
export function teamRecords(county: County, today: string, daily: boolean): LedgerRecord[] {
  const random = randomOf('rescue-teams')
  const areaOf = (code: string | null) => county.areas.find(area => area.code === code) as Area
  const team = (unitKey: string, values: Record<string, unknown>): LedgerRecord => ({
    ledger: 'rescue-teams',
    key: `team/${unitKey}`,
    unitKey,
    values: { insuredUntil: dayBefore(today, -120 - Math.floor(random.between(0, 200))), ...values },
  })
  const unit = (key: string) => county.units.find(one => one.key === key)
  return [
    ...Object.entries(mainTeams).map(([key, one]) => {
      const [leader] = peopleOf(county, key)
      // The armed forces stand outside the county's tree: the bureau keeps what the county may call on.
      return team(key === 'militia-team' ? 'emergency-bureau' : key, {
        name: unit(key)?.name,
        kind: one.kind,
        leader: leader?.name,
        phone: unit(key)?.dutyPhone,
        nominal: one.nominal,
        base: one.base,
        position: near(areaOf(unit(one.town)?.areaCode ?? null), random, 900),
        capabilities: one.capabilities,
        supports: one.supports,
        readyMinutes: one.ready,
        reportsStandby: daily && one.reports,
        ...(key === 'mountain-volunteers' && {
          certificateNo: '应登〔2024〕001号',
          certifiedUntil: dayBefore(today, -400),
        }),
        // Its papers ran out a month ago: it may still be sent, with a reason.
        ...(key === 'water-volunteers' && {
          certificateNo: '应登〔2023〕002号',
          certifiedUntil: dayBefore(today, 30),
          insuredUntil: dayBefore(today, -90),
        }),
      })
    }),
    ...county.units
      .filter(one => one.kind === 'town')
      .map(town => {
        const [leader] = peopleOf(county, town.key)
        return team(town.key, {
          name: `${town.name}综合应急救援队`,
          kind: 'township',
          leader: leader?.name,
          phone: town.dutyPhone,
          nominal: 40,
          base: `${town.name}人民政府`,
          position: near(areaOf(town.areaCode), random, 300),
          capabilities: ['evacuation', 'flood-rescue', ...(forested.includes(town.key) ? ['forest-fire'] : [])],
          supports: ['洪涝', '地质灾害', '森林火灾'],
          readyMinutes: 20,
        })
      }),
    ...spotsOf(county).map(({ unit: village, area, keeper }) =>
      team(village.key, {
        name: `${village.name}应急小分队`,
        kind: 'village',
        leader: keeper?.name,
        phone: keeper?.mobile,
        nominal: 15,
        base: `${village.name}便民服务中心`,
        position: near(area, random, 200),
        capabilities: ['evacuation'],
        supports: ['洪涝', '地质灾害'],
        readyMinutes: 10,
        ...withoutInsurance(random),
      }),
    ),
  ]
}

const forested = ['songling', 'zhuxi', 'yunding', 'baiyan']
/** Nobody has entered one village team's insurance in eight. */
const withoutInsurance = (random: Random) => (random.next() < 0.125 ? { insuredUntil: null } : {})
