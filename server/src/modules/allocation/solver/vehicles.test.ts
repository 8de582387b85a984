import { expect, test } from 'vitest'
import { random } from './made-up.ts'
import { faultsOfHaul, type HaulProblem, solveHaul } from './vehicles.ts'

const base: HaulProblem = {
  stored: [
    { id: 'near', store: 0, item: 'jacket', quantity: 40 },
    { id: 'far', store: 1, item: 'jacket', quantity: 200 },
  ],
  wanted: [{ id: 'W', place: 0, item: 'jacket', quantity: 50, weight: 1, unmetCost: 1000 }],
  vehicles: [
    { id: 'A', capacity: 40, toStore: [5, 30] },
    { id: 'B', capacity: 10, toStore: [20, 6] },
  ],
  sizes: { jacket: 1 },
  stores: 2,
  places: 1,
  minutes: [10, 25],
  loadingMinutes: 15,
}

test('each vehicle goes where it brings most soonest, and what no vehicle can carry stays missing', async () => {
  const plan = await solveHaul(base, 10)
  expect(faultsOfHaul(base, plan)).toEqual([])
  expect(plan.loads.map(({ vehicle, store, arrival, lines }) => [vehicle, store, arrival, lines[0]?.quantity])).toEqual(
    [
      [0, 0, 30, 40],
      [1, 1, 46, 10],
    ],
  )
  expect(plan.objective).toBe(40 * 30 + 10 * 46)
  expect(plan.bound).toBeCloseTo(plan.objective, 3)

  const alone = { ...base, vehicles: base.vehicles.slice(1) }
  const little = await solveHaul(alone, 10)
  expect(faultsOfHaul(alone, little)).toEqual([])
  expect(little.unmet).toEqual([40])
})

test('two goods for two places share a vehicle only on one way, and a store that cannot be reached gives nothing', async () => {
  const problem: HaulProblem = {
    ...base,
    stored: [...base.stored, { id: 'pumps', store: 0, item: 'pump', quantity: 4 }],
    wanted: [
      { id: 'W0', place: 0, item: 'jacket', quantity: 20, weight: 1, unmetCost: 500 },
      { id: 'W1', place: 0, item: 'pump', quantity: 2, weight: 3, unmetCost: 5000 },
      { id: 'W2', place: 1, item: 'jacket', quantity: 10, weight: 1, unmetCost: 500 },
    ],
    sizes: { jacket: 1, pump: 10 },
    places: 2,
    minutes: [10, 12, 25, Number.NaN],
  }
  const plan = await solveHaul(problem, 10)
  expect(faultsOfHaul(problem, plan)).toEqual([])
  expect(plan.unmet.map((missing, i) => missing < (problem.wanted[i]?.quantity ?? 0))).toEqual([true, true, true])
  expect(plan.loads.every(load => !(load.store === 1 && load.place === 1))).toBe(true)
})

test('a county of six stores, four places and nine vehicles: no fault, and the bound is close', async () => {
  const next = random(7)
  const problem: HaulProblem = {
    stored: Array.from({ length: 12 }, (_, i) => ({
      id: `S${i}`,
      store: i % 6,
      item: i < 6 ? 'jacket' : 'tent',
      quantity: 10 + Math.floor(next() * 60),
    })),
    wanted: Array.from({ length: 8 }, (_, i) => ({
      id: `W${i}`,
      place: i % 4,
      item: i < 4 ? 'jacket' : 'tent',
      quantity: 10 + Math.floor(next() * 30),
      weight: 1 + (i % 3),
      unmetCost: 2000,
    })),
    vehicles: Array.from({ length: 9 }, (_, i) => ({
      id: `V${i}`,
      capacity: 40 + 20 * (i % 4),
      toStore: Array.from({ length: 6 }, () => 2 + next() * 40),
    })),
    sizes: { jacket: 0.2, tent: 2 },
    stores: 6,
    places: 4,
    minutes: Array.from({ length: 24 }, () => 8 + next() * 50),
    loadingMinutes: 15,
  }
  const plan = await solveHaul(problem, 8)
  expect(faultsOfHaul(problem, plan)).toEqual([])
  expect(plan.bound).toBeLessThanOrEqual(plan.objective + 1e-3)
  expect(plan.objective).toBeLessThanOrEqual(plan.bound * 1.1)
})
