import { codes } from './areas.ts'
import { anyone, type Directory } from './directory.ts'

/** Rescue teams of the county (救援队伍): key, name, short name, unit they belong to. */
const teams: [key: string, name: string, shortName: string, parentKey: string][] = [
  ['rescue-team', '县综合应急救援队', '综合救援队', 'emergency-bureau'],
  ['fire-station', '峦城消防救援站', '峦城消防站', 'fire-brigade'],
  ['forest-fire-team', '县森林消防专业队', '森林消防队', 'forestry-bureau'],
  ['medical-team', '县紧急医学救援队', '医疗救援队', 'health-commission'],
  ['road-team', '县公路抢通保障队', '公路抢通队', 'transport-bureau'],
  ['power-team', '县电力抢修队', '电力抢修队', 'power-company'],
  ['telecom-team', '县通信保障队', '通信保障队', 'telecom-company'],
  ['environment-team', '县环境应急监测队', '环境监测队', 'environment-bureau'],
  ['militia-team', '县民兵应急连', '民兵应急连', 'armed-forces-department'],
  ['chemical-team', '盐井化工园区危化品救援队', '危化救援队', 'fluorine-plant'],
  ['mountain-volunteers', '青峦山地应急志愿救援队', '山地志愿队', 'emergency-bureau'],
  ['water-volunteers', '青峦雾江水上应急志愿救援队', '水上志愿队', 'emergency-bureau'],
]

/** Enterprises and installations the county watches: key, name, short name, township. */
const enterprises: [key: string, name: string, shortName: string, townKey: string][] = [
  ['fluorine-plant', '青峦氟化工有限公司', '氟化工公司', 'yanjing'],
  ['chlor-alkali-plant', '盐井氯碱化工有限公司', '氯碱公司', 'yanjing'],
  ['cold-store', '盐井冷链物流有限公司', '冷链公司', 'yanjing'],
  ['lpg-station', '盐井液化石油气储配站', '盐井液化气站', 'yanjing'],
  ['yanjing-waterworks', '盐井镇自来水厂', '盐井水厂', 'yanjing'],
  ['truck-company', '青峦县通安危险货物运输有限公司', '通安运输公司', 'luancheng'],
  ['shopping-centre', '峦城商业广场有限公司', '峦城广场', 'luancheng'],
  ['lead-zinc-mine', '白岩铅锌矿业有限公司', '白岩铅锌矿', 'baiyan'],
  ['tailings-pond', '白岩铅锌矿尾矿库', '白岩尾矿库', 'baiyan'],
  ['quarry', '石鼓采石场', '石鼓采石场', 'shigu'],
  ['shigu-reservoir', '石鼓水库管理所', '石鼓水库', 'shigu'],
  ['longtan-hydropower', '龙滩水电开发有限公司', '龙滩水电站', 'longtan'],
  ['songling-reservoir', '松岭水库管理所', '松岭水库', 'songling'],
  ['songling-forest-park', '松岭森林公园有限公司', '松岭景区', 'songling'],
  ['ferry-company', '雾江渡运有限公司', '雾江渡口', 'wujiang'],
]

export function fillTeams({ unit, hire, post }: Directory): void {
  for (const [key, name, shortName, parentKey] of teams) {
    const own = unit({ key, name, shortName, kind: 'team', parentKey, areaCode: codes.county })
    const [leader, deputy, ...members] = hire(own, anyone(4))
    if (!leader || !deputy) throw new Error(`${key} has no leader`)
    const superior = `${parentKey}/head`
    post(own, { slug: 'leader', name: '队长', kind: 'teamLeader', held: [leader, deputy], superior })
    const held = [deputy, ...members]
    post(own, { slug: 'duty-officer', name: '备勤值班员', kind: 'dutyOfficer', held, superior: `${key}/leader` })
  }
}

export function fillEnterprises({ unit, units, hire, post }: Directory): void {
  for (const [key, name, shortName, townKey] of enterprises) {
    const areaCode = units.find(town => town.key === townKey)?.areaCode ?? null
    const own = unit({ key, name, shortName, kind: 'enterprise', parentKey: townKey, areaCode })
    const [head, safety, officer] = hire(own, anyone(3))
    if (!head || !safety || !officer) throw new Error(`${key} has no people`)
    const top = `${key}/head`
    post(own, { slug: 'head', name: '主要负责人', kind: 'head', held: [head, safety], superior: `${townKey}/head` })
    post(own, { slug: 'duty-officer', name: '值班调度员', kind: 'dutyOfficer', held: [officer, safety], superior: top })
  }
}
