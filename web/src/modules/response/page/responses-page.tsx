import { responseModes, responseStates } from '@anlan/contract/response.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Permitted, usePermits } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { StartDrawer } from '../event/start-drawer.tsx'
import { myTasksQuery, useResponses } from '../requests.ts'
import { ModeMark, ResponseLevelWord } from '../response-words.tsx'
import { MyTasks } from '../tasks/my-tasks.tsx'
import { TaskRow } from '../tasks/task-row.tsx'
import { ResponseTimes } from './response-times.tsx'

/** 指挥处置: real responses and exercises apart, and tasks that nobody in person answers for. */
export function ResponsesPage() {
  const may = usePermits()
  const [isStarting, setStarting] = useState(false)
  return (
    <>
      <header className="head">
        <h1>指挥处置</h1>
        <span className="quiet">从事件页按建议启动；没有事件的（如按预警启动）在这里启动</span>
        <span className="spread" />
        <Permitted to="response.start">
          <Button onClick={() => setStarting(true)}>启动响应</Button>
        </Permitted>
      </header>
      <MyTasks />
      <section className="panel" style={{ marginTop: 12 }}>
        <Tabs
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
          items={[
            { key: 'real', label: responseModes.real, children: <List mode="real" /> },
            { key: 'exercise', label: responseModes.exercise, children: <List mode="exercise" /> },
            ...(may('response.handle')
              ? [
                  { key: 'waiting', label: '待裁定、待核验', children: <Tasks box="waiting" /> },
                  { key: 'unassigned', label: '未落实到人', children: <Tasks box="unassigned" /> },
                ]
              : []),
            ...(may('response.statistics') ? [{ key: 'statistics', label: '统计', children: <ResponseTimes /> }] : []),
          ]}
        />
      </section>
      {isStarting && <StartDrawer open onClose={() => setStarting(false)} from={{ eventId: null, subject: '' }} />}
    </>
  )
}

function List({ mode }: { mode: 'real' | 'exercise' }) {
  const go = useNavigate()
  const now = useMinute()
  const list = useResponses({ mode })
  return (
    <KeysetList
      of={list}
      empty={
        <Nothing what={mode === 'real' ? '还没有启动过响应' : '还没有演练。演练与实战用同一套流程，不进入实战统计'} />
      }
    >
      {items => (
        <Rows
          items={items}
          keyOf={one => one.id}
          onOpen={one => void go(`/responses/${one.id}`)}
          toneOf={one => (one.overdueTasks > 0 ? 'late' : undefined)}
          columns={[
            {
              title: '响应事项',
              show: one => (
                <>
                  {one.subject} <ModeMark mode={one.mode} />
                </>
              ),
            },
            { title: '级别', width: 110, show: one => <ResponseLevelWord level={one.responseLevel} /> },
            { title: '专项', width: 130, show: one => responseTopics[one.topic] },
            { title: '状态', width: 80, show: one => responseStates[one.state] },
            { title: '牵头', width: 150, show: one => one.leadUnitName, minor: true },
            { title: '启动', width: 110, show: one => showTime(one.startedAt, now) },
            {
              title: '任务',
              width: 160,
              show: one => (
                <>
                  {one.tasks - one.openTasks}/{one.tasks}{' '}
                  {one.overdueTasks > 0 && <b className="overdue-tag">超时 {one.overdueTasks}</b>}
                </>
              ),
            },
          ]}
        />
      )}
    </KeysetList>
  )
}

function Tasks({ box }: { box: 'waiting' | 'unassigned' }) {
  const tasks = useQuery(myTasksQuery(box))
  return (
    <Loaded of={tasks}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing what={box === 'waiting' ? '没有等待裁定或核验的任务' : '任务都已落实到人'} />
        ) : (
          items.map(task => <TaskRow key={task.id} task={task} />)
        )
      }
    </Loaded>
  )
}
