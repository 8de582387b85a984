import type { PlanNeed } from '@anlan/contract/plan.ts'
import type { ClosingCondition, ResponseLevel, ResponseTopic, TaskPriority } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'

/**
 * What a response is run by (响应脚本): everything that its levels bring, frozen at the start. It is compiled from an edition of a plan or from the rows of
 * the response table; what is changed there later changes nothing that runs.
 */
export interface Script {
  source: ScriptSource
  topic: ResponseTopic
  /** Post whose unit leads; `lead` alone is the department of the event's type. */
  lead: string
  command: { name: string; chief: Said | null; deputies: Said[]; office: Said | null; members: Said[] }
  groups: ScriptGroup[]
  levels: ScriptLevel[]
  steps: ScriptStep[]
}
export interface ScriptSource {
  /** Null where it came from the response table. */
  planId: string | null
  editionId: string | null
  edition: number | null
  title: string
  documentNumber: string | null
}
/** A post, and what the text says where no post of ours is meant yet. */
export interface Said {
  bearer: string | null
  said: string
}
export interface ScriptGroup {
  code: string
  name: string
  duties: string
  lead: Said
  members: Said[]
  levels: ResponseLevel[]
}
export interface ScriptLevel {
  level: ResponseLevel
  name: string
  conditions: string
  starters: string[]
  /** The last word on who starts it, as the text has it. */
  startersSaid: string
  commander: string | null
  told: string[]
  expectedHours: number
  measures: string
  closing: ClosingCondition[]
}
/** One key may come in variants for different levels, never twice for the same. */
export interface ScriptStep {
  key: string
  title: string
  detail: string
  group: string | null
  bearer: string | null
  said: string
  levels: ResponseLevel[]
  /** Minutes after the start, or after the end of the step `after`. */
  offsetMinutes: number
  after: string | null
  acceptMinutes: number | null
  /** Until done; of a continuous step, from report to report. */
  doneMinutes: number | null
  continuous: boolean
  priority: TaskPriority
  needs: z.output<typeof PlanNeed>[]
  deliverable: string
  clause: string
}

export const levelOf = (script: Script, level: ResponseLevel): ScriptLevel | null =>
  script.levels.find(one => one.level === level) ?? null
export const stepsAt = (script: Pick<Script, 'steps'>, level: ResponseLevel): ScriptStep[] =>
  script.steps.filter(step => step.levels.includes(level))
export const groupsAt = (script: Script, level: ResponseLevel): ScriptGroup[] =>
  script.groups.filter(group => group.levels.includes(level))

/** The post that a step falls to: its own, else whoever leads its group. */
export function bearerOf(script: Script, step: ScriptStep, level: ResponseLevel): Said {
  if (step.bearer !== null) return { bearer: step.bearer, said: step.said }
  const lead = groupsAt(script, level).find(group => group.code === step.group)?.lead
  return lead?.bearer ? lead : { bearer: null, said: step.said || lead?.said || '' }
}

/**
 * Posts of which one starts, changes or ends a response of this level: its own first, then those of higher levels. A plan that names none leaves it to
 * whoever commands.
 */
export function startersOf(script: Script, level: ResponseLevel): { own: string[]; all: string[] } {
  const from = script.levels.filter(one => one.level <= level).sort((a, b) => b.level - a.level)
  const chief = script.command.chief?.bearer
  const named = [...new Set(from.flatMap(one => one.starters))]
  const own = from[0]?.starters ?? []
  return { own: own.length > 0 ? own : named.slice(0, 1), all: named.length > 0 ? named : chief ? [chief] : [] }
}

/** What a step waits for, if that is a step of this level and does not wait for itself by a detour. */
export function waitsFor(steps: ScriptStep[], step: ScriptStep): string | null {
  const seen = new Set([step.key])
  for (let at = step.after; at !== null; ) {
    if (seen.has(at)) return null
    seen.add(at)
    at = steps.find(one => one.key === at)?.after ?? null
  }
  return step.after
}
