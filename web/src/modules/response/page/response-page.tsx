import { responseStates } from '@anlan/contract/response.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Boundary, Loaded } from '../../../ui/states.tsx'
import { showInstant, showSpan, showTime } from '../../../ui/time.ts'
import { CommandRoom } from '../../command/command-room.tsx'
import { responseQuery, useResponseActs } from '../requests.ts'
import { ModeMark, ResponseLevelWord } from '../response-words.tsx'
import { TaskBoard } from '../tasks/task-board.tsx'
import { type CommandAct, CommandDrawers } from './command-drawers.tsx'
import { HeadquartersPanel } from './headquarters-panel.tsx'
import { PublicPanel } from './public-panel.tsx'
import { ResourcePanel } from './resource-panel.tsx'
import { ArrivalsPanel, ClosingPanel, StepsPanel, ToldPanel } from './scene-panels.tsx'
import '../response.css'

/** 处置: the level and how long, groups and their tasks, who has come, who was told, what the public hears, and the end. */
export function ResponsePage() {
  const { id = '' } = useParams()
  const read = useQuery({ ...responseQuery(id), refetchInterval: 30_000 })
  return (
    <Loaded of={read} rows={10}>
      {view => <ResponseDesk key={view.id} of={view} />}
    </Loaded>
  )
}

function ResponseDesk({ of }: { of: ResponseView }) {
  const acts = useResponseActs(of.id)
  const [act, setAct] = useState<CommandAct | null>(null)
  return (
    <div className="response">
      {of.mode === 'exercise' && <div className="exercise-banner">演练 · 以下内容均为演练，不进入实战统计</div>}
      <Head of={of} />
      {of.belowUpper && (
        <div className="consequence">{of.upper?.unitName}已启动响应，本县响应应不低于要求的级别，请调整级别。</div>
      )}
      <div className="response-acts no-print">
        {of.may.command && (
          <>
            <Button type="primary" onClick={() => setAct('issue')}>
              下达任务
            </Button>
            <Button onClick={() => setAct('level')}>调整级别</Button>
            <Button onClick={() => setAct('place')}>现场指挥部</Button>
            <Button onClick={() => setAct('expect')}>登记到场</Button>
            <Button onClick={() => setAct('upper')}>上级响应</Button>
            {of.eventId === null && <Button onClick={() => setAct('link')}>关联事件</Button>}
          </>
        )}
        <Button
          onClick={() =>
            document.getElementById('command-room')?.scrollIntoView({ behavior: 'smooth', block: 'start' })
          }
        >
          指挥室
        </Button>
        {of.may.checkIn && <Button onClick={() => setAct('checkIn')}>到场签到</Button>}
        {of.may.breakOff && (
          <Button danger onClick={() => setAct('breakOff')}>
            中止演练
          </Button>
        )}
        {of.may.end && (
          <Button danger onClick={() => setAct('end')}>
            终止响应
          </Button>
        )}
      </div>
      <div className="response-body">
        <div>
          <Boundary>
            <TaskBoard tasks={of.taskList} groups={of.groups} />
          </Boundary>
          <Boundary>
            <HeadquartersPanel of={of} />
          </Boundary>
        </div>
        <div>
          <ResourcePanel of={of} />
          <ArrivalsPanel of={of} acts={acts} />
          <StepsPanel of={of} onStep={() => setAct('step')} />
          <ToldPanel of={of} />
          <PublicPanel of={of} acts={acts} />
          <ClosingPanel of={of} acts={acts} />
        </div>
      </div>
      <CommandRoom responseId={of.id} />
      <CommandDrawers of={of} acts={acts} act={act} onClose={() => setAct(null)} />
    </div>
  )
}

function Head({ of }: { of: ResponseView }) {
  const now = useMinute()
  const until = of.endedAt ? Date.parse(of.endedAt) : now.getTime()
  return (
    <>
      <header className="head response-head">
        <h1>{of.subject}</h1>
        <span className="word-tag">{responseTopics[of.topic]}</span>
        <ResponseLevelWord level={of.responseLevel} />
        <ModeMark mode={of.mode} />
        <b>{responseStates[of.state]}</b>
        <span className="spread" />
        <span className="elapsed">已 {showSpan(until - Date.parse(of.startedAt))}</span>
      </header>
      <div className="response-facts quiet">
        <span>
          {showInstant(of.startedAt)} 由{of.starterRight || of.starterPost}
          {of.ordered ? `（${of.ordered.name}，${of.ordered.how}下令，${of.startedByName}登记）` : of.startedByName}启动
        </span>
        <span>预计至 {showTime(of.expectedUntil, now)}</span>
        <span>{of.areaName}</span>
        <span>{of.leadUnitName}牵头</span>
        {of.plan && (
          <span>
            依据 <Link to={`/plans/${of.plan.id}`}>《{of.plan.title}》</Link>
            {of.plan.documentNumber && `（${of.plan.documentNumber}）`}第 {of.plan.edition} 版
          </span>
        )}
        {of.headquartersPlace && <span>现场指挥部：{of.headquartersPlace}</span>}
        {of.upper && <span>{of.upper.unitName}响应</span>}
        {of.eventId && of.eventVisible && <Link to={`/events/${of.eventId}`}>{of.eventTitle}</Link>}
        <Times of={of} />
      </div>
      <p>{of.measures}</p>
      {of.endNote && (
        <p>
          <b>终止：</b>
          {of.endNote}（{of.endedByName}，{of.endedAt && showInstant(of.endedAt)}）
        </p>
      )}
    </>
  )
}

function Times({ of: { times } }: { of: ResponseView }) {
  const told = [
    ['启动', times.startMinutes],
    ['首批到场', times.firstArrivalMinutes],
    ['首项救援', times.firstRescueMinutes],
  ].filter(([, minutes]) => typeof minutes === 'number' && minutes >= 0)
  if (told.length === 0) return null
  return (
    <span title="距县获知；没有事件的距响应启动">
      {told.map(([name, minutes]) => `${name} ${minutes} 分`).join(' · ')}
    </span>
  )
}
