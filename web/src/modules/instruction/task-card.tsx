import { type AssignmentView, assignmentRoles, assignmentStates } from '@anlan/contract/instruction.ts'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useSession } from '../../app/session.tsx'
import { FileLinks } from '../../fields/files-field.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { saidOf } from '../../ui/http.ts'
import { showTime } from '../../ui/time.ts'
import type { InstructionActs } from './requests.ts'
import { type TaskAct, TaskDrawers } from './task-drawers.tsx'

type Clock = NonNullable<AssignmentView['signClock']>

/** A limit: running, met in time, or late for good. */
export function ClockLine({ name, clock }: { name: string; clock: Clock }) {
  const now = useMinute()
  return (
    <div className="clock-line" title={`${clock.basis}（${clock.limit}）`}>
      <span className="quiet">{name}</span>{' '}
      {clock.metAt ? (
        <>
          <span className={clock.minutesLate ? undefined : 'met-mark'}>{showTime(clock.metAt, now)}</span>
          {clock.minutesLate !== null && <b className="overdue-tag">超期 {clock.minutesLate} 分钟</b>}
        </>
      ) : (
        <Countdown dueAt={clock.dueAt} soft={clock.limit === '立即'} />
      )}
    </div>
  )
}

/** One unit's task: who, until when, what it answered, and what may be done with it. Its parts stand below, indented. */
export function TaskCard({ task, all, acts }: { task: AssignmentView; all: AssignmentView[]; acts: InstructionActs }) {
  const [act, setAct] = useState<TaskAct | null>(null)
  const { message } = App.useApp()
  const session = useSession()
  const now = useMinute()
  const parts = all.filter(one => one.parentId === task.id)
  const running = task.feedbackClocks.filter(clock => !clock.metAt)
  const shown = running.length > 0 ? running : task.feedbackClocks.slice(-1)
  const lateBefore = task.feedbackClocks.filter(clock => !shown.includes(clock) && clock.minutesLate !== null)
  const signFor = () =>
    acts.signFor.mutate(task.id, {
      onSuccess: () => void message.success('已签收'),
      onError: error => void message.error(saidOf(error)),
    })
  const mine = task.unitId === session.unitId || (task.personId !== null && task.personId === session.personId)
  const own = [
    { show: task.may.signFor, name: '签收', act: signFor },
    { show: task.may.answer, name: '反馈', act: () => setAct('answer') },
    { show: task.may.split, name: '分解任务', act: () => setAct('split') },
    { show: task.may.name, name: task.personId ? '更换承办人' : '落实到人', act: () => setAct('name') },
  ].filter(one => one.show)
  return (
    <article className="task">
      <header>
        <span className="word-tag">{assignmentRoles[task.role]}</span> <b>{task.unitName}</b>
        {task.personName ? <span>{task.personName}</span> : <span className="quiet">未落实到人</span>}
        <span className="spread" />
        <span>{assignmentStates[task.state]}</span>
      </header>
      {task.task && <p className="task-words">{task.task}</p>}
      <div className="task-clocks">
        {task.signClock && <ClockLine name="签收" clock={task.signClock} />}
        {task.signedForByName && <span className="quiet">{task.signedForByName} 签收</span>}
        {[...lateBefore, ...shown].map(clock => (
          <ClockLine key={`${clock.dueAt}${clock.metAt}`} name="反馈" clock={clock} />
        ))}
      </div>
      {task.urges.length > 0 && (
        <div className="quiet">
          {task.urges
            .map(
              urge =>
                `${showTime(urge.at, now)} ${urge.automatic ? '自动催办' : `${urge.byName}催办`}${urge.note && `：${urge.note}`}`,
            )
            .join('；')}
        </div>
      )}
      {task.feedbacks.map(feedback => (
        <div key={feedback.id} className="feedback">
          <div className="quiet">
            {showTime(feedback.at, now)} {feedback.byName} · {feedback.final ? '办理完毕' : '阶段反馈'}
          </div>
          <p>{feedback.text}</p>
          <FileLinks files={feedback.files} />
          {feedback.returnedAt && (
            <div>
              <b>{showTime(feedback.returnedAt, now)} 退回</b>：{feedback.returnReason}
            </div>
          )}
        </div>
      ))}
      <div className="task-acts no-print">
        {mine &&
          own.map((one, i) => (
            <Button key={one.name} type={i === 0 ? 'primary' : 'default'} onClick={one.act}>
              {one.name}
            </Button>
          ))}
        {own.length > 0 && !mine && (
          <Dropdown menu={{ items: own.map(one => ({ key: one.name, label: one.name, onClick: one.act })) }}>
            <Button>代为登记</Button>
          </Dropdown>
        )}
        {task.may.urge && <Button onClick={() => setAct('urge')}>催办</Button>}
        {task.may.return && <Button onClick={() => setAct('return')}>退回补充</Button>}
      </div>
      {parts.length > 0 && (
        <div className="task-parts">
          {parts.map(part => (
            <TaskCard key={part.id} task={part} all={all} acts={acts} />
          ))}
        </div>
      )}
      <TaskDrawers task={task} acts={acts} act={act} onClose={() => setAct(null)} />
    </article>
  )
}
