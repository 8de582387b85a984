import type { ReportView } from '@anlan/contract/event-report.ts'
import { Form, Input, Radio } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { type ReportActs, useReportActs } from './requests.ts'

export type ReportDrawer = 'review' | 'sign' | 'confirm' | 'return' | 'comment'

interface ReportDrawersProps {
  report: ReportView
  acts: ReportActs
  drawer: ReportDrawer | null
  onClose: () => void
}

interface Verdict {
  agree: boolean
  opinion?: string
}

/** The words people put to a report: review, signature, return, comment. */
export function ReportDrawers({ report, acts, drawer, onClose }: ReportDrawersProps) {
  const recipients = report.recipients.map(recipient => recipient.unitName).join('、')
  return (
    <>
      <ActionDrawer<Verdict>
        open={drawer === 'review'}
        title="审核"
        act="提出审核意见"
        initial={{ agree: true, opinion: '同意' }}
        onAct={values => acts.review.mutateAsync(values)}
        onClose={onClose}
      >
        <VerdictFields yes="同意，送签发" no="退回修改" />
      </ActionDrawer>
      <ActionDrawer<Verdict>
        open={drawer === 'sign'}
        title="签发"
        act="签发"
        initial={{ agree: true, opinion: '同意' }}
        consequence={`签发后由值班员报送至${recipients || '主送单位'}。`}
        onAct={values => acts.sign.mutateAsync(values)}
        onClose={onClose}
      >
        <VerdictFields yes="同意签发" no="退回修改" />
      </ActionDrawer>
      <ActionDrawer<{ opinion?: string }>
        open={drawer === 'confirm'}
        title="补签确认"
        act="补签确认"
        initial={{ opinion: '同意' }}
        consequence="确认此前的口头签批或先报后补，签批时间照实记录。"
        onAct={values => acts.confirm.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="opinion" label="意见">
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ reason: string }>
        open={drawer === 'return'}
        title="退回报告"
        act="退回"
        consequence={`${report.unitName}将收到退回理由，须改正后重新报送；原报告和时间保留。`}
        onAct={values => acts.sendBack.mutateAsync(values)}
        onClose={onClose}
      >
        <Form.Item name="reason" label="退回理由" rules={[{ required: true, message: '请填写退回理由' }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ text: string }>
        open={drawer === 'comment'}
        title="批注意见"
        act="批注"
        onAct={(values, id) => acts.comment.mutateAsync({ ...values, id })}
        onClose={onClose}
      >
        <Form.Item name="text" label="意见" rules={[{ required: true, message: '请填写意见' }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={1000} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

function VerdictFields({ yes, no }: { yes: string; no: string }) {
  return (
    <>
      <Form.Item required name="agree" label="结论">
        <Radio.Group
          options={[
            { value: true, label: yes },
            { value: false, label: no },
          ]}
        />
      </Form.Item>
      <Form.Item name="opinion" label="意见" rules={[{ required: true, message: '请填写意见' }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </>
  )
}

/** A receiver without an account gets the paper by hand or fax; somebody ticks it. */
export function DeliverDrawer({
  report,
  unitId,
  onClose,
}: {
  report: ReportView
  unitId: string | null
  onClose: () => void
}) {
  const acts = useReportActs(report.id)
  const unitName = report.recipients.find(recipient => recipient.unitId === unitId)?.unitName
  return (
    <ActionDrawer<{ how: string; deliveredAt?: string }>
      open={unitId !== null}
      title={`登记送达：${unitName ?? ''}`}
      act="登记送达"
      onAct={values => acts.deliver.mutateAsync({ ...values, unitId: unitId ?? '' })}
      onClose={onClose}
    >
      <Form.Item name="how" label="送达方式" rules={[{ required: true, message: '请填写送达方式' }]}>
        <Input placeholder="例如：传真，张三接收" maxLength={100} />
      </Form.Item>
      <Form.Item name="deliveredAt" label="送达时间" extra="不填即为此刻">
        <InstantField />
      </Form.Item>
    </ActionDrawer>
  )
}
