import { dutyPosts } from '@anlan/contract/duty.ts'
import type { AssignmentView, RosterView } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Select, Switch } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { showMinute } from '../../../ui/time.ts'
import { roomQuery, useChangeCells } from './requests.ts'

/** Another person for one place; those of the pool who may hold the post, whoever carries least first. */
export function CellDrawer({
  roster,
  cell,
  onClose,
}: {
  roster: RosterView
  cell: AssignmentView
  onClose: () => void
}) {
  const change = useChangeCells(roster.id)
  const { data: room } = useQuery(roomQuery(roster.roomId))
  const slot = roster.slots.find(one => one.key === cell.slotKey)
  const loadOf = (id: string) => roster.fairness.find(row => row.personId === id)
  const able = (room?.pool ?? [])
    .filter(one => one.posts.includes(cell.post) && !one.isGuard && one.trained)
    .sort((a, b) => (loadOf(a.personId)?.quarter.points ?? 0) - (loadOf(b.personId)?.quarter.points ?? 0))
  return (
    <ActionDrawer<{ personId?: string; onSite?: boolean }>
      open
      title={`${slot?.day ?? ''} ${slot?.name ?? ''} ${dutyPosts[cell.post]}`}
      act="保存"
      initial={{ ...(cell.personId && { personId: cell.personId }), onSite: cell.onSite }}
      consequence={slot && `${showMinute(slot.startsAt)} 起，至 ${showMinute(slot.endsAt)}；保存后立即检查规则`}
      onAct={values =>
        change.mutateAsync({
          version: roster.version,
          changes: [
            {
              slotKey: cell.slotKey,
              post: cell.post,
              place: cell.place,
              personId: values.personId ?? null,
              onSite: values.onSite ?? cell.onSite,
            },
          ],
        })
      }
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
      {cell.post === 'shiftLeader' && (
        <Form.Item name="onSite" label="在岗带班" extra="关闭即为听班" valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}
