import { Form, Input, Radio } from 'antd'
import { useSession } from '../../../../app/session.tsx'
import { UnitSelect, UnitsSelect } from '../../../../fields/unit-select.tsx'
import { ActionDrawer } from '../../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../../ui/form/instant-field.tsx'
import type { ActProps } from './act-props.ts'

interface ShareValues {
  unitIds: string[]
  note?: string
}

export function ShareDrawer({ event, acts, open, onClose }: ActProps) {
  return (
    <ActionDrawer<ShareValues>
      open={open}
      title="通报部门"
      act="通报"
      consequence="被通报单位可以查看本事件并收到通知；其获知时间记为此刻。"
      onAct={values => acts.share.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="unitIds" label="单位" rules={[{ required: true, message: '请选择单位' }]}>
        <UnitsSelect without={event.parties.map(party => party.unitId)} />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}

interface KnowledgeValues {
  unitId: string
  knownAt: string
  by: string
}

export function KnowledgeDrawer({ acts, open, onClose }: ActProps) {
  return (
    <ActionDrawer<KnowledgeValues>
      open={open}
      title="登记单位获知"
      act="登记获知"
      consequence="该单位的报送时限自获知时间起算。"
      onAct={(values, id) => acts.recordKnowledge.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="unitId" label="单位" rules={[{ required: true, message: '请选择单位' }]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="knownAt" label="获知时间" rules={[{ required: true, message: '请填写获知时间' }]}>
        <InstantField />
      </Form.Item>
      <Form.Item name="by" label="获知方式" rules={[{ required: true, message: '请填写获知方式' }]}>
        <Input placeholder="例如：河坝村支书电话报告镇值班室" maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}

interface TransmissionValues {
  medium: 'phone' | 'written' | 'system'
  fromUnitId?: string
  toUnitId: string
  at?: string
  spokenTo?: string
  content: string
  receiptNumber?: string
  purpose: keyof typeof purposes
}

const purposes = {
  report: '情况报告',
  daily: '当日续报',
  casualtyWatch: '伤亡人数无变化',
} as const

/** A report made by telephone, fax or in another system; it discharges the clocks it can discharge. */
export function TransmissionDrawer({ event, acts, open, onClose }: ActProps) {
  const session = useSession()
  return (
    <ActionDrawer<TransmissionValues>
      open={open}
      title="登记电话和其他报送"
      act="登记报送"
      initial={{ medium: 'phone', purpose: 'report', fromUnitId: session.unitId, content: event.summary }}
      consequence="电话报送只算完成电话时限，不代替书面报告。"
      onAct={(values, id) => acts.transmit.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item required name="medium" label="报送方式">
        <Radio.Group
          options={[
            { value: 'phone', label: '电话' },
            { value: 'written', label: '书面（传真、专人）' },
            { value: 'system', label: '其他系统' },
          ]}
        />
      </Form.Item>
      <Form.Item name="fromUnitId" label="报送单位">
        <UnitSelect />
      </Form.Item>
      <Form.Item name="toUnitId" label="报送对象" rules={[{ required: true, message: '请选择报送对象' }]}>
        <UnitSelect />
      </Form.Item>
      <Form.Item required name="purpose" label="报送事项">
        <Radio.Group options={Object.entries(purposes).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="spokenTo" label="接话（接收）人">
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before, after) => before.medium !== after.medium}>
        {({ getFieldValue }) =>
          getFieldValue('medium') === 'system' && (
            <Form.Item name="receiptNumber" label="回执号" extra="事故直报等系统给出的编号">
              <Input maxLength={60} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="at" label="报送时间" extra="不填即为此刻；早于此刻的记为补录">
        <InstantField />
      </Form.Item>
      <Form.Item name="content" label="报送内容" rules={[{ required: true, message: '请填写报送内容' }]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
      </Form.Item>
    </ActionDrawer>
  )
}
