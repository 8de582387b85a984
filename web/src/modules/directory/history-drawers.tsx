import type { PostView, UnitView } from '@anlan/contract/directory.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer, Form, Input } from 'antd'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import type { Output } from '../../ui/shape.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import { tenuresQuery, useMergeUnit } from './requests.ts'

/** Everybody who held a post, from when to when. */
export function TenuresDrawer({ post, onClose }: { post: Output<typeof PostView>; onClose: () => void }) {
  const tenures = useQuery(tenuresQuery(post.id))
  return (
    <Drawer open title={`${post.name}：历任`} size={520} onClose={onClose}>
      <Loaded of={tenures} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="该岗位还没有人任职" />
          ) : (
            <Rows
              items={items}
              keyOf={one => `${one.personId}${one.since ?? ''}${one.until ?? ''}`}
              columns={[
                { title: '姓名', width: 120, show: one => one.personName },
                { title: '次序', width: 90, show: one => (one.order === 0 ? '任职人' : `代理 ${one.order}`) },
                { title: '起', show: one => (one.since ? showInstant(one.since) : '建档前') },
                { title: '止', show: one => (one.until ? showInstant(one.until) : '现任') },
              ]}
            />
          )
        }
      </Loaded>
    </Drawer>
  )
}

interface MergeDrawerProps {
  open: boolean
  unit: UnitView
  onClose: () => void
}

/** Puts this unit into another. */
export function MergeDrawer({ open, unit, onClose }: MergeDrawerProps) {
  const merge = useMergeUnit(unit.id)
  return (
    <ActionDrawer<{ intoUnitId: string; reason: string }>
      open={open}
      title={`合并：${unit.name}`}
      act="并入"
      danger
      consequence="人员、岗位、下级单位、台账记录和承担的职能一并转入，本单位名称作为曾用名保留；账号由系统管理员另行调整。"
      onAct={values => merge.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="intoUnitId" label="并入单位" rules={[{ required: true, message: '请选择并入单位' }]}>
        <UnitSelect without={[unit.id]} />
      </Form.Item>
      <Form.Item name="reason" label="合并依据" rules={[{ required: true, message: '请填写合并依据' }]}>
        <Input maxLength={200} placeholder="例如：县机构改革方案" />
      </Form.Item>
    </ActionDrawer>
  )
}
