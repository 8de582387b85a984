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

const decisions = new Set([
  'emergency-event.level-confirmed',
  'emergency-event.classified',
  'emergency-event.ended',
  'emergency-event.stabilised',
  'emergency-event.closed',
  'emergency-event.withdrawn',
  'event-report.signed',
  'event-report.approval-confirmed',
  'event-report.fault-reviewed',
])

/** By the type of the fact; whatever is not known by its type is part of the situation. */
export function kindOf(type: string): TimelineKind {
  const [module] = type.split('.')
  if (decisions.has(type)) return 'decision'
  if (module === 'obligation') return 'clock'
  if (module === 'notice') return 'notice'
  if (module === 'event-report') return 'report'
  return type === 'emergency-event.figure-recorded' ? 'figure' : 'situation'
}
