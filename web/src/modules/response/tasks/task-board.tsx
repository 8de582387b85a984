import { type TaskState, taskStates } from '@anlan/contract/response.ts'
import type { ResponseTaskView, ResponseView } from '@anlan/contract/response-view.ts'
import { Segmented } from 'antd'
import { useState } from 'react'
import { Nothing } from '../../../ui/states.tsx'
import { type TaskAct, TaskDrawers } from './task-drawers.tsx'
import { isOver, TaskButtons, TaskClock, TaskRow } from './task-row.tsx'

type Filter = 'open' | 'over' | 'all'
type Groups = ResponseView['groups']

const isClosed = (task: ResponseTaskView) => task.state === 'verified' || task.state === 'cancelled'

/** Tasks by group or by state: what is not done first asked for, the rest on demand. */
export function TaskBoard({ tasks, groups }: { tasks: ResponseTaskView[]; groups: Groups }) {
  const [filter, setFilter] = useState<Filter>('open')
  const [by, setBy] = useState<'group' | 'state'>('group')
  const shown = tasks.filter(task => (filter === 'all' ? true : filter === 'over' ? isOver(task) : !isClosed(task)))
  const over = tasks.filter(isOver).length
  return (
    <section className="panel task-groups">
      <h2>
        任务{' '}
        <small>
          已核验 {tasks.filter(task => task.state === 'verified').length}/
          {tasks.filter(task => task.state !== 'cancelled').length}
        </small>
        {over > 0 && <b className="overdue-tag">超时 {over} 项</b>}
        <span className="spread" />
        <Segmented
          size="small"
          className="no-print"
          aria-label="排列"
          value={by}
          onChange={setBy}
          options={[
            { value: 'group', label: '按工作组' },
            { value: 'state', label: '按状态' },
          ]}
        />
        {by === 'group' && (
          <Segmented<Filter>
            size="small"
            className="no-print"
            aria-label="范围"
            value={filter}
            onChange={setFilter}
            options={[
              { value: 'open', label: '未办结' },
              { value: 'over', label: '超时' },
              { value: 'all', label: '全部' },
            ]}
          />
        )}
      </h2>
      {by === 'state' ? (
        <ByState tasks={tasks} />
      ) : shown.length === 0 ? (
        <Nothing what={filter === 'open' ? '任务已全部核验' : '没有任务'} />
      ) : (
        <ByGroup tasks={shown} groups={groups} />
      )}
    </section>
  )
}

function ByGroup({ tasks, groups }: { tasks: ResponseTaskView[]; groups: Groups }) {
  const names = new Map(groups.map(group => [group.code, group.name]))
  const codes = [...[...names.keys()].filter(code => tasks.some(task => task.group === code)), null]
  return codes.map(code => {
    const own = tasks.filter(task => (code === null ? !task.group || !names.has(task.group) : task.group === code))
    if (own.length === 0) return null
    return (
      <div key={code ?? 'none'}>
        <h3>
          {code ? names.get(code) : '未分组'} <small>{own.length}</small>
        </h3>
        {own.map(task => (
          <TaskRow key={task.id} task={task} />
        ))}
      </div>
    )
  })
}

/** A column for each state in the order of the work; whether it is in time stands on the card, not in the column. */
function ByState({ tasks }: { tasks: ResponseTaskView[] }) {
  const states = (Object.keys(taskStates) as TaskState[]).filter(state => tasks.some(task => task.state === state))
  return (
    <div className="task-columns">
      {states.map(state => {
        const own = tasks.filter(task => task.state === state)
        const over = own.filter(isOver).length
        return (
          <section key={state} aria-label={taskStates[state]}>
            <h3>
              {taskStates[state]} <small>{own.length}</small> {over > 0 && <b className="overdue-tag">超时 {over}</b>}
            </h3>
            {own.map(task => (
              <TaskCard key={task.id} task={task} />
            ))}
          </section>
        )
      })}
    </div>
  )
}

function TaskCard({ task }: { task: ResponseTaskView }) {
  const [act, setAct] = useState<TaskAct | null>(null)
  return (
    <div className={isOver(task) ? 'task-card is-over' : 'task-card'}>
      <span className="quiet">{task.number}</span> <b>{task.title}</b>
      <div className="task-who">
        {task.unitName} {task.personName ?? ''}
      </div>
      <TaskClock task={task} />
      <div className="task-acts no-print">
        <TaskButtons task={task} onAct={setAct} />
      </div>
      <TaskDrawers task={task} act={act} onClose={() => setAct(null)} />
    </div>
  )
}
