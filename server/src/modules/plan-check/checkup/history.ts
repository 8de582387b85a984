import type { Work } from '../../../kernel/work/work.ts'

/** When a plan was last evaluated, checked as every year, and drilled: days in Shanghai. */
export interface PlanHistory {
  evaluatedOn: string | null
  checkedOn: string | null
  drilledOn: string | null
}
type HistorySource = (work: Work, planIds: string[]) => Promise<Map<string, Partial<PlanHistory>>>

const sources: HistorySource[] = []

/** A module that keeps reviews or drills of plans says here when each was last; the latest day of all sources counts. */
export const declarePlanHistory = (source: HistorySource): void => void sources.push(source)

export async function historyOf(work: Work, planIds: string[]): Promise<Map<string, PlanHistory>> {
  const said = await Promise.all(sources.map(source => source(work, planIds)))
  const latest = (planId: string, of: keyof PlanHistory) =>
    said.reduce<string | null>((day, source) => {
      const other = source.get(planId)?.[of] ?? null
      return other !== null && (day === null || other > day) ? other : day
    }, null)
  return new Map(
    planIds.map(id => [
      id,
      {
        evaluatedOn: latest(id, 'evaluatedOn'),
        checkedOn: latest(id, 'checkedOn'),
        drilledOn: latest(id, 'drilledOn'),
      },
    ]),
  )
}
