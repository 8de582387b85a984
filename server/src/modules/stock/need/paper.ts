import type { NeedLine, NeedQuery, NeedView } from '@anlan/contract/stock-reserve.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, type OfficialPaper } from '../../document/api.ts'
import { plain } from '../moves/lines.ts'
import { apart, yuanOf } from './groups.ts'
import { readNeed } from './need.ts'

const yuanText = (yuan: number | null) => (yuan === null ? '待询价' : plain(Math.round(yuan * 100) / 100))
type Sum = { lines: number; yuan: number; unpriced: number }
const cells = ({ lines, yuan, unpriced }: Sum) => [plain(lines), yuanText(yuan), unpriced ? `${unpriced} 项` : '']

/** The statement as a paper to be handed in: the sums by unit and category first, every gap in the annex. */
export async function needPaper(
  work: Work,
  query: z.output<typeof NeedQuery>,
): Promise<{ name: string; paper: OfficialPaper }> {
  const need = await readNeed(work, query)
  const unit = await findUnit(work.tx, work.actor.unitId)
  const unpriced = need.unpriced ? `，另有 ${need.unpriced} 项待询价` : ''
  return {
    name: need.title,
    paper: {
      series: 'plain',
      agency: unit?.name ?? '',
      urgency: null,
      secrecy: null,
      number: null,
      signer: null,
      title: need.title,
      recipients: [],
      paragraphs: [
        {
          level: 0,
          text: `经对照储备标准、装备配备标准和台账核算，截至${chineseDate(work.now)}，共有 ${need.items.length} 项缺口，需经费 ${yuanText(need.totalYuan)} 元${unpriced}。其中${need.sums.map(one => `${one.source} ${one.lines} 项 ${yuanText(one.yuan)} 元`).join('，') || '无缺口'}。${need.items.length ? '分单位汇总如下，逐项明细见附件。' : ''}`,
        },
        ...(need.items.length ? [summary(need)] : []),
        {
          level: 0,
          text: '单价取自物资目录和装备台账的重置单价；数量依据见系统内储备标准、配备标准、临期清单和台账。',
        },
      ],
      attachments: need.items.length ? ['逐项明细'] : [],
      ...(need.items.length && { annex: { title: `${need.title}逐项明细`, paragraphs: details(need) } }),
      signature: unit?.name ?? '',
      date: chineseDate(work.now),
      note: null,
      contact: null,
      copies: [],
      printedBy: unit?.name ?? '',
      printedOn: shanghaiDay(work.now),
    },
  }
}

const summary = (need: NeedView) => ({
  level: 0 as const,
  text: '',
  table: {
    headers: ['单位', '类别', '项数', '金额（元）', '待询价'],
    rows: [
      ...need.groups.flatMap(group => [
        ...group.categories.map((one, i) => [i === 0 ? group.unitName : '', one.source, ...cells(one)]),
        ...(group.categories.length > 1 ? [['', '小计', ...cells(group)]] : []),
      ]),
      ['合计', '', ...cells({ lines: need.items.length, yuan: need.totalYuan, unpriced: need.unpriced })],
    ],
  },
})

/** 明细: a heading and a table for each unit, its categories one after the other, each with its sum. */
const details = (need: NeedView) =>
  need.groups.flatMap(group => [
    { level: 1 as const, text: `${group.unitName}　${group.lines} 项，${yuanText(group.yuan)} 元` },
    {
      level: 0 as const,
      text: '',
      table: {
        headers: ['单位', '名称', '数量', '单价（元）', '金额（元）', '依据'],
        rows: apart(
          need.items.filter(line => line.groupId === group.unitId),
          line => line.source,
        ).flatMap(([source, lines]) => [
          ...lines.map(row),
          ['', `${source}小计`, `${lines.length} 项`, '', yuanText(yuanOf(lines)), ''],
        ]),
      },
    },
  ])

const row = (line: NeedLine) => [
  line.unitName,
  line.what,
  `${plain(line.quantity)} ${line.unit}`,
  yuanText(line.priceYuan),
  yuanText(line.yuan),
  line.basis,
]
