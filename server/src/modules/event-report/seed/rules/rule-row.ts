import type { Condition } from '../../clocks/conditions.ts'
import type { ReportingRule } from '../../clocks/schema.ts'

/** A rule as it is written down here; what is not said has the usual value. */
type RuleRow = Pick<
  ReportingRule,
  | 'code'
  | 'title'
  | 'trigger'
  | 'owed_by'
  | 'owed_to'
  | 'clock'
  | 'medium'
  | 'source_name'
  | 'source_article'
  | 'confidence'
> & { condition: Condition } & Partial<
    Pick<
      ReportingRule,
      'limit_minutes' | 'phone_limit_minutes' | 'soft' | 'renews_on_upgrade' | 'must_report' | 'enabled' | 'note'
    >
  >

/** Fills in the usual values. */
export const rule = (row: RuleRow): ReportingRule => ({
  limit_minutes: null,
  phone_limit_minutes: null,
  soft: false,
  renews_on_upgrade: false,
  must_report: false,
  enabled: true,
  note: null,
  local_document: null,
  effective_from: '2024-11-01',
  effective_to: null,
  ...row,
})

/** 立即: no minutes, only a mark (soft). */
export const immediately = { soft: true, limit_minutes: 0 } as const

/** Accidents in production and business (生产安全事故). Fire and traffic are reported by their own lines as well. */
export const accidents = [
  '12A',
  '12B',
  '12C',
  '12D',
  '12E',
  '12F',
  '12G',
  '12H',
  '12J',
  '12K',
  '12L',
  '12M',
  '12N',
  '12P',
  '12R',
  '12S',
  '12T',
  '12U',
  '12Y',
]
/** Natural disasters whose losses go into the disaster statistics; forest and grassland fires are counted by their own system. */
export const disasters = ['11A', '11B', '11C', '11D', '11E', '11F', '11Y']

/** Papers that several rules rest on. */
export const sources = {
  decree493: '《生产安全事故报告和调查处理条例》（国务院令第493号）',
  law: '《中华人民共和国突发事件应对法》',
  order21: '《生产安全事故信息报告和处置办法》（安监总局令第21号）',
  relief: '《自然灾害救助条例》（国务院令第577号）',
  statistics: '《自然灾害情况统计调查制度》（应急〔2020〕19号）',
  reliefPlan: '《国家自然灾害救助应急预案》（国办函〔2024〕11号）',
  geology: '《国家突发地质灾害应急预案》（2006）',
  fire: '《森林防火条例》（国务院令第541号）',
  health: '《突发公共卫生事件应急条例》（国务院令第376号）',
  environment: '《突发环境事件信息报告办法》（环境保护部令第17号）',
  ours: '本系统默认值',
}
