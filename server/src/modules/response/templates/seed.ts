import type {
  ClosingCondition,
  ResponseCondition,
  ResponseLevel,
  ResponseTopic,
  TemplateGroup,
} from '@anlan/contract/response-template.ts'
import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import { stableId } from '../../../kernel/stable-id.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { groupsOf } from './seed-groups.ts'
import { tasksOf } from './seed-tasks.ts'

interface Topic {
  typePrefixes: string[]
  lead: string
  /** Starts Ⅳ and commands it: the director of the topic's office, or the head of the department. */
  office: string
  conditions: Record<ResponseLevel, string>
  rules: Record<ResponseLevel, ResponseCondition[]>
  groups: Partial<Record<TemplateGroup['code'], Partial<TemplateGroup>>>
  closing: string[]
}

const level = (at: ResponseLevel): ResponseCondition => ({ kind: 'eventLevel', level: at })
const figure = (label: string, min: number, unit: string, ...indicators: string[]): ResponseCondition => ({
  kind: 'figure',
  indicators,
  label,
  min,
  unit,
})
const hours = (count: number): ResponseCondition => ({ kind: 'openMinutes', minutes: count * 60 })
const byLevel = { 4: [level(4)], 3: [level(3)], 2: [level(2)], 1: [level(1)] }
const relocated = (min: number) => figure('转移安置', min, ' 人', 'relocated')
const houses = (min: number) => figure('倒损房屋', min, ' 间', 'housesCollapsedRooms', 'housesSeverelyDamagedRooms')
const lost = (min: number) => figure('死亡失踪', min, ' 人', 'deaths', 'missing')

/** The county's response table (设计): each plan may put its own row in its place. */
const topics: Record<ResponseTopic, Topic> = {
  flood: {
    typePrefixes: ['11A', '11B'],
    lead: 'office:water',
    office: 'lead/headquartersOffice',
    conditions: {
      4: '黄色暴雨预警，或 2 个乡镇 24 小时降雨 100 毫米以上；小（2）型水库重大险情',
      3: '橙色暴雨预警，或 3 个以上乡镇 24 小时降雨 100 毫米以上；达警戒水位；小（1）型水库险情；转移 100 人以上',
      2: '红色暴雨预警，或达保证水位；小型水库垮坝风险；转移 1000 人以上；死亡 1 人以上',
      1: '水库垮坝、县城进水；死亡 3 人以上；转移 1 万人以上',
    },
    rules: {
      4: [level(4)],
      3: [relocated(100), level(3)],
      2: [relocated(1000), figure('死亡', 1, ' 人', 'deaths'), level(2)],
      1: [figure('死亡', 3, ' 人', 'deaths'), relocated(10_000), level(1)],
    },
    groups: { monitor: { lead: 'office:weather', members: ['office:water', 'office:naturalResources'] } },
    closing: [
      '雨情、水情回落，险情排除',
      '失联、被困人员全部查清',
      '水库、堤防、地质灾害点次生风险受控',
      '群众生活、交通、供电秩序恢复',
    ],
  },
  geology: {
    typePrefixes: ['11D'],
    lead: 'office:naturalResources',
    office: 'lead/headquartersOffice',
    conditions: { 4: '小型险情或灾情', 3: '中型险情或灾情', 2: '大型险情或灾情', 1: '特大型险情或灾情' },
    rules: byLevel,
    groups: { monitor: { lead: 'office:naturalResources', members: ['office:weather'] } },
    closing: ['灾害体稳定，险情排除', '失联、被困人员全部查清', '二次滑动和次生风险受控', '群众生活、交通秩序恢复'],
  },
  forestFire: {
    typePrefixes: ['11G'],
    lead: 'office:forestry',
    office: 'lead/headquartersOffice',
    conditions: {
      4: '一般森林火灾，或 2 小时未得到控制',
      3: '受害森林面积 10 公顷以上，或 6 小时未扑灭，或威胁村庄',
      2: '较大森林火灾且面积 50 公顷以上，或死亡 1 至 2 人，或 12 小时未扑灭',
      1: '面积 100 公顷以上，或死亡 3 人以上，或 24 小时未扑灭',
    },
    rules: {
      4: [level(4), hours(2)],
      3: [
        figure('受害森林面积', 10, ' 公顷', 'burnedAreaHectares'),
        hours(6),
        { kind: 'circumstance', circumstance: 'settlementThreat' },
      ],
      2: [figure('受害森林面积', 50, ' 公顷', 'burnedAreaHectares'), figure('死亡', 1, ' 人', 'deaths'), hours(12)],
      1: [figure('受害森林面积', 100, ' 公顷', 'burnedAreaHectares'), figure('死亡', 3, ' 人', 'deaths'), hours(24)],
    },
    groups: { monitor: { lead: 'office:weather', members: ['office:forestry'] } },
    closing: ['明火扑灭，火场清理看守到位', '扑火人员和受威胁群众全部清点', '无复燃风险', '转移群众返回，秩序恢复'],
  },
  production: {
    typePrefixes: ['12A', '12B', '12C', '12D', '12E', '12F', '12G', '12H', '12J', '12N', '12P'],
    lead: 'office:emergencyBureau',
    office: 'lead/headquartersOffice',
    conditions: {
      4: '一般事故',
      3: '较大涉险事故，或可能发展为较大事故',
      2: '较大事故',
      1: '重大以上事故',
    },
    rules: {
      4: [level(4)],
      3: [
        { kind: 'circumstance', circumstance: 'majorDanger' },
        { kind: 'circumstance', circumstance: 'mayBecomeMajor' },
      ],
      2: [level(3)],
      1: [level(2)],
    },
    groups: {
      rescue: { lead: 'office:emergencyBureau', members: ['office:fireRescue', 'office:armedForces', 'place:town'] },
      monitor: { lead: 'office:ecology', members: ['office:weather'] },
      security: { lead: 'office:publicSecurity', members: ['place:town'] },
      medical: { lead: 'office:health', members: ['place:town'] },
    },
    closing: ['泄漏、火源等危险源消除', '被困、失联人员全部查清', '次生、衍生和环境风险受控', '交通和群众生活秩序恢复'],
  },
  relief: {
    typePrefixes: ['11'],
    lead: 'office:emergencyBureau',
    office: 'lead',
    conditions: {
      4: '转移安置 100 人以上，或倒损房屋 30 间以上',
      3: '转移安置 500 人以上，或倒损房屋 150 间以上，或死亡失踪 1 人以上',
      2: '转移安置 2000 人以上，或倒损房屋 500 间以上，或死亡失踪 3 人以上',
      1: '转移安置 1 万人以上，或倒损房屋 3000 间以上，或死亡失踪 10 人以上',
    },
    rules: {
      4: [relocated(100), houses(30)],
      3: [relocated(500), houses(150), lost(1)],
      2: [relocated(2000), houses(500), lost(3)],
      1: [relocated(10_000), houses(3000), lost(10)],
    },
    groups: { supply: { lead: 'office:emergencyBureau' } },
    closing: ['受灾群众妥善安置', '死亡、失踪人员查清', '次生灾害和疫病风险受控', '救助款物发放到位，秩序恢复'],
  },
  environment: {
    typePrefixes: ['12Q'],
    lead: 'office:ecology',
    office: 'lead/headquartersOffice',
    conditions: { 4: '一般突发环境事件', 3: '较大突发环境事件', 2: '重大突发环境事件', 1: '特别重大突发环境事件' },
    rules: byLevel,
    groups: { monitor: { lead: 'office:ecology', members: ['office:weather', 'office:water'] } },
    closing: ['污染源切断', '中毒、受影响人员全部查清', '监测指标连续达标，无扩散风险', '取水、供水等秩序恢复'],
  },
  general: {
    typePrefixes: ['1'],
    lead: 'lead',
    office: 'lead',
    conditions: { 4: '一般突发事件', 3: '较大突发事件', 2: '重大突发事件', 1: '特别重大突发事件' },
    rules: byLevel,
    groups: {},
    closing: ['威胁和危害得到控制或消除', '受影响人员全部查清', '次生、衍生风险受控', '社会秩序恢复'],
  },
}

/** Who starts: Ⅳ the director of the topic's office, Ⅲ the leader in charge, Ⅱ 县长, Ⅰ 县委书记 or 县长 (设计). */
const starters = (topic: Topic): Record<ResponseLevel, string[]> => ({
  4: [topic.office],
  3: ['supervisor'],
  2: ['leader:县长'],
  1: ['leader:县委书记', 'leader:县长'],
})
const told: Record<ResponseLevel, string[]> = {
  4: ['supervisor', 'place:town'],
  3: ['supervisor', 'leader:常务副县长', 'leader:县长', 'place:town'],
  2: ['leader:县长', 'leader:县委书记', 'leader:常务副县长', 'supervisor', 'leader:宣传部部长', 'place:town'],
  1: [
    'leader:县委书记',
    'leader:县长',
    'leader:常务副县长',
    'leader:县委副书记',
    'supervisor',
    'leader:政法委书记',
    'leader:宣传部部长',
    'place:town',
  ],
}
const hoursExpected: Record<ResponseLevel, number> = { 4: 24, 3: 24, 2: 48, 1: 72 }
const measures: Record<ResponseLevel, string> = {
  4: '加强值守和监测，队伍集结待命，属地做好先期处置和群众转移准备。',
  3: '设立现场指挥部，组织抢险救援和危险区群众转移，保障交通、医疗和物资，及时发布信息。',
  2: '县指挥部统一指挥，全力搜救和转移安置，抢修交通、电力、通信，停课停业，请求上级支援。',
  1: '县委、县政府主要领导到场指挥，动员全县力量搜救和转移，在上级指挥机构领导下开展处置。',
}
const closingCodes = ['dangerRemoved', 'peopleAccounted', 'secondaryRisk', 'orderRestored']

/** Brings the response table of the product. A row that is there stays as the county has it. */
export async function seedTemplates(work: Work): Promise<void> {
  const rows = (Object.entries(topics) as [ResponseTopic, Topic][]).flatMap(([name, topic]) =>
    ([4, 3, 2, 1] as const).map(at => ({
      id: stableId('response', 'template', name, String(at)),
      topic: name,
      level: at,
      name: `${responseTopics[name]}${responseLevelNames[at]}响应`,
      type_prefixes: topic.typePrefixes,
      conditions: topic.conditions[at],
      rules: JSON.stringify(topic.rules[at]),
      lead: topic.lead,
      starters: starters(topic)[at],
      commander: at === 4 ? topic.office : at === 3 ? 'supervisor' : 'leader:县长',
      told: told[at],
      expected_hours: hoursExpected[at],
      measures: measures[at],
      groups: JSON.stringify(groupsOf(at, topic.groups)),
      tasks: JSON.stringify(tasksOf(name, at)),
      closing: JSON.stringify(
        topic.closing.map((words, i): ClosingCondition => ({ code: closingCodes[i] ?? `c${i}`, name: words })),
      ),
      enabled: true,
      source_name: '县级响应分级（产品默认，以各预案为准）',
      source_article: '启动、期限、措施、终止：《突发事件应对法》第七十二条、第八十六条',
      confidence: '设计',
      version: 1,
      changed_at: null,
      changed_by_name: null,
    })),
  )
  await work.tx
    .insertInto('response_template')
    .values(rows)
    .onConflict(conflict => conflict.columns(['topic', 'level']).doNothing())
    .execute()
}
