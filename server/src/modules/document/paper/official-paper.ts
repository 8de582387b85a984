import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  OverlapType,
  Packer,
  PageNumber,
  type Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  WidthType,
} from 'docx'
import { breakTitle } from './break-title.ts'
import { main } from './paper-body.ts'
import { type Faces, facesOf, offGrid, type PaperFonts, standardFonts, tab } from './paper-faces.ts'
import { character, line, markSize, millimetres, type PaperText, page, points, rules, sizes } from './paper-layout.ts'
import { PaperParagraph, type PaperParagraphOptions } from './paper-paragraph.ts'

/** An official paper (公文), as GB/T 9704-2012 lays it out. */
export interface OfficialPaper {
  /** `report`: with the red head of 突发事件信息专报 and 续报; `plain`: begins with its title. */
  series: 'report' | 'plain'
  /** 发文机关标志, without 文件: 青峦县人民政府总值班室. */
  agency: string
  urgency: '特急' | '加急' | null
  secrecy: string | null
  /** 发文字号: 突发事件信息〔2026〕第45期. */
  number: string | null
  /** 签发人; stands right of the number in papers that go up (上行文). */
  signer: string | null
  title: string
  recipients: string[]
  /** Level 0 is body text; 1 一、 2 （一） 3 1. 4 （1） are headings, numbered here unless their text brings the number. */
  paragraphs: PaperText[]
  table?: { headers: string[]; rows: string[][] }
  attachments: string[]
  signature: string
  /** 成文日期: 2026年7月12日. */
  date: string
  /** 附注: 此件公开发布. */
  note: string | null
  /** Whom to ask, with telephone: 联系人：李明，电话：0571-0000000. */
  contact: string | null
  copies: string[]
  printedBy: string
  printedOn: string
  /** 附件 in the file itself, on a page of its own behind the signature; Word only. */
  annex?: { title: string; paragraphs: PaperText[] }
  /** Stands above every page: 演练. */
  mark?: string | null
}

/** The paper as a Word file (.docx). */
export function renderOfficialPaper(paper: OfficialPaper, fonts: PaperFonts = standardFonts): Promise<Buffer> {
  const faces = facesOf(fonts)
  const mark = paper.mark ? { default: markHeader(paper.mark, faces), even: markHeader(paper.mark, faces) } : {}
  return Packer.toBuffer(
    new Document({
      title: paper.title,
      creator: paper.agency,
      evenAndOddHeaderAndFooters: true,
      styles: {
        default: {
          document: {
            run: { font: fonts.body, size: sizes.body * 2, language: { value: 'en-US', eastAsia: 'zh-CN' } },
          },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: page.width, height: page.height },
              margin: {
                top: page.top,
                bottom: page.bottom,
                left: page.left,
                right: page.right,
                header: page.header,
                footer: page.footer,
                gutter: 0,
              },
            },
            grid: { type: DocumentGridType.LINES, linePitch: line },
          },
          headers: mark,
          footers: {
            default: pageNumberFooter(AlignmentType.RIGHT, faces),
            even: pageNumberFooter(AlignmentType.LEFT, faces),
          },
          children: [...head(paper, faces), ...main(paper, faces), ...imprint(paper, faces)],
        },
      ],
    }),
  )
}

/** 版头: 密级 and 紧急程度, the red 发文机关标志, number and signer, red rule; 标题; 主送机关. */
function head(paper: OfficialPaper, faces: Faces): Paragraph[] {
  const marks = [paper.secrecy, paper.urgency].filter(mark => mark !== null)
  const first: Paragraph[] = marks.map(
    mark => new PaperParagraph({ ...offGrid(line), children: [faces.heading(mark, { characterSpacing: 0 })] }),
  )
  const isReport = paper.series === 'report'
  if (isReport) first.push(...redHead(paper, faces, marks.length))
  else if (paper.number) first.push(numberLine(paper.number, paper.signer, faces, { ...offGrid(line) }))
  return [
    ...first,
    ...title(paper.title, faces, isReport || first.length > 0 ? 2 * line : 0),
    ...recipients(paper, faces),
  ]
}

function redHead(paper: OfficialPaper, faces: Faces, linesAbove: number): Paragraph[] {
  const size = markSize(paper.agency)
  const height = points(size)
  return [
    new PaperParagraph({
      alignment: AlignmentType.CENTER,
      // Its upper edge lies 35 mm below that of the text area.
      ...offGrid(height, { before: millimetres(35) - linesAbove * line }),
      children: [faces.title(paper.agency, { size: size * 2, color: 'FF0000' })],
    }),
    numberLine(paper.number ?? '', paper.signer, faces, {
      ...offGrid(points(sizes.body), { before: 2 * line }),
      // 4 mm below the number.
      border: { bottom: { style: BorderStyle.SINGLE, size: rules.red, color: 'FF0000', space: 9 } },
    }),
  ]
}

function numberLine(number: string, signer: string | null, faces: Faces, layout: PaperParagraphOptions): Paragraph {
  if (!signer) return new PaperParagraph({ ...layout, alignment: AlignmentType.CENTER, children: [faces.body(number)] })
  // One character in from either side.
  return new PaperParagraph({
    ...layout,
    indent: { left: 0, firstLine: character },
    tabStops: [{ type: TabStopType.RIGHT, position: page.textWidth - character }],
    children: [faces.body(number), tab(), faces.body('签发人：'), faces.subheading(signer)],
  })
}

/** 标题. One too long for three lines of 2号 is set smaller, down to 小二 and 3号. */
function title(text: string, faces: Faces, before: number): Paragraph[] {
  const settings = [sizes.title, 18, sizes.body].map(size => ({
    size,
    lines: breakTitle(text.replace(/\s*\n\s*/g, ''), Math.floor(page.textWidth / points(size))),
  }))
  const { size, lines } = settings.find(setting => setting.lines.length <= 3) ??
    settings[2] ?? { size: 16, lines: [text] }
  return [
    new PaperParagraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      // The height of a character and 7/8 of a body character (3.4) make a line.
      ...offGrid(points(size + (sizes.body * 7) / 8), { before, after: line }),
      children: lines.map((part, index) => faces.title(part, { size: size * 2, ...(index > 0 && { break: 1 }) })),
    }),
  ]
}

const recipients = (paper: OfficialPaper, faces: Faces) =>
  paper.recipients.length === 0
    ? []
    : [new PaperParagraph({ children: [faces.body(`${paper.recipients.join('、')}：`)] })]

/** 版记: who else gets it, who printed it and when; at the foot of the last page, its last rule on the edge of the text area. */
function imprint(paper: OfficialPaper, faces: Faces): (Paragraph | Table)[] {
  const inset = points(sizes.small)
  const copies = new PaperParagraph({
    ...offGrid(points(22)),
    alignment: AlignmentType.BOTH,
    // One character in on both sides; further lines begin below the first name.
    indent: { left: 4 * inset, hanging: 3 * inset, right: inset },
    children: [faces.small(`抄送：${paper.copies.join('，')}。`)],
  })
  const printed = new PaperParagraph({
    ...offGrid(points(22)),
    indent: { left: 0, firstLine: inset },
    tabStops: [{ type: TabStopType.RIGHT, position: page.textWidth - inset }],
    children: [faces.small(paper.printedBy), tab(), faces.small(`${paper.printedOn}印发`)],
  })
  const thick = { style: BorderStyle.SINGLE, size: rules.thick, color: '000000' }
  const thin = { style: BorderStyle.SINGLE, size: rules.thin, color: '000000' }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const contents = paper.copies.length > 0 ? [copies, printed] : [printed]
  return [
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: page.textWidth, type: WidthType.DXA },
      columnWidths: [page.textWidth],
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      borders: { top: thick, bottom: thick, left: none, right: none, insideHorizontal: thin, insideVertical: none },
      float: {
        // LibreOffice leaves a table of the full width in the text unless it is placed from the edge of the page.
        horizontalAnchor: TableAnchorType.PAGE,
        absoluteHorizontalPosition: page.left,
        verticalAnchor: TableAnchorType.MARGIN,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
        overlap: OverlapType.NEVER,
      },
      rows: contents.map(
        content =>
          new TableRow({
            cantSplit: true,
            children: [new TableCell({ width: { size: page.textWidth, type: WidthType.DXA }, children: [content] })],
          }),
      ),
    }),
    // The table is tied to the paragraph after it, which takes up no room of its own.
    new PaperParagraph({ ...offGrid(20), children: [] }),
  ]
}

/** 页码: `— 1 —`, on odd pages one character from the right, on even pages from the left. */
function pageNumberFooter(alignment: 'left' | 'right', faces: Faces): Footer {
  return new Footer({
    children: [
      new PaperParagraph({
        alignment,
        ...offGrid(points(sizes.small)),
        indent: { [alignment]: points(sizes.small) },
        children: [faces.pageNumber(['— ', PageNumber.CURRENT, ' —'])],
      }),
    ],
  })
}

const markHeader = (mark: string, faces: Faces) =>
  new Header({
    children: [
      new PaperParagraph({
        alignment: AlignmentType.CENTER,
        ...offGrid(points(sizes.title + 4)),
        children: [faces.mark(`【${mark}】`)],
      }),
    ],
  })
