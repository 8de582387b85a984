import type { PlanContent, PlanTrigger } from '@anlan/contract/plan.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import { type EventSoFar, holds } from '../rules.ts'

/** Where a ground is written down. */
export interface SourceRecord {
  kind: 'event' | 'figure' | 'warning' | 'response' | 'plan'
  id: string
  title: string
  at: Date | null
  link: string | null
}
/** A rule that holds, in words, and the record it was read from. */
export interface Ground {
  rule: 'eventType' | 'keyword' | 'area' | PlanTrigger['kind']
  words: string
  record: SourceRecord
}
/** What is looked at when somebody asks which plan fits. */
export interface Seen extends EventSoFar {
  id: string
  title: string
  /** Title and what is known, for key words. */
  text: string
  typeCodes: string[]
  knownAt: Date
  figureRecords: { id: string; indicator: string; value: number; source: string; at: Date }[]
  warnings: { id: string; title: string; text: string; issuedAt: Date; link: string | null }[]
  /** Responses that run, by the room that runs them; null is above the county. */
  above: { id: string; title: string; level: ResponseLevel; at: Date; roomUnitId: string | null }[]
}
export interface Fit {
  level: ResponseLevel
  /** Whether a condition of that level holds; otherwise a person judges the level. */
  isReached: boolean
  grounds: Ground[]
  /** How closely the type fits, key words before all. */
  closeness: number
}

const colours = { red: '红', orange: '橙', yellow: '黄', blue: '蓝' } as const
const severity = ['blue', 'yellow', 'orange', 'red'] as const

/** The most severe level of a plan of which a condition holds; null where the plan is not for such an event. */
export function fitOf(plan: PlanInBrief, content: PlanContent, seen: Seen): Fit | null {
  const levels = [...content.levels].sort((a, b) => a.level - b.level)
  const last = levels.at(-1)
  if (!last) return null
  const about = aboutOf(plan, seen)
  if (!about) return null
  for (const level of levels) {
    const grounds = level.triggers.flatMap(trigger => triggerHolds(trigger, seen) ?? [])
    if (grounds.length > 0)
      return {
        level: level.level,
        isReached: true,
        grounds: [...about.grounds, ...grounds],
        closeness: about.closeness,
      }
  }
  return { level: last.level, isReached: false, grounds: about.grounds, closeness: about.closeness }
}

/** Whether a plan is for this type of event, by its types and its key words (W197). */
function aboutOf(plan: PlanInBrief, seen: Seen): { grounds: Ground[]; closeness: number } | null {
  const event: SourceRecord = {
    kind: 'event',
    id: seen.id,
    title: seen.title,
    at: seen.knownAt,
    link: `/events/${seen.id}`,
  }
  const fitting = plan.eventTypes.filter(prefix => seen.typeCodes.some(code => code.startsWith(prefix)))
  if (plan.eventTypes.length > 0 && fitting.length === 0) return null
  const words = plan.keywords.filter(word => seen.text.includes(word))
  const closest = Math.max(0, ...fitting.map(prefix => prefix.length))
  return {
    grounds: [
      ...(fitting.length > 0
        ? [{ rule: 'eventType' as const, words: `适用事件类型 ${fitting.join('、')}`, record: event }]
        : []),
      ...(words.length > 0
        ? [{ rule: 'keyword' as const, words: `适用情形：${words.join('、')}`, record: event }]
        : []),
    ],
    closeness: closest + (words.length > 0 ? 10 : 0) - (plan.keywords.length > 0 && words.length === 0 ? 1 : 0),
  }
}

function triggerHolds(trigger: PlanTrigger, seen: Seen): Ground | null {
  switch (trigger.kind) {
    case 'condition': {
      const words = holds(trigger.condition, seen)
      if (words === null) return null
      const indicators = trigger.condition.kind === 'figure' ? trigger.condition.indicators : []
      const figure = seen.figureRecords.find(one => indicators.includes(one.indicator))
      return { rule: 'condition', words, record: figure ? figureRecord(seen, figure) : eventRecord(seen) }
    }
    case 'warning': {
      const wanted = severity.indexOf(trigger.colour)
      const found = seen.warnings.find(one =>
        severity.some(
          (colour, rank) =>
            rank >= wanted && one.text.includes(trigger.warning) && one.text.includes(`${colours[colour]}色`),
        ),
      )
      if (!found) return null
      return {
        rule: 'warning',
        words: `${trigger.warning}预警生效（达到${colours[trigger.colour]}色）`,
        record: { kind: 'warning', id: found.id, title: found.title, at: found.issuedAt, link: found.link },
      }
    }
    case 'indicator': {
      // In how many townships it was reached is not known from one event.
      if (trigger.places !== null && trigger.places > 1) return null
      const figure = seen.figureRecords.find(one => one.indicator === trigger.indicator && one.value >= trigger.min)
      return figure
        ? {
            rule: 'indicator',
            words: `${trigger.indicator} ${figure.value}${trigger.unit}（达到 ${trigger.min}${trigger.unit}）`,
            record: figureRecord(seen, figure),
          }
        : null
    }
    case 'upper': {
      const found = seen.above.find(one => one.level <= trigger.level)
      return found
        ? {
            rule: 'upper',
            words: `上级启动${responseLevelNames[found.level]}响应（达到${responseLevelNames[trigger.level]}）`,
            record: {
              kind: 'response',
              id: found.id,
              title: found.title,
              at: found.at,
              link: `/responses/${found.id}`,
            },
          }
        : null
    }
  }
}

const eventRecord = (seen: Seen): SourceRecord => ({
  kind: 'event',
  id: seen.id,
  title: seen.title,
  at: seen.knownAt,
  link: `/events/${seen.id}`,
})
const figureRecord = (seen: Seen, figure: Seen['figureRecords'][number]): SourceRecord => ({
  kind: 'figure',
  id: figure.id,
  title: figure.source,
  at: figure.at,
  link: `/events/${seen.id}`,
})
