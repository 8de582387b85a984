import type { Role } from '@anlan/contract/permissions.ts'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { ShiftSteps } from '../../modules/desk/procedure/shift-steps.tsx'
import { UnreadBulletins } from '../../modules/desk/unread-bulletins.tsx'
import { WaitingPapers } from '../../modules/document/waiting-papers.tsx'
import { DueHandover } from '../../modules/duty/handover/due-handover.tsx'
import { OnDutyPanel } from '../../modules/duty/on-duty-panel.tsx'
import { WaitingSwaps } from '../../modules/duty/shifts/waiting-swaps.tsx'
import { MyCalls } from '../../modules/duty-check/my-calls.tsx'
import { ModeBanner } from '../../modules/duty-mode/mode-banner.tsx'
import { MyCallInCard } from '../../modules/duty-mode/my-call-in.tsx'
import { OpenEvents } from '../../modules/event-report/event/open-events.tsx'
import { QuickReport } from '../../modules/event-report/intake/quick-report.tsx'
import { WaitingReports } from '../../modules/event-report/report/waiting-reports.tsx'
import { MyInstructions } from '../../modules/instruction/my-instructions.tsx'
import { OpenNotices } from '../../modules/notice/open-notices.tsx'
import { Pressing } from '../../modules/obligation/pressing.tsx'
import { MyTasks, WaitingTasks } from '../../modules/response/tasks/my-tasks.tsx'
import { MyTeamCards } from '../../modules/team/my-team.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { Nothing } from '../../ui/states.tsx'
import { usePermits, useSession } from '../session.tsx'
import { MyVillages, WhomToCall } from './home-cards.tsx'
import { ReadinessCard } from './readiness-card.tsx'
import './homes.css'

/** A home: big acts on top, then cards, what must be done before what is good to know. A capability adds its card here. */
interface RoleHome {
  roles: Role[]
  acts?: () => ReactNode
  main: (() => ReactNode)[]
  side: (() => ReactNode)[]
}

const OwnPressing = ({ title, hideEmpty }: { title: string; hideEmpty?: boolean }) => {
  const session = useSession()
  return <Pressing title={title} unit={session.unitId} hideEmpty={hideEmpty} />
}

const toConfirm = () => (
  <WaitingReports box="toConfirm" title="待我补签确认" what="没有先报后补、等待确认的报告" act="补签" hideEmpty />
)
const toSign = () => <WaitingReports box="toSign" title="待我签发" what="没有等待签发的报告" act="签发" />
const toSignIfAny = () => (
  <WaitingReports box="toSign" title="待我签发" what="没有等待签发的报告" act="签发" hideEmpty />
)
const notices = () => <OpenNotices />
const onDuty = () => <OnDutyPanel />
const papers = () => <WaitingPapers />
const instructions = () => <MyInstructions hideEmpty />
const modes = () => <ModeBanner />
const bulletins = () => <UnreadBulletins />
const callIns = () => <MyCallInCard />
const tasks = () => (
  <>
    <MyCalls />
    <MyTeamCards />
    <DueHandover />
    <ShiftSteps />
    <MyTasks />
  </>
)
function WaitingSwapsIfAny() {
  return usePermits()('duty.ask') ? <WaitingSwaps /> : null
}
const waitingSwaps = () => <WaitingSwapsIfAny />
const waitingTasks = () => <WaitingTasks />

function ReportActs() {
  const go = useNavigate()
  return (
    <>
      <Button {...primary} size="large" onClick={() => void go('/intake')}>
        报告突发事件 <kbd>F2</kbd>
      </Button>
      <Button size="large" onClick={() => void go('/daily-reports')}>
        每日报告
      </Button>
    </>
  )
}

function DeskAct() {
  const go = useNavigate()
  return (
    <Button size="large" onClick={() => void go('/desk')}>
      进入值班台
    </Button>
  )
}

function SignIfPermitted() {
  return usePermits()('event-report.sign') ? toSignIfAny() : null
}

/** 领导, 应急局, 部门, 乡镇, 村队企: in the order in which an account with several roles is served. */
export const roleHomes: RoleHome[] = [
  {
    roles: ['duty_leader'],
    main: [
      modes,
      callIns,
      waitingSwaps,
      () => <OpenNotices limit={3} hideEmpty />,
      // What is late under one's own name stands above everything else.
      () => <OwnPressing title="我名下的时限事项" hideEmpty />,
      tasks,
      waitingTasks,
      toConfirm,
      toSign,
      papers,
      () => <MyInstructions title="批示：待我阅示和办理" hideEmpty />,
      () => <OpenEvents full empty={<Nothing what="没有处置中的突发事件" />} />,
    ],
    side: [() => <Pressing title="超时和将到期的时限事项" />, onDuty, () => <DeskAct />],
  },
  {
    roles: ['bureau_officer'],
    acts: () => (
      <>
        <ReportActs />
        <DeskAct />
      </>
    ),
    main: [
      modes,
      callIns,
      tasks,
      waitingTasks,
      papers,
      instructions,
      SignIfPermitted,
      () => <OpenEvents full empty={<Nothing what="没有处置中的突发事件。接到来电时按 F2 开始登记" />} />,
    ],
    side: [() => <OwnPressing title="本局时限事项" />, notices, onDuty, () => <ReadinessCard />],
  },
  {
    roles: ['department_officer'],
    acts: () => <ReportActs />,
    main: [
      bulletins,
      modes,
      callIns,
      tasks,
      waitingTasks,
      () => <OwnPressing title="本部门时限事项" />,
      papers,
      instructions,
      () => (
        <OpenEvents
          title="与本部门有关的突发事件"
          empty={<Nothing what="没有通报给本部门的突发事件。获知险情请立即点“报告突发事件”" />}
        />
      ),
    ],
    side: [notices, SignIfPermitted, onDuty],
  },
  {
    roles: ['township_officer', 'township_leader'],
    acts: () => <ReportActs />,
    main: [
      bulletins,
      modes,
      callIns,
      tasks,
      waitingTasks,
      () => <OwnPressing title="本单位时限事项" />,
      papers,
      instructions,
      () => (
        <OpenEvents
          title="本辖区突发事件"
          empty={<Nothing what="本辖区没有处置中的突发事件。发现险情请立即点“报告突发事件”" />}
        />
      ),
    ],
    side: [SignIfPermitted, notices, onDuty, () => <MyVillages />],
  },
  {
    roles: ['village_officer', 'team_leader', 'enterprise_contact'],
    main: [
      modes,
      callIns,
      tasks,
      () => <OpenNotices limit={3} hideEmpty />,
      instructions,
      () => <WhomToCall />,
      () => <QuickReport />,
    ],
    side: [
      () => <OpenEvents title="本单位报告的事件" empty={<Nothing what="本单位还没有报告过事件" />} />,
      () => <OwnPressing title="本单位时限事项" />,
    ],
  },
]

export function RoleHome({ home }: { home: RoleHome }) {
  const cards = (list: RoleHome['main']) =>
    list.map((Card, i) => {
      // The list never changes while the page stands.
      // biome-ignore lint/suspicious/noArrayIndexKey: cards of a role have no other name
      return <Card key={i} />
    })
  return (
    <>
      {home.acts && <div className="big-acts">{home.acts()}</div>}
      <div className="home-columns">
        <div>{cards(home.main)}</div>
        <div>{cards(home.side)}</div>
      </div>
    </>
  )
}
