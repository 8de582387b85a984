import { costKinds } from '@anlan/contract/call-up-costs.ts'
import type { CostSheet } from '@anlan/contract/cost-sheet.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, type PaperText, renderOfficialPaper } from '../../document/api.ts'
import { guarded, xlsxFile } from '../../register/sheets/api.ts'
import { costSheet } from './sheet.ts'

const yuan = (amount: number) => amount.toFixed(2)

interface Line {
  source: string
  unitName: string
  kind: string
  title: string
  quantity: string
  unitPrice: string
  amount: number
  basis: string
}

/** Every line that counts, in the order of the sheet. */
function linesOf(sheet: CostSheet): Line[] {
  return [
    ...sheet.slips.flatMap(slip =>
      slip.costs.map(cost => ({
        source: slip.number ?? '调用单',
        unitName: slip.unitName,
        kind: costKinds[cost.kind],
        title: cost.title,
        quantity: `${cost.quantity} ${cost.unit}`,
        unitPrice: yuan(cost.unitPrice),
        amount: cost.amount,
        basis: cost.basis,
      })),
    ),
    ...sheet.issued.map(one => ({
      source: `${one.storeName}出库`,
      unitName: one.unitName,
      kind: costKinds.material,
      title: one.title,
      quantity: `${one.quantity} ${one.unit}`,
      unitPrice: one.unitPrice === null ? '未定价' : yuan(one.unitPrice),
      amount: one.amount,
      basis: '物资单价',
    })),
    ...sheet.lines
      .filter(one => one.withdrawn === null)
      .map(one => ({
        source: one.documentNumber,
        unitName: one.unitName,
        kind: costKinds[one.kind],
        title: one.title,
        quantity: `${one.quantity} ${one.unit}`,
        unitPrice: yuan(one.unitPrice),
        amount: one.amount,
        basis: one.basis,
      })),
  ]
}

const noteExport = (work: Work, sheet: CostSheet, as: string) =>
  recordFact(work, 'review.costs-exported', sheet.eventId, { as, total: sheet.total }, { matter: sheet.eventId })

/** 费用清单 as a paper. */
export async function costPaper(work: Work, eventId: string) {
  const sheet = await costSheet(work, eventId)
  const agency = (await findUnit(work.tx, work.actor.unitId))?.name ?? ''
  const date = chineseDate(work.now)
  noteExport(work, sheet, 'docx')
  const text = (words: string): PaperText => ({ level: 0, text: words })
  const grid = (headers: string[], rows: string[][]): PaperText => ({ level: 0, text: '', table: { headers, rows } })
  const open = sheet.slips.filter(one => !one.final).length
  return {
    name: `${sheet.eventTitle}应急处置费用清单`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency,
        urgency: null,
        secrecy: null,
        number: null,
        signer: null,
        title: `${sheet.eventTitle}应急处置费用清单`,
        recipients: [],
        paragraphs: [
          text(
            `事件编号${sheet.eventNumber}，截至${chineseDateTime(work.now)}，应急处置费用合计 ${yuan(sheet.total)} 元${open > 0 ? `，其中 ${open} 份调用单尚未办结，按截至目前情况测算` : ''}。`,
          ),
          { level: 1, text: '按单位' },
          grid(
            ['单位', '金额（元）'],
            [...sheet.byUnit.map(one => [one.unitName, yuan(one.amount)]), ['合计', yuan(sheet.total)]],
          ),
          { level: 1, text: '按类别' },
          grid(
            ['类别', '金额（元）'],
            sheet.byKind.filter(one => one.amount > 0).map(one => [costKinds[one.kind], yuan(one.amount)]),
          ),
          { level: 1, text: '明细' },
          grid(
            ['依据', '单位', '项目', '数量', '单价（元）', '金额（元）'],
            linesOf(sheet).map(one => [
              one.source,
              one.unitName,
              one.title,
              one.quantity,
              one.unitPrice,
              yuan(one.amount),
            ]),
          ),
        ],
        attachments: [],
        signature: agency,
        date,
        note: null,
        contact: null,
        copies: [],
        printedBy: agency,
        printedOn: date,
      }),
  }
}

/** The same for a spreadsheet program. */
export async function costBook(work: Work, eventId: string) {
  const sheet = await costSheet(work, eventId)
  noteExport(work, sheet, 'xlsx')
  const made = `导出人：${work.actor.name}　截至 ${chineseDateTime(work.now)}`
  const columns = [
    { label: '依据', width: 22 },
    { label: '单位', width: 26 },
    { label: '类别', width: 16 },
    { label: '项目', width: 28 },
    { label: '数量', width: 14 },
    { label: '单价（元）', width: 14 },
    { label: '金额（元）', width: 16 },
    { label: '计价依据或说明', width: 40 },
  ]
  const rows = [
    ...linesOf(sheet).map(one => [
      one.source,
      one.unitName,
      one.kind,
      one.title,
      one.quantity,
      one.unitPrice,
      yuan(one.amount),
      one.basis,
    ]),
    ...sheet.byUnit.map(one => ['小计', one.unitName, '', '', '', '', yuan(one.amount), '']),
    ['合计', '', '', '', '', '', yuan(sheet.total), ''],
  ].map(row => row.map(guarded))
  return {
    name: `${sheet.eventTitle}应急处置费用清单.xlsx`,
    render: async () => {
      const parts: Buffer[] = []
      const titles = [`${sheet.eventTitle}应急处置费用清单`, made]
      for await (const part of xlsxFile({ name: '费用清单', titles, footer: made, columns }, once(rows)))
        parts.push(part)
      return Buffer.concat(parts)
    },
  }
}

async function* once<T>(rows: T[]) {
  yield rows
}
