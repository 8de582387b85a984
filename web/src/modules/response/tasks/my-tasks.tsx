import type { MyResponseTask } from '@anlan/contract/response-view.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { saidOf } from '../../../ui/http.ts'
import { myTasksQuery, useTaskActs } from '../requests.ts'
import { ModeMark } from '../response-words.tsx'
import { type TaskAct, TaskDrawers } from './task-drawers.tsx'
import { isOver, TaskClock } from './task-row.tsx'

/** 我的任务, with buttons for a thumb; on a home it takes no room while there is none. */
export function MyTasks() {
  const may = usePermits()
  const enabled = may('response.handle')
  const real = useQuery({ ...myTasksQuery('mine'), enabled })
  const drill = useQuery({ ...myTasksQuery('mine', 'exercise'), enabled })
  const items = [...(real.data?.items ?? []), ...(drill.data?.items ?? [])]
  if (!enabled || items.length === 0) return null
  const overdue = items.filter(isOver).length
  return (
    <section className="panel">
      <h2>
        我的任务 <small>{items.length}</small>
        {overdue > 0 && <b className="overdue-tag">超时 {overdue} 项</b>}
      </h2>
      {items.map(task => (
        <MyTask key={task.id} task={task} />
      ))}
    </section>
  )
}

function MyTask({ task }: { task: MyResponseTask }) {
  const { message } = App.useApp()
  const acts = useTaskActs()
  const [act, setAct] = useState<TaskAct | null>(null)
  const { may } = task
  return (
    <div className="my-task">
      <span className="quiet">
        <ModeMark mode={task.mode} /> <Link to={`/responses/${task.responseId}`}>{task.subject}</Link> {task.number}
      </span>
      <span className="task-title">{task.title}</span>
      {(task.place || task.detail) && <span>{[task.place, task.detail].filter(Boolean).join('，')}</span>}
      <TaskClock task={task} />
      <span className="big">
        {may.accept && (
          <Button
            size="large"
            type="primary"
            loading={acts.accept.isPending}
            onClick={() =>
              void acts.accept.mutateAsync({ taskId: task.id }).catch(error => message.error(saidOf(error)))
            }
          >
            接受
          </Button>
        )}
        {may.accept && (
          <Button size="large" onClick={() => setAct('refuse')}>
            不归我
          </Button>
        )}
        {may.work && task.state !== 'issued' && (
          <>
            <Button size="large" onClick={() => setAct('progress')}>
              报进展
            </Button>
            <Button size="large" type="primary" onClick={() => setAct('finish')}>
              完成
            </Button>
          </>
        )}
      </span>
      {may.split && (
        <span>
          <button type="button" className="link" onClick={() => setAct('split')}>
            分解给下级或个人
          </button>
        </span>
      )}
      <TaskDrawers task={task} act={act} onClose={() => setAct(null)} />
    </div>
  )
}

/** What waits for a decision or for being verified by this desk. */
export function WaitingTasks() {
  const may = usePermits()
  const waiting = useQuery({ ...myTasksQuery('waiting'), enabled: may('response.handle') })
  const items = waiting.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="panel">
      <h2>
        处置任务：待裁定、待核验 <small>{items.length}</small>
      </h2>
      {items.map(task => (
        <div key={task.id} className="plain-row">
          <Link to={`/responses/${task.responseId}`}>
            {task.number} {task.title}
          </Link>
          <span className="quiet">{task.unitName}</span>
          <b>{task.state === 'refused' ? '申请退回' : '待核验'}</b>
        </div>
      ))}
    </section>
  )
}
