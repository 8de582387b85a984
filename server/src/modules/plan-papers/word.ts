import {
  AlignmentType,
  Document,
  Footer,
  HeightRule,
  ImageRun,
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
import { standardFonts, widthInCharacters } from '../document/api.ts'
import type { Picture } from './picture.ts'

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
/** As wide as there is room and no higher; both in twips. Pictures never grow beyond their own size by more than a half. */
export function picture({ svg, png, width, height }: Picture, room: { width: number; height: number }, name: string) {
  const pixels = (twip: number) => twip / 15
  const scale = Math.min(pixels(room.width) / width, pixels(room.height) / height, 1.5)
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new ImageRun({
        type: 'svg',
        data: Buffer.from(svg),
        transformation: size,
        fallback: { type: 'png', data: png },
        altText: { name, title: name, description: name },
      }),
    ],
  })
}
export const newPage = () => new Paragraph({ children: [new PageBreak()] })
export const blank = (lines: number) => new Paragraph({ spacing: { before: lines * 360 }, children: [] })

// What a page holds between its margins, in millimetres, and what lines take of it: measured on pages as LibreOffice breaks them.
export const pageHeight = 297 - 38
const millimetres = (twip: number) => (twip / 1440) * 25.4
const linesOf = (words: string, size: number, width: number) =>
  words
    .split('\n')
    .reduce(
      (sum, part) => sum + Math.max(1, Math.ceil((widthInCharacters(part) * size * 20) / Math.max(width, size * 20))),
      0,
    )
export const headingHeight = (size = 14) => millimetres(180 + size * 27)
export const textHeight = (words: string, size = 11) =>
  millimetres(linesOf(`　　${words}`, size, portraitWidth) * 300 + 20)
/** How high a table will stand. */
export function gridHeight(rows: string[][], shares: number[], width: number, size: number): number {
  const total = shares.reduce((sum, one) => sum + one, 0)
  return rows.reduce((sum, row) => {
    const lines = Math.max(...row.map((words, i) => linesOf(words, size, (width * (shares[i] ?? 1)) / total - 130)))
    return sum + millimetres(Math.max(rowHeight, lines * size * 26 + 50))
  }, 0)
}
const rowHeight = 270

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
      height: { value: rowHeight, rule: HeightRule.ATLEAST },
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
/** What a landscape page has left under a title. */
export const landscapePicture = { width: landscapeWidth, height: twips(210 - 38 - 22) }

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
