import { randomOf } from '../rng.ts'
import { type Chapter, type Content, chaptersOf, type Evacuation, type SamplePlan, type Step } from './shape.ts'

interface Village {
  unitKey: string
  name: string
  town: string
  townKey: string
  groups: [name: string, households: number, people: number, vulnerable: number, route: string, assembly: string][]
  stream: string
}

/** Villages along the 茶坪溪 with their evacuation units: 174 households, 596 people, 71 who need help (domain 15.2). */
const villages: Village[] = [
  {
    unitKey: 'chaping-201',
    name: '凉水村',
    town: '茶坪镇',
    townKey: 'chaping',
    stream: '茶坪溪凉水沟',
    groups: [
      ['沟口组', 19, 64, 8, '沟口—村道老槐树—村小学', '村小学操场'],
      ['后山组', 15, 53, 6, '后山小路—晒谷坝—村小学，不走溪边便道', '村小学操场'],
      ['大院子组', 12, 41, 4, '大院子—村级公路—村小学', '村小学操场'],
    ],
  },
  {
    unitKey: 'chaping-202',
    name: '河坝村',
    town: '茶坪镇',
    townKey: 'chaping',
    stream: '茶坪溪干流',
    groups: [
      ['河边一组', 26, 90, 12, '河边组道—加油站路口—茶坪中学，不过漫水桥', '茶坪中学操场'],
      ['河边二组', 28, 95, 11, '二组水泥路—村委会—茶坪中学', '茶坪中学操场'],
      ['坝上组', 19, 66, 8, '坝上—机耕道—村委会高坪', '村委会高坪'],
    ],
  },
  {
    unitKey: 'chaping-203',
    name: '三岔村',
    town: '茶坪镇',
    townKey: 'chaping',
    stream: '茶坪溪三岔口',
    groups: [
      ['桥头组', 17, 57, 7, '桥头—公路上行 300 米—三岔村委会', '三岔村委会'],
      ['沟里组', 14, 47, 6, '沟里—右岸山梁小路—三岔村委会', '三岔村委会'],
    ],
  },
  {
    unitKey: 'longtan-201',
    name: '滩口村',
    town: '龙滩镇',
    townKey: 'longtan',
    stream: '龙滩河滩口段',
    groups: [
      ['堤内组', 14, 48, 5, '堤内—上堤路—滩口村委会', '滩口村委会'],
      ['渡口组', 10, 35, 4, '渡口—石梯—滩口村委会', '滩口村委会'],
    ],
  },
]

const surnames = [...'田向彭覃石龙冉谭罗姚杨张']
const given = [...'明远静岚磊松川宁秀兰平波']
const needs = [
  '独居老人，行动不便',
  '高龄老人',
  '肢体残疾，需背抬',
  '视力障碍',
  '孕妇',
  '慢性病卧床',
  '听力障碍，须上门通知',
]

/** Village plans of two pages: who is moved by whom, on which way, to where. */
export const villagePlans = (): SamplePlan[] =>
  villages.map((village, nth) => ({
    key: `village-${village.unitKey}`,
    kind: 'village',
    title: `${village.town}${village.name}应急预案`,
    topic: 'flood',
    eventTypes: ['11A', '11D'],
    keywords: ['山洪', '转移'],
    unitKey: village.unitKey,
    parentKey: `${village.townKey}-flood`,
    number: null,
    issuingBody: `${village.name}村民委员会`,
    issuedDaysAgo: 150 + nth * 9,
    filedAfterDays: nth === 3 ? null : 10 + nth,
    filingNumber: `${village.town.slice(0, -1)}预备〔2026〕${nth + 3}号`,
    ...(nth < 2 && { drilledDaysAgo: 120 }),
    content: contentOf(village),
  }))

/** What a village says of itself; evacuation units are the same in its own plan and in a plan for its risk point. */
export function contentOf(village: Village): Content {
  const people = village.groups.reduce((sum, [, , count]) => sum + count, 0)
  const households = village.groups.reduce((sum, [, count]) => sum + count, 0)
  return {
    chapters: chapters(village, households, people),
    command: {
      name: `${village.name}应急工作小组`,
      commander: { bearer: `unit:{unit:${village.unitKey}}/head`, said: '村党支部书记', duties: '下令转移' },
      deputies: [
        { bearer: `unit:{unit:${village.unitKey}}/infoOfficer`, said: '灾害信息员', duties: '接收预警、报告' },
      ],
    },
    levels: [
      {
        level: 4,
        conditions: '收到黄色以上暴雨预警，或本村雨量站 1 小时雨量达 40 毫米（准备转移）',
        triggers: [
          { kind: 'warning', warning: '暴雨', colour: 'yellow' },
          { kind: 'indicator', indicator: '1 小时雨量', min: 40, unit: '毫米' },
        ],
        starters: [`unit:{unit:${village.unitKey}}/head`],
        commander: `unit:{unit:${village.unitKey}}/head`,
        told: ['place:town'],
        expectedHours: 12,
        measures: '信息员到岗，通知危险区住户收拾转移，先接走需帮扶人员。',
      },
      {
        level: 3,
        conditions: '本村雨量站 1 小时雨量达 60 毫米，或沟水变浑、水位陡涨、山体开裂（立即转移）',
        triggers: [
          { kind: 'warning', warning: '暴雨', colour: 'red' },
          { kind: 'indicator', indicator: '1 小时雨量', min: 60, unit: '毫米' },
        ],
        starters: [`unit:{unit:${village.unitKey}}/head`, `unit:{unit:${village.unitKey}}/infoOfficer`],
        commander: `unit:{unit:${village.unitKey}}/head`,
        told: ['place:town'],
        expectedHours: 24,
        measures: '鸣锣、大喇叭通知立即撤离，逐户清点，看守危险区不准返回。',
      },
    ],
    steps: steps(village),
    evacuation: evacuation(village),
    closing: [
      { code: 'warningOver', name: '预警解除、雨量水位回落' },
      { code: 'peopleAccounted', name: '人员全部清点，无人返回危险区' },
      { code: 'returnAllowed', name: '镇政府同意回迁' },
    ],
  }
}

const chapters = (village: Village, households: number, people: number): Chapter[] =>
  chaptersOf([
    [
      '组织分工',
      'organisation',
      `村党支部书记任组长，负责下令转移；灾害信息员 A、B 岗负责接收预警、敲锣喊话和报告，互为替补；各组长为本组疏散责任人。`,
    ],
    [
      '风险情况',
      'risk',
      `${village.stream}沿岸 ${village.groups.map(([name]) => name).join('、')}共 ${households} 户 ${people} 人受山洪威胁，溪水涨落快，从涨水到进院子不足 40 分钟。`,
    ],
    [
      '预警接收',
      'warning',
      '预警短信、大喇叭由信息员 24 小时接收。停电、无信号时用铜锣、手摇报警器和敲门通知：一长声准备转移，连续急促声立即转移。',
    ],
    [
      '转移安排',
      'evacuation',
      '先转移老弱病残孕，再转移沟边住户；走标明的撤离路线，不过漫水桥、不走溪边便道；到集合点点名，少一人即报。',
    ],
    [
      '先期处置',
      'response',
      '接到准备转移 10 分钟内信息员到岗，30 分钟内通知到户；接到立即转移 60 分钟内全部撤离。随时向镇值班室电话报告转移人数。',
    ],
  ])

function steps({ unitKey }: Village): Step[] {
  const head = `unit:{unit:${unitKey}}/head`
  const info = `unit:{unit:${unitKey}}/infoOfficer`
  const usual = { acceptMinutes: 5, priority: 'evacuation' as const }
  return [
    {
      ...usual,
      key: 'receive',
      title: '接收预警，报告村党支部书记',
      levels: [4, 3],
      bearer: info,
      doneMinutes: 10,
      chapter: 'c3',
    },
    {
      ...usual,
      key: 'notify',
      title: '逐户通知危险区住户，先通知需帮扶人员',
      levels: [4, 3],
      bearer: info,
      after: 'receive',
      doneMinutes: 30,
      needs: [
        { capability: 'gong', said: '铜锣', quantity: 1, withinKm: 5 },
        { capability: 'megaphone', said: '扩音器', quantity: 1, withinKm: 5 },
      ],
      deliverable: '通知到户记录',
      chapter: 'c5',
    },
    {
      ...usual,
      key: 'helpers',
      title: '帮扶责任人上门，接走需帮扶人员',
      levels: [4, 3],
      bearer: head,
      after: 'receive',
      doneMinutes: 40,
      chapter: 'c4',
    },
    {
      ...usual,
      key: 'move',
      title: '按转移单元撤离到集合点',
      levels: [3],
      bearer: head,
      after: 'notify',
      doneMinutes: 60,
      chapter: 'c4',
    },
    {
      ...usual,
      key: 'count',
      title: '集合点清点人数，逐户核对',
      levels: [3],
      bearer: info,
      after: 'move',
      doneMinutes: 15,
      deliverable: '清点名单',
      chapter: 'c4',
    },
    {
      ...usual,
      key: 'report',
      title: '向镇值班室报告转移人数',
      levels: [4, 3],
      bearer: info,
      offsetMinutes: 30,
      doneMinutes: 15,
      continuous: true,
      chapter: 'c5',
    },
    {
      ...usual,
      key: 'guard',
      title: '看守危险区，劝阻返回',
      levels: [3],
      bearer: head,
      after: 'count',
      doneMinutes: 120,
      continuous: true,
      chapter: 'c4',
    },
  ]
}

function evacuation(village: Village): Evacuation[] {
  const random = randomOf(`evacuation ${village.unitKey}`)
  const pick = (from: string[]) => from[random.index(from.length)] ?? ''
  const person = () => `${pick(surnames)}${pick(given)}${pick(given)}`
  const phone = () => `1990000${1000 + random.index(9000)}`
  return village.groups.map(([name, households, people, vulnerable, route, assembly], at) => ({
    key: `e${at + 1}`,
    name: `${village.name}${name}`,
    areaCode: `{area:${village.unitKey}}`,
    households,
    people,
    responsible: `unit:{unit:${village.unitKey}}/${at === 0 ? 'head' : 'infoOfficer'}`,
    responsibleName: person(),
    responsiblePhone: phone(),
    warningWay: '大喇叭、铜锣、逐户敲门',
    routes: [route],
    assembly,
    shelterId: `{record:shelter/${village.unitKey}}`,
    shelterSaid: assembly,
    vulnerable: Array.from({ length: vulnerable }, () => ({
      name: person(),
      need: pick(needs),
      helper: person(),
      helperPhone: phone(),
      backup: person(),
    })),
  }))
}

export { villages }
