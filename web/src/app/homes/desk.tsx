import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { DailyLine } from '../../modules/briefing/daily-line.tsx'
import { ShiftSteps } from '../../modules/desk/procedure/shift-steps.tsx'
import { UnreadBulletins } from '../../modules/desk/unread-bulletins.tsx'
import { unitsQuery } from '../../modules/directory/requests.ts'
import { DueHandover } from '../../modules/duty/handover/due-handover.tsx'
import { LogPanel } from '../../modules/duty/log/log-panel.tsx'
import { OnDutyPanel } from '../../modules/duty/on-duty-panel.tsx'
import { MyCalls } from '../../modules/duty-check/my-calls.tsx'
import { RunningCalls } from '../../modules/duty-check/running-calls.tsx'
import { ModeBanner } from '../../modules/duty-mode/mode-banner.tsx'
import { MyCallInCard } from '../../modules/duty-mode/my-call-in.tsx'
import { OpenEvents } from '../../modules/event-report/event/open-events.tsx'
import { openEventsQuery } from '../../modules/event-report/event/requests.ts'
import { MyInstructions } from '../../modules/instruction/my-instructions.tsx'
import { OpenNotices } from '../../modules/notice/open-notices.tsx'
import { MyTasks, WaitingTasks } from '../../modules/response/tasks/my-tasks.tsx'
import { WaitingCalls } from '../../modules/switchboard/waiting-calls.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { usePermits } from '../session.tsx'
import { ReadinessCard } from './readiness-card.tsx'
import './homes.css'

/** 值班台: who is on duty, what must be done next, what has been said. */
export function Desk() {
  const go = useNavigate()
  const may = usePermits()
  const { data: open } = useQuery(openEventsQuery)
  const { data: units } = useQuery(unitsQuery)
  const matters = useMemo(() => open?.items.map(({ id, title }) => ({ id, name: title })) ?? [], [open])
  const mentionable = useMemo(
    () =>
      units?.items
        .filter(unit => unit.enabled && unit.kind !== 'village')
        .map(({ id, shortName }) => ({ id, name: shortName })) ?? [],
    [units],
  )
  return (
    <div className="desk">
      <div className="desk-left">
        {may('switchboard.log') && (
          <Button {...primary} size="large" block onClick={() => void go('/intake')}>
            新来电 <kbd>F2</kbd>
          </Button>
        )}
        <DailyLine />
        <ReadinessCard />
        <DueHandover />
        <ShiftSteps />
        <OnDutyPanel />
      </div>
      <div className="desk-middle">
        <UnreadBulletins />
        <MyCalls />
        {may('duty-check.read') && <RunningCalls />}
        <ModeBanner />
        <MyCallInCard />
        <OpenEvents />
        <MyTasks />
        <WaitingTasks />
        <MyInstructions hideEmpty />
        {may('switchboard.read') && <WaitingCalls />}
        <OpenNotices limit={5} />
      </div>
      <div className="desk-right">
        <LogPanel matters={matters} units={mentionable} mayWrite={may('duty.log')} />
      </div>
    </div>
  )
}
