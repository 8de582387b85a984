import type { PlanContent, PlanKind, PlanPart } from '@anlan/contract/plan.ts'
import type { ResponseTopic } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'

export type Content = z.input<typeof PlanContent>
export type Step = NonNullable<Content['steps']>[number]
export type Chapter = NonNullable<Content['chapters']>[number]
export type Evacuation = NonNullable<Content['evacuation']>[number]

/**
 * A plan of the county. Ids stand as `{unit:chaping}`, `{record:team/rescue-team}` or `{plan:flood}` until it is loaded. `topic` plans take levels, groups and
 * steps of the response table; what is said here of a step is laid over it.
 */
export interface SamplePlan {
  key: string
  kind: PlanKind
  title: string
  topic?: ResponseTopic
  eventTypes?: string[]
  keywords?: string[]
  unitKey: string
  parentKey?: string
  riskKey?: string
  number: string | null
  issuingBody: string
  issuedDaysAgo: number
  /** Days before, of the edition that this one replaced; its steps had other limits. */
  earlier?: { number: string; issuedDaysAgo: number; reason: string }
  fromTable?: boolean
  stepWords?: Record<string, Partial<Step>>
  content: Content
  /** Filed with the upper unit so many days after the issue; null: not yet. */
  filedAfterDays: number | null
  filingNumber?: string
  /** Drilled so many days ago. */
  drilledDaysAgo?: number
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']
/** Chapters numbered 一、二、… each with the part it is; a list of sections stands below 总则. */
export function chaptersOf(
  rows: [title: string, part: PlanPart | null, text: string, sections?: [string, PlanPart, string][]][],
): Chapter[] {
  return rows.flatMap(([title, part, text, sections = []], at) => [
    { key: `c${at + 1}`, number: `${numerals[at]}、`, depth: 1, title, part, text },
    ...sections.map(([name, of, words], nth) => ({
      key: `c${at + 1}.${nth + 1}`,
      number: `（${numerals[nth]}）`,
      depth: 2,
      title: name,
      part: of,
      text: words,
    })),
  ])
}

/** A step with the clocks and levels that most have. */
export const step = (
  key: string,
  title: string,
  bearer: string,
  doneMinutes: number | null,
  more: Partial<Step> = {},
): Step => ({
  key,
  title,
  bearer,
  doneMinutes,
  acceptMinutes: 10,
  levels: [4, 3, 2, 1],
  ...more,
})
