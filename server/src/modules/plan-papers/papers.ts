import { planKinds } from '@anlan/contract/plan.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import type { Paragraph, Table } from 'docx'
import { bearerOfStep, spansAt } from '../plan-check/api.ts'
import { type ActionCard, cardsOf } from './cards.ts'
import { layoutOf, lines, momentWords } from './chart.ts'
import type { Printed } from './reading.ts'
import { blank, grid, heading, landscapeWidth, newPage, point, portraitWidth, text, title, wordFile } from './word.ts'

type Block = Paragraph | Table

/** The short version (简本): what it is for, who commands, levels, steps, telephones. Meant for four pages at most. */
export const bookletFile = (printed: Printed): Promise<Buffer> =>
  wordFile(printed.plan.title, [{ blocks: cover(printed) }, { blocks: short(printed) }])

function cover({ plan }: Printed): Block[] {
  return [
    blank(10),
    title(plan.title, 26),
    title('（简本）', 18),
    blank(4),
    title(`${planKinds[plan.kind]}　${plan.unitName}`, 14),
    title([plan.documentNumber, plan.issuedOn ? `${plan.issuedOn} 印发` : '尚未印发'].filter(Boolean).join('　'), 14),
  ]
}

/** So much of a text as a short version holds. */
const brief = (words: string, most: number) => lines(words.replace(/\s+/g, ' ').trim(), most, 1)[0] ?? ''

function short(printed: Printed): Block[] {
  const { content, words, table } = printed
  const scope = content.chapters.find(one => one.part === 'scope' && one.text.trim())
  const { commander, office } = content.command
  const postWords = (one: { bearer: string | null; said: string } | null) =>
    one?.bearer ? words(one.bearer) : (one?.said ?? '')
  const levels = [...content.levels].sort((a, b) => b.level - a.level)
  const steps = new Map([4, 3, 2, 1].flatMap(level => spansAt(content, level).map(one => [one.step.key, one] as const)))
  const ordered = [...steps.values()].sort((a, b) => a.from - b.from)
  return [
    ...(scope ? [heading('适用范围'), text(brief(scope.text, 160))] : []),
    heading('指挥机构'),
    text(
      `${content.command.name || '应急指挥部'}：总指挥${postWords(commander) || '（未定）'}；办公室${postWords(office) || '（未定）'}。工作组：${content.groups
        .map(group => `${group.name}（${postWords(group.lead) || '未定'}牵头）`)
        .join('、')}。`,
    ),
    heading('响应级别'),
    grid(
      ['级别', '启动条件', '启动岗位'],
      levels.map(one => [
        responseLevelNames[one.level],
        brief(one.conditions, 120),
        one.starters.map(words).join('、') || one.startersSaid,
      ]),
      [1, 5, 2],
      portraitWidth,
    ),
    heading('行动步骤'),
    grid(
      ['时间', '行动', '责任岗位', '级别', '时限'],
      ordered.map(({ step, from }) => {
        const bearer = bearerOfStep(content, step)
        return [
          momentWords(from),
          brief(step.title, 40),
          bearer ? words(bearer) : step.said,
          [...step.levels]
            .sort()
            .map(level => responseLevelNames[level].replace('级', ''))
            .join(''),
          step.doneMinutes ? momentWords(step.doneMinutes) : '',
        ]
      }),
      [1.3, 4, 2.4, 0.9, 1.2],
      portraitWidth,
      9,
    ),
    heading('联系电话'),
    contactGrid(table.slice(0, 40), portraitWidth),
    ...(content.closing.length > 0 ? [heading('响应终止'), text(content.closing.map(one => one.name).join('；'))] : []),
  ]
}

const contactGrid = (table: Printed['table'], width: number) =>
  grid(
    ['预案职责', '单位和岗位', '姓名', '电话'],
    table.map(row => [
      row.role,
      [row.unitName, row.postName].filter(Boolean).join(' '),
      row.holder ?? row.defect ?? '',
      row.phone ?? '',
    ]),
    [3, 3.4, 1.3, 1.8],
    width,
    9,
  )

/** 一图 in Word: a column for each group, a row for each moment, drawn from the same layout as on the screen. */
export function chartFile({ plan, content, words }: Printed): Promise<Buffer> {
  const chart = layoutOf(content, words)
  const rows = chart.moments.map((moment, column) => [
    `${momentWords(moment)}${column < chart.moments.length - 1 ? '\n↓' : ''}`,
    ...chart.lanes.map((_, lane) =>
      chart.boxes
        .filter(box => box.lane === lane && box.column === column)
        .map(box => {
          const before = chart.boxes.find(one => one.key === box.after)
          return `▶ ${box.title}\n　${box.who}${before ? `（在“${brief(before.title, 12)}”之后）` : ''}`
        })
        .join('\n'),
    ),
  ])
  return wordFile(plan.title, [
    {
      landscape: true,
      blocks: [
        title(`${plan.title}处置流程图`, 18),
        grid(
          ['启动后', ...chart.lanes.map(one => one.name)],
          rows,
          [1.1, ...chart.lanes.map(() => 2)],
          landscapeWidth,
          9,
        ),
      ],
    },
  ])
}

/** 一表 in Word. */
export const tableFile = ({ plan, table }: Printed, day: string): Promise<Buffer> =>
  wordFile(plan.title, [
    {
      landscape: true,
      blocks: [
        title(`${plan.title}职责和联络表`, 18),
        text(`人员和电话为 ${day} 在任情况。`),
        contactGrid(table, landscapeWidth),
      ],
    },
  ])

/** 处置卡: a page for each post, of all posts or of the one named. */
export const cardsFile = (printed: Printed, cards: ActionCard[] = cardsOf(printed)): Promise<Buffer> =>
  wordFile(
    printed.plan.title,
    cards.map(card => ({ blocks: cardPage(printed.plan.title, card) })),
  )

function cardPage(plan: string, card: ActionCard): Block[] {
  const fit = (items: string[], most: number) =>
    items.length > most ? [...items.slice(0, most), `……其余 ${items.length - most} 项见平台任务清单`] : items
  return [
    title(`${card.post}应急处置卡`, 20),
    text(`${plan}　　${card.holder}　${card.phone}`, 11),
    heading('首先做什么', 16),
    point(card.first, 14),
    heading('前 10 分钟'),
    ...(card.soon.length > 0 ? fit(card.soon, 6).map(one => point(one)) : [point('完成首项行动并报告。')]),
    heading('随后'),
    ...(card.later.length > 0 ? fit(card.later, 10).map(one => point(one)) : [point('听从指挥部安排。')]),
    heading('联系谁'),
    ...(card.calls.length > 0 ? card.calls.map(one => point(one, 12)) : [point('县总值班室', 12)]),
    heading('应做和不应做'),
    ...card.rules.map(one => point(one)),
  ]
}

/** 简本汇编 (S54): cover, contents, and the short versions one after the other. */
export const compilationFile = (name: string, day: string, plans: Printed[]): Promise<Buffer> =>
  wordFile(name, [
    { blocks: [blank(10), title(name, 26), blank(2), title(day, 14)] },
    {
      blocks: [
        title('目　录', 18),
        grid(
          ['序号', '预案', '编制单位', '文号'],
          plans.map(({ plan }, i) => [String(i + 1), plan.title, plan.unitName, plan.documentNumber ?? '']),
          [0.6, 4, 2, 2],
          portraitWidth,
        ),
        newPage(),
        ...plans.flatMap((printed, i) => [
          title(`${i + 1}　${printed.plan.title}（简本）`, 16),
          ...short(printed),
          ...(i < plans.length - 1 ? [newPage()] : []),
        ]),
      ],
    },
  ])
