import { dayClasses } from '@anlan/contract/calendar.ts'
import { Form, Input, InputNumber } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { useImportCalendar } from './requests.ts'

type ImportedClass = 'statutoryHoliday' | 'adjustedRest' | 'makeupWorkday' | 'localHoliday'
const classByName = new Map(Object.entries(dayClasses).map(([code, name]) => [name as string, code as ImportedClass]))

interface ImportValues {
  year: number
  source: string
  lines: string
}

/** “2027-01-01 法定节假日 元旦”: one day a line, as it can be typed from the notice of the State Council. */
const readLines = ({ lines, source }: ImportValues) =>
  lines
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const [date = '', className = '', ...name] = line.split(/[\s，,]+/)
      const dayClass = classByName.get(className)
      if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !dayClass) return null
      return { date, dayClass, name: name.join('') || className, source }
    })

export function ImportDrawer({ open, year, onClose }: { open: boolean; year: number; onClose: () => void }) {
  const bring = useImportCalendar()
  return (
    <ActionDrawer<ImportValues>
      open={open}
      title="导入节假日安排"
      act="导入"
      width={560}
      initial={{ year, source: `国务院办公厅关于${year}年部分节假日安排的通知` }}
      onAct={values => bring.mutateAsync({ year: values.year, days: readLines(values).filter(day => day !== null) })}
      onClose={onClose}
    >
      <Form.Item name="year" label="年份" rules={[{ required: true, message: '请填写年份' }]}>
        <InputNumber min={2020} max={2100} />
      </Form.Item>
      <Form.Item name="source" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="lines"
        label="日期，每行一天"
        extra="格式：日期 类别 名称。类别为法定节假日、调休放假、调休上班、地方假日"
        rules={[
          { required: true, message: '请填写日期' },
          {
            validator: (_, lines: string) => {
              const wrong = readLines({ year, source: '', lines: lines ?? '' }).indexOf(null)
              return wrong < 0 ? Promise.resolve() : Promise.reject(new Error(`第 ${wrong + 1} 行无法读取`))
            },
          },
        ]}
      >
        <Input.TextArea
          autoSize={{ minRows: 10, maxRows: 24 }}
          placeholder={`${year}-01-01 法定节假日 元旦\n${year}-02-14 调休上班 春节调休`}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
