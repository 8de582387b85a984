import { dutyPosts } from '@anlan/contract/duty.ts'
import type { AssignmentView, RosterView } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Select, Switch } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { showMinute, weekdayOf } from '../../../ui/time.ts'
import { type Editing, moved, replaced } from './editing.ts'
import { roomQuery } from './requests.ts'

interface CellDrawerProps {
  roster: RosterView
  cell: AssignmentView
  editing: Editing
  onClose: () => void
}
interface CellValues {
  personId?: string
  onSite?: boolean
  swapWith?: string
}
const keyOf = (cell: AssignmentView) => `${cell.slotKey}|${cell.post}|${cell.place}`

/** Another person for one place, or a change of places with somebody: whoever may hold the post, whoever carries least first. */
export function CellDrawer({ roster, cell, editing, onClose }: CellDrawerProps) {
  const { data: room } = useQuery(roomQuery(roster.roomId))
  const slotOf = (key: string) => roster.slots.find(one => one.key === key)
  const slot = slotOf(cell.slotKey)
  const loadOf = (id: string) => roster.fairness.find(row => row.personId === id)
  const able = (room?.pool ?? [])
    .filter(one => one.posts.includes(cell.post) && !one.isGuard && one.trained)
    .sort((a, b) => (loadOf(a.personId)?.quarter.points ?? 0) - (loadOf(b.personId)?.quarter.points ?? 0))
  const others = roster.assignments.filter(
    one => one.post === cell.post && one.personId !== null && one.personId !== cell.personId,
  )
  const save = ({ personId, onSite, swapWith }: CellValues) => {
    const other = others.find(one => keyOf(one) === swapWith)
    const swap = other && room ? moved(roster, room.pool, cell, other) : null
    if (swap && 'changes' in swap) return editing.run(swap)
    const name = able.find(one => one.personId === personId)?.personName ?? ''
    return editing.run(replaced(roster, cell, personId ?? null, name, onSite ?? cell.onSite))
  }
  return (
    <ActionDrawer<CellValues>
      open
      title={`${slot?.day ?? ''} ${slot?.name ?? ''} ${dutyPosts[cell.post]}`}
      act="保存"
      initial={{ ...(cell.personId && { personId: cell.personId }), onSite: cell.onSite }}
      consequence={slot && `${showMinute(slot.startsAt)} 起，至 ${showMinute(slot.endsAt)}；保存后立即检查规则`}
      onAct={save}
      onClose={onClose}
    >
      <Form.Item name="personId" label="值班人员" extra="按本季度分值由低到高排列；留空即为缺人">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={able.map(one => {
            const load = loadOf(one.personId)
            return {
              value: one.personId,
              label: `${one.personName}　${load ? `本季度 ${load.quarter.points} 分，夜班 ${load.quarter.nights}` : ''}`,
            }
          })}
        />
      </Form.Item>
      {cell.personId && (
        <Form.Item name="swapWith" label="或者，与这一班对调" extra="选了对调，上面的人员不再起作用">
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={others.map(one => {
              const at = slotOf(one.slotKey)
              return {
                value: keyOf(one),
                label: `${at?.day.slice(5) ?? ''} 周${weekdayOf(at?.day ?? '')} ${at?.name ?? ''}　${one.personName ?? ''}`,
              }
            })}
          />
        </Form.Item>
      )}
      {cell.post === 'shiftLeader' && (
        <Form.Item name="onSite" label="在岗带班" extra="关闭即为听班" valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}
