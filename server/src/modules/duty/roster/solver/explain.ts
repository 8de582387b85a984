import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { BrokenRule } from '@anlan/contract/roster.ts'
import { checkRoster } from '../rules/check.ts'
import type { Assignment, RosterProblem, ShiftSlot } from '../rules/problem.ts'
import { monthDay } from '../rules/words.ts'
import { clash, type Forbidding, forbids } from './hard.ts'
import { type Left, type Standing, solved, standingOf } from './optimum/optimum.ts'
import { programmeOf } from './optimum/programme.ts'
import { type Statement, stateProblem, type Waivable } from './statement.ts'

/** The hard rules that may stand in the way, with their name and the one the checker knows them by. */
const waivable: Record<Waivable, { name: string; rule: BrokenRule['rule'] }> = {
  rest: { name: '班间休息', rule: 'rest' },
  nights: { name: '七日内夜班上限', rule: 'nights' },
  onLeave: { name: '请假', rule: 'onLeave' },
  nightExempt: { name: '免排夜班', rule: 'nightExempt' },
  elsewhere: { name: '在其他值班室值班或已发布的班次', rule: 'elsewhere' },
  twoPosts: { name: '同一时间只任一岗', rule: 'elsewhere' },
  apart: { name: '不同时值班', rule: 'apart' },
  untrained: { name: '值班培训合格', rule: 'untrained' },
  guard: { name: '保安不得替岗', rule: 'guard' },
  poolDays: { name: '值班人员库起止日期', rule: 'notInPool' },
}
const namedPlaces = 3
/** An open place is worse than any number of broken rules. */
const gapCost = 10_000

/**
 * Each hard rule is made elastic in turn; those without which fewer places stay open are what stands in the way, named with the shifts and
 * people at which it would have to give, as few as can be.
 */
export async function rulesInTheWay(
  problem: RosterProblem,
  gaps: number,
  left: Left,
  present: (statement: Statement, standing: Standing) => Assignment[],
): Promise<string[]> {
  const notes: string[] = []
  for (const [rule, { name, rule: checked }] of Object.entries(waivable) as [
    Waivable,
    { name: string; rule: string },
  ][]) {
    const statement = stateProblem(problem, rule)
    const programme = programmeOf(statement, { isHardOnly: true, gapCost, elastic: rule })
    const found = await solved(programme.mip, statement, left)
    if (found.values.length === 0) continue
    const open = Math.round(programme.gaps.reduce((sum, column) => sum + (found.values[column] ?? 0), 0))
    if (open >= gaps) continue
    const broken = checkRoster(problem, present(statement, standingOf(programme, found.values))).filter(
      one => one.rule === checked,
    )
    const where = broken.slice(0, namedPlaces).map(one => one.message)
    const more = broken.length > namedPlaces ? `等 ${broken.length} 处` : ''
    notes.push(
      `“${name}”与岗位人数不能同时满足：如不受此限，缺岗由 ${gaps} 人次减为 ${open} 人次${where.length ? `（${where.join('；')}${more}）` : ''}`,
    )
  }
  return notes.length ? notes : [`即使放宽任何一项要求，仍缺岗 ${gaps} 人次：值班人员库人数不足`]
}

const words: Record<Forbidding, string> = {
  post: '不能任该岗位',
  guard: '是保安人员',
  untrained: '未经培训合格',
  poolDays: '当日不在人员库',
  onLeave: '请假',
  nightExempt: '免夜班',
  elsewhere: '在其他值班室值班或未休满',
  rest: '在其他值班室值班或未休满',
}

/** An open place in words: which, and why nobody of those who hold the post can stand there. */
export function gapReason(
  problem: RosterProblem,
  { slot, post, missing }: { slot: ShiftSlot; post: DutyPost; missing: number },
  assignments: Assignment[],
): string {
  return `${monthDay(slot.day)}${slot.name} ${dutyPosts[post]}缺 ${missing} 人：${whoCannot(problem, slot, post, assignments)}`
}

/** Counted by the first reason that applies to each, with the names where they are few. */
function whoCannot(problem: RosterProblem, slot: ShiftSlot, post: DutyPost, assignments: Assignment[]): string {
  const able = problem.people.filter(person => person.posts.includes(post))
  if (able.length === 0) return '值班人员库中没有可任该岗位的人员'
  const slots = new Map(problem.slots.map(one => [one.key, one]))
  const counts = new Map<string, string[]>()
  for (const person of able) {
    const own = assignments.flatMap(one => (one.personId === person.id ? (slots.get(one.slotKey) ?? []) : []))
    const [forbidden] = forbids(problem, person, slot, post)
    const reason = forbidden
      ? words[forbidden]
      : own.some(one => clash(problem, one, slot))
        ? '已有班次或班间休息不足'
        : '夜班次数或搭配限制'
    counts.set(reason, [...(counts.get(reason) ?? []), person.name])
  }
  const listed = [...counts].map(
    ([reason, who]) => `${reason} ${who.length} 人${who.length <= namedPlaces ? `（${who.join('、')}）` : ''}`,
  )
  return `可任该岗位 ${able.length} 人，${listed.join('，')}`
}
