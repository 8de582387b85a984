import { type Content, chaptersOf, type SamplePlan, step } from './shape.ts'

const town = (
  key: string,
  name: string,
  kind: 'general' | 'flood',
  plan: Pick<SamplePlan, 'number' | 'issuedDaysAgo' | 'filedAfterDays'> & Partial<SamplePlan>,
  more: Content = {},
): SamplePlan => ({
  key: `${key}-${kind}`,
  kind: 'town',
  title: kind === 'general' ? `${name}突发事件总体应急预案` : `${name}防汛抗旱应急预案`,
  topic: kind === 'general' ? 'general' : 'flood',
  eventTypes: kind === 'general' ? ['1'] : ['11A', '11B'],
  unitKey: key,
  parentKey: kind === 'general' ? 'general' : 'flood',
  issuingBody: `${name}人民政府`,
  ...plan,
  content: {
    chapters: chaptersOf([
      [
        '组织指挥体系',
        'organisation',
        `成立${name}应急指挥所，镇长任指挥长，分管副镇长任副指挥长，党政办值班室承担办公室工作；各村（社区）书记为本村第一责任人。`,
      ],
      [
        '风险分析',
        'risk',
        `${name}地形陡峻，村庄沿溪分布，强降雨时山洪、滑坡并发；道路易断，断路后各村应当能自持 24 小时。`,
      ],
      ['监测预警', 'warning', '值班室收到预警后 15 分钟内叫应到各村 A 岗，A 岗无应答立即叫 B 岗；停电断网时派人上门。'],
      ['信息报告', 'reporting', '接报后立即电话报告县总值班室，30 分钟内书面报告。'],
      ['应急响应', 'response', '镇干部包村到户，组织转移、清点、安置；道路、电力、通信中断时先保人员通道。'],
      ['转移避险', 'evacuation', '按照村级转移名册逐户转移，老弱病残由帮扶责任人接送；安置点设茶坪中学、各村委会。'],
      ['应急保障', 'support', '镇应急队 40 人；镇级物资库储备救生衣、编织袋、铜锣、发电机。'],
      ['预案管理', 'management', '每年汛前演练一次，名册每月更新。'],
    ]),
    command: {
      name: `${name}应急指挥所`,
      commander: { bearer: 'lead/head', said: '镇长', duties: '统一指挥' },
      deputies: [{ bearer: 'lead/deputyHead', said: '副镇长（分管应急）', duties: '现场指挥' }],
    },
    groups: [
      { key: 'settle', name: '转移安置组', lead: { bearer: 'lead/deputyHead' }, duties: '转移、清点、安置' },
      { key: 'rescue', name: '抢险组', lead: { bearer: 'lead/head' }, duties: '抢险、排险' },
      { key: 'coord', name: '综合信息组', lead: { bearer: 'lead/dutyOfficer' }, duties: '值守、叫应、报告' },
    ],
    levels: [
      {
        level: 4,
        conditions: '黄色暴雨预警，或县启动Ⅳ级响应',
        triggers: [
          { kind: 'warning', warning: '暴雨', colour: 'yellow' },
          { kind: 'upper', level: 4 },
        ],
        starters: ['lead/deputyHead'],
        commander: 'lead/deputyHead',
        told: ['lead/head'],
        expectedHours: 24,
      },
      {
        level: 3,
        conditions: '橙色暴雨预警，或需要转移 50 人以上，或县启动Ⅲ级响应',
        triggers: [
          { kind: 'warning', warning: '暴雨', colour: 'orange' },
          { kind: 'upper', level: 3 },
        ],
        starters: ['lead/head'],
        commander: 'lead/head',
        expectedHours: 24,
      },
      {
        level: 2,
        conditions: '红色暴雨预警，或发生人员伤亡，或县启动Ⅱ级响应',
        triggers: [
          { kind: 'warning', warning: '暴雨', colour: 'red' },
          { kind: 'upper', level: 2 },
        ],
        starters: ['lead/head'],
        commander: 'lead/head',
        expectedHours: 48,
      },
    ],
    steps: [
      step('call', '叫应各村责任人，无应答叫 B 岗', 'lead/dutyOfficer', 15, {
        group: 'coord',
        levels: [4, 3, 2],
        priority: 'evacuation',
        deliverable: '叫应记录',
      }),
      step('staff', '包村干部到岗，查看沟口、桥涵、隐患点', 'lead/deputyHead', 60, {
        group: 'settle',
        levels: [4, 3, 2],
        after: 'call',
        priority: 'hazard',
      }),
      step('ready', '通知危险区住户做好转移准备', 'place:village', 60, {
        group: 'settle',
        levels: [4, 3, 2],
        after: 'call',
        priority: 'evacuation',
      }),
      step('evacuate', '组织危险区群众转移', 'lead/head', 120, {
        group: 'settle',
        levels: [3, 2],
        after: 'staff',
        priority: 'evacuation',
        needs: [{ capability: 'life-jacket', said: '救生衣', quantity: 20, withinKm: 15 }],
        deliverable: '转移清点表',
      }),
      step('shelter', '开放安置点，登记发放物资', 'lead/deputyHead', 60, {
        group: 'settle',
        levels: [3, 2],
        priority: 'evacuation',
      }),
      step('team', '镇应急队集结抢险', 'lead/head', 45, {
        group: 'rescue',
        levels: [3, 2],
        priority: 'rescue',
        needs: [{ capability: 'flood-rescue', said: '镇应急队员', quantity: 40, withinKm: 15 }],
      }),
      step('report', '每 2 小时向县总值班室续报', 'lead/dutyOfficer', 120, {
        group: 'coord',
        levels: [3, 2],
        continuous: true,
      }),
    ],
    closing: [
      { code: 'rainOver', name: '雨情水情回落' },
      { code: 'peopleAccounted', name: '转移人员全部清点' },
    ],
    ...more,
  },
})

const chapingFlood = {
  number: '茶坪府发〔2026〕11号',
  issuedDaysAgo: 170,
  filedAfterDays: 13,
  filingNumber: '青峦应急预备〔2026〕36号',
  drilledDaysAgo: 130,
}
const chapingGeneral = {
  number: '茶坪府发〔2025〕20号',
  issuedDaysAgo: 400,
  filedAfterDays: 17,
  filingNumber: '青峦应急预备〔2025〕19号',
}
/** Old and loose on purpose: what the check-up says about it is what the county works off. */
const longtanFlood = {
  number: '龙滩府发〔2022〕8号',
  issuedDaysAgo: 1390,
  filedAfterDays: 41,
  filingNumber: '青峦应急预备〔2022〕22号',
}
const longtan = town('longtan', '龙滩镇', 'flood', longtanFlood)

const faulty: SamplePlan = {
  ...longtan,
  content: {
    ...longtan.content,
    steps: (longtan.content.steps ?? []).map(one => {
      if (one.key === 'shelter') return { ...one, bearer: 'lead/headquartersOffice' }
      if (one.key === 'team')
        return {
          ...one,
          doneMinutes: null,
          needs: [{ capability: 'assault-boat', said: '冲锋舟', quantity: 40, withinKm: 5 }],
        }
      return one.key === 'report' ? { ...one, bearer: null, said: '党政办' } : one
    }),
    links: [{ relation: 'upper', planId: '{plan:flood}', title: '青峦县防汛抗旱应急预案' }],
  },
}

/** Plans of two townships: one complete, one as such plans often are. */
export const townPlans = (): SamplePlan[] => [
  town('chaping', '茶坪镇', 'general', chapingGeneral),
  town('chaping', '茶坪镇', 'flood', chapingFlood, {
    links: [{ relation: 'upper', planId: '{plan:flood}', title: '青峦县防汛抗旱应急预案' }],
  }),
  faulty,
]
