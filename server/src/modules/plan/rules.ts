import type { PlanContent, PlanPart, PlanState } from '@anlan/contract/plan.ts'
import type { FieldError } from '@anlan/contract/problems.ts'

/** What may follow a state (W131). `superseded` comes by itself when the next edition is issued. */
const next: Record<PlanState, PlanState[]> = {
  drafting: ['consulting', 'reviewing', 'approving', 'abolished'],
  consulting: ['drafting', 'abolished'],
  reviewing: ['drafting', 'approving', 'abolished'],
  approving: ['drafting', 'inForce', 'abolished'],
  inForce: ['abolished'],
  superseded: [],
  abolished: [],
}
export const mayFollow = (from: PlanState, to: PlanState): boolean => next[from].includes(to)

/** What is wrong with a plan's content beyond its shape: keys that stand twice or lead nowhere, and steps that wait for each other in a circle. */
export function contentFaults(content: PlanContent): FieldError[] {
  const { chapters, groups, levels, steps, evacuation, closing } = content
  const groupKeys = new Set(groups.map(one => one.key))
  const chapterKeys = new Set(chapters.map(one => one.key))
  const stepKeys = new Set(steps.map(one => one.key))
  const fault = (pointer: string, field: string, message: string): FieldError => ({ pointer, field, message })
  const inCircle = stepsInCircle(content)
  return [
    ...repeated(chapters, 'chapters', '章节'),
    ...repeated(groups, 'groups', '工作组'),
    ...repeated(steps, 'steps', '行动步骤'),
    ...repeated(evacuation, 'evacuation', '转移单元'),
    ...repeated(
      closing.map(one => ({ key: one.code })),
      'closing',
      '终止条件',
      'code',
    ),
    ...repeated(
      levels.map(one => ({ key: String(one.level) })),
      'levels',
      '响应级别',
      'level',
    ),
    ...steps.flatMap((step, at) => [
      ...(step.group !== null && !groupKeys.has(step.group)
        ? [fault(`/steps/${at}/group`, '工作组', `行动“${step.title}”的工作组“${step.group}”不在编组中`)]
        : []),
      ...(step.chapter !== null && !chapterKeys.has(step.chapter)
        ? [fault(`/steps/${at}/chapter`, '依据章节', `行动“${step.title}”的依据章节“${step.chapter}”不存在`)]
        : []),
      ...(step.after !== null && !stepKeys.has(step.after)
        ? [fault(`/steps/${at}/after`, '前置行动', `行动“${step.title}”的前置行动“${step.after}”不存在`)]
        : []),
      ...(inCircle.has(step.key)
        ? [fault(`/steps/${at}/after`, '前置行动', `行动“${step.title}”与前置行动互相等待，无法开始`)]
        : []),
    ]),
  ]
}

function repeated(rows: { key: string }[], list: string, field: string, name = 'key'): FieldError[] {
  const seen = new Set<string>()
  return rows.flatMap(({ key }, at) => {
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ pointer: `/${list}/${at}/${name}`, field, message: `${field}的编码“${key}”重复` }]
  })
}

/** Keys of the steps that wait, over others or at once, for themselves. */
function stepsInCircle({ steps }: PlanContent): Set<string> {
  const before = new Map(steps.map(step => [step.key, step.after]))
  const circling = steps.filter(step => {
    const seen = new Set<string>()
    for (let at = step.after; at !== null && at !== undefined && !seen.has(at); at = before.get(at) ?? null) {
      if (at === step.key) return true
      seen.add(at)
    }
    return false
  })
  return new Set(circling.map(step => step.key))
}

/** Required parts that no chapter with text holds; a chapter that has subchapters with text counts as written (W141). */
export function missingParts(content: PlanContent, required: PlanPart[]): PlanPart[] {
  const { chapters } = content
  const written = new Set(
    chapters.flatMap((chapter, at) => {
      const after = chapters.slice(at + 1)
      const end = after.findIndex(one => one.depth <= chapter.depth)
      const below = end < 0 ? after : after.slice(0, end)
      return chapter.part !== null && [chapter, ...below].some(one => one.text.trim() !== '') ? [chapter.part] : []
    }),
  )
  return required.filter(part => {
    if (written.has(part)) return false
    // Levels with conditions and evacuation units say it as data.
    if (part === 'evacuation') return content.evacuation.length === 0
    return true
  })
}
