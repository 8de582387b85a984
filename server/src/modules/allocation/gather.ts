import type { PlanAllocation } from '@anlan/contract/allocation.ts'
import { fieldProblem } from '../../kernel/problem.ts'
import type { SpatialIndex } from '../../kernel/spatial/spatial-index.ts'
import { metresBetween } from '../../kernel/spatial/sphere.ts'
import type { Work } from '../../kernel/work/work.ts'
import { nearestResources, offerById, roadMinutes, roadPace } from '../resource/api.ts'
import { sheltersWithCapacity } from '../shelter/api.ts'
import type { DemandSeen, PlanState, SupplySeen } from './schema.ts'

/** More owners of one thing than a county and its neighbours have. */
const mostOwners = 2000

/** What is there for the demands of a plan, and how long each way takes, read at one moment. */
export async function gather(work: Work, spatial: SpatialIndex, asked: PlanAllocation): Promise<PlanState> {
  const found = asked.kind === 'people' ? await shelters(work, asked) : await offers(work, spatial, asked)
  const { hazard, withinKm, agreements, seconds, blocked, without, pieceKg } = asked
  return {
    demands: found.demands,
    supplies: found.supplies,
    minutes: found.minutes,
    blocked,
    without,
    footings: {},
    asked: { hazard, withinKm, agreements, seconds },
    vehicles: asked.kind === 'people' ? [] : await vehiclesOf(work, asked),
    pieceKg,
  }
}

async function vehiclesOf(work: Work, { vehicles }: PlanAllocation): Promise<PlanState['vehicles']> {
  const found: PlanState['vehicles'] = []
  for (const [i, vehicle] of vehicles.entries()) {
    const wrong = (message: string) => fieldProblem('invalid-input', `/vehicles/${i}/offerId`, '运输车辆', message)
    const [hit] = await offerById(work, vehicle.offerId).catch(() => [])
    if (!hit) throw wrong('该车辆已不在可调用资源中')
    if (hit.lng === null || hit.lat === null) throw wrong(`${hit.name} 没有登记位置，无法估算到达时间`)
    if (!hit.free) throw wrong(`${hit.name} 已被调用`)
    found.push({ ...vehicle, name: hit.name, lng: hit.lng, lat: hit.lat, readyMinutes: hit.readyMinutes ?? 0 })
  }
  return found
}

interface Found {
  demands: DemandSeen[]
  supplies: SupplySeen[]
  minutes: (number | null)[]
}

async function offers(work: Work, spatial: SpatialIndex, asked: PlanAllocation): Promise<Found> {
  const supplies: SupplySeen[] = []
  const places = new Map<string, number>()
  const ways: { supply: number; demand: number; minutes: number }[] = []
  const demands: DemandSeen[] = []
  for (const [d, demand] of asked.demands.entries()) {
    const capability = demand.capability ?? ''
    const reply = await nearestResources(work, spatial, {
      ...demand.position,
      capability,
      quantity: demand.quantity,
      limit: mostOwners,
      withOperator: false,
      includeUnavailable: false,
      ...(asked.withinKm !== null && { withinKm: asked.withinKm }),
    }).catch(error => {
      throw (error as { code?: string }).code === 'resource/unknown-capability'
        ? fieldProblem(
            'resource/unknown-capability',
            `/demands/${d}/capability`,
            '物资或能力',
            '能力目录中没有所填的物资或能力',
          )
        : error
    })
    const meant = reply.capabilities[0]
    demands.push({
      ...demand,
      capability: meant?.code ?? capability,
      capabilityName: meant?.name ?? capability,
      unit: meant?.unit ?? '',
      shortfall: null,
    })
    for (const hit of reply.items) {
      if (hit.free === null || hit.free < 1 || hit.lng === null || hit.lat === null || hit.roadMinutes === null)
        continue
      if (!asked.agreements && hit.reserve !== 'physical') continue
      const key = `${hit.id} ${meant?.code}`
      const supply = places.get(key) ?? supplies.length
      if (!places.has(key)) {
        places.set(key, supply)
        supplies.push({
          offerId: hit.id,
          name: hit.name,
          unitName: hit.unitName,
          reserve: hit.reserve,
          capability: meant?.code ?? capability,
          free: hit.free,
          lng: hit.lng,
          lat: hit.lat,
        })
      }
      ways.push({ supply, demand: d, minutes: hit.roadMinutes + (hit.readyMinutes ?? 0) })
    }
  }
  return { demands, supplies, minutes: table(supplies.length, demands.length, ways) }
}

async function shelters(work: Work, asked: PlanAllocation): Promise<Found> {
  const pace = await roadPace(work)
  const open = await sheltersWithCapacity(work, asked.hazard ?? undefined)
  const placed = open.flatMap(one => (one.position && one.free > 0 ? [{ ...one, position: one.position }] : []))
  const ways: { supply: number; demand: number; minutes: number }[] = []
  for (const [supply, shelter] of placed.entries())
    for (const [demand, { position }] of asked.demands.entries()) {
      const metres = metresBetween(position, shelter.position)
      if (asked.withinKm === null || metres <= asked.withinKm * 1000)
        ways.push({ supply, demand, minutes: roadMinutes(metres, pace) })
    }
  return {
    demands: asked.demands.map(demand => ({
      ...demand,
      capability: null,
      capabilityName: null,
      unit: '人',
      shortfall: null,
    })),
    supplies: placed.map(one => ({
      offerId: one.id,
      name: one.name,
      unitName: one.unitName,
      reserve: null,
      capability: null,
      free: one.free,
      ...one.position,
    })),
    minutes: table(placed.length, asked.demands.length, ways),
  }
}

function table(supplies: number, demands: number, ways: { supply: number; demand: number; minutes: number }[]) {
  const minutes = new Array<number | null>(supplies * demands).fill(null)
  for (const way of ways) minutes[way.supply * demands + way.demand] = way.minutes
  return minutes
}
