import { numbers } from '@anlan/server/modules/duty/roster/rules/seeded.ts'
import type { Instance } from './instance.ts'
import type { Grid } from './programme.ts'

export interface FoundGrid {
  grid: Grid
  cost: number
  /** Broken hard rules, by how much; 0 for a roster that keeps them all. */
  broken: number
}

/** What a broken hard rule weighs while searching: more than one missing, so that the rules win in the end. */
const hardCost = 250
const longest = 7

/** Rows of staff changed a stretch at a time, by simulated annealing; hard rules may be broken on the way. */
export class GridSearch {
  readonly grid: Grid
  private readonly counts: Int16Array
  private readonly kinds: number
  private readonly may: Uint8Array
  private readonly wish: Float64Array
  private readonly after: Uint8Array
  private readonly minutes: Int32Array
  private readonly unit: number
  private readonly cover: Float64Array
  private readonly most: Int32Array[]
  private readonly tally: Int32Array
  private readonly instance: Instance
  private hard = 0

  constructor(instance: Instance) {
    this.instance = instance
    const { horizon, staff, shifts } = instance
    this.kinds = shifts.length + 1
    const kindOf = new Map(shifts.map((one, i) => [one.id, i + 1]))
    const personOf = new Map(staff.map((one, i) => [one.id, i]))
    const kind = (id: string) => kindOf.get(id) ?? 0
    this.grid = new Uint8Array(staff.length * horizon)
    this.counts = new Int16Array(horizon * this.kinds)
    this.tally = new Int32Array(this.kinds)
    this.minutes = Int32Array.from([0, ...shifts.map(one => one.minutes)])
    this.unit = Math.min(...shifts.map(one => one.minutes))
    this.after = new Uint8Array(this.kinds * this.kinds)
    for (const one of shifts) for (const other of one.notBefore) this.after[kind(one.id) * this.kinds + kind(other)] = 1
    this.most = staff.map(one => Int32Array.from([horizon, ...shifts.map(shift => one.most[shift.id] ?? 0)]))
    this.may = new Uint8Array(staff.length * horizon * this.kinds)
    for (const [p, one] of staff.entries())
      for (let day = 0; day < horizon; day++)
        for (let k = 0; k < this.kinds; k++)
          this.may[(p * horizon + day) * this.kinds + k] =
            k === 0 || ((this.most[p]?.[k] ?? 0) > 0 && !one.daysOff.includes(day)) ? 1 : 0
    this.wish = new Float64Array(this.may.length)
    const wishAt = (one: { staff: string; day: number }) =>
      ((personOf.get(one.staff) ?? 0) * horizon + one.day) * this.kinds
    for (const one of instance.onRequests)
      for (let k = 0; k < this.kinds; k++)
        if (k !== kind(one.shift)) this.wish[wishAt(one) + k] = (this.wish[wishAt(one) + k] ?? 0) + one.weight
    for (const one of instance.offRequests) {
      const at = wishAt(one) + kind(one.shift)
      this.wish[at] = (this.wish[at] ?? 0) + one.weight
    }
    // Cost of a shift with so many people, by day and kind.
    this.cover = new Float64Array(horizon * this.kinds * (staff.length + 1))
    for (const { day, shift, need, under, over } of instance.cover)
      for (let count = 0; count <= staff.length; count++)
        this.cover[(day * this.kinds + kind(shift)) * (staff.length + 1) + count] =
          count < need ? (need - count) * under : (count - need) * over
  }

  /** Takes over a roster; returns what it costs, broken rules included. */
  take(grid: Grid): number {
    this.grid.set(grid)
    const { horizon, staff } = this.instance
    this.counts.fill(0)
    for (const [cell, k] of grid.entries()) this.counts[(cell % horizon) * this.kinds + k] = this.count(cell, k) + 1
    let cost = 0
    for (let i = 0; i < this.counts.length; i++) cost += this.coverCost(i, this.counts[i] ?? 0)
    for (let p = 0; p < staff.length; p++) cost += this.rowCost(p)
    return cost
  }

  private count(cell: number, k: number): number {
    return this.counts[(cell % this.instance.horizon) * this.kinds + k] ?? 0
  }

  private coverCost(at: number, count: number): number {
    return this.cover[at * (this.instance.staff.length + 1) + count] ?? 0
  }

  /** Requests of a row, and its broken rules into `hard`; both as one cost. */
  private rowCost(p: number): number {
    const { horizon, staff } = this.instance
    const { grid, kinds, wish, tally, minutes, after } = this
    const person = staff[p] as Instance['staff'][number]
    const start = p * horizon
    tally.fill(0)
    let [cost, hard, total, weekends, last, run, rest] = [0, 0, 0, 0, 0, 0, 0]
    for (let day = 0; day < horizon; day++) {
      const k = grid[start + day] as number
      cost += wish[(start + day) * kinds + k] as number
      if (k > 0) {
        tally[k] = (tally[k] as number) + 1
        total += minutes[k] as number
        if (last > 0) hard += after[last * kinds + k] as number
        else if (rest < day && rest < person.leastRest && rest > 0) hard += person.leastRest - rest
        run++
        rest = 0
        const weekday = day % 7
        if (weekday === 5 || (weekday === 6 && last === 0)) weekends++
      } else {
        if (last > 0) {
          if (run > person.mostRun) hard += run - person.mostRun
          if (run < day && run < person.leastRun) hard += person.leastRun - run
        }
        run = 0
        rest++
      }
      last = k
    }
    if (run > person.mostRun) hard += run - person.mostRun
    if (weekends > person.mostWeekends) hard += weekends - person.mostWeekends
    if (total > person.mostMinutes) hard += 0.5 + (total - person.mostMinutes) / this.unit
    if (total < person.leastMinutes) hard += 0.5 + (person.leastMinutes - total) / this.unit
    const most = this.most[p] as Int32Array
    for (let k = 1; k < kinds; k++)
      if ((tally[k] as number) > (most[k] as number)) hard += (tally[k] as number) - (most[k] as number)
    this.hard = hard
    return cost + hard * hardCost
  }

  /** Broken rules of the whole roster, by how much. */
  broken(): number {
    let sum = 0
    for (let p = 0; p < this.instance.staff.length; p++) {
      this.rowCost(p)
      sum += this.hard
    }
    return sum
  }

  private set(cell: number, k: number): number {
    const before = this.grid[cell] as number
    if (before === k) return 0
    const day = (cell % this.instance.horizon) * this.kinds
    const [here, there] = [this.counts[day + before] as number, this.counts[day + k] as number]
    this.counts[day + before] = here - 1
    this.counts[day + k] = there + 1
    this.grid[cell] = k
    return (
      this.coverCost(day + before, here - 1) -
      this.coverCost(day + before, here) +
      this.coverCost(day + k, there + 1) -
      this.coverCost(day + k, there)
    )
  }

  /** Searches from the roster as it stands for so many steps; the best one that keeps all rules is returned, or else the least broken. */
  run(options: { steps: number; hot: number; cold: number; seed: number }): FoundGrid {
    const { horizon, staff } = this.instance
    const next = numbers(options.seed)
    const below = (n: number) => Math.floor(next() * n)
    let cost = this.take(this.grid.slice())
    const rows = Float64Array.from(staff, (_, p) => this.rowCost(p))
    const hards = Float64Array.from(staff, (_, p) => {
      this.rowCost(p)
      return this.hard
    })
    let broken = hards.reduce((sum, one) => sum + one, 0)
    let best: FoundGrid = { grid: this.grid.slice(), cost, broken }
    const cooling = (options.cold / options.hot) ** (1 / options.steps)
    let heat = options.hot
    const cells = new Int32Array(2 * longest)
    const former = new Uint8Array(2 * longest)
    for (let step = 0; step < options.steps; step++, heat *= cooling) {
      const p = below(staff.length)
      let q = p
      let touched = 0
      let rise = 0
      const put = (cell: number, k: number) => {
        if (!this.may[cell * this.kinds + k]) return
        cells[touched] = cell
        former[touched++] = this.grid[cell] as number
        rise += this.set(cell, k)
      }
      const way = next()
      const length = 1 + below(way < 0.5 ? 3 : longest)
      const day = below(horizon - length + 1)
      if (way < 0.5) {
        const k = below(this.kinds)
        const onlyWorked = k > 0 && way < 0.15
        for (let i = 0; i < length; i++) {
          const cell = p * horizon + day + i
          if (!onlyWorked || this.grid[cell]) put(cell, k)
        }
      } else {
        // Two people exchange a stretch, or one person two days.
        const isOwn = way < 0.6
        q = isOwn ? p : below(staff.length)
        const other = isOwn ? below(horizon - length + 1) : day
        if (q === p && !isOwn) continue
        if (isOwn && Math.abs(other - day) < length) continue
        for (let i = 0; i < length; i++) {
          const [a, b] = [p * horizon + day + i, q * horizon + other + i]
          const [ka, kb] = [this.grid[a] as number, this.grid[b] as number]
          if (ka === kb || !this.may[a * this.kinds + kb] || !this.may[b * this.kinds + ka]) continue
          put(a, kb)
          put(b, ka)
        }
      }
      if (touched === 0) continue
      const rowP = this.rowCost(p)
      const hardP = this.hard
      rise += rowP - (rows[p] as number)
      let [rowQ, hardQ] = [0, 0]
      if (q !== p) {
        rowQ = this.rowCost(q)
        hardQ = this.hard
        rise += rowQ - (rows[q] as number)
      }
      if (rise <= 0 || next() < Math.exp(-rise / heat)) {
        cost += rise
        broken += hardP - (hards[p] as number)
        rows[p] = rowP
        hards[p] = hardP
        if (q !== p) {
          broken += hardQ - (hards[q] as number)
          rows[q] = rowQ
          hards[q] = hardQ
        }
        if (broken < best.broken - 1e-6 || (broken < best.broken + 1e-6 && cost < best.cost - 1e-6))
          best = { grid: this.grid.slice(), cost, broken }
      } else for (let i = touched - 1; i >= 0; i--) this.set(cells[i] as number, former[i] as number)
    }
    return { ...best, broken: best.broken < 1e-6 ? 0 : best.broken }
  }
}
