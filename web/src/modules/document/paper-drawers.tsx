import type { PaperDeliveryView, PaperView } from '@anlan/contract/paper.ts'
import { Form, Input } from 'antd'
import { useNavigate } from 'react-router'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { useDeliverByHand, useReplacePaper, useWithdrawPaper } from './requests.ts'

interface Props {
  paper: PaperView
  open: boolean
  onClose: () => void
}
const reason = (label: string) => (
  <Form.Item name="reason" label={label} rules={[{ required: true, message: `请填写${label}` }]}>
    <Input.TextArea autoSize={{ minRows: 3 }} maxLength={300} />
  </Form.Item>
)

export function WithdrawDrawer({ paper, open, onClose }: Props) {
  const withdraw = useWithdrawPaper(paper.id)
  return (
    <ActionDrawer<{ reason: string }>
      open={open}
      title="撤回公文"
      act="撤回"
      danger
      consequence={`${paper.deliveries.length} 个接收单位将收到撤回通知；原件保留并标明已撤回。`}
      onAct={values => withdraw.mutateAsync(values)}
      onClose={onClose}
    >
      {reason('撤回原因')}
    </ActionDrawer>
  )
}

export function ReplaceDrawer({ paper, open, onClose }: Props) {
  const replace = useReplacePaper(paper.id)
  const go = useNavigate()
  return (
    <ActionDrawer<{ reason: string }>
      open={open}
      title="更正重发"
      act="拟写替代件"
      consequence="以原文拟出替代件，重新审核、签发、编号；替代件分发时，原件自动撤回。"
      onAct={async (values, id) => {
        const anew = await replace.mutateAsync({ id, ...values })
        void go(`/papers/${anew.id}`)
      }}
      onClose={onClose}
    >
      {reason('更正说明')}
    </ActionDrawer>
  )
}

export function DeliveredDrawer(props: { paper: PaperView; delivery: PaperDeliveryView | null; onClose: () => void }) {
  const { paper, delivery, onClose } = props
  const deliver = useDeliverByHand(paper.id)
  return (
    <ActionDrawer<{ how: string; deliveredAt?: string }>
      open={delivery !== null}
      title={`登记送达：${delivery?.name ?? ''}`}
      act="登记"
      onAct={values => deliver.mutateAsync({ deliveryId: delivery?.id ?? '', ...values })}
      onClose={onClose}
    >
      <Form.Item name="how" label="送达方式" rules={[{ required: true, message: '请填写送达方式' }]}>
        <Input maxLength={60} placeholder="专人送达、传真……" />
      </Form.Item>
      <Form.Item name="deliveredAt" label="送达时间">
        <InstantField />
      </Form.Item>
    </ActionDrawer>
  )
}
