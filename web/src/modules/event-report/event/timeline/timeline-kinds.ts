/** What a reader of the timeline may want alone (经过的类别). */
export const kindNames = {
  decision: '决定',
  situation: '情况',
  figure: '数据',
  report: '报送',
  notice: '通知',
  clock: '时限',
} as const
export type TimelineKind = keyof typeof kindNames

const decisions = /level|ended|stabilised|closed|dismissed|withdrawn|signed|approv|confirmed|classif/

/** By the type of the fact; whatever is not known by its type is part of the situation. */
export function kindOf(type: string): TimelineKind {
  const [module = '', what = ''] = type.split('.')
  if (module === 'obligation' || what.startsWith('obligation')) return 'clock'
  if (module === 'notice') return 'notice'
  if (what.includes('figure')) return 'figure'
  if (decisions.test(what) && !what.includes('proposed')) return 'decision'
  if (module === 'event-report' || what.includes('transmission') || what.includes('report')) return 'report'
  return 'situation'
}
