import { taskStates } from '@anlan/contract/response.ts'
import type { ReviewContent } from '@anlan/contract/review.ts'
import { content, lateness, line, minute, number, table } from './parts.ts'
import { type Proposed, proposalsOf, stepTasks } from './proposals.ts'
import type { Subject } from './subject.ts'

/** How the plan was followed: its steps done, late and cancelled, and what was done beyond it. */
export function planContent({ response, room, planned }: Subject): ReviewContent {
  const here = `/responses/${response.id}`
  const plan = response.plan ? `/plans/${response.plan.id}` : null
  const steps = stepTasks(response, planned)
  const beyond = response.taskList.filter(task => !planned.has(task.id) && task.parentId === null)
  const late = steps.filter(task => task.doneClock?.minutesLate)
  return content(
    'plan',
    [
      ...(response.plan
        ? [number('依据预案', `《${response.plan.title}》第 ${response.plan.edition} 版`, plan)]
        : [number('依据', response.templateName, here)]),
      number('规定动作', `${steps.length} 项`, here),
      number('完成', `${steps.filter(task => task.state === 'done' || task.state === 'verified').length} 项`, here),
      number('超时', `${late.length} 项`, here),
      number('撤销', `${steps.filter(task => task.state === 'cancelled').length} 项`, here),
      number('临时增加', `${beyond.length} 项`, here),
    ],
    [
      table(
        '规定动作执行情况',
        ['任务', '承担单位', '状态', '完成时间', '结果', '依据条款'],
        steps.map(task =>
          line(
            [
              `${task.number} ${task.title}`,
              task.unitName,
              taskStates[task.state],
              minute(task.doneAt),
              task.state === 'cancelled' ? '' : lateness(task.doneAt, task.doneClock?.minutesLate ?? null),
              task.clause,
            ],
            here,
          ),
        ),
      ),
      table(
        '预案之外的任务',
        ['任务', '承担单位', '下达', '来由'],
        beyond.map(task =>
          line(
            [
              `${task.number} ${task.title}`,
              task.unitName,
              minute(task.issuedAt),
              decidedIn(room, task.number) ?? `${task.issuedByName}临时下达`,
            ],
            here,
          ),
        ),
      ),
    ],
  )
}

const decidedIn = (room: Subject['room'], taskNumber: string) => {
  const at = room.consultations.find(one => one.decisions.some(each => each.task?.number === taskNumber))
  return at ? `第 ${at.number} 次会商决定` : null
}

/** What the course says about the plan; none where no plan was followed. */
export const planProposals = (subject: Subject): Proposed[] =>
  subject.response.plan ? proposalsOf(subject.response, subject.planned) : []
