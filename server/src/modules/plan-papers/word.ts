import {
  AlignmentType,
  Document,
  Footer,
  HeightRule,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { standardFonts } from '../document/api.ts'

type Block = Paragraph | Table
const twips = (mm: number) => Math.round((mm / 25.4) * 1440)
const run = (text: string, size: number, font: string = standardFonts.body, bold = false) =>
  new TextRun({ text, size: size * 2, font, bold })

/** Small, close type: what a card or a short version has to say stands on few pages. */
export const heading = (text: string, size = 14) =>
  new Paragraph({
    spacing: { before: 120, after: 60 },
    keepNext: true,
    children: [run(text, size, standardFonts.heading)],
  })
export const title = (text: string, size = 20) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 120 },
    children: [run(text, size, standardFonts.title)],
  })
export const text = (words: string, size = 11) =>
  new Paragraph({ spacing: { line: 300, after: 20 }, indent: { firstLine: size * 40 }, children: [run(words, size)] })
export const point = (words: string, size = 11) =>
  new Paragraph({
    spacing: { line: 300, after: 30 },
    indent: { left: size * 20, hanging: size * 20 },
    children: [run(words, size)],
  })
export const newPage = () => new Paragraph({ children: [new PageBreak()] })
export const blank = (lines: number) => new Paragraph({ spacing: { before: lines * 360 }, children: [] })

/** A table over the whole width; `shares` are parts of it. */
export function grid(headers: string[], rows: string[][], shares: number[], width: number, size = 10): Table {
  const total = shares.reduce((sum, one) => sum + one, 0)
  const widths = shares.map(share => Math.round((width * share) / total))
  const cell = (words: string, i: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      margins: { left: 60, right: 60, top: 20, bottom: 20 },
      ...(isHead && { shading: { fill: 'E8EEF6' } }),
      children: words
        .split('\n')
        .map(
          part => new Paragraph({ children: [run(part, size, isHead ? standardFonts.heading : standardFonts.body)] }),
        ),
    })
  const row = (cells: string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      height: { value: 300, rule: HeightRule.ATLEAST },
      children: cells.map((words, i) => cell(words, i, isHead)),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    rows: [row(headers, true), ...rows.map(one => row(one, false))],
  })
}

export const portraitWidth = twips(210 - 44)
export const landscapeWidth = twips(297 - 44)

/** A Word file of sections; each begins on a page of its own. */
export const wordFile = (name: string, sections: { landscape?: boolean; blocks: Block[] }[]): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      title: name,
      sections: sections.map(({ landscape = false, blocks }) => ({
        properties: {
          page: {
            size: {
              width: twips(210),
              height: twips(297),
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: { top: twips(20), bottom: twips(18), left: twips(22), right: twips(22) },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], size: 18, font: standardFonts.pageNumber })],
              }),
            ],
          }),
        },
        children: blocks,
      })),
    }),
  )
