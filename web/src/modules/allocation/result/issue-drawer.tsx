import type { AllocationView, IssueAllocation } from '@anlan/contract/allocation.ts'
import { callUpPriorities } from '@anlan/contract/call-up.ts'
import { App, Form, Input, Radio } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { Input as InputOf } from '../../../ui/shape.ts'
import { useIssue } from '../requests.ts'
import { shareKey } from './sums.ts'

interface IssueDrawerProps {
  view: AllocationView
  open: boolean
  onClose: () => void
}

/** Slips a plan makes, and how many units they go to. */
export function slipsOf({ lines }: AllocationView) {
  return { slips: new Set(lines.map(shareKey)).size, units: new Set(lines.map(line => line.unitName)).size }
}

/** 一次下达: all of a plan or nothing. */
export function IssueDrawer({ view, open, onClose }: IssueDrawerProps) {
  const issue = useIssue(view.id)
  const { message } = App.useApp()
  const people = view.kind === 'people'
  const { slips, units } = slipsOf(view)
  const missing = view.demands.reduce((sum, one) => sum + one.missing, 0)
  return (
    <ActionDrawer<Omit<InputOf<typeof IssueAllocation>, 'version'>>
      open={open}
      title={people ? '下达安置分配' : '一次下达全部调用单'}
      act="下达"
      initial={{ reason: view.title, priority: 'urgent' }}
      consequence={
        <>
          {people
            ? `按本方案安置 ${units} 个单位管理的 ${new Set(view.lines.map(line => line.offerId)).size} 处场所，方案不再修改。场所启用和人员登记在避难场所页办理。`
            : `将向 ${units} 个单位发出 ${slips} 张调用单，所列数量随即留用，方案不再修改。其中任何一项已被别处调走的，全部不发出。`}
          {missing > 0 && `仍缺 ${missing.toLocaleString('zh-CN')}，请另行筹措。`}
        </>
      }
      onAct={async values => {
        await issue.mutateAsync({ ...values, version: view.version })
        void message.success(people ? '已下达' : `已发出 ${slips} 张调用单`)
      }}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={people ? '说明' : '调用事由'}
        rules={[{ required: true, message: people ? '请填写说明' : '请填写调用事由' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
      </Form.Item>
      {!people && (
        <Form.Item name="priority" label="缓急" required>
          <Radio.Group
            optionType="button"
            options={Object.entries(callUpPriorities).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}
