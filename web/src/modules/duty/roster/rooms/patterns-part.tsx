import { dayKinds } from '@anlan/contract/roster.ts'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { newId } from '../../../../ui/form/new-id.ts'
import { DayField } from './day-field.tsx'
import { NeedsField } from './needs-field.tsx'

const time = [{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: '应为时分，例如 08:30' }]
const dayOptions = Object.entries(dayKinds).map(([value, label]) => ({ value, label }))

/** 班次: when they are, on which days, and how many people of each post they need. */
export function PatternsPart() {
  return (
    <Form.List name="patterns">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="pattern">
              <Form.Item name={[name, 'id']} hidden>
                <Input />
              </Form.Item>
              <div className="pattern-line">
                <Form.Item
                  name={[name, 'name']}
                  label="班次名称"
                  rules={[{ required: true, message: '请填写班次名称' }]}
                >
                  <Input maxLength={20} />
                </Form.Item>
                <Form.Item name={[name, 'starts']} label="开始" rules={time}>
                  <Input placeholder="08:30" />
                </Form.Item>
                <Form.Item name={[name, 'ends']} label="结束" rules={time} tooltip="不晚于开始时间的，为次日">
                  <Input placeholder="17:30" />
                </Form.Item>
                <Form.Item
                  name={[name, 'dayKinds']}
                  label="适用日期"
                  className="pattern-days"
                  rules={[{ required: true, message: '请选择日期类型' }]}
                >
                  <Select mode="multiple" options={dayOptions} />
                </Form.Item>
                <Form.Item name={[name, 'night']} label="夜班" valuePropName="checked">
                  <Switch />
                </Form.Item>
                <Form.Item name={[name, 'load']} label="折算系数" tooltip="这一班占当天分值的份额，半天班为 0.5">
                  <InputNumber min={0} max={5} step={0.5} />
                </Form.Item>
                <Form.Item name={[name, 'from']} label="启用">
                  <DayField placeholder="一直" />
                </Form.Item>
                <Form.Item name={[name, 'to']} label="停用">
                  <DayField placeholder="一直" />
                </Form.Item>
              </div>
              <Form.Item name={[name, 'needs']} label="各岗位人数">
                <NeedsField />
              </Form.Item>
              <Button type="link" danger disabled={fields.length === 1} onClick={() => remove(name)}>
                删除这个班次
              </Button>
            </div>
          ))}
          <Button
            onClick={() =>
              add({
                id: newId(),
                name: '白班',
                dayKinds: ['workday', 'weekend', 'holiday'],
                from: null,
                to: null,
                starts: '08:30',
                ends: '17:30',
                night: false,
                load: 0.5,
                needs: { shiftLeader: 1, primary: 1 },
              })
            }
          >
            增加班次
          </Button>
        </>
      )}
    </Form.List>
  )
}
