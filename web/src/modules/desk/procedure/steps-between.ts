import type { ProcedureStep } from '@anlan/contract/desk.ts'

/** What was done from one version of the steps to another, a sentence each. */
export function changesBetween(before: ProcedureStep[], after: ProcedureStep[]): string[] {
  const were = new Map(before.map(step => [step.key, step]))
  const are = new Set(after.map(step => step.key))
  const changes = [
    ...after.flatMap(step => {
      const was = were.get(step.key)
      if (!was) return [`新增“${step.text}”`]
      if (was.text !== step.text) return [`“${was.text}”改为“${step.text}”`]
      const isSame = was.when === step.when && was.typePrefixes.join() === step.typePrefixes.join()
      return isSame ? [] : [`“${step.text}”改了时机或适用事件类型`]
    }),
    ...before.filter(step => !are.has(step.key)).map(step => `删去“${step.text}”`),
  ]
  return changes.length ? changes : ['只调整了先后顺序']
}

/** One's own steps with those that the other added since both began; of a step that both changed one's own words stay. */
export function withAdded(mine: ProcedureStep[], base: ProcedureStep[], theirs: ProcedureStep[]): ProcedureStep[] {
  const known = new Set([...mine, ...base].map(step => step.key))
  return [...mine, ...theirs.filter(step => !known.has(step.key))]
}
