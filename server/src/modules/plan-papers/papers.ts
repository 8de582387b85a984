import { planKinds } from '@anlan/contract/plan.ts'
import type { Paragraph, Table } from 'docx'
import { type ActionCard, cardsOf } from './cards.ts'
import { layoutOf, narrowed } from './chart.ts'
import { onOnePage, onPages } from './chart-svg.ts'
import { picturesOf } from './picture.ts'
import type { Printed } from './reading.ts'
import { contactGrid, short } from './short.ts'
import { isSheet, sheetSides } from './village.ts'
import {
  blank,
  grid,
  heading,
  landscapePicture,
  landscapeWidth,
  newPage,
  picture,
  point,
  portraitWidth,
  text,
  title,
  wordFile,
} from './word.ts'

type Block = Paragraph | Table
const shape = landscapePicture.width / landscapePicture.height

/**
 * The short version (简本): what it is for, who commands, levels, steps, telephones; four pages at most with cover and chart. A village's, and that of one
 * risk point, is a sheet with two sides.
 */
export const bookletFile = async (printed: Printed): Promise<Buffer> =>
  wordFile(
    printed.plan.title,
    isSheet(printed)
      ? await sheetSides(printed)
      : [{ blocks: cover(printed) }, { blocks: short(printed) }, ...(await overview(printed))],
  )

/** The whole course on one page: moments that follow closely share a column. Nothing where there are no steps. */
async function overview({ plan, content, words }: Printed) {
  const chart = layoutOf(content, words)
  if (chart.boxes.length === 0) return []
  const name = `${plan.title}处置流程图`
  const [one] = await picturesOf([onOnePage(narrowed(chart, 6), plan.title, shape)])
  return one ? [{ landscape: true, blocks: [title(name, 16), picture(one, landscapePicture, name)] }] : []
}

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

/** 一图 in Word: the chart as on the screen, on as many pages as it takes to be read at arm's length. */
export async function chartFile({ plan, content, words }: Printed): Promise<Buffer> {
  const name = `${plan.title}处置流程图`
  const pictures = await picturesOf(onPages(layoutOf(content, words), plan.title, { columns: 6, rows: 9, width: 1250 }))
  return wordFile(
    plan.title,
    pictures.map((one, i) => ({
      landscape: true,
      blocks: [
        title(pictures.length > 1 ? `${name}（${i + 1}/${pictures.length}）` : name, 16),
        picture(one, landscapePicture, name),
      ],
    })),
  )
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
