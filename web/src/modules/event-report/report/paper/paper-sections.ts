import type { ReportElement, ReportKind } from '@anlan/contract/event-report.ts'

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

/** Forms of title by kind, in red at the head of the paper. */
export const paperMark: Record<ReportKind, string> = {
  first: '突发事件信息',
  followUp: '突发事件信息（续报）',
  final: '突发事件信息（终报）',
  verified: '突发事件信息（核报）',
  supplement: '突发事件信息（补报）',
  withdraw: '突发事件信息（撤销）',
}
