import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { WaitingPapers } from '../../modules/document/waiting-papers.tsx'
import { OnDutyPanel } from '../../modules/duty/on-duty-panel.tsx'
import { OpenEvents } from '../../modules/event-report/event/open-events.tsx'
import { WaitingReports } from '../../modules/event-report/report/waiting-reports.tsx'
import { MyInstructions } from '../../modules/instruction/my-instructions.tsx'
import { OpenNotices } from '../../modules/notice/open-notices.tsx'
import { Pressing } from '../../modules/obligation/pressing.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { Nothing } from '../../ui/states.tsx'
import { usePermits, useSession } from '../session.tsx'
import './homes.css'

/** 乡镇（部门）首页: what we owe and until when, report an event, our events; nothing else. */
export function TownshipHome() {
  const session = useSession()
  const may = usePermits()
  const go = useNavigate()
  return (
    <>
      <div className="big-acts">
        <Button {...primary} size="large" onClick={() => void go('/intake')}>
          报告突发事件 <kbd>F2</kbd>
        </Button>
        <Button size="large" onClick={() => void go('/daily-reports')}>
          每日报告
        </Button>
      </div>
      <div className="home-columns">
        <div>
          <Pressing title="本单位时限事项" unit={session.unitId} />
          <WaitingPapers />
          <MyInstructions hideEmpty />
          <OpenEvents
            title="本辖区突发事件"
            empty={<Nothing what="本辖区没有处置中的突发事件。发现险情请立即点“报告突发事件”" />}
          />
        </div>
        <div>
          <OpenNotices />
          {may('event-report.sign') && (
            <WaitingReports box="toSign" title="待我签发" what="没有等待签发的报告" act="签发" />
          )}
          <OnDutyPanel />
        </div>
      </div>
    </>
  )
}
