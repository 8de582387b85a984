import type { LedgerRecord } from './ledger-records.ts'
import { dayBefore } from './rescue-teams.ts'
import { randomOf } from './rng.ts'
import type { County } from './shape.ts'
import { madeUpPhone, near } from './spots.ts'

const townKit = '《乡镇应急能力建设基本标准》（征求意见）'
const ours = '产品默认，待县应急管理局核定'

type Standard = [kind: string, item: string, unit: string, quantity: number, per: 'team' | 'person', source: string]
const standards: Standard[] = [
  ['township', '个人防护装备', '套', 30, 'team', townKit],
  ['township', '救生衣', '件', 30, 'team', townKit],
  ['township', '油锯', '台', 4, 'team', ours],
  ['township', '对讲机', '部', 10, 'team', ours],
  ['village', '铁锨', '把', 10, 'team', ours],
  ['village', '手电', '把', 15, 'team', ours],
  ['village', '雨衣', '件', 15, 'team', ours],
  ['village', '铜锣', '面', 2, 'team', ours],
  ['village', '口哨', '只', 15, 'team', ours],
  ['village', '扩音器', '台', 2, 'team', ours],
  ['comprehensive', '冲锋舟', '艘', 4, 'team', ours],
  ['comprehensive', '个人防护装备', '套', 1, 'person', ours],
  ['comprehensive', '绳索救援套装', '套', 6, 'team', ours],
  ['forestFire', '风力灭火机', '台', 0.4, 'person', ours],
  ['forestFire', '防火服', '套', 1, 'person', ours],
]

type Kit = [unitKey: string, team: string, item: string, unit: string, quantity: number, usable: number]
const kits: Kit[] = [
  ['rescue-team', '县综合应急救援队', '冲锋舟', '艘', 4, 3],
  ['rescue-team', '县综合应急救援队', '个人防护装备', '套', 60, 58],
  ['rescue-team', '县综合应急救援队', '绳索救援套装', '套', 4, 4],
  ['rescue-team', '县综合应急救援队', '无人机', '架', 2, 2],
  ['forest-fire-team', '县森林消防专业队', '风力灭火机', '台', 18, 16],
  ['forest-fire-team', '县森林消防专业队', '防火服', '套', 50, 50],
  ...['chaping', 'longtan', 'songling', 'yanjing', 'baiyan'].flatMap((key, nth): Kit[] => [
    [key, '', '个人防护装备', '套', 24 + nth * 3, 22 + nth * 3],
    [key, '', '救生衣', '件', 30 - nth * 2, 30 - nth * 2],
    [key, '', '对讲机', '部', 8, 6],
  ]),
]

/** What teams have, what they should have, whom to ask at the garrison, and what was done for social forces. */
export function teamEquipmentRecords(county: County, today: string): LedgerRecord[] {
  const nameOf = (key: string) => county.units.find(unit => unit.key === key)?.name ?? ''
  const bureau = 'emergency-bureau'
  return [
    ...standards.map(([kind, item, unit, quantity, per, source]): LedgerRecord => {
      const values = { kind, item, unit, quantity, per, source }
      return { ledger: 'team-equipment-standards', key: `standard/${kind}/${item}`, unitKey: bureau, values }
    }),
    ...kits.map(([unitKey, team, item, unit, quantity, usable]): LedgerRecord => {
      const values = {
        team: team || `${nameOf(unitKey)}综合应急救援队`,
        item,
        unit,
        quantity,
        usable,
        checkedOn: dayBefore(today, 20),
      }
      return { ledger: 'team-equipment', key: `equipment/${unitKey}/${item}`, unitKey, values }
    }),
    ...contacts.map(([name, kind, people, channel], nth): LedgerRecord => {
      const values = { name, kind, people, channel, dutyPhone: `0990-75180${10 + nth}`, contact: '作战值班员' }
      return { ledger: 'military-contacts', key: `military/${nth}`, unitKey: bureau, values }
    }),
    ...honours.map(([unitKey, kind, content, purpose, amountWan, ago], nth): LedgerRecord => {
      const values = { team: nameOf(unitKey), kind, content, purpose, amountWan, on: dayBefore(today, ago) }
      return { ledger: 'team-records', key: `team-record/${nth}`, unitKey, values }
    }),
  ]
}

const contacts: [name: string, kind: string, people: number, channel: string][] = [
  ['武警青峦中队', '武警', 40, '经县人民政府提请武警沧宁支队批准'],
  ['县人武部作战值班室', '民兵', 100, '县人武部直接动用民兵应急连'],
  ['驻青峦某部', '解放军', 120, '经县人武部报沧宁军分区'],
]

const honours: [
  unitKey: string,
  kind: string,
  content: string,
  purpose: string | null,
  amountWan: number | null,
  ago: number,
][] = [
  ['mountain-volunteers', 'fund', '年度运行补助', '日常运行', 6, 160],
  ['mountain-volunteers', 'reward', '山区走失老人搜救记功，通报表扬', null, null, 75],
  ['mountain-volunteers', 'assessment', '能力考核：山地救援 2 级合格', null, null, 140],
  ['water-volunteers', 'fund', '水域救援装备购置补助', '装备购置', 4.5, 210],
  ['water-volunteers', 'issue', '配发干式救援服 6 套、救生抛投器 2 具', null, null, 205],
]

const fields = ['flood', 'geology', 'chemical', 'mine', 'forest', 'health', 'environment', 'power', 'construction']
const employers = [
  '县水利局',
  '沧宁市地质环境监测站',
  '沧宁化工学院',
  '白岩铅锌矿业有限公司',
  '县林业局',
  '县人民医院',
  '市生态环境监测中心',
  '县供电公司',
  '县住房城乡建设委',
]
const titles = ['高级工程师', '教授', '主任医师', '工程师']
const surnames = [...'田向彭覃石龙冉谭罗姚杨张']
const given = [...'明远静岚磊松川宁秀兰平波']

/** 38 experts in 9 fields; one appointment ends soon, one has run out. */
export const expertRecords = (county: County, today: string): LedgerRecord[] => {
  const random = randomOf('experts')
  const seat = county.areas.find(area => area.name === '峦城镇')
  if (!seat) throw new Error('a county without its seat')
  return Array.from({ length: 38 }, (_, nth): LedgerRecord => {
    const field = nth % fields.length
    const until = nth === 4 ? -25 : nth === 11 ? 40 : -(200 + nth * 17)
    return {
      ledger: 'experts',
      key: `expert/${nth}`,
      unitKey: 'emergency-bureau',
      values: {
        name: `${surnames[(nth * 5) % 12]}${given[(nth * 7 + 3) % 12]}${given[(nth * 11 + 5) % 12]}`,
        fields: [fields[field]],
        employer: employers[field],
        title: field === 5 ? '主任医师' : titles[nth % 2 === 0 ? 0 : 3],
        phone: madeUpPhone(62, nth),
        termFrom: dayBefore(today, until + 1095),
        termUntil: dayBefore(today, until),
        document: '青应急发〔2024〕18号',
        position: near(seat, random, 1800),
      },
    }
  })
}
