/**
 * Papers and their numbers. Published facts: about one series (`subjectId`) `document.series-aligned` (with `year`, `before`, `lastIssue`,
 * `reason`); about one paper, whose id is also its matter, `paper.drafted`, `paper.edited`, `paper.submitted`, `paper.reviewed`,
 * `paper.returned`, `paper.signed` (with `number`), `paper.sent` (with `units`), `paper.received`, `paper.reminded`, `paper.withdrawn`,
 * `paper.discarded`.
 */

export { unitsWithAccounts } from './accounts.ts'
export { chineseDate, chineseDateTime } from './chinese-date.ts'
export { issueNumber } from './issue-number.ts'
export { widthInCharacters } from './paper/break-title.ts'
export { type OfficialPaper, renderOfficialPaper } from './paper/official-paper.ts'
export { type PaperFonts, standardFonts } from './paper/paper-faces.ts'
export type { PaperText } from './paper/paper-layout.ts'
export { draftPaper, editPaper, type NewPaper, paperOfOrigin } from './papers/draft.ts'
export { papersInReach } from './papers/reach.ts'
export { presentPaper } from './papers/view.ts'
export { standardFaceFiles } from './pdf/pdf-faces.ts'
export { renderPaperPdf, sendDocument, sendPdf } from './send-document.ts'
export {
  alignSeries,
  documentNumber,
  documentSeries,
  isSeriesName,
  listSeries,
  nextIssue,
  type SeriesName,
} from './series.ts'
export { refusalOfDecision } from './sign-off.ts'
