import type { FormSchedule } from '@anlan/contract/form.ts'
import { Form, InputNumber, Select } from 'antd'
import { InstantField } from '../../ui/form/instant-field.tsx'
import type { Input } from '../../ui/shape.ts'

export interface ScheduleValues {
  kind: 'once' | 'daily' | 'weekly' | 'monthly' | 'every'
  dueAt?: string
  times?: string[]
  weekday?: number
  day?: number
  time?: string
  minutes?: number
}

const half = ['00', '30']
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const times = hours.flatMap(hour => half.map(part => ({ value: `${hour}:${part}`, label: `${hour}:${part}` })))
const names = { once: '一次', daily: '每日定时', weekly: '每周', monthly: '每月', every: '每隔一段时间' }
const at = (name: string) => ['schedule', name]

/** When a form is due, as a clerk says it. */
export function ScheduleFields({ kinds }: { kinds: ScheduleValues['kind'][] }) {
  const kind = Form.useWatch(at('kind')) as ScheduleValues['kind'] | undefined
  return (
    <>
      <Form.Item name={at('kind')} label="报送时间" rules={[{ required: true, message: '请选择报送时间' }]}>
        <Select options={kinds.map(value => ({ value, label: names[value] }))} />
      </Form.Item>
      {kind === 'once' && (
        <Form.Item name={at('dueAt')} label="截止时间" rules={[{ required: true, message: '请填写截止时间' }]}>
          <InstantField ahead />
        </Form.Item>
      )}
      {kind === 'daily' && (
        <Form.Item name={at('times')} label="每日时点" rules={[{ required: true, message: '请选择时点' }]}>
          <Select mode="multiple" options={times} placeholder="可多选" />
        </Form.Item>
      )}
      {kind === 'weekly' && (
        <Form.Item name={at('weekday')} label="星期" rules={[{ required: true, message: '请选择星期' }]}>
          <Select
            options={['一', '二', '三', '四', '五', '六', '日'].map((word, i) => ({
              value: i + 1,
              label: `星期${word}`,
            }))}
          />
        </Form.Item>
      )}
      {kind === 'monthly' && (
        <Form.Item name={at('day')} label="日期" rules={[{ required: true, message: '请填写日期' }]}>
          <InputNumber min={1} max={31} suffix="日" style={{ width: '100%' }} />
        </Form.Item>
      )}
      {(kind === 'weekly' || kind === 'monthly') && (
        <Form.Item name={at('time')} label="时点" rules={[{ required: true, message: '请选择时点' }]}>
          <Select options={times} />
        </Form.Item>
      )}
      {kind === 'every' && (
        <Form.Item name={at('minutes')} label="间隔" rules={[{ required: true, message: '请填写间隔' }]}>
          <InputNumber min={10} max={1440} suffix="分钟" style={{ width: '100%' }} />
        </Form.Item>
      )}
    </>
  )
}

/** The values of the fields that belong to the chosen kind. */
export const scheduleOf = (values: ScheduleValues): Input<typeof FormSchedule> => values as Input<typeof FormSchedule>
