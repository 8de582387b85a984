import type { CommandRoom } from '@anlan/contract/command.ts'
import { factStates } from '@anlan/contract/command.ts'
import { sceneSteps, type TaskState, taskStates } from '@anlan/contract/response.ts'
import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { useNow } from '../../ui/clock/clock.ts'
import { Timer } from '../../ui/clock/countdown.tsx'
import { useHotkey } from '../../ui/hotkeys.ts'
import { Failed } from '../../ui/states.tsx'
import { showMinute, showSecond, showSpan } from '../../ui/time.ts'
import { responseQuery } from '../response/requests.ts'
import { commandRoomQuery } from './requests.ts'
import '../coverage/duty-wall.css'
import './command-wall.css'

const shownClocks = 6
const shownFacts = 6
const shownInside = 5
const shownStates: TaskState[] = ['issued', 'refused', 'inProgress', 'blocked', 'done', 'verified']
/** The screen says so itself when what it shows has grown old. */
const staleAfterMs = 150_000

/** 指挥大屏 of one response: how far it is, which clocks run, who is in danger, what is known. Read from five metres; nothing to scroll. */
export function CommandWall() {
  const { id = '' } = useParams()
  const go = useNavigate()
  useHotkey('Escape', () => void go(`/responses/${id}`), { always: true })
  const response = useQuery({ ...responseQuery(id), refetchInterval: 15_000 })
  const room = useQuery({ ...commandRoomQuery(id), refetchInterval: 15_000 })
  const error = response.error ?? room.error
  if (!response.data || !room.data) return error ? <Failed error={error} /> : null
  const order = room.data.withdrawals.find(one => one.liftedAt === null)
  return (
    <div className="wall command-wall">
      <Head of={response.data} readAt={Math.min(response.dataUpdatedAt, room.dataUpdatedAt)} />
      <section>
        <Phases of={response.data} room={room.data} />
      </section>
      <section>
        <Tasks of={response.data} />
      </section>
      <section>
        <Facts of={room.data} />
      </section>
      <footer className={order ? 'command-inside is-withdrawing' : 'command-inside'}>
        <Inside of={room.data} reason={order?.reason ?? null} />
      </footer>
    </div>
  )
}

function Head({ of, readAt }: { of: ResponseView; readAt: number }) {
  const now = useNow()
  const age = now.getTime() - readAt
  const until = of.endedAt ? Date.parse(of.endedAt) : now.getTime()
  return (
    <header>
      <h1>
        {of.mode === 'exercise' && '【演练】'}
        {of.subject}
      </h1>
      <b className="command-level">
        {responseTopics[of.topic]}
        {responseLevelNames[of.responseLevel]}响应{of.state === 'ended' && '（已终止）'}
      </b>
      <span>已 {showSpan(until - Date.parse(of.startedAt))}</span>
      <b className="wall-clock">{showSecond(now)}</b>
      <span className={age > staleAfterMs ? 'wall-age is-stale' : 'wall-age'}>
        {age > staleAfterMs ? `数据已 ${showSpan(age)}未更新` : '数据实时'}
      </span>
    </header>
  )
}

function Phases({ of, room }: { of: ResponseView; room: CommandRoom }) {
  const now = useNow()
  const commander = room.spells.find(one => one.until === null)
  const plan = room.plans.find(one => one.state === 'approved')
  const tired = room.forces.filter(one => one.over && !one.relievedAt).length
  return (
    <>
      <h2>现场指挥官</h2>
      <p className="command-name">{commander?.personName ?? '未落实'}</p>
      {commander && (
        <p className="wall-quiet">
          {showMinute(commander.from)} 起，{showSpan(now.getTime() - Date.parse(commander.from))}
          {commander.over && <b className="is-unpublished"> 应轮换</b>}
        </p>
      )}
      <p className="wall-quiet">
        {plan ? `执行处置方案第 ${plan.number} 版` : '尚无批准的处置方案'}
        {tired > 0 && <b className="is-uncovered"> 应轮换力量 {tired} 支</b>}
      </p>
      <h2 className="command-next">处置阶段</h2>
      {of.steps.map(step => (
        <div key={step.step} className="command-step">
          <span>{step.at ? '✓' : '○'}</span>
          <b className={step.at ? 'is-done' : ''}>{sceneSteps[step.step]}</b>
          <small>{step.at ? showMinute(step.at) : ''}</small>
        </div>
      ))}
    </>
  )
}

function Tasks({ of }: { of: ResponseView }) {
  const clocks = of.taskList
    .flatMap(task => {
      if (['verified', 'cancelled', 'planned', 'done'].includes(task.state)) return []
      const clock = [task.acceptClock, task.doneClock].find(one => one && !one.metAt)
      return clock ? [{ task, clock, isAccept: clock === task.acceptClock }] : []
    })
    .sort((a, b) => a.clock.dueAt.localeCompare(b.clock.dueAt))
  return (
    <>
      <h2>
        任务
        {of.overdueTasks > 0 && <span className="wall-overdue">超时 {of.overdueTasks}</span>}
      </h2>
      <div className="command-sums">
        {shownStates.map(state => (
          <span key={state}>
            {taskStates[state]}
            <b>{of.taskList.filter(task => task.state === state).length}</b>
          </span>
        ))}
      </div>
      {clocks.slice(0, shownClocks).map(({ task, clock, isAccept }) => (
        <div key={task.id} className="wall-event">
          <div className="wall-next">
            <span>
              <b>{task.unitName}</b> {isAccept ? '签收' : ''} {task.title}
            </span>
            <Timer dueAt={clock.dueAt} />
          </div>
        </div>
      ))}
      {clocks.length === 0 && <p className="wall-quiet">没有计时中的任务</p>}
      {clocks.length > shownClocks && <p className="wall-quiet">另有 {clocks.length - shownClocks} 项</p>}
    </>
  )
}

function Facts({ of }: { of: CommandRoom }) {
  const standing = of.facts.filter(one => one.state !== 'superseded')
  return (
    <>
      <h2>
        事实板
        <span className="command-right">待核 {standing.filter(one => one.state === 'unverified').length}</span>
      </h2>
      {standing.length === 0 && <p className="wall-quiet">还没有登记情况</p>}
      {standing.slice(0, shownFacts).map(one => (
        <div key={one.id} className="wall-event command-fact">
          <b className={one.state === 'verified' ? 'is-done' : 'is-uncovered'}>{factStates[one.state]}</b> {one.text}
          <small>（{showMinute(one.asOf)}）</small>
        </div>
      ))}
      {standing.length > shownFacts && <p className="wall-quiet">另有 {standing.length - shownFacts} 条</p>}
    </>
  )
}

function Inside({ of, reason }: { of: CommandRoom; reason: string | null }) {
  const inside = of.entries.filter(one => one.outAt === null)
  return (
    <>
      <div className="command-count">
        <span>{reason === null ? '危险区域内' : `撤离命令：${reason}`}</span>
        <b>{of.inside} 人</b>
      </div>
      {inside.slice(0, shownInside).map(one => (
        <div key={one.id} className={one.parOverdue || one.limitOverdue ? 'command-entry is-late' : 'command-entry'}>
          <b>
            {one.name} {one.people} 人
          </b>
          <span>{one.place}</span>
          {one.nextParAt && <Timer dueAt={one.nextParAt < one.limitAt ? one.nextParAt : one.limitAt} />}
        </div>
      ))}
      {inside.length === 0 && <p className="wall-quiet">没有登记进入的人员</p>}
      {inside.length > shownInside && <p className="wall-quiet">另有 {inside.length - shownInside} 组</p>}
    </>
  )
}
