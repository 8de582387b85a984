import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { saidOf } from '../../../ui/http.ts'
import { showTime } from '../../../ui/time.ts'
import { handoverDueQuery, unsignedHandoversQuery, useOpenHandover } from './requests.ts'
import './handover.css'

const acts = { outgoing: '交班', incoming: '接班', leader: '带班领导签字' } as const
/** More units than this are a line that leads to the list. */
const shownUnits = 3
const names = (people: string[]) => people.join('、') || '未排班'

/** The handover at the own desk, from half an hour before the change of shift until it is signed; and units that have not signed theirs. */
export function DueHandover() {
  const may = usePermits()
  // Rescue teams and firms hand over nothing.
  return may('duty.hand-over') || may('duty.read') ? <OfUnits /> : null
}

function OfUnits() {
  const now = useMinute()
  const go = useNavigate()
  const may = usePermits()
  const open = useOpenHandover()
  const due = useQuery(handoverDueQuery).data?.due
  const flagged = useQuery(unsignedHandoversQuery).data
  const others = flagged?.items.filter(one => one.unitId !== due?.unitId) ?? []
  const withoutLog = flagged?.withoutLog ?? 0
  if (!due && others.length === 0 && withoutLog === 0) return null
  const enter = async () => {
    const id = due?.handoverId ?? (await open.mutateAsync()).id
    void go(`/duty/handovers/${id}`)
  }
  return (
    <section className="panel">
      <h2>
        交接班 <span className="spread" />
        <Link to="/duty/handovers">历次</Link>
      </h2>
      {due && (
        <div className={due.overdue ? 'due-handover is-overdue' : 'due-handover'}>
          <div>
            <b>{showTime(due.at, now)}</b> {due.unitName}
            <div className="quiet">
              {names(due.outgoing)} 交 {names(due.incoming)} 接，{showTime(due.signBy, now)} 前双方签字
            </div>
            {due.overdue && <strong>未按时签字，原班人员继续负责</strong>}
          </div>
          {may('duty.hand-over') && (
            <Button type="primary" loading={open.isPending} onClick={() => void enter().catch(() => {})}>
              {due.side ? acts[due.side] : '查看'}
            </Button>
          )}
          {open.error && <div role="alert">{saidOf(open.error)}</div>}
        </div>
      )}
      {others.slice(0, shownUnits).map(one => (
        <Link key={one.id} className="due-handover is-overdue" to={`/duty/handovers/${one.id}`}>
          <span>
            <b>{one.unitName}</b> {showTime(one.at, now)} 交接班未签字
            <div className="quiet">原班人员继续负责：{names(one.outgoing)}</div>
          </span>
        </Link>
      ))}
      {others.length > shownUnits && (
        <Link className="due-handover" to="/duty/handovers?state=overdue">
          另有 {others.length - shownUnits} 个单位未签字
        </Link>
      )}
      {withoutLog > 0 && (
        <Link className="due-handover" to="/duty/handovers?state=withoutLog">
          近一日 {withoutLog} 个班次没有值班日志
        </Link>
      )}
    </section>
  )
}
