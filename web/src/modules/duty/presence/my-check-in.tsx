import { dutyPosts } from '@anlan/contract/duty.ts'
import type { PresenceView } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useMinute } from '../../../ui/clock/clock.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { showSpan, showTime } from '../../../ui/time.ts'
import { presenceQuery, useCheckIn } from './requests.ts'

/** 到岗签到: one press at the beginning of one's own shift; gone when nothing is to be checked in for. */
export function MyCheckIn() {
  const { data } = useQuery(presenceQuery)
  const mine = data?.items.filter(one => one.may.checkIn) ?? []
  return mine.map(shift => <CheckInBar key={shift.shiftId} shift={shift} />)
}

function CheckInBar({ shift }: { shift: PresenceView }) {
  const now = useMinute()
  const { message } = App.useApp()
  const checkIn = useCheckIn()
  const late = now.getTime() - Date.parse(shift.startsAt)
  const press = () =>
    checkIn.mutate(shift.shiftId, {
      onSuccess: done => void message.success(done.minutesLate ? `已签到，迟到 ${done.minutesLate} 分钟` : '已签到'),
      onError: error => void message.error(saidOf(error)),
    })
  return (
    <section className="panel check-in-bar">
      <span>
        您是{shift.unitName}
        <b>{dutyPosts[shift.post]}</b>，{showTime(shift.startsAt, now)} 接班
        {late > 60_000 && <span className="overdue-tag">已过 {showSpan(late)}</span>}
      </span>
      <Button {...primary} size="large" loading={checkIn.isPending} onClick={press}>
        到岗签到
      </Button>
    </section>
  )
}
