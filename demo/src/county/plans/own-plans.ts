import { chaptersOf, type SamplePlan, step } from './shape.ts'
import { townPlans } from './town-plans.ts'
import { contentOf as villageContent, villages } from './villages.ts'

const general = (
  purpose: string,
  basis: string,
): [string, 'purpose' | 'basis' | 'scope' | 'principles' | 'classification', string][] => [
  ['编制目的', 'purpose', purpose],
  ['编制依据', 'basis', basis],
  ['适用范围', 'scope', '本预案适用于青峦县行政区域内本部门职责范围的应急处置工作。'],
  ['工作原则', 'principles', '人民至上、生命至上；快速反应、科学救治；属地管理、部门协同。'],
  ['事件分级', 'classification', '按照伤病员人数和医疗资源承受能力分为特别重大、重大、较大、一般四级。'],
]

/** 卫生健康 department plan: medical rescue in all kinds of emergencies. */
const health: SamplePlan = {
  key: 'health',
  kind: 'department',
  title: '青峦县突发事件紧急医学救援应急预案',
  eventTypes: ['11', '12', '13'],
  keywords: ['医疗救治', '伤员'],
  unitKey: 'health-commission',
  parentKey: 'general',
  number: '青峦卫健发〔2025〕27号',
  issuingBody: '青峦县卫生健康委员会',
  issuedDaysAgo: 380,
  filedAfterDays: 14,
  filingNumber: '青峦应急预备〔2025〕14号',
  drilledDaysAgo: 200,
  content: {
    chapters: chaptersOf([
      [
        '总则',
        null,
        '',
        general(
          '为提高突发事件紧急医学救援能力，最大程度减少伤亡和残疾，制定本预案。',
          '依据《中华人民共和国突发事件应对法》《突发公共卫生事件应急条例》和本县总体应急预案。',
        ),
      ],
      [
        '组织指挥体系',
        'organisation',
        '县卫生健康委员会成立紧急医学救援领导小组，主任任组长；县人民医院为主要收治医院，县中医院、妇幼保健院和 12 个乡镇卫生院分级救治。',
      ],
      [
        '风险分析',
        'risk',
        '山洪、地质灾害、道路交通和危险化学品事故是批量伤员的主要来源；边远乡镇到县人民医院车程最长 110 分钟。',
      ],
      ['监测预警', 'warning', '收到县总值班室通报或 120 同一地点 3 人以上伤亡报警，立即进入备勤。'],
      ['信息报告', 'reporting', '首批伤员到院 30 分钟内报告人数、伤情，之后每 2 小时续报，死亡人数变化随时报告。'],
      [
        '应急响应',
        'response',
        '救援队 20 分钟内出动，现场检伤分类，红、黄、绿、黑四色标识；危重伤员先救后送，分流到有收治能力的医院。',
      ],
      ['响应终止', 'ending', '伤病员全部得到救治，现场无新增，由领导小组宣布终止。'],
      [
        '应急保障',
        'support',
        '县紧急医学救援队 30 人，救护车 9 辆；血液由市中心血站保障，急救药品储备可供 100 名伤员 3 日使用。',
      ],
      ['后期处置', 'aftermath', '开展心理援助、伤员随访和卫生学评价，疫点消毒。'],
      ['预案管理', 'management', '每年组织一次批量伤员救治演练，每三年评估修订。'],
    ]),
    command: {
      name: '县紧急医学救援领导小组',
      commander: { bearer: 'lead/head', said: '县卫生健康委主任', duties: '指挥医学救援' },
      deputies: [{ bearer: 'lead/deputyHead', said: '分管副主任', duties: '现场调度' }],
    },
    groups: [
      {
        key: 'rescue',
        name: '现场救援组',
        lead: { bearer: 'unit:{unit:medical-team}/teamLeader', said: '县紧急医学救援队' },
        duties: '检伤分类、现场急救',
      },
      {
        key: 'medical',
        name: '院内救治组',
        lead: { bearer: 'lead/deputyHead', said: '县人民医院' },
        duties: '收治、会诊、转院',
      },
      {
        key: 'coord',
        name: '综合组',
        lead: { bearer: 'lead/dutyOfficer', said: '县卫生健康委办公室' },
        duties: '信息、药品、血液',
      },
    ],
    levels: [
      {
        level: 4,
        conditions: '一次伤亡 3 至 9 人',
        triggers: [{ kind: 'condition', condition: { kind: 'eventLevel', level: 4 } }],
        starters: ['lead/deputyHead', 'lead/head'],
        commander: 'lead/deputyHead',
        expectedHours: 12,
      },
      {
        level: 3,
        conditions: '一次伤亡 10 至 29 人，或者较大突发事件',
        triggers: [{ kind: 'condition', condition: { kind: 'eventLevel', level: 3 } }],
        starters: ['lead/head'],
        commander: 'lead/head',
        expectedHours: 24,
      },
      {
        level: 2,
        conditions: '一次伤亡 30 人以上',
        triggers: [{ kind: 'upper', level: 2 }],
        starters: ['lead/head'],
        commander: 'lead/head',
        expectedHours: 48,
      },
      {
        level: 1,
        conditions: '一次伤亡 50 人以上，或者县启动Ⅰ级响应',
        triggers: [{ kind: 'upper', level: 1 }],
        starters: ['lead/head'],
        commander: 'lead/head',
        expectedHours: 72,
      },
    ],
    steps: [
      step('dispatch', '派出救护车和医学救援队', 'unit:{unit:medical-team}/teamLeader', 20, {
        group: 'rescue',
        priority: 'rescue',
        needs: [{ capability: 'ambulance', said: '救护车', quantity: 2, withinKm: 60 }],
      }),
      step('triage', '现场检伤分类，危重先救后送', 'unit:{unit:medical-team}/teamLeader', 60, {
        group: 'rescue',
        after: 'dispatch',
        priority: 'rescue',
        deliverable: '检伤分类登记',
      }),
      step('beds', '腾出床位，备齐手术、血液和急救药品', 'lead/deputyHead', 30, {
        group: 'medical',
        priority: 'rescue',
      }),
      step('report', '统计报告伤员人数和伤情', 'lead/dutyOfficer', 30, { group: 'coord', continuous: true }),
      step('experts', '组织专家会诊，联系上级医院转院', 'lead/head', 120, {
        group: 'medical',
        levels: [3, 2, 1],
        priority: 'rescue',
      }),
      step('disinfect', '安置点、灾区消毒和防疫', 'lead/deputyHead', 240, { group: 'coord', levels: [3, 2, 1] }),
    ],
    closing: [
      { code: 'treated', name: '伤病员全部得到救治' },
      { code: 'noNew', name: '现场无新增伤病员' },
    ],
    contacts: [
      { bearer: 'lead/dutyOfficer', said: '县卫生健康委值班室' },
      { bearer: 'unit:{unit:medical-team}/teamLeader', said: '医学救援队' },
    ],
  },
}

const [liangshui] = villages
/** One risk point's own plan (一点一案). */
const point: SamplePlan | null = liangshui
  ? {
      key: 'point-liangshui',
      kind: 'point',
      title: '凉水村后山滑坡点“一点一案”',
      topic: 'geology',
      eventTypes: ['11D'],
      keywords: ['滑坡'],
      unitKey: liangshui.unitKey,
      parentKey: 'geology',
      riskKey: 'chaping-201/凉水村后山滑坡点',
      number: null,
      issuingBody: '凉水村村民委员会',
      issuedDaysAgo: 88,
      filedAfterDays: 6,
      filingNumber: '茶坪预备〔2026〕9号',
      content: { ...villageContent({ ...liangshui, stream: '后山滑坡体', groups: liangshui.groups.slice(1, 2) }) },
    }
  : null

const enterprise: SamplePlan = {
  key: 'fluorine-plant',
  kind: 'enterprise',
  title: '青峦氟化工有限公司生产安全事故综合应急预案',
  topic: 'production',
  eventTypes: ['12D'],
  keywords: ['氟化氢'],
  unitKey: 'fluorine-plant',
  parentKey: 'production',
  number: '氟化工〔2026〕5号',
  issuingBody: '青峦氟化工有限公司',
  issuedDaysAgo: 120,
  filedAfterDays: 11,
  filingNumber: '青峦应急企预备〔2026〕2号',
  drilledDaysAgo: 60,
  content: {
    chapters: chaptersOf([
      [
        '组织机构及职责',
        'organisation',
        '公司设应急指挥部，总经理任总指挥；生产调度室 24 小时值守，接警后 1 分钟内通知各应急小组。',
      ],
      [
        '事故风险分析',
        'risk',
        '氟化氢装置为三级重大危险源，主要风险为泄漏、中毒、灼伤；厂界外 500 米有井湾村 3 个居民组。',
      ],
      ['监测预警', 'warning', '氟化氢报警值 2 ppm，联锁值 5 ppm；报警后中控 30 秒内确认，1 分钟内广播。'],
      ['信息报告', 'reporting', '事故发生后立即报告盐井镇和县应急管理局，1 小时内书面报告。'],
      [
        '应急响应',
        'response',
        '切断物料、启动水幕和碱液喷淋；人员向上风向撤离；危化品救援队佩戴空气呼吸器堵漏；通知井湾村疏散。',
      ],
      ['应急保障', 'support', '危化品救援队 18 人，重型防化服 6 套、空气呼吸器 12 套，中和碱液 20 吨。'],
    ]),
    command: { name: '公司应急指挥部', commander: { bearer: 'lead/head', said: '总经理', duties: '总指挥' } },
    groups: [
      {
        key: 'rescue',
        name: '抢险堵漏组',
        lead: { bearer: 'unit:{unit:chemical-team}/teamLeader', said: '危化品救援队' },
      },
    ],
    levels: [
      {
        level: 4,
        conditions: '装置内泄漏，本班可控',
        starters: ['lead/dutyOfficer', 'lead/head'],
        commander: 'lead/head',
        expectedHours: 4,
      },
      {
        level: 3,
        conditions: '泄漏影响厂界外，或有人员中毒',
        starters: ['lead/head'],
        commander: 'lead/head',
        expectedHours: 12,
      },
    ],
    steps: [
      step('cut', '切断物料，启动水幕和碱液喷淋', 'lead/dutyOfficer', 5, {
        levels: [4, 3],
        priority: 'hazard',
        acceptMinutes: 1,
      }),
      step('leave', '人员向上风向撤离并清点', 'lead/dutyOfficer', 10, {
        levels: [4, 3],
        priority: 'evacuation',
        acceptMinutes: 2,
        deliverable: '清点名单',
      }),
      step('plug', '佩戴防护器材堵漏', 'unit:{unit:chemical-team}/teamLeader', 60, {
        levels: [4, 3],
        group: 'rescue',
        after: 'cut',
        priority: 'hazard',
        needs: [{ capability: 'chemical-suit', said: '重型防化服', quantity: 2, withinKm: 5 }],
      }),
      step('tell', '报告镇、县，通知井湾村疏散', 'lead/head', 15, { levels: [3], priority: 'evacuation' }),
    ],
    closing: [
      { code: 'plugged', name: '泄漏消除，监测合格' },
      { code: 'peopleAccounted', name: '人员全部清点' },
    ],
  },
}

const seasonal: SamplePlan = {
  key: 'spring-festival',
  kind: 'seasonal',
  title: '青峦县春运道路运输保障预案',
  unitKey: 'transport-bureau',
  parentKey: 'general',
  keywords: ['春运', '低温雨雪'],
  number: '青峦交发〔2026〕2号',
  issuingBody: '青峦县交通运输局',
  issuedDaysAgo: 300,
  filedAfterDays: 9,
  filingNumber: '青峦应急预备〔2026〕1号',
  content: {
    chapters: chaptersOf([
      ['组织分工', 'organisation', '县交通运输局牵头，公安、气象、文旅、各客运企业参加春运专班，每日 17 时会商。'],
      ['风险分析', 'risk', '云顶、白岩方向海拔 1200 米以上路段易结冰；返乡高峰日均发送旅客 1.8 万人次。'],
      ['监测预警', 'warning', '道路结冰黄色预警时，高海拔路段实行限速、编队通行；橙色预警时暂停客运。'],
      ['应急响应', 'response', '滞留旅客 200 人以上时开放临时候车点，提供热水、食品，2 小时内疏运。'],
      ['应急保障', 'support', '储备融雪剂 40 吨、防滑链 300 副、应急客车 20 辆。'],
    ]),
    levels: [
      {
        level: 4,
        conditions: '道路结冰黄色预警或滞留旅客 200 人以上',
        triggers: [{ kind: 'warning', warning: '道路结冰', colour: 'yellow' }],
        starters: ['lead/deputyHead'],
        commander: 'lead/deputyHead',
        expectedHours: 24,
      },
    ],
    steps: [
      step('salt', '撒布融雪剂，结冰路段限速编队', 'unit:{unit:road-team}/teamLeader', 120, {
        levels: [4],
        priority: 'lifeline',
        needs: [{ capability: 'road-clearing', said: '抢通人员', quantity: 20, withinKm: 60 }],
      }),
      step('buses', '调派应急客车疏运滞留旅客', 'lead/deputyHead', 120, { levels: [4], priority: 'evacuation' }),
    ],
    closing: [{ code: 'clear', name: '道路恢复通行，滞留旅客疏运完毕' }],
  },
}

/** Plans of departments, townships, an enterprise, a risk point and for a season. */
export const ownPlans = (): SamplePlan[] => [health, ...townPlans(), enterprise, seasonal, ...(point ? [point] : [])]
