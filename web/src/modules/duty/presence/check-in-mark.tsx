import type { PresenceView } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { showTime } from '../../../ui/time.ts'
import { presenceQuery, useVouch } from './requests.ts'

/** Who has checked in for the shift in force; undefined while not yet read. */
export function usePresence() {
  const { data } = useQuery(presenceQuery)
  return data && new Map(data.items.map(one => [one.shiftId, one]))
}

/** Beside a name: when he came, or that he has not, with the tick of whoever telephoned. */
export function CheckInMark({ of }: { of: PresenceView | undefined }) {
  const now = useMinute()
  const [isVouching, setVouching] = useState(false)
  if (!of || Date.parse(of.startsAt) > now.getTime() + 60_000) return null
  const { checkIn } = of
  if (checkIn)
    return (
      <small className="met-mark">
        {showTime(checkIn.at, now)} 签到
        {checkIn.minutesLate > 0 && `（迟到 ${checkIn.minutesLate} 分钟）`}
        {checkIn.vouchedBy && `（${checkIn.vouchedBy}电话代签）`}
      </small>
    )
  return (
    <small>
      <span className="quiet">未签到</span>
      {of.may.vouch && (
        <>
          {' '}
          <Button size="small" onClick={() => setVouching(true)}>
            电话代签
          </Button>
          <VouchDrawer shift={of} open={isVouching} onClose={() => setVouching(false)} />
        </>
      )}
    </small>
  )
}

function VouchDrawer({ shift, open, onClose }: { shift: PresenceView; open: boolean; onClose: () => void }) {
  const vouch = useVouch(shift.shiftId)
  return (
    <ActionDrawer<{ phone: string; spokeWith: string; note?: string }>
      open={open}
      title={`电话代签：${shift.unitName} ${shift.personName}`}
      act="代签"
      initial={{ phone: shift.mobile ?? '', spokeWith: shift.personName }}
      consequence="先打电话确认本人在岗，再代签。记录会注明是您电话代签、打的哪个号码、谁接的。"
      onAct={(values, id) => vouch.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="phone" label="拨打的电话" required>
        <Input inputMode="tel" />
      </Form.Item>
      <Form.Item name="spokeWith" label="接听人" required>
        <Input />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input />
      </Form.Item>
    </ActionDrawer>
  )
}
