import type { Content } from 'pdfmake/interfaces.js'
import { breakTitle, widthInCharacters } from '../paper/break-title.ts'
import type { OfficialPaper } from '../paper/official-paper.ts'
import { markSize, millimetres, sizes } from '../paper/paper-layout.ts'
import { bodySize, bold, heightOf, line, small, textWidth } from './pdf-layout.ts'

const red = '#e60012'
const pt = (mm: number) => millimetres(mm) / 20

/** 版头: 密级 and 紧急程度, the red 发文机关标志, number and signer, red rule; then 标题. */
export function head(paper: OfficialPaper): Content[] {
  const marks = [paper.secrecy, paper.urgency].filter(mark => mark !== null)
  const first: Content[] = marks.map(mark => ({
    ...bold(mark),
    fontSize: bodySize,
    lineHeight: heightOf(line, bodySize),
  }))
  const isReport = paper.series === 'report'
  if (isReport) first.push(...redHead(paper, marks.length))
  else if (paper.number) first.push(numberLine(paper))
  return [...first, title(paper.title, isReport || first.length > 0 ? 2 * line : 0)]
}

function redHead(paper: OfficialPaper, linesAbove: number): Content[] {
  const size = markSize(paper.agency)
  return [
    {
      ...bold(paper.agency),
      alignment: 'center',
      color: red,
      fontSize: size,
      lineHeight: heightOf(size * 1.2, size),
      // Its upper edge lies 35 mm below that of the text area.
      margin: [0, Math.max(0, pt(35) - linesAbove * line), 0, 2 * line - size * 0.2],
    },
    numberLine(paper),
    // 4 mm below the number.
    {
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: textWidth, y2: 0, lineWidth: 1.5, lineColor: red }],
      margin: [0, pt(4) - bodySize * 0.3, 0, 0],
    },
  ]
}

function numberLine(paper: OfficialPaper): Content {
  const style = { fontSize: bodySize, lineHeight: heightOf(bodySize * 1.3, bodySize) }
  if (!paper.signer) return { ...style, text: paper.number ?? '', alignment: 'center' }
  return {
    ...style,
    // One character in from either side.
    margin: [bodySize, 0, bodySize, 0],
    columns: [
      { width: '*', text: paper.number ?? '' },
      { width: 'auto', text: `签发人：${paper.signer}`, alignment: 'right' },
    ],
  }
}

/** 标题. One too long for three lines of 2号 is set smaller, down to 小二 and 3号. */
function title(text: string, before: number): Content {
  const joined = text.replace(/\s*\n\s*/g, '')
  const settings = [sizes.title, 18, sizes.body].map(size => ({
    size,
    lines: breakTitle(joined, Math.floor(textWidth / size)),
  }))
  const { size, lines } = settings.find(setting => setting.lines.length <= 3) ??
    settings[2] ?? { size: sizes.body, lines: [joined] }
  return {
    ...bold(lines.join('\n')),
    alignment: 'center',
    fontSize: size,
    lineHeight: heightOf(size + (sizes.body * 7) / 8, size),
    margin: [0, before, 0, line],
  }
}

const rowHeight = 22
const copiesOf = (paper: OfficialPaper) => `抄送：${paper.copies.join('，')}。`
/** Lines that 抄送 takes: one character in on both sides, further lines below the first name. */
function copyLines(paper: OfficialPaper): number {
  if (paper.copies.length === 0) return 0
  const perLine = Math.floor(textWidth / small) - 2
  const width = widthInCharacters(copiesOf(paper))
  return width <= perLine ? 1 : 1 + Math.ceil((width - perLine) / (perLine - 3))
}
export const imprintHeight = (paper: OfficialPaper): number => (copyLines(paper) + 1) * rowHeight

/** 版记: who else gets it, who printed it and when, between rules of 0.35 mm with 0.25 mm between. */
export function imprint(paper: OfficialPaper): Content[] {
  const style = { fontSize: small, lineHeight: heightOf(rowHeight, small) }
  const rule = (millimetresThick: number): Content => ({
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: textWidth, y2: 0, lineWidth: pt(millimetresThick) }],
  })
  const copies: Content[] =
    paper.copies.length === 0
      ? []
      : [
          {
            ...style,
            columns: [
              { width: 4 * small, text: '抄送：', margin: [small, 0, 0, 0] },
              { width: '*', text: `${paper.copies.join('，')}。`, margin: [0, 0, small, 0] },
            ],
          },
          rule(0.25),
        ]
  return [
    rule(0.35),
    ...copies,
    {
      ...style,
      margin: [small, 0, small, 0],
      columns: [
        { width: '*', text: paper.printedBy },
        { width: 'auto', text: `${paper.printedOn}印发`, alignment: 'right' },
      ],
    },
    rule(0.35),
  ]
}
