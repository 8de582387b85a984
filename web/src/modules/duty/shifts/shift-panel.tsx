import { dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { coverKinds } from '@anlan/contract/shift.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { usePermits, useSession } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showInstant } from '../../../ui/time.ts'
import { EditShiftDrawer, RemoveShiftDrawer } from './edit-shift-drawer.tsx'
import { coversQuery } from './requests.ts'
import { CoverDrawer, LeaveDrawer, SwapDrawer } from './shift-forms.tsx'
import { spanWords } from './words.ts'
import './shifts.css'

type Act = 'swap' | 'cover' | 'leave' | 'edit' | 'remove'

/** One shift: who has it, what became of it, and what may be done. */
export function ShiftPanel({ shift, onClose }: { shift: ShiftView; onClose: () => void }) {
  const session = useSession()
  const may = usePermits()
  const now = useMinute().toISOString()
  const { data: covers } = useQuery(coversQuery(shift.id))
  const [act, setAct] = useState<Act | null>(null)
  const isOwn = shift.personId === session.personId
  const isOver = shift.endsAt <= now
  const isAhead = shift.startsAt > now
  const keeps = may('duty.edit-roster')
  const form = { shift, onClose }
  if (act === 'swap') return <SwapDrawer {...form} />
  if (act === 'cover') return <CoverDrawer {...form} />
  if (act === 'leave') return <LeaveDrawer {...form} isOwn={isOwn} />
  if (act === 'edit') return <EditShiftDrawer unitId={shift.unitId} editing={{ shift }} onClose={onClose} />
  if (act === 'remove') return <RemoveShiftDrawer {...form} />
  return (
    <Drawer open title={`${shift.personName} 的班次`} size={460} onClose={onClose}>
      <dl className="shift-facts">
        <dt>单位</dt>
        <dd>{shift.unitName}</dd>
        <dt>岗位</dt>
        <dd>{dutyPosts[shift.post]}</dd>
        <dt>时间</dt>
        <dd>{spanWords(shift)}</dd>
        <dt>电话</dt>
        <dd>{shift.mobile ? <a href={`tel:${shift.mobile}`}>{shift.mobile}</a> : '未登记'}</dd>
      </dl>
      {isOver && <p className="quiet">班次已经结束，按实际在岗保留</p>}
      <div className="shift-acts">
        {isAhead && (isOwn || keeps) && <Button onClick={() => setAct('swap')}>换班</Button>}
        {!isOver && may('duty.ask') && <Button onClick={() => setAct('cover')}>替班</Button>}
        {!isOver && (isOwn || keeps) && <Button onClick={() => setAct('leave')}>请假</Button>}
        {!isOver && keeps && <Button onClick={() => setAct('edit')}>调整班次</Button>}
        {isAhead && keeps && (
          <Button danger onClick={() => setAct('remove')}>
            取消班次
          </Button>
        )}
      </div>
      {covers?.items.map(one => (
        <p key={one.id}>
          {coverKinds[one.kind]}：{spanWords({ startsAt: one.from, endsAt: one.to })} 由 {one.coverPersonName} 替{' '}
          {one.personName}（{one.reason}）
          <span className="quiet">
            {' '}
            {one.byName} {showInstant(one.at)} 办理
          </span>
        </p>
      ))}
    </Drawer>
  )
}
