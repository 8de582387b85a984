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
const names = (people: string[]) => people.join('、') || '未排班'

/** The handover at the own desk, from half an hour before the change of shift until it is signed; and units that have not signed theirs. */
export function DueHandover() {
  const now = useMinute()
  const go = useNavigate()
  const may = usePermits()
  const open = useOpenHandover()
  const due = useQuery(handoverDueQuery).data?.due
  const unsigned = useQuery(unsignedHandoversQuery).data?.items ?? []
  const others = unsigned.filter(one => one.unitId !== due?.unitId)
  if (!due && others.length === 0) return null
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
            {due.overdue && <strong>未按时签字，仍由交班人员负责</strong>}
          </div>
          {may('duty.hand-over') && (
            <Button type="primary" loading={open.isPending} onClick={() => void enter().catch(() => {})}>
              {due.side ? acts[due.side] : '查看'}
            </Button>
          )}
          {open.error && <div role="alert">{saidOf(open.error)}</div>}
        </div>
      )}
      {others.map(one => (
        <Link key={one.id} className="due-handover is-overdue" to={`/duty/handovers/${one.id}`}>
          <span>
            <b>{one.unitName}</b> {showTime(one.at, now)} 交接班未签字
            <div className="quiet">仍由 {names(one.outgoing)} 负责</div>
          </span>
        </Link>
      ))}
    </section>
  )
}
