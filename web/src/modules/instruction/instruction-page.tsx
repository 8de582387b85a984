import {
  type InstructionView,
  instructionChannels,
  instructionStates,
  instructionVerbs,
  isUpperRank,
  leaderRanks,
} from '@anlan/contract/instruction.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { FileLinks } from '../../fields/files-field.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Course } from '../../ui/course.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { Boundary, Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { type InstructionAct, InstructionDrawers } from './instruction-drawers.tsx'
import { UrgencyWord } from './instruction-lines.tsx'
import {
  cleanCopyAddress,
  type InstructionActs,
  instructionQuery,
  instructionTimelineQuery,
  useInstructionActs,
} from './requests.ts'
import { ClockLine, TaskCard } from './task-card.tsx'
import { TranscriptButton } from './transcript-button.tsx'
import './instruction.css'

/** One instruction: the words, the clean copy beside them, who carries it out until when, the answers, the course. */
export function InstructionPage() {
  const { id = '' } = useParams()
  const read = useQuery(instructionQuery(id))
  return (
    <Loaded of={read} rows={10}>
      {view => <InstructionDesk key={view.id} of={view} />}
    </Loaded>
  )
}

function InstructionDesk({ of }: { of: InstructionView }) {
  const course = useQuery(instructionTimelineQuery(of.id))
  const acts = useInstructionActs(of.id)
  const [act, setAct] = useState<InstructionAct | null>(null)
  const top = of.assignments.filter(task => task.parentId === null)
  // Whoever sees only a part of a split task has no whole to hang it under.
  const roots = top.length > 0 ? top : of.assignments
  return (
    <div className="instruction">
      <header className="head">
        <h1>{of.subject}</h1>
        <UrgencyWord urgency={of.urgency} />
        <span className="state-word">{instructionStates[of.state]}</span>
        {of.overdue && <b className="overdue-tag">超期</b>}
        {of.number && <span className="quiet">{of.number}</span>}
        <span className="spread" />
        {of.cleanText !== null && (
          <>
            <Permitted to="instruction.record">
              <TranscriptButton instructionId={of.id} />
            </Permitted>
            <Button className="no-print" href={cleanCopyAddress(of.id)}>
              下载抄清
            </Button>
            <Button className="no-print" onClick={() => window.print()}>
              打印
            </Button>
          </>
        )}
      </header>
      <ActBar of={of} acts={acts} onAct={setAct} />
      <div className="instruction-body">
        <div>
          <Words of={of} />
          {of.assignments.length > 0 || of.may.assign ? (
            <section className="panel">
              <h2>承办单位和反馈</h2>
              {roots.length === 0 && <Nothing what="尚未转办" />}
              {roots.map(task => (
                <Boundary key={task.id}>
                  <TaskCard task={task} all={of.assignments} acts={acts} />
                </Boundary>
              ))}
            </section>
          ) : null}
        </div>
        <div>
          <Upward of={of} />
          {of.closedAt && (
            <section className="panel">
              <h2>办结</h2>
              <div className="padded">
                <p>{of.closingAnswer}</p>
                <div className="quiet">
                  {of.closedByName} {showInstant(of.closedAt)}
                </div>
              </div>
            </section>
          )}
          <Course of={course} />
        </div>
      </div>
      <InstructionDrawers of={of} acts={acts} act={act} onClose={() => setAct(null)} />
    </div>
  )
}

/** What this reader may do now; the next step is the primary one. */
function ActBar({
  of,
  acts,
  onAct,
}: {
  of: InstructionView
  acts: InstructionActs
  onAct: (act: InstructionAct) => void
}) {
  const { message } = App.useApp()
  const { may } = of
  const run = (act: Promise<unknown>, done: string) =>
    act.then(
      () => void message.success(done),
      error => void message.error(saidOf(error)),
    )
  const allAnswered = of.assignments.every(task => task.parentId !== null || task.state === 'answered')
  const steps: { show: boolean; name: string; act: () => void }[] = [
    { show: may.receive, name: '签收上级批示', act: () => void run(acts.receive.mutateAsync(undefined), '已签收') },
    {
      show: may.judgeAnswer,
      name: '认可反馈',
      act: () => void run(acts.acceptAnswer.mutateAsync(undefined), '已认可'),
    },
    { show: may.tellLeaders, name: '登记报告县主要领导', act: () => onAct('tellLeaders') },
    { show: may.transcribe, name: of.cleanText === null ? '抄清' : '修改抄清', act: () => onAct('transcribe') },
    { show: may.assign, name: of.leadUnitName ? '增加协办单位' : '转办', act: () => onAct('assign') },
    { show: may.answerUp, name: '向上级反馈', act: () => onAct('answerUp') },
    { show: may.close && allAnswered, name: '办结', act: () => onAct('close') },
    { show: may.archive, name: '归档', act: () => void run(acts.archive.mutateAsync(undefined), '已归档') },
    { show: may.judgeAnswer, name: '退回补充', act: () => onAct('returnAnswer') },
    { show: may.addWritten, name: '补书面件', act: () => onAct('addWritten') },
    { show: may.follow, name: '登记再批示', act: () => onAct('follow') },
  ]
  const open = steps.filter(step => step.show)
  const next = nextStep(
    of,
    open.map(step => step.name),
  )
  if (open.length === 0) return null
  return (
    <div className="instruction-acts no-print">
      {open.map(step => (
        <Button key={step.name} {...(step.name === next ? primary : {})} onClick={step.act}>
          {step.name}
        </Button>
      ))}
    </div>
  )
}

function nextStep(of: InstructionView, names: string[]): string | undefined {
  if (of.state === 'toTranscribe' && of.cleanText !== null && names.includes('转办')) return '转办'
  if (of.state === 'answered' && of.answerUpClock && !of.answerUpClock.metAt) return '向上级反馈'
  if (of.state === 'answered') return '办结'
  if (of.state === 'closed') return '归档'
  return names.find(name => !['增加协办单位', '办结', '登记再批示', '修改抄清', '向上级反馈'].includes(name))
}

function Words({ of }: { of: InstructionView }) {
  const now = useMinute()
  const rank = leaderRanks[of.rank] + (isUpperRank(of.rank) ? '领导' : '')
  return (
    <section className="panel">
      <h2 className="words-head">
        <b>{of.leaderName}</b>
        <small>
          {[of.leaderPost, rank].filter(Boolean).join(' · ')} · {showInstant(of.givenAt)} ·{' '}
          {instructionChannels[of.channel]} · {instructionVerbs[of.verb]}
        </small>
      </h2>
      <div className="words">
        <div>
          <h3>原文</h3>
          <blockquote className="leader-words">{of.text}</blockquote>
          <FileLinks files={of.files} />
          {of.needsWritten && <b className="word-tag">微信转述，待补书面件</b>}
          {of.writtenAt && <span className="quiet">{showTime(of.writtenAt, now)} 已补书面件</span>}
        </div>
        <div>
          <h3>抄清</h3>
          {of.cleanText === null ? (
            <p className="quiet">尚未抄清</p>
          ) : (
            <>
              <p className="clean-copy">{of.cleanText}</p>
              <div className="quiet">
                {of.transcribedByName} {of.transcribedAt && showTime(of.transcribedAt, now)} 抄清
              </div>
            </>
          )}
        </div>
      </div>
      <div className="padded quiet">
        {of.eventTitle && (
          <div>
            所属事件：
            {of.eventVisible && of.eventId ? <Link to={`/events/${of.eventId}`}>{of.eventTitle}</Link> : of.eventTitle}
          </div>
        )}
        {of.follows && (
          <div>
            承接批示：<Link to={`/instructions/${of.follows.id}`}>{of.follows.subject}</Link>（{of.follows.leaderName}）
          </div>
        )}
        {of.followedBy.map(one => (
          <div key={one.id}>
            再批示：<Link to={`/instructions/${one.id}`}>{one.subject}</Link>（{one.leaderName}，
            {showTime(one.givenAt, now)}）
          </div>
        ))}
        {of.deadline && <div>批示要求 {showInstant(of.deadline)} 前反馈</div>}
        <div>
          {of.recordedByName} {showTime(of.recordedAt, now)} 登记 · 承办值班室：{of.handlingUnitName}
        </div>
      </div>
    </section>
  )
}

/** The line to the level above: signed for, the main leaders told, answered. */
function Upward({ of }: { of: InstructionView }) {
  const now = useMinute()
  if (!of.tellClock && of.answers.length === 0 && !of.answerUpClock) return null
  return (
    <section className="panel">
      <h2>
        上级批示 <small>{of.fromUnitName}</small>
      </h2>
      <div className="padded">
        {of.receiveClock && <ClockLine name="县总值班室签收" clock={of.receiveClock} />}
        {of.tellClock && <ClockLine name="报告县主要领导" clock={of.tellClock} />}
        {of.leadersTold && (
          <div className="quiet">
            {showTime(of.leadersTold.at, now)} {of.leadersTold.how}报告{of.leadersTold.told}
          </div>
        )}
        {of.answerUpClock && <ClockLine name="向上级反馈" clock={of.answerUpClock} />}
        {of.answers.map(answer => (
          <div key={answer.id} className="feedback">
            <div className="quiet">
              {showTime(answer.at, now)} {answer.byName}
              {answer.acceptedAt && ` · 上级 ${showTime(answer.acceptedAt, now)} 认可`}
            </div>
            <p>{answer.text}</p>
            <FileLinks files={answer.files} />
            {answer.returnedAt && (
              <div>
                <b>{showTime(answer.returnedAt, now)} 退回</b>：{answer.returnReason}
              </div>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}
