import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { isThere } from '../rules/fairness.ts'
import type { Assignment, RosterProblem, ShiftSlot } from '../rules/problem.ts'
import { monthDay } from '../rules/words.ts'
import { solveMip } from './mip.ts'
import { assignmentsOf, clash, type Relaxable, type RosterModel, rosterModel } from './model.ts'
import { partsOf } from './parts.ts'

/** What the solver found. `bound` is proven: no roster costs less. Objective 0 breaks no wish and is even throughout. */
export interface Solved {
  outcome: 'optimal' | 'feasible' | 'infeasible'
  assignments: Assignment[]
  objective: number
  bound: number
  seconds: number
  /** Why places stay open, and which rule would have to give way, in words for the screen. */
  notes: string[]
}

/** Raised together with the rules or the model, so that a roster says what it was made with. */
export const ruleVersion = '2026-11-22.1'

const relaxable: Record<Relaxable, string> = {
  rest: '班间休息',
  nights: '七日内夜班上限',
  onLeave: '请假',
  elsewhere: '在其他值班室值班或已发布的班次',
  apart: '不同时值班',
}

/**
 * Makes a roster. When the hard rules cannot all be kept, the places that stay open are as few as possible, each explained, and each
 * rule is tried without: those whose absence closes gaps are named. Same input, same roster, as long as time does not run out.
 */
export async function solveRoster(problem: RosterProblem, seconds: number): Promise<Solved> {
  const startedAt = performance.now()
  const parts = partsOf(problem)
  const solved: Solved[] = []
  for (const [i, part] of parts.entries()) {
    const left = seconds - (performance.now() - startedAt) / 1000
    // What one part does not use is for those after it.
    solved.push(await solvePart(part, Math.max(1, left / (parts.length - i))))
  }
  const sum = (of: (one: Solved) => number) => tidy(solved.reduce((total, one) => total + of(one), 0))
  const outcomes = solved.map(one => one.outcome)
  return {
    outcome: outcomes.includes('infeasible') ? 'infeasible' : outcomes.includes('feasible') ? 'feasible' : 'optimal',
    assignments: solved.flatMap(one => one.assignments),
    objective: sum(one => one.objective),
    bound: sum(one => one.bound),
    seconds: Math.round((performance.now() - startedAt) / 10) / 100,
    notes: solved.flatMap(one => one.notes),
  }
}

async function solvePart(problem: RosterProblem, seconds: number): Promise<Solved> {
  const startedAt = performance.now()
  const left = () => seconds - (performance.now() - startedAt) / 1000
  const spent = () => Math.round((performance.now() - startedAt) / 10) / 100
  const model = rosterModel(problem)
  const found = await solveMip(model.mip, { seconds: left(), seed: problem.seed })
  if (found.status === 'optimal' || found.status === 'feasible')
    return {
      outcome: found.status,
      assignments: assignmentsOf(problem, model.choices, found.values),
      objective: tidy(found.objective),
      bound: tidy(Math.min(found.bound, found.objective)),
      seconds: spent(),
      notes: [],
    }
  // Out of time without any roster says nothing about the rules; a roster with the fewest gaps is still of use.
  const open = rosterModel(problem, { mayLeaveGaps: true })
  const partial = await solveMip(open.mip, { seconds: Math.max(2, left()), seed: problem.seed })
  const assignments = partial.values.length ? assignmentsOf(problem, open.choices, partial.values) : []
  const isProven = found.status === 'infeasible'
  const notes = [
    ...(isProven ? [] : ['计算时限内未能排出完整的值班表，可延长时限再试']),
    ...gapReasons(problem, open, partial.values, assignments),
    ...(isProven ? await rulesInTheWay(problem, openPlaces(open, partial.values), left) : []),
  ]
  return {
    outcome: isProven ? 'infeasible' : 'feasible',
    assignments,
    objective: tidy(partial.objective),
    bound: tidy(Math.min(partial.bound, partial.objective)),
    seconds: spent(),
    notes,
  }
}

const tidy = (value: number) => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : 0)

const openPlaces = (model: RosterModel, values: Float64Array) =>
  Math.round(model.gaps.reduce((sum, gap) => sum + (values[gap.column] ?? 0), 0))

/** Each rule is left out in turn; the ones without which fewer places stay open are what stands in the way. */
async function rulesInTheWay(problem: RosterProblem, gaps: number, left: () => number): Promise<string[]> {
  const notes: string[] = []
  for (const without of Object.keys(relaxable) as Relaxable[]) {
    const model = rosterModel(problem, { mayLeaveGaps: true, onlyGaps: true, without })
    const found = await solveMip(model.mip, { seconds: Math.max(1, left()), seed: problem.seed })
    const open = found.values.length ? openPlaces(model, found.values) : gaps
    if (open < gaps)
      notes.push(`“${relaxable[without]}”与岗位人数不能同时满足：如不受此限，缺岗由 ${gaps} 人次减为 ${open} 人次`)
  }
  return notes.length ? notes : [`即使放宽任何一项要求，仍缺岗 ${gaps} 人次：值班人员库人数不足`]
}

function gapReasons(
  problem: RosterProblem,
  model: RosterModel,
  values: Float64Array,
  assignments: Assignment[],
): string[] {
  return model.gaps
    .filter(gap => (values[gap.column] ?? 0) > 0.5)
    .map(({ slot, post, column }) => {
      const missing = Math.round(values[column] ?? 0)
      return `${monthDay(slot.day)}${slot.name} ${dutyPosts[post]}缺 ${missing} 人：${whoCannot(problem, slot, post, assignments)}`
    })
}

/** Why nobody of those who hold the post can stand here, counted by the first reason that applies to each. */
function whoCannot(problem: RosterProblem, slot: ShiftSlot, post: DutyPost, assignments: Assignment[]): string {
  const able = problem.people.filter(person => person.posts.includes(post))
  if (able.length === 0) return '值班人员库中没有可任该岗位的人员'
  const slots = new Map(problem.slots.map(one => [one.key, one]))
  const reasons = able.map(person => {
    if (person.isGuard || !person.trained) return '不具备值班资格'
    if ((person.fromDay ?? slot.day) > slot.day || (person.toDay ?? slot.day) < slot.day) return '当日不在人员库'
    if (!isThere(person, slot)) return '请假'
    if (person.nightExempt && slot.isNight) return '免夜班'
    if (person.busy.some(one => clash(problem, one, slot))) return '在其他值班室值班或未休满'
    const own = assignments.flatMap(one => (one.personId === person.id ? (slots.get(one.slotKey) ?? []) : []))
    if (own.some(one => clash(problem, one, slot))) return '已有班次或班间休息不足'
    return '夜班次数或搭配限制'
  })
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return `可任该岗位 ${able.length} 人，${[...counts].map(([reason, count]) => `${reason} ${count} 人`).join('、')}`
}
