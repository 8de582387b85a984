import { describe, expect, test, vi } from 'vitest'
import { checkRoster } from '../rules/check.ts'
import type { RosterPerson, RosterProblem } from '../rules/problem.ts'
import { weekOf } from '../sample-rosters.ts'
import { solveRoster } from './solve.ts'

// Proving takes seconds where the machine does much else.
vi.setConfig({ testTimeout: 60_000 })

const hour = 3_600_000

/** A county room of three days with the chiefs changed; everything else can be filled. */
function chiefs(each: number, change: (person: RosterPerson, i: number) => Partial<RosterPerson>): RosterProblem {
  const problem = weekOf({ each: 6, days: 3 })
  const own = problem.people.filter(one => one.posts[0] === 'primary').slice(0, each)
  const others = problem.people.filter(one => one.posts[0] !== 'primary')
  return { ...problem, people: [...others, ...own.map((one, i) => ({ ...one, ...change(one, i) }))] }
}
const whole = chiefs(6, () => ({}))
const nightOfFirst = whole.slots[1] as RosterProblem['slots'][number]

/** Each rule alone stands in the way; the note names it and where it would have to give. */
const cases: [rule: string, problem: RosterProblem, open: RegExp, note: RegExp][] = [
  [
    '班间休息',
    chiefs(2, () => ({})),
    /主班缺 1 人/,
    /“班间休息”.*主班间只休息|“班间休息”.*primary\d班间只休息 \d+ 小时，应不少于 12 小时/,
  ],
  [
    '七日内夜班上限',
    chiefs(6, () => ({
      busy: [2, 4].map(days => ({
        startsAt: whole.from - days * 24 * hour,
        endsAt: whole.from - days * 24 * hour + 8 * hour,
        isNight: true,
        place: '防汛值班室',
      })),
    })),
    /8月3日夜班 主班缺 1 人/,
    /“七日内夜班上限”.*primary\d有 3 个夜班，应不超过 2 个/,
  ],
  [
    '请假',
    chiefs(6, () => ({ leaves: [{ from: nightOfFirst.startsAt, to: nightOfFirst.endsAt, reason: '年休假' }] })),
    /8月3日夜班 主班缺 1 人：可任该岗位 6 人，请假 6 人/,
    /“请假”.*8月3日夜班 primary\d请假/,
  ],
  [
    '免排夜班',
    chiefs(6, () => ({ nightExempt: true })),
    /8月3日夜班 主班缺 1 人.*免夜班 6 人/,
    /“免排夜班”.*8月3日夜班 primary\d免排夜班/,
  ],
  [
    '在其他值班室值班或已发布的班次',
    chiefs(6, () => ({
      busy: [{ startsAt: nightOfFirst.startsAt, endsAt: nightOfFirst.endsAt, isNight: false, place: '防汛值班室' }],
    })),
    /8月3日夜班 主班缺 1 人/,
    /“在其他值班室值班或已发布的班次”.*8月3日夜班 primary\d同时另有值班（防汛值班室）/,
  ],
  [
    '值班培训合格',
    chiefs(6, () => ({ trained: false })),
    /主班缺 1 人.*未经培训合格 6 人/,
    /“值班培训合格”.*primary\d未经值班培训合格/,
  ],
  [
    '保安不得替岗',
    chiefs(6, () => ({ isGuard: true })),
    /主班缺 1 人.*是保安人员 6 人/,
    /“保安不得替岗”.*primary\d是保安人员/,
  ],
  [
    '值班人员库起止日期',
    chiefs(6, () => ({ toDay: '2026-08-04' })),
    /8月5日白班 主班缺 1 人.*当日不在人员库 6 人/,
    /“值班人员库起止日期”.*8月5日(白班|夜班) primary\d当日不在值班人员库/,
  ],
  ['同一时间只任一岗', twoPosts(), /缺 1 人/, /“同一时间只任一岗”.*同时另有值班/],
  ['不同时值班', couple(), /缺 1 人/, /“不同时值班”.*shiftLeader0与primary0不能同时值班/],
]

/** One shift that asks for a chief and a second, and one person who may be either. */
function twoPosts(): RosterProblem {
  const problem = weekOf({ each: 1, days: 1, posts: ['primary', 'secondary'] })
  const [slot] = problem.slots
  const people = problem.people.slice(0, 1).map(one => ({ ...one, posts: ['primary' as const, 'secondary' as const] }))
  return { ...problem, people, slots: slot ? [slot] : [], to: slot?.endsAt ?? 0 }
}

/** One shift with a leader and a chief who are married. */
function couple(): RosterProblem {
  const problem = weekOf({ each: 1, days: 1, posts: ['shiftLeader', 'primary'] })
  const [slot] = problem.slots
  const pairs = [{ a: 'shiftLeader-0', b: 'primary-0', kind: 'apart' as const }]
  return { ...problem, pairs, slots: slot ? [slot] : [], to: slot?.endsAt ?? 0 }
}

describe('each hard rule that alone stands in the way is named, with shift and person', () => {
  test.each(cases)('%s', async (rule, problem, open, note) => {
    const solved = await solveRoster(problem, 20)
    expect(solved.outcome).toBe('infeasible')
    expect(solved.notes.join('\n')).toMatch(open)
    expect(solved.notes.find(one => one.startsWith(`“${rule}”`)) ?? solved.notes.join('\n')).toMatch(note)
    const hard = checkRoster(problem, solved.assignments).filter(one => one.hard)
    expect(hard.every(one => one.rule === 'understaffed' || one.rule === 'uncovered')).toBe(true)
    expect(solved.bound).toBeLessThanOrEqual(solved.objective)
  })
  test('a post that nobody holds', async () => {
    const problem = { ...whole, people: whole.people.filter(one => one.posts[0] !== 'shiftLeader') }
    const solved = await solveRoster(problem, 20)
    expect(solved.outcome).toBe('infeasible')
    expect(solved.notes[0]).toBe('8月3日白班 带班领导缺 1 人：值班人员库中没有可任该岗位的人员')
  })
  test('nothing is in the way of the room itself', async () => {
    expect(await solveRoster(whole, 20)).toMatchObject({ outcome: 'optimal', notes: [] })
  })
})
