import { taskStates } from '@anlan/contract/response.ts'
import type { ReviewContent } from '@anlan/contract/review.ts'
import { content, lateness, line, minute, number, table } from './parts.ts'
import type { Subject } from './subject.ts'

const taskKinds = ['response-accept', 'response-done', 'response-report']
/** Owed because of the end itself. */
const afterwards = ['review', 'response-filing', 'response-special-report', 'rectification']

/** Statutory limits of the event and its response, then those of each task: planned, actual, late. */
export function limitContent({ owed, response, event }: Subject): ReviewContent {
  const here = `/responses/${response.id}`
  const statutory = owed.filter(one => !taskKinds.includes(one.kind) && !afterwards.includes(one.kind))
  const late = statutory.filter(one => one.minutesLate)
  const tasks = response.taskList.filter(task => task.acceptClock ?? task.doneClock)
  const taskLate = tasks.filter(task => task.acceptClock?.minutesLate || task.doneClock?.minutesLate)
  return content(
    'clocks',
    [
      number('法定和规定时限', `${statutory.length} 项`, event ? `/events/${event.id}` : here),
      number('其中超时', `${late.length} 项`, event ? `/events/${event.id}` : here),
      number('有时限的任务', `${tasks.length} 项`, here),
      number('其中超时', `${taskLate.length} 项`, here),
    ],
    [
      table(
        '法定和规定时限',
        ['事项', '责任单位', '应完成', '实际完成', '结果'],
        statutory.map(one =>
          line(
            [
              one.title,
              one.owedByUnitName,
              minute(one.dueAt),
              minute(one.satisfiedAt),
              one.soft ? '提示性' : lateness(one.satisfiedAt, one.minutesLate),
            ],
            one.link ?? (event && one.matterId === event.id ? `/events/${event.id}` : here),
          ),
        ),
      ),
      table(
        '任务时限',
        ['任务', '承担单位', '应签收', '签收', '应完成', '完成', '结果'],
        tasks.map(task =>
          line(
            [
              `${task.number} ${task.title}`,
              task.unitName,
              minute(task.acceptClock?.dueAt ?? null),
              minute(task.acceptedAt),
              minute(task.doneClock?.dueAt ?? null),
              minute(task.doneAt),
              [
                task.acceptClock?.minutesLate ? `签收${lateness(null, task.acceptClock.minutesLate)}` : '',
                task.doneClock?.minutesLate ? `完成${lateness(null, task.doneClock.minutesLate)}` : '',
                task.state === 'cancelled' ? '已撤销' : '',
              ]
                .filter(Boolean)
                .join('；') || '按时',
            ],
            here,
          ),
        ),
      ),
    ],
  )
}

/** Which tasks were not taken up, refused, blocked or withdrawn, and why. */
export function taskContent({ response }: Subject): ReviewContent {
  const here = `/responses/${response.id}`
  const all = response.taskList
  const of = (state: string) => all.filter(task => task.state === state).length
  const refused = all.filter(task => task.words.some(word => word.kind === 'refused'))
  const unaccepted = all.filter(task => task.issuedAt && !task.acceptedAt)
  const shown = all.filter(
    task =>
      (task.issuedAt && !task.acceptedAt) ||
      task.words.some(word => word.kind === 'refused' || word.kind === 'blocked') ||
      task.state === 'cancelled',
  )
  return content(
    'tasks',
    [
      number('任务', `${all.length} 项`, here),
      number('已核验', `${of('verified')} 项`, here),
      number('撤销', `${of('cancelled')} 项`, here),
      number('始终未签收', `${unaccepted.length} 项`, here),
      number('曾申请退回', `${refused.length} 项`, here),
      number('缺岗', `${response.defects.length} 处`, here),
    ],
    [
      table(
        '未签收、退回、受阻和撤销的任务',
        ['任务', '承担单位', '状态', '情况'],
        shown.map(task =>
          line(
            [
              `${task.number} ${task.title}`,
              task.unitName,
              taskStates[task.state],
              task.words
                .filter(word => ['refused', 'decided', 'blocked', 'withdrawn', 'cancelled'].includes(word.kind))
                .map(word => `${minute(word.at)} ${word.unitName ?? word.byName}：${word.text}`)
                .join('；'),
            ],
            here,
          ),
        ),
      ),
      table(
        '缺岗',
        ['问题'],
        response.defects.map(one => line([one], here)),
      ),
    ],
  )
}
