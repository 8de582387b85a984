import type { LedgerView } from '@anlan/contract/register.ts'
import { Form, Input } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { useRecordActs } from '../requests.ts'

interface RemovalDrawerProps {
  open: boolean
  ledger: LedgerView
  id: string
  title: string
  onClose: () => void
}

export function RemovalDrawer({ open, ledger, id, title, onClose }: RemovalDrawerProps) {
  const { remove } = useRecordActs(ledger.name, id)
  return (
    <ActionDrawer<{ reason: string }>
      open={open}
      danger
      title={`注销：${title}`}
      act="注销"
      consequence={`注销后“${title}”不再出现在${ledger.label}的在册列表和统计中；记录和历次变更保留，可随时恢复。`}
      onAct={({ reason }) => remove.mutateAsync(reason)}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label="注销原因"
        rules={[{ required: true, whitespace: true, message: '请填写注销原因' }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={200}
          autoFocus
          placeholder="例如：已撤销、已搬迁、重复登记"
        />
      </Form.Item>
    </ActionDrawer>
  )
}
