import { dutyPosts } from '@anlan/contract/duty.ts'
import type { GapView } from '@anlan/contract/shift.ts'
import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { shiftsQuery } from '../requests.ts'
import { useFillGap } from './requests.ts'
import { CoverDrawer } from './shift-forms.tsx'
import { StandInField } from './stand-in-field.tsx'
import { spanWords } from './words.ts'

/** Fills a gap: a cover of the shift whose holder is away, or a new shift where nobody is rostered. */
export function FillGapDrawer({ gap, onClose }: { gap: GapView; onClose: () => void }) {
  const fill = useFillGap(gap.id)
  const [away] = gap.away
  const { data } = useQuery(shiftsQuery({ unit: gap.unitId, from: gap.from, to: gap.to }))
  const shift = data?.items.find(one => one.id === away?.shiftId)
  if (away && !data) return null
  if (shift) return <CoverDrawer shift={shift} reason={gap.why} onClose={onClose} />
  interface Values {
    personId: string
    from: string
    to: string
  }
  return (
    <ActionDrawer<Values>
      open
      title={`补岗：${dutyPosts[gap.post]} ${spanWords({ startsAt: gap.from, endsAt: gap.to })}`}
      act="补岗"
      initial={{ from: gap.from, to: gap.to }}
      consequence={`${gap.roomName}，${gap.why}`}
      onAct={(values, id) => fill.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="personId" label="补岗人员" rules={[{ required: true, message: '请选择补岗人员' }]}>
        <StandInField of={`gaps/${gap.id}`} />
      </Form.Item>
      <Form.Item name="from" label="开始时间" rules={[{ required: true, message: '请填写开始时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="to" label="结束时间" rules={[{ required: true, message: '请填写结束时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
    </ActionDrawer>
  )
}
