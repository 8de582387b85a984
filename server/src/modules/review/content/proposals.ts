import type { ResponseTaskView, ResponseView } from '@anlan/contract/response-view.ts'
import { spanWords } from '../../calendar/api.ts'

/** A proposal to revise the plan; its key stays the same however often it is computed. */
export interface Proposed {
  key: string
  text: string
  to: string
}

type Course = Pick<ResponseView, 'id' | 'taskList' | 'plan'>

/** Tasks that stand in the script the response ran by. */
export const stepTasks = (response: Pick<ResponseView, 'taskList'>, planned: ReadonlySet<string>): ResponseTaskView[] =>
  response.taskList.filter(task => planned.has(task.id))

/**
 * Where the plan and the course went apart: what had to be ordered that the plan lacks, limits that were not kept, posts that refused or were vacant, steps
 * that were not needed.
 */
export function proposalsOf(response: Course, planned: ReadonlySet<string>): Proposed[] {
  const to = `/responses/${response.id}`
  const propose = (kind: string, task: ResponseTaskView, text: string): Proposed => ({
    key: `${kind}/${task.id}`,
    text,
    to,
  })
  return response.taskList.flatMap(task => {
    if (!planned.has(task.id))
      return task.parentId === null && !wasMistaken(task)
        ? [propose('add', task, `预案没有规定“${task.title}”，处置中临时交${task.unitName}承担，建议补入行动步骤`)]
        : []
    const found: Proposed[] = []
    const late = task.doneClock?.minutesLate
    if (late)
      found.push(
        propose('limit', task, `“${task.title}”超过规定时限 ${spanWords(late)}，建议核实时限是否可行或者加强力量`),
      )
    if (task.words.some(word => word.kind === 'refused'))
      found.push(propose('duty', task, `“${task.title}”的承担单位曾申请退回，建议核定责任单位`))
    if (task.defect) found.push(propose('post', task, `“${task.title}”的责任岗位${task.defect}，建议明确岗位和替补`))
    if (task.state === 'cancelled' && task.acceptedAt === null)
      found.push(propose('drop', task, `“${task.title}”未执行即撤销，建议核实是否需要保留或者调整启动时机`))
    return found
  })
}

/** Taken back while the response ran, not with its end. */
const wasMistaken = (task: ResponseTaskView) =>
  task.state === 'cancelled' && !task.words.some(word => word.text.startsWith('响应终止'))
