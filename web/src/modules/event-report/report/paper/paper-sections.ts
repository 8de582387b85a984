import { type ReportElement, type ReportKind, type ReportView, reportElements } from '@anlan/contract/event-report.ts'

/** The elements in the order of the official paper (突发事件信息专报). */
export const paperSections: { heading: string; elements: ReportElement[] }[] = [
  {
    heading: '一、基本情况',
    elements: ['eventTime', 'place', 'sourceUnit', 'reporter', 'eventType', 'level', 'process', 'cause', 'nature'],
  },
  {
    heading: '二、伤亡损失和影响',
    elements: ['deaths', 'missing', 'injured', 'trapped', 'evacuated', 'scope', 'loss', 'sensitive', 'opinion'],
  },
  {
    heading: '三、处置情况',
    elements: ['measures', 'leadersOnSite', 'forces', 'progress', 'outcome', 'aftermath', 'siteContact'],
  },
  { heading: '四、趋势和下一步工作', elements: ['trend', 'difficulty', 'request', 'nextStep', 'lessons'] },
]

/** Which elements this paper may not leave out. The server has the last word, through `completeness`. */
export const requiredElements = (report: ReportView): Set<ReportElement> => {
  const { kind, completeness } = report
  const column: Partial<Record<ReportKind, 'first' | 'final'>> = { first: 'first', final: 'final', verified: 'final' }
  const stage = column[kind]
  const named = stage
    ? (Object.keys(reportElements) as ReportElement[]).filter(element => reportElements[element][stage] === 'required')
    : []
  return new Set([...named, ...completeness.missing])
}

/** A 终报 may no longer say 正在核实 where the element is required. */
export const mayBePending = (report: ReportView, element: ReportElement) =>
  !((report.kind === 'final' || report.kind === 'verified') && reportElements[element].final === 'required')

/** Forms of title by kind, in red at the head of the paper. */
export const paperMark: Record<ReportKind, string> = {
  first: '突发事件信息',
  followUp: '突发事件信息（续报）',
  final: '突发事件信息（终报）',
  verified: '突发事件信息（核报）',
  supplement: '突发事件信息（补报）',
  withdraw: '突发事件信息（撤销）',
}
