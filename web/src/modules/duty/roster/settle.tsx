import { type RosterView, rosterStatuses } from '@anlan/contract/roster.ts'
import { Button, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../../app/session.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { usePublish, useWithdraw } from './requests.ts'

/** Publishes a draft, or takes a published roster back. */
export function Settle({ roster }: { roster: RosterView }) {
  const may = usePermits()
  const publish = usePublish(roster.id)
  const withdraw = useWithdraw(roster.id)
  const [asking, setAsking] = useState(false)
  const gaps = roster.unmet.filter(one => one.hard).length
  if (!may('duty.publish-roster')) return <Tag>{rosterStatuses[roster.status]}</Tag>
  if (roster.status === 'draft')
    return (
      <>
        <Button type="primary" disabled={gaps > 0} onClick={() => setAsking(true)}>
          {gaps > 0 ? `还有 ${gaps} 处须改正` : '发布'}
        </Button>
        <Modal
          open={asking}
          title="发布值班表"
          okText="发布"
          cancelText="再看看"
          confirmLoading={publish.isPending}
          onCancel={() => setAsking(false)}
          onOk={() => publish.mutate(roster.version, { onSettled: () => setAsking(false) })}
        >
          发布后 {roster.from} 至 {roster.to} 的值班安排以此为准，原有安排被替换
        </Modal>
        {publish.error && (
          <span role="alert" className="roster-refused">
            {saidOf(publish.error)}
          </span>
        )}
      </>
    )
  if (roster.status === 'withdrawn') return <Tag>已撤回</Tag>
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        撤回
      </Button>
      <ActionDrawer<{ reason: string }>
        open={asking}
        title="撤回值班表"
        act="撤回"
        danger
        consequence="尚未开始的班次不再有效，须另行排班"
        onAct={({ reason }) => withdraw.mutateAsync(reason)}
        onClose={() => setAsking(false)}
      >
        <Form.Item name="reason" label="撤回原因" rules={[{ required: true, message: '请填写撤回原因' }]}>
          <Input maxLength={200} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
