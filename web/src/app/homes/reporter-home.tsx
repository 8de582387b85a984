import { OpenEvents } from '../../modules/event-report/event/open-events.tsx'
import { QuickReport } from '../../modules/event-report/intake/quick-report.tsx'
import { MyInstructions } from '../../modules/instruction/my-instructions.tsx'
import { OpenNotices } from '../../modules/notice/open-notices.tsx'
import { Pressing } from '../../modules/obligation/pressing.tsx'
import { Nothing } from '../../ui/states.tsx'
import { useSession } from '../session.tsx'
import './homes.css'

/** 村（社区）、队伍、企业首页, made for a phone: report in few fields, then what I owe and what was said to me. */
export function ReporterHome() {
  const session = useSession()
  return (
    <div className="home-columns">
      <div>
        <OpenNotices limit={3} hideEmpty />
        <MyInstructions hideEmpty />
        <QuickReport />
      </div>
      <div>
        <OpenEvents title="本单位报告的事件" empty={<Nothing what="本单位还没有报告过事件" />} />
        <Pressing title="本单位时限事项" unit={session.unitId} />
      </div>
    </div>
  )
}
