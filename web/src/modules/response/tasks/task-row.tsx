import { taskStates } from '@anlan/contract/response.ts'
import { taskPriorities } from '@anlan/contract/response-template.ts'
import type { ResponseTaskView } from '@anlan/contract/response-view.ts'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useSession } from '../../../app/session.tsx'
import { FileLinks } from '../../../fields/files-field.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Countdown } from '../../../ui/clock/countdown.tsx'
import { saidOf } from '../../../ui/http.ts'
import { showTime } from '../../../ui/time.ts'
import { useTaskActs } from '../requests.ts'
import { type TaskAct, TaskDrawers } from './task-drawers.tsx'

/** The clock that matters now: taking it up, then finishing it. */
export function TaskClock({ task }: { task: ResponseTaskView }) {
  const now = useMinute()
  if (task.state === 'planned')
    return (
      <span className="quiet">
        {task.plannedAt
          ? `${showTime(task.plannedAt, now)} 启动`
          : `${task.after ? `${task.after.number} 结束后` : '前一项结束后'}${task.offsetMinutes > 0 ? ` ${task.offsetMinutes} 分钟` : ''}启动`}
      </span>
    )
  if (task.state === 'verified' || task.state === 'done' || task.state === 'cancelled') {
    const late = task.doneClock?.minutesLate
    return task.doneAt ? (
      <span className="quiet">
        {showTime(task.doneAt, now)} 完成{late ? `，超时 ${late} 分` : ''}
      </span>
    ) : null
  }
  const waiting = task.state === 'issued' && task.acceptClock && !task.acceptClock.metAt
  const clock = waiting ? task.acceptClock : task.doneClock
  if (!clock || clock.metAt) return null
  return (
    <span>
      {waiting ? '签收 ' : task.continuous ? '报告 ' : ''}
      <Countdown dueAt={clock.dueAt} />
    </span>
  )
}

export const isOver = (task: ResponseTaskView) =>
  Boolean(
    (task.acceptClock?.overdue && task.state === 'issued') ||
      (task.doneClock?.overdue && ['issued', 'inProgress', 'blocked', 'refused'].includes(task.state)),
  )

const wordKinds: Record<string, string> = {
  accepted: '签收',
  refused: '申请退回',
  decided: '裁定',
  progressed: '进展',
  blocked: '受阻',
  done: '完成',
  verified: '核验通过',
  returned: '核验退回',
  withdrawn: '撤销',
}

/** One task: whose it is, by when, where it stands, and what the reader may do with it. */
export function TaskRow({ task }: { task: ResponseTaskView }) {
  const now = useMinute()
  const [act, setAct] = useState<TaskAct | null>(null)
  const [isOpen, setOpen] = useState(false)
  const classes = [
    'task-row',
    task.parentId && 'is-part',
    isOver(task) && 'is-over',
    (task.state === 'verified' || task.state === 'cancelled') && 'is-closed',
  ]
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <button type="button" className="link task-number" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        {task.number}
      </button>
      <div className="task-name">
        <b>{task.title}</b> <span className="word-tag">{taskPriorities[task.priority]}</span>{' '}
        <span className={`task-state task-state-${task.state}`}>{taskStates[task.state]}</span>
        <div className="task-who">
          {task.unitName} {task.personName ?? ''} {task.phone ?? ''}
          {task.defect && <b className="overdue-tag">{task.defect}</b>}
        </div>
      </div>
      <div className="task-clock">
        <TaskClock task={task} />
      </div>
      <div className="task-acts no-print">
        <TaskButtons task={task} onAct={setAct} />
        {isOpen && <MoreActs task={task} onAct={setAct} />}
      </div>
      {isOpen && (
        <ul className="task-words">
          {[
            task.detail,
            task.deliverable && `成果：${task.deliverable}`,
            task.continuous && '持续进行，定时报告',
            task.needs.length > 0 &&
              `所需资源：${task.needs.map(need => `${need.said || need.capability} ${need.quantity}`).join('、')}`,
            task.clause && `依据：${task.clause}`,
            task.place && `地点：${task.place}`,
            task.forces && `力量：${task.forces}`,
          ]
            .flatMap(line => line || [])
            .map(line => (
              <li key={line}>{line}</li>
            ))}
          <li className="quiet">
            {task.issuedAt ? `${showTime(task.issuedAt, now)} ${task.issuedByName} 下达` : '待启动'}
            {task.postName ? `，责任岗位 ${task.postName}` : ''}
          </li>
          {task.words.map(word => (
            <li key={word.id}>
              <span className="quiet">
                {showTime(word.at, now)} {word.unitName} {word.byName}
              </span>{' '}
              {wordKinds[word.kind] ?? word.kind}
              {word.text && `：${word.text}`}
              <FileLinks files={word.files} />
            </li>
          ))}
        </ul>
      )}
      <TaskDrawers task={task} act={act} onClose={() => setAct(null)} />
    </div>
  )
}

/** What the reader may do with a task now. */
export function TaskButtons({ task, onAct }: { task: ResponseTaskView; onAct: (act: TaskAct) => void }) {
  const { message } = App.useApp()
  const acts = useTaskActs()
  const session = useSession()
  const { may } = task
  const isOwn = task.unitId === session.unitId
  return (
    <>
      {may.start && (
        <Button
          size="small"
          onClick={() => void acts.start.mutateAsync({ taskId: task.id }).catch(error => message.error(saidOf(error)))}
        >
          提前启动
        </Button>
      )}
      {may.accept && (
        <Button
          size="small"
          type={isOwn ? 'primary' : 'default'}
          onClick={() => void acts.accept.mutateAsync({ taskId: task.id }).catch(error => message.error(saidOf(error)))}
        >
          {isOwn ? '接受' : '代为签收'}
        </Button>
      )}
      {may.decide && (
        <Button size="small" type="primary" onClick={() => onAct('decide')}>
          裁定
        </Button>
      )}
      {may.verify && (
        <Button size="small" type="primary" onClick={() => onAct('verify')}>
          核验
        </Button>
      )}
      {may.work && task.state !== 'issued' && (
        <Button size="small" onClick={() => onAct('finish')}>
          完成
        </Button>
      )}
    </>
  )
}

function MoreActs({ task, onAct }: { task: ResponseTaskView; onAct: (act: TaskAct) => void }) {
  const { may } = task
  return (
    <>
      {may.work && (
        <Button size="small" onClick={() => onAct('progress')}>
          报告进展
        </Button>
      )}
      {may.split && (
        <Button size="small" onClick={() => onAct('split')}>
          分解
        </Button>
      )}
      {may.name && (
        <Button size="small" onClick={() => onAct('name')}>
          落实到人
        </Button>
      )}
      {may.refuse && (
        <Button size="small" onClick={() => onAct('refuse')}>
          申请退回
        </Button>
      )}
      {may.withdraw && (
        <Button size="small" danger onClick={() => onAct('withdraw')}>
          撤销
        </Button>
      )}
    </>
  )
}
