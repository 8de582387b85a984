import { z } from 'zod'
import { allocationDecisions } from './allocation-facts.ts'
import { callUpDecisions } from './call-up-facts.ts'
import { Id, When } from './codec.ts'
import { responseDecisions } from './response-facts.ts'
import { shelterDecisions } from './shelter-facts.ts'

/** One fact as the timeline tells it. */
export const TimelineEntry = z.object({
  id: Id,
  /** The report, notice, obligation … that it is about. */
  subjectId: z.string(),
  position: z.string(),
  type: z.string(),
  at: When,
  byName: z.string().nullable(),
  unitName: z.string().nullable(),
  sentence: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** What a reader of the timeline may want alone (经过的类别). */
export const timelineKinds = {
  decision: '决定',
  situation: '情况',
  figure: '数据',
  report: '报送',
  notice: '通知',
  step: '流程',
  clock: '时限',
} as const
export type TimelineKind = keyof typeof timelineKinds

/** How much of it: the main thread leaves out ticked steps of procedures and the clocks, except the limits that passed. */
export const timelineViews = { main: '主线', all: '全部' } as const
export type TimelineView = keyof typeof timelineViews
export const TimelineExport = z.object({
  view: z
    .enum(Object.keys(timelineViews) as [TimelineView, ...TimelineView[]])
    .default('main')
    .meta({ title: '范围' }),
})

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
  'instruction.recorded',
  'instruction.sent-down',
  'instruction.closed',
  ...responseDecisions,
  ...callUpDecisions,
  ...allocationDecisions,
  ...shelterDecisions,
])

/** By the type of the fact; whatever is not known by its type is part of the situation. */
export function kindOf(type: string): TimelineKind {
  const [module] = type.split('.')
  if (decisions.has(type)) return 'decision'
  if (module === 'obligation') return 'clock'
  if (module === 'notice') return 'notice'
  if (module === 'desk' || module === 'assistance') return 'step'
  if (module === 'event-report') return 'report'
  return type === 'emergency-event.figure-recorded' ? 'figure' : 'situation'
}

/** A line of the thread: an entry, or several that belong together, which stand below it on demand. */
export interface TimelineLine {
  entry: TimelineEntry
  kind: TimelineKind
  sentence: string
  /** Who recorded it: unit and name; of several units the name alone. */
  by: string
  /** 已确认 5/6 of a notice. */
  tally: string | null
  folded: TimelineEntry[]
}

export const isInMainThread = (line: TimelineLine): boolean =>
  (line.kind !== 'clock' && line.kind !== 'step') || line.entry.type === 'obligation.breached'

/** What happens to many at one moment is one line. */
const together: Record<string, (count: number) => string> = {
  'obligation.opened': count => `开始计时 ${count} 项`,
  'obligation.met': count => `完成 ${count} 项时限事项`,
  'obligation.cancelled': count => `${count} 项时限事项不再适用`,
  'emergency-event.known': count => `${count} 个单位获知`,
}
const answers = new Set(['notice.acknowledged', 'notice.stepped-up'])

/**
 * The entries as a reader follows them, oldest first: what was done before what followed from it at the same moment, the answers to a
 * notice folded into its line, and the clocks that one change started into one.
 */
export function threadOf(entries: TimelineEntry[]): TimelineLine[] {
  const ordered = [...entries].sort(
    (a, b) => a.at.localeCompare(b.at) || rankOf(a) - rankOf(b) || Number(a.position) - Number(b.position),
  )
  const lines: TimelineLine[] = []
  const notices = new Map<string, TimelineLine>()
  const groups = new Map<string, TimelineLine>()
  for (const entry of ordered) {
    const notice = answers.has(entry.type) ? notices.get(entry.subjectId) : undefined
    const key = `${entry.type} ${entry.at}`
    const group = notice ?? (together[entry.type] ? groups.get(key) : undefined)
    if (group) {
      group.folded.push(entry)
      continue
    }
    const line = {
      entry,
      kind: kindOf(entry.type),
      sentence: entry.sentence,
      by: recordedBy([entry]),
      tally: null,
      folded: [],
    }
    lines.push(line)
    if (entry.type === 'notice.sent') notices.set(entry.subjectId, line)
    if (together[entry.type]) groups.set(key, line)
  }
  return lines.map(told)
}

/** At one moment the act comes first, then who got to know, then what the system made of it. */
function rankOf({ type }: TimelineEntry): number {
  if (type === 'emergency-event.reported') return 0
  if (type === 'emergency-event.known') return 2
  if (type === 'emergency-event.level-proposed') return 3
  return { notice: 4, clock: 5, step: 1, decision: 1, situation: 1, figure: 1, report: 1 }[kindOf(type)]
}

function told(line: TimelineLine): TimelineLine {
  const { entry, folded } = line
  if (entry.type === 'notice.sent') {
    const asked = new Set(entry.data['units'] as string[])
    const answered = new Set(folded.filter(one => one.type === 'notice.acknowledged').map(one => one.data['unit']))
    return { ...line, tally: `已确认 ${answered.size}/${asked.size}` }
  }
  const words = folded.length > 0 ? together[entry.type] : undefined
  if (!words) return line
  const all = [entry, ...folded]
  return { ...line, sentence: words(all.length), by: recordedBy(all), folded: all }
}

function recordedBy(entries: TimelineEntry[]): string {
  const units = new Set(entries.map(entry => entry.unitName))
  return [units.size === 1 ? entries[0]?.unitName : null, entries[0]?.byName].filter(Boolean).join(' ') || '系统'
}
