import type { Confidence } from '@anlan/contract/codec.ts'
import { type PlanKind, type PlanPart, planKinds } from '@anlan/contract/plan.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { PlanKindRow } from '../schema.ts'
import { partHelp, villageHelp } from './help.ts'
import { templateOf } from './templates.ts'

type Row = Omit<
  PlanKindRow,
  | 'kind'
  | 'version'
  | 'changed_at'
  | 'changed_by_name'
  | 'template'
  | 'help'
  | 'source_name'
  | 'source_article'
  | 'confidence'
> & { source: [name: string, article: string, confidence: Confidence]; help?: Partial<Record<PlanPart, string>> }

const government: PlanPart[] = [
  'purpose',
  'basis',
  'scope',
  'principles',
  'classification',
  'organisation',
  'risk',
  'warning',
  'reporting',
  'response',
  'ending',
  'support',
  'aftermath',
  'management',
]
const short: PlanPart[] = ['organisation', 'risk', 'warning', 'reporting', 'response', 'support']
const village: PlanPart[] = ['organisation', 'risk', 'warning', 'evacuation', 'response']

const measure = '《突发事件应急预案管理办法》'
const filing: [string, string, Confidence] = [measure, '第二十六条（备案）；评估、演练周期见同办法', '较确']
const ours: [string, string, Confidence] = ['产品默认（待县应急管理局核定）', '', '设计']
/** What all kinds share: filed within 20 working days, assessed every three years, looked through every year, drilled every three years. */
const usual = {
  filing_workdays: 20,
  review_years: 3,
  check_months: 12,
  drill_months: 36,
  drill_months_by_topic: {},
  max_pages: null,
  consulted: true,
  expert_review: true,
} as const

/** Kinds of plans as delivered (domain 7.1–7.3); the county puts its own words and numbers in their place. */
const rows: Record<PlanKind, Row> = {
  general: {
    ...usual,
    maker: '县应急管理局起草',
    required_parts: government,
    approval: '县委、县政府会议审议后印发',
    approvers: ['leader:县委书记', 'leader:县长'],
    filed_with: '市政府，径送市应急管理局，抄送市有关部门',
    filing_to: 'office:cityEmergencyBureau',
    source: filing,
  },
  special: {
    ...usual,
    drill_months_by_topic: { production: 24 },
    maker: '牵头部门',
    required_parts: government,
    approval: '县政府常务会议或专题会议审议，县政府或县政府办公室印发',
    approvers: ['leader:县长', 'leader:常务副县长', 'supervisor'],
    filed_with: '市级相应牵头部门，抄送市应急管理局',
    filing_to: 'upper',
    source: filing,
  },
  department: {
    ...usual,
    maker: '部门',
    required_parts: government,
    approval: '部门会议审议',
    approvers: ['lead/head'],
    filed_with: '县政府，径送县应急管理局',
    filing_to: 'office:emergencyBureau',
    source: filing,
  },
  joint: {
    ...usual,
    maker: '相邻地区政府共同编制',
    required_parts: government,
    approval: '有关地区政府共同审批',
    approvers: ['leader:县长'],
    filed_with: '按各自预案备案，并报共同的上一级政府',
    filing_to: 'office:cityEmergencyBureau',
    source: filing,
  },
  town: {
    ...usual,
    expert_review: false,
    maker: '乡镇（街道）',
    required_parts: ['organisation', 'risk', 'warning', 'reporting', 'response', 'evacuation', 'support', 'management'],
    approval: '党委、政府会议审议，主要负责人签发',
    approvers: ['lead/head', 'lead/shiftLeader'],
    filed_with: '县政府，径送县应急管理局',
    filing_to: 'office:emergencyBureau',
    source: filing,
  },
  village: {
    ...usual,
    consulted: false,
    expert_review: false,
    drill_months: 12,
    max_pages: 2,
    maker: '村（居）民委员会',
    required_parts: village,
    help: villageHelp,
    approval: '村（居）民委员会讨论，主要负责人签发',
    approvers: ['lead/head'],
    filed_with: '乡镇（街道）',
    filing_to: 'place:town',
    source: [measure, '基层预案；篇幅、演练周期为产品默认', '较确'],
  },
  enterprise: {
    ...usual,
    consulted: false,
    drill_months: 12,
    maker: '企事业单位',
    required_parts: short,
    approval: '主要负责人签发，高危行业须经专家评审',
    approvers: ['lead/head'],
    filed_with: '县级行业主管部门和县应急管理局；重点单位须备案并公布',
    filing_to: 'office:emergencyBureau',
    source: ['《生产安全事故应急条例》第七条、第八条；《生产安全事故应急预案管理办法》', '备案、演练', '较确'],
  },
  activity: {
    ...usual,
    filing_workdays: null,
    review_years: null,
    drill_months: null,
    maker: '活动承办者',
    required_parts: short,
    approval: '承办单位主要负责人签发，作为公安机关许可材料',
    approvers: ['lead/head'],
    filed_with: '公安机关',
    filing_to: 'office:publicSecurity',
    source: ['《大型群众性活动安全管理条例》', '第十三条', '确'],
  },
  seasonal: {
    ...usual,
    consulted: false,
    expert_review: false,
    review_years: 1,
    drill_months: null,
    maker: '牵头部门',
    required_parts: ['organisation', 'risk', 'warning', 'response', 'support'],
    approval: '单位主要负责人签发，每年入季前更新',
    approvers: ['lead/head'],
    filed_with: '县应急管理局',
    filing_to: 'office:emergencyBureau',
    source: ours,
  },
  point: {
    ...usual,
    consulted: false,
    expert_review: false,
    drill_months: 12,
    max_pages: 2,
    maker: '风险点所在村（社区）或单位',
    required_parts: ['organisation', 'risk', 'warning', 'evacuation'],
    help: villageHelp,
    approval: '编制单位主要负责人签发',
    approvers: ['lead/head'],
    filed_with: '乡镇（街道）',
    filing_to: 'place:town',
    source: ours,
  },
  team: {
    ...usual,
    consulted: false,
    drill_months: 12,
    maker: '救援队伍',
    required_parts: ['organisation', 'response', 'support'],
    approval: '队伍主要负责人签发',
    approvers: ['lead/head'],
    filed_with: '县应急管理局',
    filing_to: 'office:emergencyBureau',
    source: ours,
  },
  scheme: {
    ...usual,
    consulted: false,
    expert_review: false,
    drill_months: null,
    maker: '预案中的牵头和支持单位',
    required_parts: ['organisation', 'response'],
    approval: '本单位主要负责人签发',
    approvers: ['lead/head'],
    filed_with: '上级预案的编制单位',
    filing_to: 'parent',
    source: ours,
  },
}

/** Brings the kinds of the product. A row that is there stays as the county has it. */
export async function seedKinds(work: Work): Promise<void> {
  await work.tx
    .insertInto('plan_kind')
    .values(
      (Object.keys(planKinds) as PlanKind[]).map(kind => {
        const { source, help, ...row } = rows[kind]
        const [source_name, source_article, confidence] = source
        const words = Object.fromEntries(row.required_parts.map(part => [part, help?.[part] ?? partHelp[part]]))
        return {
          ...row,
          kind,
          drill_months_by_topic: JSON.stringify(row.drill_months_by_topic),
          help: JSON.stringify(words),
          template: JSON.stringify(templateOf(kind, row.required_parts)),
          source_name,
          source_article,
          confidence,
          version: 1,
          changed_at: null,
          changed_by_name: null,
        }
      }),
    )
    .onConflict(conflict => conflict.column('kind').doNothing())
    .execute()
}
