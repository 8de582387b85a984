import { type LedgerLine, movementKinds, requantifiedKinds } from '@anlan/contract/stock.ts'
import { App, AutoComplete, Form, InputNumber } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { useCorrect } from './requests.ts'

const reasons = ['数量录错', '重复录入', '物资选错', '仓库选错']

/** 更正 in two taps: the right quantity, done; without one the line is only taken back. */
export function CorrectDrawer({ of, onClose }: { of: LedgerLine; onClose: () => void }) {
  const { message } = App.useApp()
  const correct = useCorrect()
  const mayRequantify = requantifiedKinds.includes(of.kind)
  return (
    <ActionDrawer<{ reason: string; quantity?: number | null }>
      open
      title={`更正：${movementKinds[of.kind]} ${of.itemName}`}
      act="更正"
      initial={{ reason: '数量录错' }}
      consequence="原记录保留，另记一笔相反的更正记录。"
      onAct={async ({ reason, quantity }, id) => {
        await correct.mutateAsync({ movementId: of.movementId, id, reason, quantity: quantity ?? null })
        void message.success(quantity ? '已更正，并按正确数量重新登记' : '已更正')
      }}
      onClose={onClose}
    >
      {mayRequantify && (
        <Form.Item name="quantity" label="正确数量" extra="填写后随即按此数量重新登记；整笔录错时不填">
          <InputNumber min={0} inputMode="decimal" suffix={of.unit} autoFocus style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item name="reason" label="更正原因" required>
        <AutoComplete options={reasons.map(value => ({ value }))} />
      </Form.Item>
    </ActionDrawer>
  )
}
