import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { showInstant } from '../../../ui/time.ts'
import { openEventsQuery } from '../../event-report/event/requests.ts'
import type { DrawersProps } from './command-drawers.tsx'

/** A response that began on a warning becomes that of the event which came of it. */
export function LinkEventDrawer({ acts, onClose }: DrawersProps) {
  const events = useQuery(openEventsQuery)
  return (
    <ActionDrawer<{ eventId: string }>
      open
      title="关联突发事件"
      act="关联事件"
      consequence="此后本响应的进展记入该事件，参与单位看得到该事件；关联后不能更换。"
      onAct={values => acts.link.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="eventId" label="突发事件" rules={[{ required: true, message: '请选择突发事件' }]}>
        <Select
          loading={events.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="处置中的突发事件"
          notFoundContent="没有处置中的突发事件，请先登记"
          options={events.data?.items.map(one => ({
            value: one.id,
            label: one.occurredAt ? `${one.title}（${showInstant(one.occurredAt)}）` : one.title,
          }))}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
