import {
  type CallOutAnswer,
  type CallOutSeat,
  type CallOutView,
  callOutAnswers,
} from '@anlan/contract/team-call-out.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Progress } from 'antd'
import { useParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { AnswerCallOut, ReportAssembly } from './my-team.tsx'
import { callOutQuery, useTickCallOut } from './requests.ts'
import './team.css'

/** One call-out: answer it here, tick whom you rang, and watch who comes. */
export function CallOutPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(callOutQuery(id))}>{callOut => <Board callOut={callOut} />}</Loaded>
}

const minutes = (value: number | null) => (value === null ? '—' : `${value} 分钟`)

function Board({ callOut }: { callOut: CallOutView }) {
  const now = useMinute()
  const { result } = callOut
  const nameOf = new Map(callOut.teams.map(team => [team.teamId, team.teamName]))
  const seats = [...callOut.seats].sort((a, b) => Number(a.answer !== null) - Number(b.answer !== null))
  return (
    <>
      <header className="head">
        <h1>拉动测试：{callOut.title}</h1>
        <span className="quiet">
          {callOut.startedBy} {showInstant(callOut.startedAt)} 发起
        </span>
        <span className="spread" />
        {callOut.closedAt ? (
          <span className="word-tag">已于 {showTime(callOut.closedAt, now)} 结束</span>
        ) : (
          <Countdown dueAt={callOut.answerBy} />
        )}
      </header>
      <AnswerCallOut callOut={callOut} />
      <section className="panel">
        <div className="team-figures">
          <Progress percent={result.percent ?? 0} style={{ width: 200 }} />
          <span>
            能到 <b>{result.coming}</b>/ {result.asked} 人
          </span>
          <span>首人 {minutes(result.minutesToFirst)}</span>
          <span>九成应答 {minutes(result.minutesTo90)}</span>
          <span>最后 {minutes(result.minutesToLast)}</span>
        </div>
        <Rows
          items={callOut.teams}
          keyOf={team => team.teamId}
          columns={[
            { title: '队伍', show: team => team.teamName },
            { title: '编制', width: 60, numeric: true, show: team => team.nominal ?? '—' },
            { title: '名册', width: 60, numeric: true, show: team => team.result.asked },
            { title: '能到', width: 60, numeric: true, show: team => team.result.coming },
            {
              title: '应到率',
              width: 80,
              numeric: true,
              show: team => (team.result.percent === null ? '—' : `${team.result.percent}%`),
            },
            {
              title: '九成用时',
              width: 90,
              numeric: true,
              minor: true,
              show: team => minutes(team.result.minutesTo90),
            },
            {
              title: '集合',
              width: 260,
              show: team =>
                team.assembledAt ? (
                  `${team.assembledPeople} 人，用时 ${team.minutesToAssemble} 分钟${team.readyMinutes ? `（规定 ${team.readyMinutes}）` : ''}`
                ) : team.mayAssemble ? (
                  <ReportAssembly callOut={callOut.id} team={team.teamId} />
                ) : (
                  <span className="quiet">尚未报告</span>
                ),
            },
          ]}
        />
      </section>
      <section className="panel team-below">
        {seats.length === 0 ? (
          <Nothing what="队员名单只对管理单位和上级开放" />
        ) : (
          <Rows
            items={seats}
            keyOf={seat => seat.id}
            toneOf={seat => (seat.answer ? 'stale' : callOut.closedAt ? 'late' : undefined)}
            columns={[
              { title: '队员', width: 90, show: seat => seat.name },
              { title: '队伍', show: seat => nameOf.get(seat.teamId) },
              { title: '电话', width: 130, show: seat => seat.phone && <a href={`tel:${seat.phone}`}>{seat.phone}</a> },
              {
                title: '应答',
                show: seat =>
                  seat.answer ? (
                    <>
                      {callOutAnswers[seat.answer]}{' '}
                      <span className="quiet">
                        {seat.minutes} 分钟，{seat.manner === 'own' ? '本人应答' : `${seat.answeredBy}登记`}
                      </span>
                    </>
                  ) : callOut.closedAt ? (
                    '未应答'
                  ) : (
                    '等待应答'
                  ),
              },
              { title: '登记', width: 240, show: seat => <Ticks seat={seat} /> },
            ]}
          />
        )}
      </section>
    </>
  )
}

/** One tap a person, for whoever rings down the list. */
function Ticks({ seat }: { seat: CallOutSeat }) {
  const { message } = App.useApp()
  const tick = useTickCallOut()
  if (!seat.may.tick) return null
  return (
    <span className="taps">
      {(Object.keys(callOutAnswers) as CallOutAnswer[]).map(answer => (
        <Button
          key={answer}
          size="small"
          type={seat.answer === answer ? 'primary' : 'default'}
          disabled={tick.isPending}
          onClick={() =>
            tick.mutate(
              { seat: seat.id, version: seat.version, answer },
              { onError: error => void message.error(saidOf(error)) },
            )
          }
        >
          {callOutAnswers[answer]}
        </Button>
      ))}
    </span>
  )
}
