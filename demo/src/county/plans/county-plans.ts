import { type Content, chaptersOf, type SamplePlan } from './shape.ts'
import { sharedText, type TopicWords, topicWords } from './topics.ts'

/** County plans: the general one and six special ones. */
export const countyPlans = (): SamplePlan[] => [general, ...specials]

function contentOf(topic: TopicWords, more: Content = {}): Content {
  const shared = sharedText(topic)
  return {
    chapters: chaptersOf([
      [
        '总则',
        null,
        '',
        [
          ['编制目的', 'purpose', topic.purpose],
          ['编制依据', 'basis', topic.basis],
          ['适用范围', 'scope', shared.scope],
          ['工作原则', 'principles', shared.principles],
          ['事件分级', 'classification', shared.classification],
        ],
      ],
      [
        '组织指挥体系',
        'organisation',
        `县人民政府设立${topic.name}应急指挥部，分管副县长任指挥长，办公室设在${topic.lead}。\n${topic.members.map(([, name, duties]) => `${name}：${duties}`).join('\n')}`,
      ],
      ['风险分析', 'risk', topic.risk],
      ['监测预警', 'warning', topic.warning],
      ['信息报告', 'reporting', shared.reporting],
      ['应急响应', 'response', topic.response],
      ['响应终止', 'ending', shared.ending],
      ['应急保障', 'support', topic.support],
      ['后期处置', 'aftermath', shared.aftermath],
      ['预案管理', 'management', shared.management],
    ]),
    command: {
      name: `青峦县${topic.name}应急指挥部`,
      commander: { bearer: 'supervisor', said: '分管副县长', duties: '统一指挥' },
      office: { bearer: `${topic.office}/head`, said: topic.lead, duties: '综合协调、信息汇总' },
      deputies: [{ bearer: 'office:governmentOffice', said: '县政府办公室主任', duties: '协助指挥' }],
      members: topic.members.map(([bearer, said, duties]) => ({ bearer, said, duties })),
    },
    contacts: topic.members.map(([bearer, said]) => ({ bearer, said })),
    ...more,
  }
}

const special = (
  key: keyof typeof topicWords,
  plan: Omit<SamplePlan, 'key' | 'kind' | 'content' | 'issuingBody' | 'topic' | 'parentKey' | 'fromTable'>,
  more: Content = {},
): SamplePlan => ({
  key,
  kind: 'special',
  topic: key,
  parentKey: 'general',
  issuingBody: '青峦县人民政府办公室',
  fromTable: true,
  content: contentOf(topicWords[key], more),
  ...plan,
})

const general: SamplePlan = {
  key: 'general',
  kind: 'general',
  title: '青峦县突发事件总体应急预案',
  topic: 'general',
  eventTypes: ['1'],
  unitKey: 'emergency-bureau',
  number: '青峦府发〔2025〕9号',
  issuingBody: '青峦县人民政府',
  issuedDaysAgo: 420,
  filedAfterDays: 16,
  filingNumber: '沧应急预备〔2025〕31号',
  drilledDaysAgo: 300,
  fromTable: true,
  stepWords: {
    'gen-first': {
      detail: '属地乡镇第一时间控制事态、疏散人员、报告情况',
      clause: '突发事件发生后，事发地乡镇应当立即先期处置。',
    },
    'gen-lead': { after: 'gen-first', detail: '牵头部门主要负责人到场，接管现场指挥', deliverable: '到场报告' },
  },
  content: contentOf(
    {
      name: '突发事件',
      lead: '县应急管理局',
      office: 'lead',
      members: [
        ['office:emergencyBureau', '县应急管理局', '承担县应急委员会办公室工作，综合协调各类突发事件应对。'],
        ['office:governmentOffice', '县人民政府办公室', '承担值守应急、信息汇总和综合协调。'],
        ['office:publicSecurity', '县公安局', '维护社会秩序，保障道路畅通。'],
        ['office:health', '县卫生健康委员会', '医疗救治、卫生防疫。'],
        ['office:publicity', '县委宣传部', '新闻发布和舆论引导。'],
      ],
      purpose:
        '为规范和指导全县突发事件应对工作，建立统一指挥、专常兼备、反应灵敏、上下联动的应急管理体制，制定本预案。',
      basis: '依据《中华人民共和国突发事件应对法》《国家突发事件总体应急预案》和岚江省、沧宁市总体应急预案。',
      risk: '全县 12 个乡镇 121 个村（社区），山地占九成以上，暴雨山洪、地质灾害、森林火灾、危险化学品运输事故为主要风险。',
      warning: '有关部门按照职责监测预警，县应急管理局汇总研判，预警信息统一发布，属地乡镇、村负责叫应到人。',
      response:
        '突发事件发生后，事发地乡镇应当立即先期处置并报告；县人民政府根据需要启动相应专项预案，未制定专项预案的按照本预案执行。\n启动响应应当明确响应事项、级别、预计期限和应急处置措施。',
      support:
        '县财政将应急经费列入年度预算；县综合应急救援队和专业队伍实行 24 小时备勤；县级物资库和 12 个乡镇库统一调度。',
    },
    { resources: [{ teamId: '{record:team/rescue-team}', said: '县综合应急救援队' }] },
  ),
}

const specials: SamplePlan[] = [
  special(
    'flood',
    {
      title: '青峦县防汛抗旱应急预案',
      eventTypes: ['11A', '11B'],
      keywords: ['山洪', '暴雨', '水库'],
      unitKey: 'water-bureau',
      number: '青峦府办发〔2026〕12号',
      issuedDaysAgo: 205,
      earlier: { number: '青峦府办发〔2022〕18号', issuedDaysAgo: 1500, reason: '上级预案修订' },
      filedAfterDays: 19,
      filingNumber: '沧水预备〔2026〕7号',
      drilledDaysAgo: 180,
      stepWords: {
        'flood-consult': {
          detail: '气象、水利、自然资源、应急参加，研判未来 6 小时雨情和需转移范围',
          deliverable: '会商纪要',
          clause: '险情发生地乡镇、村应当先行组织转移，不等不靠。',
        },
        'flood-rain': { continuous: true, detail: '每 30 分钟通报一次雨情，达阈值立即叫应' },
        'flood-water': { continuous: true, clause: '县水利局每 10 分钟读取一次雨量站、水位站数据。' },
        'flood-village': {
          after: 'flood-duty',
          needs: [{ capability: 'gong', said: '铜锣', quantity: 2, withinKm: 5 }],
        },
        'flood-teams': {
          needs: [
            { capability: 'flood-rescue', said: '防汛抢险队员', quantity: 60, withinKm: 60 },
            { capability: 'life-jacket', said: '救生衣', quantity: 50, withinKm: 60 },
            { capability: 'assault-boat', said: '冲锋舟', quantity: 2, withinKm: 60 },
          ],
        },
        'flood-evacuate': {
          after: 'flood-duty',
          detail: '按转移名册逐户转移，老弱病残孕优先，到集合点清点',
          deliverable: '转移清点表',
          clause: '转移坚持老弱病残孕优先，先转移危险区、后转移影响区。',
          needs: [{ capability: 'shelter-places', said: '安置床位', quantity: 300, withinKm: 30 }],
        },
        supply: {
          needs: [
            { capability: 'tent-12', said: '帐篷', quantity: 20, withinKm: 60 },
            { capability: 'quilt', said: '棉被', quantity: 180, withinKm: 60 },
          ],
        },
      },
    },
    {
      resources: [
        { teamId: '{record:team/rescue-team}', said: '县综合应急救援队' },
        { teamId: '{record:team/emergency-bureau}', said: '民兵应急连' },
        { capability: 'pump-large', said: '大功率排水泵', quantity: 8, withinKm: 60 },
      ],
      links: [
        { relation: 'upper', planId: '{plan:general}', title: '青峦县突发事件总体应急预案' },
        {
          relation: 'neighbour',
          title: '枫溪县防汛抗旱应急预案',
          conflict: '枫溪县以红色预警启动Ⅰ级响应，本县为Ⅱ级；雾江上下游共用水位站数据，启动时互相通报。',
        },
      ],
    },
  ),
  special('geology', {
    title: '青峦县突发地质灾害应急预案',
    eventTypes: ['11D'],
    keywords: ['滑坡', '崩塌', '泥石流'],
    unitKey: 'natural-resources-bureau',
    number: '青峦府办发〔2025〕33号',
    issuedDaysAgo: 310,
    filedAfterDays: 12,
    filingNumber: '沧自然资预备〔2025〕11号',
    drilledDaysAgo: 150,
    stepWords: {
      'geo-evacuate': { clause: '发现险情的村应当先撤人、后报告。', deliverable: '撤离清点表' },
      'geo-survey': { deliverable: '危险区范围图' },
      'geo-rescue': {
        after: 'geo-survey',
        needs: [{ capability: 'search-rescue', said: '搜救人员', quantity: 25, withinKm: 60 }],
      },
      'geo-watch': { continuous: true, after: 'geo-survey' },
    },
  }),
  special('forestFire', {
    title: '青峦县森林火灾应急预案',
    eventTypes: ['11G'],
    keywords: ['山火', '草原火灾'],
    unitKey: 'forestry-bureau',
    number: '青峦府办发〔2025〕6号',
    issuedDaysAgo: 630,
    filedAfterDays: 20,
    filingNumber: '沧林预备〔2025〕3号',
    drilledDaysAgo: 260,
    stepWords: {
      'fire-first': { clause: '坚持“打早、打小、打了”，专业队为主、半专业队为辅。' },
      'fire-attack': {
        needs: [
          { capability: 'forest-fire', said: '森林消防专业队员', quantity: 50, withinKm: 60 },
          { capability: 'blower', said: '风力灭火机', quantity: 40, withinKm: 60 },
        ],
        clause: '现场指挥官应当先明确撤离路线和安全区，再下达扑救命令。',
      },
      'fire-weather': { continuous: true },
      'fire-lines': { after: 'fire-attack' },
    },
  }),
  special('production', {
    title: '青峦县危险化学品事故应急预案',
    eventTypes: ['12D', '12C'],
    keywords: ['盐酸', '液氨', '氟化氢', '罐车', '泄漏'],
    unitKey: 'emergency-bureau',
    number: '青峦府办发〔2025〕41号',
    issuedDaysAgo: 250,
    filedAfterDays: 15,
    filingNumber: '沧应急预备〔2025〕58号',
    drilledDaysAgo: 90,
    stepWords: {
      'acc-rescue': {
        clause: '到场先侦检、后处置，从上风向接近，未查明物质不得盲目用水。',
        needs: [
          { capability: 'chemical-suit', said: '重型防化服', quantity: 4, withinKm: 60 },
          { capability: 'leak-kit', said: '堵漏工具', quantity: 1, withinKm: 60 },
        ],
      },
      'acc-air': {
        continuous: true,
        needs: [{ capability: 'gas-detector', said: '气体检测仪', quantity: 2, withinKm: 60 }],
      },
      'acc-scheme': { after: 'acc-rescue', deliverable: '现场处置方案' },
    },
  }),
  special('environment', {
    title: '青峦县突发环境事件应急预案',
    eventTypes: ['12Q'],
    keywords: ['饮用水', '水污染', '尾矿库'],
    unitKey: 'environment-bureau',
    number: '青峦府办发〔2024〕52号',
    issuedDaysAgo: 700,
    filedAfterDays: 18,
    filingNumber: '沧环预备〔2024〕20号',
    drilledDaysAgo: 400,
    stepWords: {
      'env-source': { clause: '先切断污染源，再拦截阻隔，优先保障饮用水。' },
      'env-monitor': { continuous: true, deliverable: '监测快报' },
      'env-clean': {
        after: 'env-source',
        needs: [{ capability: 'oil-boom', said: '围油栏', quantity: 200, withinKm: 60 }],
      },
    },
  }),
  special('relief', {
    title: '青峦县自然灾害救助应急预案',
    eventTypes: ['11'],
    keywords: ['安置', '救灾物资'],
    unitKey: 'emergency-bureau',
    number: '青峦府办发〔2026〕20号',
    issuedDaysAgo: 24,
    filedAfterDays: null,
    stepWords: {
      'relief-goods': {
        needs: [{ capability: 'quilt', said: '棉被', quantity: 500, withinKm: 60 }],
        deliverable: '发放公示名册',
      },
      'relief-shelter': { after: 'relief-assess' },
    },
  }),
]
