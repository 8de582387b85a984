import { charactersPerLine, sizes, page as twips } from '../paper/paper-layout.ts'
import { boldHolds } from './pdf-faces.ts'

/** The figures of `paper-layout.ts` in points, as PDF has them. */
export const page = {
  width: twips.width / 20,
  height: twips.height / 20,
  top: twips.top / 20,
  bottom: twips.bottom / 20,
  left: twips.left / 20,
  right: twips.right / 20,
}
export const textWidth = page.width - page.left - page.right
export const textHeight = page.height - page.top - page.bottom

export const linesPerPage = 22
/** A line of the page, 28.99 pt. */
export const line = textHeight / linesPerPage
/** 3号 is 16 pt; 28 of them are wider than 156 mm, so the Word file draws them closer and the PDF a quarter point smaller. */
export const bodySize = Math.floor((textWidth / charactersPerLine) * 20) / 20
export const small = sizes.small

/** The face's own line, in multiples of its size: ascent 1.151 and descent 0.286. */
const faceHeight = 1.437
/** What to ask of pdfmake for a line of `points` in letters of `size`; a hair less, so that 22 always fit. */
export const heightOf = (points: number, size: number): number => (points - 0.02) / (size * faceHeight)

/** Bold where the bold weight has all the characters. */
export const bold = (text: string): { text: string; bold: boolean } => ({
  text,
  bold: boldHolds(text.replaceAll('\n', '')),
})
