import { PlanContent, type PlanKind, type PlanPart, planParts } from '@anlan/contract/plan.ts'
import type { z } from 'zod'

type Draft = z.input<typeof PlanContent>

const numerals = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
]
const general: PlanPart[] = ['purpose', 'basis', 'scope', 'principles', 'classification']

/** A blank plan of a kind: a chapter for each required part, levels and steps where they are the same everywhere. */
export function templateOf(kind: PlanKind, required: PlanPart[]): PlanContent {
  const blank: Draft = { chapters: chaptersOf(required) }
  if (kind === 'village' || kind === 'point') return PlanContent.parse({ ...blank, ...village })
  if (['general', 'special', 'joint'].includes(kind)) return PlanContent.parse({ ...blank, ...county })
  if (['department', 'town'].includes(kind)) return PlanContent.parse({ ...blank, ...own })
  return PlanContent.parse(blank)
}

/** 总则 holds the general parts as sections where there are several of them. */
function chaptersOf(required: PlanPart[]): NonNullable<Draft['chapters']> {
  const sections = required.filter(part => general.includes(part))
  const heads = required.filter(part => !general.includes(part))
  const first = sections.length
    ? [
        { key: 'c1', number: '一、', depth: 1, title: '总则' },
        ...sections.map((part, at) => ({
          key: `c1.${at + 1}`,
          number: `（${numerals[at]}）`,
          depth: 2,
          title: planParts[part],
          part,
        })),
      ]
    : []
  const from = sections.length ? 1 : 0
  return [
    ...first,
    ...heads.map((part, at) => ({
      key: `c${from + at + 1}`,
      number: `${numerals[from + at]}、`,
      depth: 1,
      title: planParts[part],
      part,
    })),
  ]
}

/** Who starts (domain 7.4, 设计): Ⅳ the office, Ⅲ the leader in charge, Ⅱ 县长, Ⅰ 县委书记 or 县长. */
const county: Draft = {
  levels: [
    { level: 4, starters: ['lead/headquartersOffice'], commander: 'lead/headquartersOffice', expectedHours: 24 },
    { level: 3, starters: ['supervisor'], commander: 'supervisor', expectedHours: 24 },
    { level: 2, starters: ['leader:县长'], commander: 'leader:县长', expectedHours: 48 },
    { level: 1, starters: ['leader:县委书记', 'leader:县长'], commander: 'leader:县长', expectedHours: 72 },
  ],
}
const own: Draft = {
  levels: [
    { level: 4, starters: ['lead/deputyHead', 'lead/head'], commander: 'lead/deputyHead', expectedHours: 24 },
    { level: 3, starters: ['lead/head'], commander: 'lead/head', expectedHours: 24 },
    { level: 2, starters: ['lead/head'], commander: 'lead/head', expectedHours: 48 },
    { level: 1, starters: ['lead/head'], commander: 'lead/head', expectedHours: 72 },
  ],
}
/** 准备转移 and 立即转移: what every village does, with the minutes it may take (设计). */
const village: Draft = {
  levels: [
    { level: 4, conditions: '收到预警或监测达到准备转移值', starters: ['place:village'], commander: 'place:village' },
    { level: 3, conditions: '达到立即转移值，或发现明显征兆', starters: ['place:village'], commander: 'place:village' },
  ],
  steps: [
    step('receive', '接收预警，报告村主要负责人', [4, 3], 0, 10, 'hazard', { bearer: 'place:village/infoOfficer' }),
    step('notify', '逐户通知危险区住户，先通知需帮扶人员', [4, 3], 0, 30, 'evacuation', {
      after: 'receive',
      deliverable: '通知到户记录',
    }),
    step('patrol', '派人看守沟口、桥涵和隐患点，禁止通行', [4, 3], 0, 30, 'hazard', { after: 'receive' }),
    step('move', '按转移单元组织撤离，帮扶责任人接送老弱病残', [3], 0, 60, 'evacuation', { after: 'notify' }),
    step('count', '到集合点清点人数，逐户核对', [3], 0, 15, 'evacuation', { after: 'move', deliverable: '清点名单' }),
    step('report', '向乡镇报告转移人数和未转移人员', [4, 3], 30, 15, 'support', {
      bearer: 'place:village/infoOfficer',
      deliverable: '报告记录',
    }),
    step('guard', '看守危险区，劝阻人员返回', [3], 0, 120, 'evacuation', { after: 'count', continuous: true }),
  ],
  closing: [
    { code: 'warningOver', name: '预警解除或监测值回落' },
    { code: 'peopleAccounted', name: '人员全部清点，无人返回危险区' },
    { code: 'returnAllowed', name: '乡镇同意回迁' },
  ],
}

type StepDraft = NonNullable<Draft['steps']>[number]
function step(
  key: string,
  title: string,
  levels: StepDraft['levels'],
  offsetMinutes: number,
  doneMinutes: number,
  priority: StepDraft['priority'],
  more: Partial<StepDraft> = {},
): StepDraft {
  return {
    key,
    title,
    levels,
    offsetMinutes,
    doneMinutes,
    acceptMinutes: 5,
    priority,
    bearer: 'place:village',
    ...more,
  }
}
