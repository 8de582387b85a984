import { Button, Form, Input } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { useRecordActs } from '../requests.ts'

interface DisclosureDrawerProps {
  open: boolean
  ledger: string
  id: string
  onDisclosed: (values: Record<string, unknown>) => void
  onClose: () => void
}

const usualReasons = ['应急处置联系', '核对台账信息', '修改台账信息']

/** Sensitive values are shown for a reason; that they were read is recorded under the reader's name. */
export function DisclosureDrawer({ open, ledger, id, onDisclosed, onClose }: DisclosureDrawerProps) {
  const { disclose } = useRecordActs(ledger, id)
  return (
    <ActionDrawer<{ reason: string }>
      open={open}
      title="查看敏感信息"
      act="查看"
      consequence="您的姓名、查看时间和理由会记入该记录的变更记录。"
      onAct={async ({ reason }) => onDisclosed((await disclose.mutateAsync(reason)).values)}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item
            name="reason"
            label="查看理由"
            rules={[{ required: true, whitespace: true, message: '请填写查看理由' }]}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} autoFocus />
          </Form.Item>
          <p className="usual-reasons">
            {usualReasons.map(reason => (
              <Button key={reason} size="small" onClick={() => form.setFieldValue('reason', reason)}>
                {reason}
              </Button>
            ))}
          </p>
        </>
      )}
    </ActionDrawer>
  )
}
