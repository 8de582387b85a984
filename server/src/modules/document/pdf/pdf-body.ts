import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { OfficialPaper } from '../paper/official-paper.ts'
import { attachmentLines, bodyOf, columnWidths, type PaperTable, signOff, sizes } from '../paper/paper-layout.ts'
import { bodySize, bold, heightOf, line, textWidth } from './pdf-layout.ts'

const style = { fontSize: bodySize, lineHeight: heightOf(line, bodySize) }
/** The first line stands two characters in. */
const indented = { ...style, leadingIndent: 2 * bodySize }

/** 主送机关. */
export const recipients = (paper: OfficialPaper): Content[] =>
  paper.recipients.length === 0 ? [] : [{ ...style, text: `${paper.recipients.join('、')}：` }]

/** 正文, table, 附件说明, 署名, 成文日期, 附注. */
export function body(paper: OfficialPaper): Content[] {
  const { signatureIndent, dateIndent } = signOff(paper.signature, paper.date)
  const notes = [paper.note, paper.contact].filter(note => note !== null && note !== '').map(String)
  return [
    ...bodyOf(paper.paragraphs).map(
      ({ level, text, table }): Content =>
        table
          ? tableOf(table)
          : { ...indented, ...(level === 1 || level === 2 ? bold(text) : { text }), alignment: 'justify' },
    ),
    ...(paper.table ? [tableOf(paper.table)] : []),
    ...attachments(paper),
    {
      unbreakable: true,
      stack: [
        {
          ...style,
          text: paper.signature,
          alignment: 'right',
          margin: [0, 2 * line, signatureIndent * bodySize, 0],
        },
        { ...style, text: paper.date, alignment: 'right', margin: [0, 0, dateIndent * bodySize, 0] },
        ...notes.map((note): Content => ({ ...indented, text: /^（.*）$/.test(note) ? note : `（${note}）` })),
      ],
    },
  ]
}

const attachments = (paper: OfficialPaper): Content[] =>
  attachmentLines(paper.attachments).map(
    ({ text, indent: left }, index): Content => ({
      ...style,
      text,
      margin: [left * bodySize, index === 0 ? line : 0, 0, 0],
    }),
  )

/** A table repeats its heading on every page; no row is torn. */
function tableOf({ headers, rows }: PaperTable): Content {
  // What the cells hold between their own margins and rules.
  const room = textWidth - headers.length * 8 - (headers.length + 1) * 0.5
  const cell = { fontSize: sizes.table, lineHeight: heightOf(18, sizes.table) }
  return {
    margin: [0, 8, 0, 0],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: columnWidths(headers, rows, Math.floor(room)),
      body: [
        headers.map((header): TableCell => ({ ...cell, ...bold(header), alignment: 'center' })),
        ...rows.map(row =>
          headers.map((_, column): TableCell => {
            const text = row[column] ?? ''
            return { ...cell, text, alignment: /^[\d.,%—-]+$/.test(text) ? 'center' : 'left' }
          }),
        ),
      ],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      paddingLeft: () => 4,
      paddingRight: () => 4,
      paddingTop: () => 2,
      paddingBottom: () => 2,
    },
  }
}
