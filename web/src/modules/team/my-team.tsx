import type { StandbyLine } from '@anlan/contract/team.ts'
import type { CallOutView } from '@anlan/contract/team-call-out.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useHasRole } from '../../app/session.tsx'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { myCallOutsQuery, standbyQuery, useAnswerCallOut, useReportAssembly, useReportStandby } from './requests.ts'
import { ReportDrawer } from './standby-drawer.tsx'
import './team.css'

/** What waits for me as a member or leader of a team: a call-out to answer, today's 备勤. Nothing when nothing does. */
export function MyTeamCards() {
  const { data } = useQuery(myCallOutsQuery)
  const isLeader = useHasRole()('team_leader')
  return (
    <>
      {data?.items.map(callOut => (
        <AnswerCallOut key={callOut.id} callOut={callOut} withAssembly />
      ))}
      {isLeader && <MyStandby />}
    </>
  )
}

export function AnswerCallOut({ callOut, withAssembly = false }: { callOut: CallOutView; withAssembly?: boolean }) {
  const { message } = App.useApp()
  const answer = useAnswerCallOut()
  const mine = callOut.seats.find(seat => seat.may.answer)
  const press = (said: 'coming' | 'cannot') =>
    mine &&
    answer.mutate(
      { seat: mine.id, answer: said },
      {
        onSuccess: () => void message.success('已应答'),
        onError: error => void message.error(saidOf(error)),
      },
    )
  const toAssemble = withAssembly ? callOut.teams.filter(team => team.mayAssemble) : []
  if (!mine && toAssemble.length === 0) return null
  return (
    <section className="panel team-card">
      <div>
        <b>队伍拉动：{callOut.title}</b>
        {callOut.text && <p>{callOut.text}</p>}
        {!callOut.closedAt && <Countdown dueAt={callOut.answerBy} />}
      </div>
      {mine && (
        <>
          <Button {...primary} size="large" loading={answer.isPending} onClick={() => press('coming')}>
            能到
          </Button>
          <Button size="large" disabled={answer.isPending} onClick={() => press('cannot')}>
            不能到
          </Button>
        </>
      )}
      {toAssemble.map(team => (
        <ReportAssembly key={team.teamId} callOut={callOut.id} team={team.teamId} />
      ))}
    </section>
  )
}

export function ReportAssembly({ callOut, team }: { callOut: string; team: string }) {
  const { message } = App.useApp()
  const report = useReportAssembly(callOut, team)
  const [people, setPeople] = useState<number | null>(null)
  return (
    <span className="taps">
      <InputNumber
        min={0}
        max={9999}
        value={people}
        onChange={setPeople}
        placeholder="到达人数"
        aria-label="到达集合点人数"
        style={{ width: 100 }}
      />
      <Button
        loading={report.isPending}
        disabled={people === null}
        onClick={() =>
          people !== null && report.mutate(people, { onError: error => void message.error(saidOf(error)) })
        }
      >
        集合完毕
      </Button>
    </span>
  )
}

function MyStandby() {
  const { data } = useQuery(standbyQuery(true))
  return data?.items
    .filter(line => line.mayReport)
    .map(line => <StandbyCard key={line.teamId} line={line} dueAt={data.dueAt} />)
}

/** One tap where yesterday still holds. */
export function StandbyCard({ line, dueAt }: { line: StandbyLine; dueAt: string }) {
  const { message } = App.useApp()
  const report = useReportStandby()
  const [isOpen, setOpen] = useState(false)
  const { today, last } = line
  const same = () =>
    last &&
    report.mutate(
      { teamId: line.teamId, strength: last.strength, vehicles: last.vehicles, leader: last.leader, phone: last.phone },
      {
        onSuccess: () => void message.success('已报今日备勤'),
        onError: error => void message.error(saidOf(error)),
      },
    )
  const words = today ?? last
  return (
    <section className="panel team-card">
      <div>
        <b>
          {line.teamName}今日备勤{today ? '已报' : '未报'}
        </b>
        {words && (
          <p className="quiet">
            {today ? '' : '上次：'}
            {words.strength} 人，车辆 {words.vehicles} 台，负责人 {words.leader}
          </p>
        )}
        {!today && line.reports && <Countdown dueAt={dueAt} />}
      </div>
      {!today && last && (
        <Button {...primary} size="large" loading={report.isPending} onClick={same}>
          与上次相同
        </Button>
      )}
      <Button size="large" onClick={() => setOpen(true)}>
        {today ? '更正' : '填报'}
      </Button>
      <ReportDrawer line={line} open={isOpen} onClose={() => setOpen(false)} />
    </section>
  )
}
