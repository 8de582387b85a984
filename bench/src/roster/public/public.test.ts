import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { checkInstance, type HardRule } from './check.ts'
import { type Instance, type Roster, readInstance } from './instance.ts'
import { madeUpInstance, writeInstance } from './made-up.ts'
import { wrongIn } from './run.ts'
import { GridSearch } from './search.ts'
import { rosterOf, solveInstance, solvePlain } from './solve.ts'

// Proving takes seconds where the machine does much else.
vi.setConfig({ testTimeout: 120_000 })

const fortnight = madeUpInstance({ seed: 1, weeks: 2, staff: 8, shifts: 1 })
const twoShifts = madeUpInstance({ seed: 4, weeks: 2, staff: 6, shifts: 2 })

test('an instance is read as it is written', () => {
  for (const one of [fortnight, twoShifts, madeUpInstance({ seed: 9, weeks: 4, staff: 20, shifts: 4 })]) {
    expect(readInstance(writeInstance(one), 'a.txt')).toEqual(one)
    expect(readInstance(writeInstance(one).replaceAll('\n', '\r\n'), 'a.txt')).toEqual(one)
  }
})

test.each([
  ['S1,E=14', 'S1,X=14', 'a.txt 第 11 行：班次上限“X”没有定义'],
  ['S1,E=14', 'S1,E=many', 'a.txt 第 11 行：班次上限应当是 0 至 1000000 的整数，而不是“many”'],
  ['\nE,480,', '\nE,long,', 'a.txt 第 7 行：时长（分钟）应当是 1 至 10080 的整数，而不是“long”'],
  ['\nS2,', '\nS1,', 'a.txt 第 12 行：人员“S1”重复'],
  ['\n14\n', '\n0\n', 'a.txt 第 3 行：天数应当是 1 至 3660 的整数，而不是“0”'],
  ['\n0,E,', '\n14,E,', '日序应当是 0 至 13 的整数，而不是“14”'],
  ['\n1,E,', '\n0,E,', '同一天同一班次的人数要求重复'],
  ['SECTION_COVER', 'SECTION_NEEDS', '不认识的部分 SECTION_NEEDS'],
  ['SECTION_SHIFTS', 'SECTION_HORIZON', 'SECTION_HORIZON 重复'],
  ['SECTION_HORIZON', '# nothing', '应当先写 SECTION_HORIZON 等部分名称'],
])('what cannot be read names its line: %j as %j', (from, to, message) => {
  const text = writeInstance(fortnight)
  expect(text).toContain(from)
  expect(() => readInstance(text.replace(from, to), 'a.txt')).toThrow(message)
})

test('a missing part is named', () => {
  const text = writeInstance(fortnight)
  expect(() => readInstance(text.slice(0, text.indexOf('SECTION_COVER')), 'a.txt')).toThrow('a.txt：缺少 SECTION_COVER')
})

/** One member of staff, worked by hand: on Tuesday to Thursday, Saturday to Monday, the last two days. */
const single: Instance = {
  horizon: 14,
  shifts: [
    { id: 'E', minutes: 480, notBefore: [] },
    { id: 'L', minutes: 600, notBefore: ['E'] },
  ],
  staff: [
    {
      id: 'A',
      most: { E: 6, L: 3 },
      mostMinutes: 4600,
      leastMinutes: 3000,
      mostRun: 3,
      leastRun: 2,
      leastRest: 2,
      mostWeekends: 2,
      daysOff: [4],
    },
  ],
  onRequests: [{ staff: 'A', day: 1, shift: 'L', weight: 2 }],
  offRequests: [{ staff: 'A', day: 2, shift: 'E', weight: 3 }],
  cover: [
    { day: 0, shift: 'E', need: 2, under: 100, over: 1 },
    { day: 1, shift: 'E', need: 0, under: 100, over: 7 },
  ],
}
const onDays = (days: Record<number, string>): Roster =>
  Object.entries(days).map(([day, shift]) => ({ staff: 'A', day: Number(day), shift }))
const kept = { 1: 'E', 2: 'E', 3: 'E', 6: 'E', 7: 'L', 8: 'L', 13: 'E' }

test('a roster that keeps all rules costs what is published', () => {
  expect(checkInstance(single, onDays(kept))).toEqual({ broken: [], objective: 2 + 3 + 200 + 7 })
})

const rules: Record<HardRule, Roster> = {
  unknown: [...onDays(kept), { staff: 'B', day: 0, shift: 'E' }],
  onePerDay: [...onDays(kept), { staff: 'A', day: 1, shift: 'L' }],
  dayOff: onDays({ 3: 'E', 4: 'E', 7: 'E', 8: 'L', 9: 'L', 13: 'E' }),
  rotation: onDays({ ...kept, 7: 'L', 8: 'E' }),
  mostShifts: onDays({ ...kept, 12: 'L', 13: 'L' }),
  mostMinutes: onDays({ ...kept, 11: 'E', 12: 'E', 13: 'L' }),
  leastMinutes: onDays({ 2: 'E', 3: 'E', 6: 'E', 7: 'L', 8: 'L' }),
  mostRun: onDays({ ...kept, 9: 'L' }),
  leastRun: onDays({ 1: 'E', 2: 'E', 3: 'E', 8: 'L', 11: 'E', 12: 'E', 13: 'L' }),
  leastRest: onDays({ 1: 'E', 2: 'E', 3: 'E', 5: 'E', 6: 'E', 7: 'L', 13: 'E' }),
  // The same roster, for somebody who may work only one weekend.
  mostWeekends: onDays(kept),
}

test.each(Object.entries(rules))('a broken rule is found by itself: %s', (rule, roster) => {
  const mostWeekends = rule === 'mostWeekends' ? 1 : 2
  const instance = { ...single, staff: single.staff.map(one => ({ ...one, mostWeekends })) }
  expect(checkInstance(instance, roster).broken.map(one => one.rule)).toEqual([rule])
})

test('runs and rests at both ends of the horizon may go on outside it', () => {
  const instance = { ...single, staff: single.staff.map(one => ({ ...one, leastMinutes: 0 })) }
  expect(checkInstance(instance, onDays({ 0: 'E', 13: 'E' })).broken).toEqual([])
  expect(checkInstance(instance, onDays({ 1: 'E', 2: 'E', 11: 'E', 12: 'E' })).broken).toEqual([])
})

test('the search counts as the checker does, whatever roster it is given', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 4 }), (seed, shifts) => {
      const instance = madeUpInstance({ seed, weeks: 2, staff: 5, shifts: shifts as 1 })
      const { grid, cost, broken } = new GridSearch(instance).run({ steps: 3000, hot: 50, cold: 5, seed })
      const verdict = checkInstance(instance, rosterOf(instance, grid))
      expect(verdict.broken.length === 0).toBe(broken === 0)
      if (broken === 0) expect(verdict.objective).toBeCloseTo(cost, 6)
      const again = new GridSearch(instance)
      expect(again.take(grid)).toBeCloseTo(cost, 6)
      expect(again.broken()).toBeCloseTo(broken, 6)
    }),
    { numRuns: 40, seed: 11 },
  )
})

test.each([
  ['a fortnight of eight', fortnight],
  ['two kinds of shifts', twoShifts],
])('search and neighbourhoods reach what the plain programme proves: %s', async (_, instance) => {
  const plain = await solvePlain(instance, 60)
  const ours = await solveInstance(instance, 60)
  expect([plain.status, ours.status]).toEqual(['optimal', 'optimal'])
  expect([ours.objective, ours.bound]).toEqual([plain.objective, plain.objective])
  expect([...wrongIn(instance, plain), ...wrongIn(instance, ours)]).toEqual([])
})

test('what no roster can keep is called impossible', async () => {
  const instance = { ...twoShifts, staff: twoShifts.staff.map(one => ({ ...one, leastMinutes: 14 * 480 })) }
  expect(await solveInstance(instance, 20)).toMatchObject({ status: 'infeasible', roster: null })
})

test('a wrong answer is told', async () => {
  const ours = await solvePlain(fortnight, 60)
  const roster = ours.roster as Roster
  expect(wrongIn(fortnight, { ...ours, objective: ours.objective - 1 })).not.toEqual([])
  expect(wrongIn(fortnight, { ...ours, bound: ours.objective + 1 })).not.toEqual([])
  expect(wrongIn(fortnight, { ...ours, roster: [...roster, roster[0] as Roster[number]] })).not.toEqual([])
  expect(wrongIn(fortnight, ours, ours.objective - 1)).not.toEqual([])
})
