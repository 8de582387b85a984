import { towns } from './town-table.ts'

/** A record of a ledger: its key among the sample's, the unit that keeps it, its values as the ledger's fields want them. */
export interface LedgerRecord {
  ledger: string
  key: string
  unitKey: string
  values: Record<string, unknown>
}

/** Desks of the county and its townships, and whom the county calls beyond its borders. */
export function ledgerRecords(): LedgerRecord[] {
  return [...countyDesks, ...towns.flatMap(townDesks), ...neighbours]
}

const desk = (unitKey: string, key: string, values: Record<string, unknown>): LedgerRecord => ({
  ledger: 'contacts',
  key: `${unitKey}/${key}`,
  unitKey,
  values,
})

const countyDesks = [
  desk('duty-office', 'fax', {
    name: '县总值班室传真',
    kind: '传真',
    phone: '0990-7515075',
    hours: '24 小时',
    keeper: '值班员',
  }),
  desk('duty-office', 'satellite', {
    name: '县总值班室卫星电话',
    kind: '卫星电话',
    channel: '1740-000-0101',
    hours: '24 小时',
    keeper: '值班员',
    note: '每周一测试通话',
  }),
  desk('emergency-bureau', 'video', {
    name: '县应急指挥中心视频会商',
    kind: '视频会商',
    channel: '会议室 9903210',
    hours: '24 小时',
    keeper: '指挥中心',
  }),
  desk('emergency-bureau', 'radio', {
    name: '应急指挥通播频道',
    kind: '对讲频道',
    channel: '370 MHz 1 频道',
    hours: '24 小时',
    keeper: '指挥中心',
  }),
  desk('water-bureau', 'dispatch', {
    name: '县水旱灾害防御调度室',
    kind: '调度电话',
    phone: '0990-7516301',
    hours: '汛期 24 小时',
    keeper: '值班员',
  }),
  desk('forestry-bureau', 'dispatch', {
    name: '县森林防火调度室',
    kind: '调度电话',
    phone: '0990-7516401',
    hours: '24 小时',
    keeper: '值班员',
  }),
  desk('fire-brigade', 'dispatch', {
    name: '消防救援大队接警室',
    kind: '调度电话',
    phone: '0990-7510119',
    hours: '24 小时',
    keeper: '通信员',
  }),
]

function townDesks({ key, name, code }: (typeof towns)[number]): LedgerRecord[] {
  const line = code.slice(-3)
  return [
    desk(key, 'satellite', {
      name: `${name}卫星电话`,
      kind: '卫星电话',
      channel: `1740-000-1${line}`,
      hours: '24 小时',
      keeper: '值班室',
      note: '公网中断时使用，汛期每周测试',
    }),
    desk(key, 'radio', {
      name: `${name}应急对讲`,
      kind: '对讲频道',
      channel: `370 MHz ${Number(line) % 100} 频道`,
      hours: '24 小时',
      keeper: '值班室',
    }),
  ]
}

const neighbour = (key: string, values: Record<string, unknown>): LedgerRecord => ({
  ledger: 'neighbour-units',
  key: `neighbour/${key}`,
  unitKey: 'emergency-bureau',
  values,
})

const neighbours = [
  neighbour('yunling', {
    name: '云岭县应急管理局',
    kind: '毗邻县区',
    region: '云岭县',
    adjoining: '990321108000',
    dutyPhone: '0990-7680110',
    contact: '韦宏',
    mobile: '19900008801',
    capabilities: ['救援队伍', '应急物资', '避难安置'],
    agreement: '青峦县、云岭县森林火灾联防联控协议',
    agreementUntil: '2027-12-31',
    agreementTerms:
      '边界两侧各 10 公里内的森林火灾，经两县值班室互通即可越界扑救；可请求专业队 40 人、风力灭火机 60 台，1 小时内出动；带队负责人服从火场指挥部指挥，油料和伙食由请求方保障，误工补助由派出方先行垫付、按季结算。',
  }),
  neighbour('chuanping', {
    name: '川坪县应急管理局',
    kind: '毗邻县区',
    region: '川坪县',
    adjoining: '990321201000',
    dutyPhone: '0990-7690110',
    contact: '蒲青',
    mobile: '19900008802',
    capabilities: ['救援队伍', '医疗救护'],
    agreement: '沧宁市东部三县区域应急联动协议',
    agreementUntil: '2026-12-31',
    agreementTerms:
      '重大洪涝、地质灾害和伤员转运可请求支援：救援队 30 人、救护车 4 辆；由县人民政府带班领导口头提出，24 小时内补函；费用由请求方承担。',
  }),
  neighbour('garrison', {
    name: '驻青峦某部作战值班室',
    kind: '驻地部队',
    region: '峦城镇',
    adjoining: '990321101000',
    dutyPhone: '0990-7518001',
    contact: '值班参谋',
    capabilities: ['救援队伍', '运输保障'],
  }),
  neighbour('highway', {
    name: '沧宁高速公路公司盐井管理处',
    kind: '中央和省属企业',
    region: '盐井镇',
    adjoining: '990321107000',
    dutyPhone: '0990-7412122',
    contact: '监控中心',
    capabilities: ['运输保障', '应急物资'],
    agreement: '高速公路突发事件联动处置协议',
    agreementUntil: '2028-06-30',
  }),
]
