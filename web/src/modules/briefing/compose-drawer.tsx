import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useNavigate } from 'react-router'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { recentEventsQuery, useCompose } from './requests.ts'

interface Composition {
  kind: 'dutyInfo' | 'dutyFlash' | 'specialReport'
  eventIds: string[]
  analysis?: string
}

/** 由事件拟稿: one event or several, merged into sections from figures, timeline and reports. */
export function ComposeDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const events = useQuery({ ...recentEventsQuery, enabled: open })
  const compose = useCompose()
  const go = useNavigate()
  return (
    <ActionDrawer<Composition>
      open={open}
      title="由事件拟稿"
      act="拟稿"
      initial={{ kind: 'dutyFlash' }}
      consequence="正文由事件的数据、进展和已报信息汇成，没有人说过的内容留空，由您补写。"
      onAct={async (values, id) => {
        const paper = await compose.mutateAsync({ id, ...values })
        void go(`/papers/${paper.id}`)
      }}
      onClose={onClose}
    >
      <Form.Item name="kind" label="公文种类" rules={[{ required: true }]}>
        <Select
          options={[
            { value: 'dutyInfo', label: '值班信息（一起事件）' },
            { value: 'dutyFlash', label: '值班快报' },
            { value: 'specialReport', label: '信息专报（综合研判）' },
          ]}
        />
      </Form.Item>
      <Form.Item name="eventIds" label="突发事件" rules={[{ required: true, message: '请选择突发事件' }]}>
        <Select
          mode="multiple"
          loading={events.isPending}
          placeholder="选择事件"
          showSearch={{ optionFilterProp: 'label' }}
          options={events.data?.items.map(event => ({ value: event.id, label: event.title }))}
        />
      </Form.Item>
      <Form.Item name="analysis" label="分析研判">
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={5000} placeholder="可在稿纸上补写" />
      </Form.Item>
    </ActionDrawer>
  )
}
