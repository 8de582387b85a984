import { type PlanContent, type PlanStep, planParts } from '@anlan/contract/plan.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { type Defect, ofPlan, type PlanWorld } from './world.ts'

/** Steps without post or limit, and those that can never be taken. */
export const stepDefects = (content: PlanContent, world: PlanWorld): Defect[] => [
  ...content.steps.flatMap(step => [...ownDefects(content, world, step), ...unreachable(content, world, step)]),
  ...levelDefects(content, world),
]

const at = (step: PlanStep) => ({ key: step.key, where: `step:${step.key}`, record: `行动“${step.title}”` })

/** Who takes a step: its own post, or the lead of its group. */
export const bearerOfStep = (content: PlanContent, step: PlanStep): string | null =>
  step.bearer ?? content.groups.find(group => group.key === step.group)?.lead.bearer ?? null

function* ownDefects(content: PlanContent, world: PlanWorld, step: PlanStep): Generator<Defect> {
  if (bearerOfStep(content, step) === null)
    yield ofPlan(
      world,
      'stepWithoutPost',
      at(step),
      step.said
        ? `行动“${step.title}”的责任人只写了“${step.said}”，没有对应到岗位`
        : `行动“${step.title}”没有责任岗位，所在工作组也没有牵头岗位`,
    )
  if (step.doneMinutes === null)
    yield ofPlan(
      world,
      'stepWithoutLimit',
      at(step),
      step.continuous ? `持续行动“${step.title}”没有写明多久报告一次` : `行动“${step.title}”没有完成时限`,
    )
}

function* unreachable(content: PlanContent, world: PlanWorld, step: PlanStep): Generator<Defect> {
  const defect = (why: string) => ofPlan(world, 'stepUnreachable', at(step), `行动“${step.title}”${why}`)
  const levels = new Set(content.levels.map(one => one.level))
  const unknown = step.levels.filter(level => !levels.has(level))
  if (levels.size > 0 && unknown.length === step.levels.length) {
    yield defect(`所在的${unknown.map(level => responseLevelNames[level]).join('、')}响应在预案中没有设置`)
    return
  }
  if (step.group !== null && !content.groups.some(group => group.key === step.group))
    yield defect('所属的工作组在预案中不存在')
  if (step.after === null) return
  const before = content.steps.find(one => one.key === step.after)
  if (!before) yield defect('的前置行动在预案中不存在')
  else if (isInCircle(content, step)) yield defect(`与前置行动“${before.title}”互相等待，永远不会开始`)
  else {
    const lacking = step.levels.filter(level => !before.levels.includes(level))
    if (lacking.length > 0)
      yield defect(
        `在${lacking.map(level => responseLevelNames[level]).join('、')}响应时要等“${before.title}”，而该行动不在这一级别`,
      )
  }
}

function isInCircle(content: PlanContent, step: PlanStep): boolean {
  const byKey = new Map(content.steps.map(one => [one.key, one]))
  const seen = new Set<string>()
  for (let key = step.after; key !== null && !seen.has(key); key = byKey.get(key)?.after ?? null) {
    if (key === step.key) return true
    seen.add(key)
  }
  return false
}

function* levelDefects(content: PlanContent, world: PlanWorld): Generator<Defect> {
  const isNeeded = world.kind.requiredParts.includes('response') || content.steps.length > 0
  if (content.levels.length === 0 && isNeeded)
    yield ofPlan(
      world,
      'levelMissing',
      { key: 'levels', where: 'levels', record: planParts.response },
      '预案没有设置响应级别，无法启动',
    )
  for (const level of content.levels) {
    const where = {
      key: String(level.level),
      where: `level:${level.level}`,
      record: `${responseLevelNames[level.level]}响应`,
    }
    if (!level.conditions && level.triggers.length === 0)
      yield ofPlan(world, 'levelWithoutCondition', where, `${where.record}没有启动条件`)
    if (level.starters.length === 0)
      yield ofPlan(
        world,
        'levelWithoutStarter',
        where,
        level.startersSaid
          ? `${where.record}的启动权限只写了“${level.startersSaid}”，没有对应到岗位`
          : `${where.record}没有启动岗位`,
      )
  }
}
