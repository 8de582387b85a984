import { metresBetween } from '../../kernel/spatial/sphere.ts'
import type { RoadPace } from '../resource/api.ts'
import { roadMinutes } from '../resource/api.ts'
import type { PlanState } from './schema.ts'
import type { HaulPlan, HaulProblem } from './solver/vehicles.ts'
import { minutesOf, type PlannedFlow, weightOf } from './state.ts'

/** A plan whose goods are carried by named vehicles: all goods together, since they share the vehicles. Each owner is a store of its own. */
export function haulOf(
  state: PlanState,
  pace: RoadPace,
  { missingMinutes, loadingMinutes }: { missingMinutes: number; loadingMinutes: number },
): HaulProblem {
  const kg = new Map(state.pieceKg.map(one => [one.capability, one.kg]))
  return {
    stored: state.supplies.map((supply, store) => ({
      id: supply.offerId,
      store,
      item: supply.capability ?? '',
      quantity: Math.floor(supply.free),
    })),
    wanted: state.demands.map((demand, place) => ({
      id: demand.key,
      place,
      item: demand.capability ?? '',
      quantity: demand.quantity,
      weight: weightOf(demand),
      unmetCost: weightOf(demand) * missingMinutes,
    })),
    vehicles: state.vehicles.map(vehicle => ({
      id: vehicle.offerId,
      capacity: vehicle.capacityKg,
      toStore: state.supplies.map(supply => vehicle.readyMinutes + roadMinutes(metresBetween(vehicle, supply), pace)),
    })),
    sizes: Object.fromEntries(state.demands.map(({ capability }) => [capability ?? '', kg.get(capability ?? '') ?? 1])),
    stores: state.supplies.length,
    places: state.demands.length,
    minutes: state.supplies.flatMap((_, s) => state.demands.map((_, d) => minutesOf(state, s, d))),
    loadingMinutes,
  }
}

export const flowsOfHaul = (state: PlanState, { loads }: HaulPlan): PlannedFlow[] =>
  loads.flatMap(load =>
    load.lines.map(line => ({
      supply: line.stored,
      demand: line.wanted,
      quantity: line.quantity,
      vehicle: vehicleOf(state, load.vehicle),
      minutes: Math.round(load.arrival),
    })),
  )

function vehicleOf({ vehicles }: PlanState, index: number) {
  const vehicle = vehicles[index]
  return vehicle ? { id: vehicle.offerId, name: vehicle.name } : null
}
