import {
  AlignmentType,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { OfficialPaper } from './official-paper.ts'
import { type Faces, offGrid } from './paper-faces.ts'
import {
  attachmentLines,
  bodyOf,
  character,
  charactersPerLine,
  columnWidths,
  line,
  page,
  points,
  signOff,
} from './paper-layout.ts'
import { PaperParagraph } from './paper-paragraph.ts'

/** 正文, table, 附件说明, 署名, 成文日期, 附注, and the annex behind them. */
export function main(paper: OfficialPaper, faces: Faces): (Paragraph | Table)[] {
  const { signatureIndent, dateIndent } = signOff(paper.signature, paper.date)
  const notes = [paper.note, paper.contact].filter(note => note !== null && note !== '').map(String)
  return [
    ...written(paper.paragraphs, faces, !paper.table),
    ...(paper.table ? table(paper.table, faces, paper.attachments.length === 0) : []),
    ...attachmentLines(paper.attachments).map(
      ({ text, indent, hanging }, index) =>
        new PaperParagraph({
          // A short list stays in one piece.
          keepNext: paper.attachments.length <= 5 || index === paper.attachments.length - 1,
          spacing: { before: index === 0 ? line : 0 },
          indent: { left: Math.round((indent + hanging) * character), hanging: Math.round(hanging * character) },
          children: [faces.body(text)],
        }),
    ),
    new PaperParagraph({
      alignment: AlignmentType.RIGHT,
      keepNext: true,
      spacing: { before: 2 * line },
      indent: { right: Math.round(signatureIndent * character) },
      children: [faces.body(paper.signature)],
    }),
    new PaperParagraph({
      alignment: AlignmentType.RIGHT,
      keepNext: notes.length > 0,
      indent: { right: Math.round(dateIndent * character) },
      children: [faces.body(paper.date)],
    }),
    ...notes.map(
      (note, index) =>
        new PaperParagraph({
          keepNext: index < notes.length - 1,
          indent: { firstLine: 640, firstLineChars: 200 },
          children: [faces.body(/^（.*）$/.test(note) ? note : `（${note}）`)],
        }),
    ),
    ...annexOf(paper, faces),
  ]
}

/** Paragraphs and tables in their order. `keepsEnd`: what follows stays with the last of them. */
function written(paragraphs: OfficialPaper['paragraphs'], faces: Faces, keepsEnd: boolean): (Paragraph | Table)[] {
  const lines = bodyOf(paragraphs)
  return lines.flatMap(({ level, text, table: within }, index) => {
    if (within) return table(within, faces, false)
    const isLast = index === lines.length - 1
    return new PaperParagraph({
      alignment: AlignmentType.BOTH,
      indent: { firstLine: 640, firstLineChars: 200 },
      // A heading stays with its text, the signature with the last of it, so that it does not stand alone on a page. LibreOffice
      // moves such a paragraph as a whole, so a long one is left to break.
      keepNext: level > 0 || (isLast && keepsEnd && text.length <= 4 * charactersPerLine),
      children: [faces[level === 1 ? 'heading' : level === 2 ? 'subheading' : 'body'](text)],
    })
  })
}

/** 附件 on a page of its own: the word at the upper left, its title in the middle below. */
function annexOf({ annex }: OfficialPaper, faces: Faces): (Paragraph | Table)[] {
  if (!annex) return []
  return [
    new PaperParagraph({ pageBreakBefore: true, keepNext: true, children: [faces.heading('附件')] }),
    new PaperParagraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: line, after: line },
      children: [faces.title(annex.title)],
    }),
    ...written(annex.paragraphs, faces, false),
  ]
}

/** A short table stays on one page, a long one repeats its heading. `keepNext`: its end stays with what follows. */
function table(
  { headers, rows }: { headers: string[]; rows: string[][] },
  faces: Faces,
  keepNext: boolean,
): (Paragraph | Table)[] {
  const widths = columnWidths(headers, rows, page.textWidth)
  const isShort = rows.length <= 10
  const row = (cells: string[], isHeader: boolean, keepNext: boolean) =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: headers.map((_, column) => {
        const text = cells[column] ?? ''
        return new TableCell({
          width: { size: widths[column] ?? 0, type: WidthType.DXA },
          verticalAlign: VerticalAlign.CENTER,
          children: [
            new PaperParagraph({
              alignment: isHeader || isFigure(text) ? AlignmentType.CENTER : AlignmentType.LEFT,
              keepNext,
              ...offGrid(points(18)),
              children: [faces[isHeader ? 'cellHeading' : 'cell'](text)],
            }),
          ],
        })
      }),
    })
  return [
    new PaperParagraph({ keepNext: true, ...offGrid(points(8)), children: [] }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: page.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      rows: [
        row(headers, true, true),
        ...rows.map((cells, index) => row(cells, false, index < rows.length - 1 ? isShort : keepNext)),
      ],
    }),
  ]
}

const isFigure = (text: string) => /^[\d.,%—-]+$/.test(text)
