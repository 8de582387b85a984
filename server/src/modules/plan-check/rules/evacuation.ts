import type { PlanContent, PlanEvacuation } from '@anlan/contract/plan.ts'
import { type Defect, ofPlan, type PlanWorld } from './world.ts'

/** Every unit that is moved has somebody who moves it, a way, and for each who cannot walk alone a helper and a second one (W136). */
export const evacuationDefects = (content: PlanContent, world: PlanWorld): Defect[] =>
  content.evacuation.flatMap(unit => [...ofUnit(unit, world)])

function* ofUnit(unit: PlanEvacuation, world: PlanWorld): Generator<Defect> {
  const where = { key: unit.key, where: `evacuation:${unit.key}`, record: `转移单元“${unit.name}”` }
  if (!unit.responsible && !unit.responsibleName)
    yield ofPlan(world, 'evacuationWithoutLead', where, `${unit.name}没有疏散责任人`)
  else if (!unit.responsible && !unit.responsiblePhone)
    yield ofPlan(world, 'phoneMissing', where, `${unit.name}的疏散责任人${unit.responsibleName}没有联系电话`)
  if (unit.routes.length === 0) yield ofPlan(world, 'evacuationWithoutRoute', where, `${unit.name}没有撤离路线`)
  const alone = unit.vulnerable.filter(one => !one.helper)
  if (alone.length > 0)
    yield ofPlan(world, 'vulnerableWithoutHelper', where, `${unit.name}：${some(alone)}没有帮扶责任人`)
  const noSecond = unit.vulnerable.filter(one => one.helper && !one.backup)
  if (noSecond.length > 0)
    yield ofPlan(world, 'vulnerableWithoutBackup', where, `${unit.name}：${some(noSecond)}没有替补责任人`)
}

const some = (people: { name: string }[]) =>
  `${people
    .slice(0, 3)
    .map(one => one.name)
    .join('、')}${people.length > 3 ? `等 ${people.length} 人` : ''}`
