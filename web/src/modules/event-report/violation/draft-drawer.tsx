import { Form, Input } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { Period } from './period.ts'
import { useDraftBulletin } from './requests.ts'

interface DraftDrawerProps {
  period: Period
  onClose: () => void
  onDrafted: (paperId: string) => void
}

export function DraftDrawer({ period, onClose, onDrafted }: DraftDrawerProps) {
  const draft = useDraftBulletin()
  return (
    <ActionDrawer<{ requirements?: string }>
      open
      title="起草报送情况通报"
      act="起草通报"
      consequence="按所选时段的统计生成通报稿：考核结果表、存在问题、工作要求。只点名已认定的问题；生成后可修改，按程序审核、签发、分发。同一时段只起草一份。"
      onAct={async (values, id) => {
        const { paperId } = await draft.mutateAsync({
          id,
          from: period.from,
          to: period.to,
          requirements: values.requirements ?? '',
        })
        onDrafted(paperId)
      }}
      onClose={onClose}
    >
      <p>
        统计时段：{period.from} 至 {period.to}
      </p>
      <Form.Item name="requirements" label="工作要求" extra="留空时写入通用要求；各单位整改时限自动列入">
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} />
      </Form.Item>
    </ActionDrawer>
  )
}
