import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import type { PlanNeedRuleTable } from './schema.ts'

type Rule = Pick<PlanNeedRuleTable, 'code' | 'column' | 'label' | 'scopes'> & Partial<PlanNeedRuleTable>

const lawOf = (article: string) => ({
  source_name: '中华人民共和国突发事件应对法',
  source_article: article,
  confidence: '较确',
})
const designed = { source_name: '产品默认', source_article: '', confidence: '设计' }
const everywhere: PlanNeedRuleTable['scopes'] = ['village', 'town', 'department', 'county']
const majors = { own_field: 'grade', own_values: ['重大'], own_plan: 'point' as const }

const risk = (
  kind: string,
  column: string,
  department: string,
  event_types: string[],
  more: Partial<Rule> = {},
): Rule => ({
  code: `risk-${kind}`,
  column,
  label: column,
  ledger: 'risk-points',
  field: 'kind',
  values: [kind],
  scopes: everywhere,
  department,
  event_types,
  ...majors,
  ...designed,
  ...more,
})

const rules: Rule[] = [
  { code: 'county-general', column: '总体预案', label: '县总体应急预案', scopes: ['county'], ...lawOf('第二十六条') },
  { code: 'town-general', column: '总体预案', label: '乡镇（街道）应急预案', scopes: ['town'], ...lawOf('第二十六条') },
  { code: 'village-general', column: '总体预案', label: '村（社区）应急预案', scopes: ['village'], ...designed },
  risk('flashFlood', '山洪', 'water', ['11A51']),
  risk('reservoir', '水库', 'water', ['11A03']),
  risk('geology', '地质灾害', 'naturalResources', ['11D'], { own_values: ['重大', '较大'] }),
  risk('forest', '森林火灾', 'forestry', ['11G']),
  risk('tailings', '尾矿库', 'emergencyBureau', ['12B04']),
  risk('mine', '矿山', 'emergencyBureau', ['12B']),
  risk('chemical', '危险化学品', 'emergencyBureau', ['12D']),
  risk('road', '道路交通', 'publicSecurity', ['12H'], { scopes: ['town', 'department', 'county'] }),
  risk('crowd', '人员密集场所', 'emergencyBureau', ['12S', '12G'], { scopes: ['town', 'department', 'county'] }),
  risk('radiation', '辐射', 'ecology', ['12T'], { scopes: ['department', 'county'] }),
  {
    code: 'enterprise-own',
    column: '企业预案',
    label: '高危行业企业应急预案',
    scopes: [],
    ledger: 'enterprises',
    field: 'sector',
    values: ['chemical', 'mining', 'fireworks', 'metallurgy', 'construction', 'gas', 'transport'],
    own_plan: 'enterprise',
    source_name: '生产安全事故应急条例',
    source_article: '第五条',
    confidence: '较确',
  },
  {
    code: 'corps-own',
    column: '队伍预案',
    label: '县综合应急救援队抢险救援预案',
    scopes: [],
    ledger: 'rescue-teams',
    field: 'kind',
    values: ['comprehensive'],
    own_plan: 'team',
    ...designed,
  },
]

/** Ledgers that rules speak of: what is entered into any other changes no coverage. */
export const coveredLedgers = new Set(rules.flatMap(rule => rule.ledger ?? []))

/** Rows that are not there yet; what the county changed stays. */
export async function seedNeedRules(work: Work): Promise<void> {
  const rows = rules.map((rule, sort) => ({
    ledger: null,
    field: null,
    values: [],
    event_types: [],
    department: null,
    own_field: null,
    own_values: [],
    own_plan: null,
    enabled: true,
    version: 1,
    ...rule,
    sort,
  }))
  await sql`insert into plan_need_rule select * from jsonb_populate_recordset(null::plan_need_rule, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(work.tx)
}
