import { circumstances } from '@anlan/contract/emergency-event.ts'
import {
  type PlanContent,
  type PlanEvacuation,
  type PlanGroup,
  type PlanLevel,
  type PlanStep,
  planParts,
} from '@anlan/contract/plan.ts'
import type { PlanDifference } from '@anlan/contract/plan-view.ts'
import { responseLevelNames, taskPriorities } from '@anlan/contract/response-template.ts'

type Words = Record<string, string>
type Show<T> = [label: string, words: (one: T) => string][]
type Member = PlanContent['command']['members'][number]

/** What is different between two editions, piece by piece and field by field, in words; `words` says how posts read. */
export function compareContents(before: PlanContent, after: PlanContent, words: Words): PlanDifference[] {
  const post = (code: string | null) => (code === null ? '' : (words[code] ?? code))
  const member = (one: Member | null) =>
    one ? [post(one.bearer) || one.said, one.duties].filter(Boolean).join('：') : ''
  const titles = new Map([...before.steps, ...after.steps].map(step => [step.key, step.title]))
  const groups = new Map([...before.groups, ...after.groups].map(group => [group.key, group.name]))
  const level: Show<PlanLevel> = [
    ['启动条件', one => one.conditions],
    ['自动匹配条件', one => (one.triggers.length ? one.triggers.map(triggerWords).join('；') : '')],
    ['启动岗位', one => one.starters.map(post).join('、') || one.startersSaid],
    ['现场指挥官', one => post(one.commander)],
    ['应告知的领导', one => one.told.map(post).join('、')],
    ['预计期限', one => `${one.expectedHours} 小时`],
    ['应急处置措施', one => one.measures],
  ]
  const step: Show<PlanStep> = [
    ['行动', one => one.title],
    ['要求', one => one.detail],
    ['工作组', one => (one.group === null ? '' : (groups.get(one.group) ?? one.group))],
    ['责任岗位', one => post(one.bearer) || one.said],
    [
      '响应级别',
      one =>
        [...one.levels]
          .sort((a, b) => b - a)
          .map(at => responseLevelNames[at])
          .join('、'),
    ],
    ['起始时间', one => `${one.offsetMinutes} 分钟`],
    ['前置行动', one => (one.after === null ? '' : (titles.get(one.after) ?? one.after))],
    ['签收时限', one => minutes(one.acceptMinutes)],
    ['完成时限', one => minutes(one.doneMinutes)],
    ['持续行动', one => (one.continuous ? '是' : '否')],
    ['优先次序', one => taskPriorities[one.priority]],
    ['所需资源', one => one.needs.map(need => `${need.said || need.capability || ''} ${need.quantity}`).join('、')],
    ['成果', one => one.deliverable],
    ['依据条款', one => one.clause],
  ]
  const group: Show<PlanGroup> = [
    ['工作组名称', one => one.name],
    ['牵头单位', one => member(one.lead)],
    ['成员单位', one => one.members.map(member).join('；')],
    ['工作组职责', one => one.duties],
  ]
  const evacuation: Show<PlanEvacuation> = [
    ['转移单元', one => one.name],
    ['户数', one => number(one.households)],
    ['人数', one => number(one.people)],
    [
      '疏散责任人',
      one => [one.responsibleName || post(one.responsible), one.responsiblePhone].filter(Boolean).join(' '),
    ],
    ['预警方式', one => one.warningWay],
    ['撤离路线', one => one.routes.join('；')],
    ['集合点', one => one.assembly],
    ['安置点', one => one.shelterSaid || (one.shelterId ?? '')],
    [
      '需帮扶人员',
      one => one.vulnerable.map(person => `${person.name}（${person.helper}／${person.backup}）`).join('、'),
    ],
  ]
  const command: Show<PlanContent['command']> = [
    ['指挥机构名称', one => one.name],
    ['指挥部办公室', one => member(one.office)],
    ['总指挥', one => member(one.commander)],
    ['副总指挥', one => one.deputies.map(member).join('；')],
    ['成员单位', one => one.members.map(member).join('；')],
  ]
  return [
    ...chapters(before, after),
    ...rows(
      'command',
      [{ key: 'command', of: before.command }],
      [{ key: 'command', of: after.command }],
      command,
      () => '组织指挥体系',
    ),
    ...keyed('groups', before.groups, after.groups, group, one => one.name),
    ...rows(
      'levels',
      before.levels.map(of => ({ key: String(of.level), of })),
      after.levels.map(of => ({ key: String(of.level), of })),
      level,
      one => `${responseLevelNames[one.level]}响应`,
    ),
    ...keyed('steps', before.steps, after.steps, step, one => one.title),
    ...keyed('evacuation', before.evacuation, after.evacuation, evacuation, one => one.name),
    ...listed('contacts', before, after, one => `${post(one.bearer) || one.said} ${one.phone}`.trim()),
    ...listed('resources', before, after, one => `${one.said || one.capability || ''} ${one.quantity ?? ''}`.trim()),
    ...listed('links', before, after, one => `${one.title}${one.issuedOn ? `（${one.issuedOn}）` : ''}`),
    ...listed('closing', before, after, one => one.name),
  ]
}

const minutes = (count: number | null) => (count === null ? '' : `${count} 分钟`)
const number = (count: number | null) => (count === null ? '' : String(count))

/** A trigger as a sentence. */
function triggerWords(trigger: PlanLevel['triggers'][number]): string {
  switch (trigger.kind) {
    case 'warning':
      return `${trigger.warning}${{ red: '红', orange: '橙', yellow: '黄', blue: '蓝' }[trigger.colour]}色预警`
    case 'indicator':
      return `${trigger.indicator}达 ${trigger.min}${trigger.unit}${trigger.places ? `（${trigger.places} 个以上乡镇）` : ''}`
    case 'upper':
      return `上级启动${responseLevelNames[trigger.level]}响应`
    case 'condition':
      switch (trigger.condition.kind) {
        case 'eventLevel':
          return `事件达${['特别重大', '重大', '较大', '一般'][trigger.condition.level - 1]}`
        case 'figure':
          return `${trigger.condition.label}达 ${trigger.condition.min}${trigger.condition.unit}`
        case 'openMinutes':
          return `持续 ${trigger.condition.minutes} 分钟未控制`
        case 'circumstance':
          return `特殊情形：${circumstances[trigger.condition.circumstance]}`
      }
  }
}

interface Keyed<T> {
  key: string
  of: T
}
const nothing = { fields: [], removedLines: [], addedLines: [] }

const keyed = <T extends { key: string }>(
  piece: PlanDifference['piece'],
  before: T[],
  after: T[],
  show: Show<T>,
  title: (one: T) => string,
) =>
  rows(
    piece,
    before.map(of => ({ key: of.key, of })),
    after.map(of => ({ key: of.key, of })),
    show,
    title,
  )

function rows<T>(
  piece: PlanDifference['piece'],
  before: Keyed<T>[],
  after: Keyed<T>[],
  show: Show<T>,
  title: (one: T) => string,
): PlanDifference[] {
  const was = new Map(before.map(one => [one.key, one.of]))
  const is = new Map(after.map(one => [one.key, one.of]))
  return [
    ...before
      .filter(one => !is.has(one.key))
      .map(one => ({ ...nothing, piece, key: one.key, title: title(one.of), difference: 'removed' as const })),
    ...after.flatMap(({ key, of }): PlanDifference[] => {
      const old = was.get(key)
      if (old === undefined) return [{ ...nothing, piece, key, title: title(of), difference: 'added' }]
      const fields = show.flatMap(([label, words]) => {
        const [from, to] = [words(old), words(of)]
        return from === to ? [] : [{ label, before: from, after: to }]
      })
      return fields.length ? [{ ...nothing, piece, key, title: title(of), difference: 'changed', fields }] : []
    }),
  ]
}

/** Lists without keys: what stands in one of them only. */
function listed<P extends 'contacts' | 'resources' | 'links' | 'closing'>(
  piece: P,
  before: PlanContent,
  after: PlanContent,
  words: (one: PlanContent[P][number]) => string,
): PlanDifference[] {
  const [was, is] = [before[piece].map(words), after[piece].map(words)]
  const entry = (difference: 'added' | 'removed') => (title: string) => ({
    ...nothing,
    piece,
    key: title,
    title,
    difference,
  })
  return [
    ...was.filter(one => !is.includes(one)).map(entry('removed')),
    ...is.filter(one => !was.includes(one)).map(entry('added')),
  ]
}

function chapters(before: PlanContent, after: PlanContent): PlanDifference[] {
  const show: Show<PlanContent['chapters'][number]> = [
    ['章节序号', one => one.number],
    ['章节标题', one => one.title],
    ['章节类别', one => (one.part === null ? '' : planParts[one.part])],
  ]
  const heads = new Map(
    keyed('chapters', before.chapters, after.chapters, show, one => one.title).map(one => [one.key, one]),
  )
  const was = new Map(before.chapters.map(one => [one.key, one]))
  const removed = [...heads.values()].filter(one => one.difference === 'removed')
  return [
    ...removed,
    ...after.chapters.flatMap((chapter): PlanDifference[] => {
      const head = heads.get(chapter.key)
      const old = was.get(chapter.key)
      if (!old) return head ? [{ ...head, addedLines: linesOf(chapter.text) }] : []
      const [from, to] = [linesOf(old.text), linesOf(chapter.text)]
      const removedLines = from.filter(line => !to.includes(line))
      const addedLines = to.filter(line => !from.includes(line))
      if (!head && removedLines.length === 0 && addedLines.length === 0) return []
      return [
        {
          ...nothing,
          piece: 'chapters',
          key: chapter.key,
          title: chapter.title,
          difference: 'changed',
          fields: head?.fields ?? [],
          removedLines,
          addedLines,
        },
      ]
    }),
  ]
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
