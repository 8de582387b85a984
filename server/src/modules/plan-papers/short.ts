import { responseLevelNames } from '@anlan/contract/response-template.ts'
import type { Paragraph, Table } from 'docx'
import { bearerOfStep, spansAt } from '../plan-check/api.ts'
import { momentWords } from './chart.ts'
import { lines } from './chart-svg.ts'
import type { Printed } from './reading.ts'
import { grid, gridHeight, heading, headingHeight, pageHeight, portraitWidth, text, textHeight } from './word.ts'

type Block = Paragraph | Table
type Row = Printed['table'][number]

/** So much of a text as a short version holds. */
export const brief = (words: string, most: number) => lines(words.replace(/\s+/g, ' ').trim(), most, 1)[0] ?? ''

/** A part of the short version, and what it takes of a page in millimetres. */
export interface Part {
  blocks: Block[]
  height: number
  /** Of a table: its lines without the head. */
  rows: string[][]
}

const table = (name: string, headers: string[], rows: string[][], shares: number[], size: number): Part => ({
  rows,
  blocks: [heading(name), grid(headers, rows, shares, portraitWidth, size)],
  height: headingHeight() + gridHeight([headers, ...rows], shares, portraitWidth, size),
})
const words = (name: string, said: string): Part => ({
  rows: [],
  blocks: [heading(name), text(said)],
  height: headingHeight() + textHeight(said),
})

// Two pages of four: the others are the cover and the chart. Something stays free, as reckoned and printed lines differ a little.
const room = 2 * pageHeight * 0.87

/** What it is for, who commands, levels, steps, and as many telephones as two pages hold. */
export const short = (printed: Printed): Block[] => shortParts(printed).flatMap(part => part.blocks)

export function shortParts(printed: Printed): Part[] {
  const parts = [...scope(printed), commandPart(printed), levelsPart(printed), stepsPart(printed), ...closing(printed)]
  return [...parts, contactsWithin(printed, room - parts.reduce((sum, part) => sum + part.height, 0))]
}

const scope = ({ content }: Printed): Part[] => {
  const chapter = content.chapters.find(one => one.part === 'scope' && one.text.trim())
  return chapter ? [words('适用范围', brief(chapter.text, 160))] : []
}
const closing = ({ content }: Printed): Part[] =>
  content.closing.length > 0 ? [words('响应终止', content.closing.map(one => one.name).join('；'))] : []

export function commandPart({ content, words: wordsOf }: Printed): Part {
  const { commander, office } = content.command
  const postWords = (one: { bearer: string | null; said: string } | null) =>
    one?.bearer ? wordsOf(one.bearer) : (one?.said ?? '')
  const groups = content.groups.map(group => `${group.name}（${postWords(group.lead) || '未定'}牵头）`).join('、')
  return words(
    '指挥机构',
    `${content.command.name || '应急指挥部'}：总指挥${postWords(commander) || '（未定）'}${
      office ? `；办公室${postWords(office) || '（未定）'}` : ''
    }。${groups ? `工作组：${groups}。` : ''}`,
  )
}

export const levelsPart = ({ content, words: wordsOf }: Printed): Part =>
  table(
    '响应级别',
    ['级别', '启动条件', '启动岗位'],
    [...content.levels]
      .sort((a, b) => b.level - a.level)
      .map(one => [
        responseLevelNames[one.level],
        brief(one.conditions, 120),
        one.starters.map(wordsOf).join('、') || one.startersSaid,
      ]),
    [1, 5, 2],
    9,
  )

export function stepsPart({ content, words: wordsOf }: Printed): Part {
  const steps = new Map([4, 3, 2, 1].flatMap(level => spansAt(content, level).map(one => [one.step.key, one] as const)))
  return table(
    '行动步骤',
    ['时间', '行动', '责任岗位', '级别', '时限'],
    [...steps.values()]
      .sort((a, b) => a.from - b.from)
      .map(({ step, from }) => {
        const bearer = bearerOfStep(content, step)
        return [
          momentWords(from),
          brief(step.title, 40),
          bearer ? wordsOf(bearer) : step.said,
          step.levels.length === content.levels.length
            ? '各级'
            : [...step.levels]
                .sort()
                .map(level => responseLevelNames[level].replace('级', ''))
                .join(' '),
          step.doneMinutes ? momentWords(step.doneMinutes) : '',
        ]
      }),
    [1.3, 4, 2.4, 1, 1.2],
    9,
  )
}

const contactShares = [3, 3.4, 1.3, 1.8]
const contactHeaders = ['预案职责', '单位和岗位', '姓名', '电话']
const contactLine = (row: Row) => [
  row.role,
  [row.unitName, row.postName].filter(Boolean).join(' '),
  row.holder ?? row.defect ?? '',
  row.phone ?? '',
]

/** One line for each person, whatever he is in the plan; what does not fit stands in the table of duties. */
export function contactsWithin({ table: rows }: Printed, room: number, size = 9): Part {
  const people = new Map<string, string[]>()
  for (const row of rows) {
    const line = contactLine(row)
    const key = row.holder ? `${row.holder} ${row.phone ?? ''}` : line.join(' ')
    const known = people.get(key)
    if (known) known[0] = [...new Set(`${known[0]}、${line[0]}`.split('、'))].join('、')
    else people.set(key, line)
  }
  const lines = [...people.values()].map(([role = '', ...rest]) => [brief(role, 22), ...rest])
  let most = lines.length
  const heightOf = (count: number) =>
    headingHeight() + gridHeight([contactHeaders, ...lines.slice(0, count)], contactShares, portraitWidth, size)
  while (most > 8 && heightOf(most) > room - (most < lines.length ? textHeight('…') : 0)) most--
  const part = table('联系电话', contactHeaders, lines.slice(0, most), contactShares, size)
  return most === lines.length
    ? part
    : { ...part, blocks: [...part.blocks, text(`其余 ${lines.length - most} 人见职责和联络表。`, 9)] }
}

/** Every post with whoever holds it. */
export const contactGrid = (rows: Row[], width: number) =>
  grid(contactHeaders, rows.map(contactLine), contactShares, width, 9)
