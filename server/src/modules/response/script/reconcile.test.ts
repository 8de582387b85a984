import type { TaskState } from '@anlan/contract/response.ts'
import type { ResponseLevel } from '@anlan/contract/response-template.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOpenTask, mayBecome } from '../rules.ts'
import { type HeldTask, reconcile } from './reconcile.ts'
import { type ScriptStep, stepsAt, waitsFor } from './script.ts'

interface Held extends HeldTask {
  id: number
  owner: string
  /** Clocks that run: for taking up and for finishing. */
  clocks: number
}
const levels = [1, 2, 3, 4] as const
const step = (key: string, at: ResponseLevel[], after: string | null = null): ScriptStep => ({
  key,
  title: key,
  detail: '',
  group: null,
  bearer: null,
  said: '',
  levels: at,
  offsetMinutes: 0,
  after,
  acceptMinutes: null,
  doneMinutes: 60,
  continuous: false,
  priority: 'support',
  needs: [],
  deliverable: '',
  clause: '',
})

const someLevels = fc.uniqueArray(fc.constantFrom(...levels), { minLength: 1, maxLength: 4 })
const someSteps = fc
  .uniqueArray(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), at: someLevels }), {
    selector: one => one.key,
    minLength: 1,
  })
  .map(rows => rows.map(row => step(row.key, row.at)))
type Act =
  | { kind: 'level'; to: ResponseLevel }
  | { kind: 'state'; pick: number; to: TaskState }
  | { kind: 'reassign'; pick: number; owner: string }
const someActs = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('level' as const), to: fc.constantFrom(...levels) }),
    fc.record({
      kind: fc.constant('state' as const),
      pick: fc.nat(20),
      to: fc.constantFrom<TaskState>('issued', 'refused', 'inProgress', 'blocked', 'done', 'verified', 'cancelled'),
    }),
    fc.record({ kind: fc.constant('reassign' as const), pick: fc.nat(20), owner: fc.constantFrom('水利局', '公安局') }),
  ),
  { maxLength: 30 },
)

/** What the commands do to tasks and clocks, over the module's own rules of states and levels. */
function run(
  steps: ScriptStep[],
  first: ResponseLevel,
  acts: Act[],
  look: (all: Held[], level: ResponseLevel) => void,
) {
  let all: Held[] = []
  let level = first
  const add = (one: ScriptStep) => {
    all = [
      ...all,
      { id: all.length, code: one.key, state: 'issued', withdrawn_by_level: false, owner: '水利局', clocks: 2 },
    ]
  }
  for (const one of stepsAt({ steps }, level)) add(one)
  look(all, level)
  for (const act of acts) {
    if (act.kind === 'level') {
      const before = all
      const { keep, add: fresh, cancel, left } = reconcile(all, stepsAt({ steps }, act.to), { from: level, to: act.to })
      for (const task of cancel) {
        expect(isOpenTask(task.state)).toBe(true)
        expect(act.to).toBeGreaterThan(level)
      }
      all = all.map(task =>
        cancel.includes(task) ? { ...task, state: 'cancelled', withdrawn_by_level: true, clocks: 0 } : task,
      )
      for (const one of fresh) add(one)
      // Nothing is lost in silence: every task goes on, is withdrawn by name, or had ended before.
      for (const task of before)
        expect(keep.includes(task) || cancel.includes(task) || task.state === 'cancelled').toBe(true)
      // The new level has each of its steps, unless a person took it off.
      for (const one of stepsAt({ steps }, act.to))
        expect(
          all.some(task => task.code === one.key && task.state !== 'cancelled') ||
            left.some(task => task.code === one.key),
        ).toBe(true)
      for (const task of keep) expect(all.find(one => one.id === task.id)).toEqual(task)
      level = act.to
    } else {
      const task = all[act.pick % Math.max(1, all.length)]
      if (!task) continue
      const changed: Held =
        act.kind === 'reassign'
          ? { ...task, ...(task.state === 'refused' && { owner: act.owner, state: 'issued', clocks: 2 }) }
          : mayBecome(task.state, act.to)
            ? {
                ...task,
                state: act.to,
                clocks: { issued: 2, refused: 1, inProgress: 1, blocked: 1 }[act.to as 'issued'] ?? 0,
              }
            : task
      all = all.map(one => (one.id === task.id ? changed : one))
    }
    look(all, level)
  }
}

test('any course of levels, refusals and hand-overs: one open task per step and one owner of it, no clock without an open task', () => {
  fc.assert(
    fc.property(someSteps, fc.constantFrom(...levels), someActs, (steps, first, acts) => {
      run(steps, first, acts, all => {
        const open = all.filter(task => isOpenTask(task.state))
        expect(new Set(open.map(task => task.code)).size).toBe(open.length)
        for (const task of open) expect(task.owner).not.toBe('')
        for (const task of all) if (!isOpenTask(task.state)) expect(task.clocks).toBe(0)
      })
    }),
    { numRuns: 500 },
  )
})

test('raising withdraws nothing, and lowering what nobody foresaw least of all', () => {
  const held: HeldTask[] = [
    { code: 'a', state: 'inProgress', withdrawn_by_level: false },
    { code: null, state: 'issued', withdrawn_by_level: false },
    { code: 'b', state: 'verified', withdrawn_by_level: false },
    { code: 'c', state: 'cancelled', withdrawn_by_level: false },
    { code: 'd', state: 'cancelled', withdrawn_by_level: true },
  ]
  const wanted = [{ key: 'c' }, { key: 'd' }, { key: 'e' }]
  const up = reconcile(held, wanted, { from: 4, to: 3 })
  expect(up.cancel).toEqual([])
  expect(up.add).toEqual([{ key: 'd' }, { key: 'e' }])
  expect(up.left.map(one => one.code)).toEqual(['c'])
  const down = reconcile(held, wanted, { from: 3, to: 4 })
  expect(down.cancel.map(one => one.code)).toEqual(['a'])
})

test('a step that waits for itself by a detour waits for nothing', () => {
  const steps = [step('a', [4], 'b'), step('b', [4], 'a'), step('c', [4], 'd'), step('d', [4]), step('e', [4], 'x')]
  expect(steps.map(one => waitsFor(steps, one))).toEqual([null, null, 'd', null, 'x'])
})
