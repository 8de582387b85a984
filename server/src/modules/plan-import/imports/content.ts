import { PlanContent, type PlanMember } from '@anlan/contract/plan.ts'
import type { PlanProposal } from '@anlan/contract/plan-import.ts'
import type { z } from 'zod'

/** The content of a plan out of what was confirmed, and only that. Keys are made anew where two would be the same. */
export function contentOf(proposals: PlanProposal[]): PlanContent {
  const confirmed = proposals.filter(one => one.decision === 'confirmed')
  const of = <K extends PlanProposal['kind']>(kind: K) =>
    confirmed.flatMap(one => (one.kind === kind ? [one.value as Extract<PlanProposal, { kind: K }>['value']] : []))
  const command = of('command')
  const who = (role: (typeof command)[number]['role']): z.infer<typeof PlanMember>[] =>
    command.flatMap(one => (one.role === role ? [one.member] : []))
  const groups = distinct(of('group'), 'key')
  const groupKeys = new Set(groups.map(one => one.key))
  const triggers = of('trigger')
  const steps = distinct(of('step'), 'key')
  const stepKeys = new Set(steps.map(one => one.key))
  const levels = [...new Map(of('level').map(one => [one.level, one])).values()].sort((a, b) => a.level - b.level)
  return PlanContent.parse({
    chapters: distinct(of('chapter'), 'key'),
    command: {
      name: who('name')[0]?.said ?? '',
      office: who('office')[0] ?? null,
      commander: who('commander')[0] ?? null,
      deputies: who('deputy').slice(0, 20),
      members: who('member').slice(0, 60),
    },
    groups,
    levels: levels.map(level => ({
      ...level,
      triggers: [...level.triggers, ...triggers.filter(one => one.level === level.level).map(one => one.trigger)].slice(
        0,
        20,
      ),
    })),
    steps: steps.map(step => ({
      ...step,
      group: step.group !== null && groupKeys.has(step.group) ? step.group : null,
      after: step.after !== null && stepKeys.has(step.after) ? step.after : null,
      chapter: null,
    })),
    evacuation: distinct(of('evacuation'), 'key'),
    contacts: of('contact'),
    resources: of('resource'),
    links: of('link'),
    closing: distinct(of('closing'), 'code'),
  })
}

function distinct<K extends string, T extends Record<K, string>>(rows: T[], key: K): T[] {
  const seen = new Set<string>()
  return rows.map((row, i) => {
    const own = seen.has(row[key]) ? `${row[key]}-${i + 1}` : row[key]
    seen.add(own)
    return { ...row, [key]: own }
  })
}
