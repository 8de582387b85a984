import type { PlanContent, PlanStep } from '@anlan/contract/plan.ts'

/** When a step runs at one level, in minutes after the start. `until` of a continuous step is without end. */
export interface Span {
  step: PlanStep
  from: number
  until: number
}

/**
 * The steps of a level in time: a step that waits for another begins its offset after that one's end, a continuous one it waits for counts from its
 * beginning. Steps that can never begin (the one before is missing here, or they wait for each other in a circle) are left out.
 */
export function spansAt(content: PlanContent, level: number): Span[] {
  const steps = new Map(
    content.steps.filter(step => (step.levels as number[]).includes(level)).map(step => [step.key, step]),
  )
  const spans = new Map<string, Span | null>()
  const spanOf = (step: PlanStep, waiting: ReadonlySet<string>): Span | null => {
    const known = spans.get(step.key)
    if (known !== undefined) return known
    if (waiting.has(step.key)) return null
    const before = step.after === null ? undefined : steps.get(step.after)
    const previous = before && spanOf(before, new Set([...waiting, step.key]))
    const begins = step.after === null ? 0 : previous ? (isEndless(previous) ? previous.from : previous.until) : null
    const from = begins === null ? null : begins + step.offsetMinutes
    const span =
      from === null
        ? null
        : { step, from, until: step.continuous ? Number.POSITIVE_INFINITY : from + (step.doneMinutes ?? 0) }
    spans.set(step.key, span)
    return span
  }
  return [...steps.values()].flatMap(step => spanOf(step, new Set()) ?? [])
}

export const isEndless = (span: Span) => span.until === Number.POSITIVE_INFINITY

/** Whether two steps run at the same time; one without duration is a moment. */
export const overlap = (a: Span, b: Span) => a.from === b.from || (a.from < b.until && b.from < a.until)
