import type { PlanContent } from '@anlan/contract/plan.ts'
import { grouped } from './grouped.ts'
import { spansAt } from './timing.ts'
import { amountKey, type Defect, inPlan, ofPlan, type PlanWorld } from './world.ts'

interface Need {
  capability: string
  withinKm: number | null
  quantity: number
  /** The first place of the plan that asks for it. */
  where: string
}

/**
 * What a plan must have at hand of each capability: the most that is needed at any one moment of a level, since what a step has done with serves
 * the next, or what the plan counts on as a whole, whichever is more.
 */
export function needsOf(content: PlanContent): Need[] {
  const needs = new Map<string, Need>()
  const note = (need: Need) => {
    const key = amountKey(need.capability, need.withinKm)
    const known = needs.get(key)
    if (!known || known.quantity < need.quantity) needs.set(key, need)
  }
  for (const resource of content.resources)
    if (resource.capability && resource.quantity)
      note({
        capability: resource.capability,
        withinKm: resource.withinKm,
        quantity: resource.quantity,
        where: 'resources',
      })
  const levels = content.levels.length > 0 ? content.levels.map(one => one.level) : [1, 2, 3, 4]
  for (const level of levels) {
    const spans = spansAt(content, level)
    for (const moment of new Set(spans.map(span => span.from))) {
      const running = spans.filter(span => span.from === moment || (span.from < moment && moment < span.until))
      const sums = new Map<string, Need>()
      for (const { step } of running)
        for (const { capability, quantity, withinKm } of step.needs) {
          if (!capability) continue
          const key = amountKey(capability, withinKm)
          const known = sums.get(key)
          sums.set(key, {
            capability,
            withinKm,
            quantity: (known?.quantity ?? 0) + quantity,
            where: known?.where ?? `step:${step.key}`,
          })
        }
      for (const need of sums.values()) note(need)
    }
  }
  return [...needs.values()]
}

/** Materials that are not there in that quantity, teams that cannot come, shelters too small. */
export const meansDefects = (content: PlanContent, world: PlanWorld): Defect[] => [
  ...materials(content, world),
  ...teams(content, world),
  ...shelters(content, world),
]

function* materials(content: PlanContent, world: PlanWorld): Generator<Defect> {
  for (const need of needsOf(content)) {
    const amount = world.amounts.get(amountKey(need.capability, need.withinKm))
    const free = amount?.free ?? 0
    if (free >= need.quantity) continue
    const name = amount?.name ?? need.capability
    const unit = amount?.unit ?? ''
    const reach = need.withinKm === null ? '全县' : `${need.withinKm} 公里内`
    yield {
      kind: 'materialShort',
      key: amountKey(need.capability, need.withinKm),
      text: `需要${name} ${shown(need.quantity)}${unit}，${reach}可用 ${shown(free)}${unit}，缺 ${shown(need.quantity - free)}${unit}`,
      record: amount?.owner ? amount.owner.name : `${name}需求`,
      link: amount?.owner ? amount.owner.link : inPlan(world, need.where),
      unitId: amount?.owner?.unitId ?? null,
    }
  }
}
const shown = (quantity: number) => String(Math.round(quantity * 1e6) / 1e6)

function* teams(content: PlanContent, world: PlanWorld): Generator<Defect> {
  for (const teamId of new Set(content.resources.flatMap(one => one.teamId ?? []))) {
    const team = world.teams.get(teamId)
    const said = content.resources.find(one => one.teamId === teamId)?.said
    if (!team) {
      const where = { key: teamId, where: 'resources', record: said || '保障队伍' }
      yield ofPlan(world, 'teamGone', where, `${said || '预案所列队伍'}已撤销，请改列在册队伍`)
      continue
    }
    const of = { key: teamId, record: team.name, link: `/teams/${teamId}`, unitId: team.unitId }
    if (team.against.length > 0)
      yield { kind: 'teamUnfit', ...of, text: `${team.name}不能出动：${team.against.join('；')}` }
    // This one counts too.
    if (team.plans.length + 1 > world.plansPerTeam)
      yield {
        kind: 'teamOverbooked',
        ...of,
        unitId: null,
        link: inPlan(world, 'resources'),
        text: `${team.name}已列入${team.plans
          .slice(0, 3)
          .map(title => `《${title}》`)
          .join('')}${team.plans.length > 3 ? `等 ${team.plans.length} 个` : ''}在用预案，同时启动时无法兼顾`,
      }
  }
}

function* shelters(content: PlanContent, world: PlanWorld): Generator<Defect> {
  const sent = grouped(
    content.evacuation.filter(one => one.shelterId !== null),
    one => one.shelterId ?? '',
  )
  for (const [shelterId, units] of sent) {
    const shelter = world.shelters.get(shelterId)
    const names = units.map(one => one.name).join('、')
    const [first] = units
    if (!shelter?.inUse) {
      const name = shelter?.name ?? (first?.shelterSaid || '安置点')
      const where = { key: shelterId, where: `evacuation:${first?.key ?? ''}`, record: name }
      yield ofPlan(world, 'shelterGone', where, `${names}的安置点${name}${shelter ? '已停用' : '不在避难场所台账中'}`)
      continue
    }
    const people = units.reduce((sum, one) => sum + Math.max(one.people ?? 0, one.vulnerable.length), 0)
    if (people <= shelter.capacity) continue
    yield {
      kind: 'shelterSmall',
      key: shelterId,
      text: `${shelter.name}可容纳 ${shelter.capacity} 人，${names}共转移 ${people} 人，差 ${people - shelter.capacity} 人`,
      record: shelter.name,
      link: `/shelters/${shelterId}`,
      unitId: null,
    }
  }
}
