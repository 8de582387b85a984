import { numbers } from '../../../duty/api.ts'

export interface CheckMoment {
  unitId: string
  /** Seconds after midnight in Shanghai. */
  second: number
}

const secondsADay = 86_400

/**
 * The random checks of one day. The same seed, units and least number always give the same moments: a unit is asked its weekly number spread
 * over seven days by chance; when fewer than `leastUnits` units are drawn (flood season), more are drawn from the rest.
 */
export function planOf(seed: number, units: { id: string; perWeek: number }[], leastUnits: number): CheckMoment[] {
  const next = numbers(seed)
  const inOrder = units.filter(unit => unit.perWeek > 0).sort((a, b) => (a.id < b.id ? -1 : 1))
  const moment = (unitId: string): CheckMoment => ({ unitId, second: Math.floor(next() * secondsADay) })
  const moments = inOrder.flatMap(({ id, perWeek }) => {
    const times = Math.floor(perWeek / 7) + (next() < (perWeek % 7) / 7 ? 1 : 0)
    return Array.from({ length: times }, () => moment(id))
  })
  const rest = inOrder.filter(unit => !moments.some(one => one.unitId === unit.id))
  for (let missing = leastUnits - (inOrder.length - rest.length); missing > 0 && rest.length > 0; missing--) {
    const [drawn] = rest.splice(Math.floor(next() * rest.length), 1)
    if (drawn) moments.push(moment(drawn.id))
  }
  return moments.sort((a, b) => a.second - b.second || (a.unitId < b.unitId ? -1 : 1))
}
