import type { PlanState } from './schema.ts'
import { minutesOf, missingOf, type PlannedFlow, weightOf } from './state.ts'

/**
 * Why something is missing at each place, in words: nothing can come, there is too little of it, others need it more, the vehicles cannot carry it, or
 * a household fits nowhere as a whole. Null where nothing is missing.
 */
export function shortfallsOf(
  state: PlanState,
  flows: PlannedFlow[],
  { people, withVehicles }: { people: boolean; withVehicles: boolean },
): (string | null)[] {
  const missing = missingOf(state, flows)
  return state.demands.map((demand, d) => {
    if ((missing[d] as number) <= 0) return null
    const alike = state.supplies.flatMap((supply, s) =>
      supply.capability === demand.capability && Math.floor(supply.free) > 0 ? [s] : [],
    )
    const reaching = alike.filter(s => !Number.isNaN(minutesOf(state, s, d)))
    const what = people ? '避难场所' : `可调的${demand.capabilityName ?? '资源'}`
    if (alike.length === 0) return `范围内没有${what}`
    if (reaching.length === 0) return `${what}都无法到达（道路中断、位置未登记或已排除）`
    const sum = (list: number[]) => list.reduce((total, one) => total + one, 0)
    const leftOf = (s: number) =>
      Math.floor(state.supplies[s]?.free ?? 0) - sum(flows.filter(flow => flow.supply === s).map(flow => flow.quantity))
    const left = sum(reaching.map(leftOf))
    const wanted = sum(state.demands.filter(one => one.capability === demand.capability).map(one => one.quantity))
    const had = sum(alike.map(s => Math.floor(state.supplies[s]?.free ?? 0)))
    const unit = people ? '人' : demand.unit
    if (people && left > 0 && left >= (missing[d] as number))
      return `余下的床位分散，剩余各户不能整户安置（空余 ${left} 人）`
    if (withVehicles && left > 0) return '参与运输的车辆运力不足'
    const before = state.demands.filter(
      (one, i) =>
        i !== d && one.capability === demand.capability && weightOf(one) > weightOf(demand) && (missing[i] ?? 0) <= 0,
    )
    const total = people
      ? `可安置 ${had} ${unit}，共需安置 ${wanted} ${unit}`
      : `可调 ${had} ${unit}，各处共需 ${wanted} ${unit}`
    if (had >= wanted) return `能到达这里的${what}已用完；${total}`
    return before.length > 0 ? `${total}，先保障了${before.map(one => one.name).join('、')}` : `${total}，总量不足`
  })
}
