import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { OfficialPaper } from '../paper/official-paper.ts'
import { millimetres } from '../paper/paper-layout.ts'
import { body, recipients } from './pdf-body.ts'
import { boldFile, boldHolds, regularFile } from './pdf-faces.ts'
import { head, imprint, imprintHeight } from './pdf-head.ts'
import { page, small, textHeight } from './pdf-layout.ts'

pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(path => path === regularFile || path === boldFile)
pdfmake.setFonts({ paper: { normal: regularFile, bold: boldFile } })

/** The paper as PDF, laid out as the Word file is (GB/T 9704-2012: 22 lines of 28 characters), its face embedded. */
export async function drawPaper(paper: OfficialPaper): Promise<Buffer> {
  const { mark } = paper
  const definition: TDocumentDefinitions = {
    info: { title: paper.title, author: paper.agency, creator: '安澜', producer: '安澜' },
    language: 'zh-CN',
    pageSize: { width: page.width, height: page.height },
    pageMargins: [page.left, page.top, page.right, page.bottom],
    defaultStyle: { font: 'paper' },
    content: [
      ...head(paper),
      ...recipients(paper),
      ...body(paper),
      // Keeps the room at the foot of the last page that 版记 takes; it moves to a new page as a whole.
      { canvas: [{ type: 'rect', x: 0, y: 0, w: 0, h: imprintHeight(paper), lineColor: '#ffffff' }] },
      {
        absolutePosition: { x: page.left, y: page.top + textHeight - imprintHeight(paper) },
        stack: imprint(paper),
      } as Content,
    ],
    ...(mark && {
      header: (): Content => ({
        text: `【${mark}】`,
        alignment: 'center',
        fontSize: 22,
        bold: boldHolds(mark),
        margin: [0, millimetres(20) / 20, 0, 0],
      }),
    }),
    footer: (current: number): Content => ({
      text: `— ${current} —`,
      fontSize: small,
      alignment: current % 2 ? 'right' : 'left',
      // 7 mm below the text, one character from the edge.
      margin: [page.left + small, millimetres(7) / 20 - small / 2, page.right + small, 0],
    }),
  }
  return pdfmake.createPdf(definition).getBuffer()
}
