import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { WaitingPapers } from '../../modules/document/waiting-papers.tsx'
import { OnDutyPanel } from '../../modules/duty/on-duty-panel.tsx'
import { OpenEvents } from '../../modules/event-report/event/open-events.tsx'
import { WaitingReports } from '../../modules/event-report/report/waiting-reports.tsx'
import { MyInstructions } from '../../modules/instruction/my-instructions.tsx'
import { OpenNotices } from '../../modules/notice/open-notices.tsx'
import { Pressing } from '../../modules/obligation/pressing.tsx'
import { Nothing } from '../../ui/states.tsx'
import './homes.css'

/** 领导首页: what waits for my signature, what is overdue, what is going on, who is on duty. */
export function LeaderHome() {
  const go = useNavigate()
  return (
    <div className="home-columns">
      <div>
        <WaitingReports box="toConfirm" title="待我补签确认" what="没有先报后补、等待确认的报告" act="补签" hideEmpty />
        <WaitingReports box="toSign" title="待我签发" what="没有等待签发的报告" act="签发" />
        <WaitingPapers />
        <MyInstructions title="批示：待我阅示和办理" hideEmpty />
        <OpenEvents full empty={<Nothing what="没有处置中的突发事件" />} />
      </div>
      <div>
        <Pressing title="超时和将到期的时限事项" />
        <OpenNotices />
        <OnDutyPanel />
        <Button onClick={() => void go('/desk')}>进入值班台</Button>
      </div>
    </div>
  )
}
