import { Confidence } from '@anlan/contract/codec.ts'
import { Form, Input, InputNumber, Select } from 'antd'

const limits = {
  restHours: '班间休息（小时）',
  longShiftHours: '长班时长（小时）',
  restAfterLongHours: '长班后休息（小时）',
  nightsPerWeek: '七日内夜班上限',
}
const points = {
  workday: '工作日',
  weekend: '周末',
  adjustedRest: '调休放假',
  statutoryHoliday: '法定节假日',
  greatHoliday: '除夕、初一',
}
const weights = {
  keep: '少改动',
  holidays: '节假日均衡',
  weekends: '周末均衡',
  nights: '夜班均衡',
  points: '分值均衡',
  wishes: '个人意愿',
  together: '固定搭班',
  sameHoliday: '同一节日不连年值班',
  experience: '新老搭配',
}

/** 排班规则: numbers of this room with what they rest on. */
export function RulesPart() {
  return (
    <>
      <Numbers at={['rules']} of={limits} />
      <h3>各类日期的分值</h3>
      <Numbers at={['rules', 'points']} of={points} />
      <h3>各项要求的权重（越大越要紧）</h3>
      <Numbers at={['rules', 'weights']} of={weights} />
      <div className="room-line">
        <Form.Item
          name={['rules', 'source']}
          label="依据"
          className="room-wide"
          rules={[{ required: true, message: '请写明依据，如本县值班工作规定的文号' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={['rules', 'confidence']} label="依据可信度">
          <Select options={Confidence.options.map(value => ({ value, label: value }))} />
        </Form.Item>
      </div>
    </>
  )
}

function Numbers({ at, of }: { at: string[]; of: Record<string, string> }) {
  return (
    <div className="room-line">
      {Object.entries(of).map(([name, label]) => (
        <Form.Item
          key={name}
          name={[...at, name]}
          label={label}
          rules={[{ required: true, message: `请填写${label}` }]}
        >
          <InputNumber min={0} max={1000} />
        </Form.Item>
      ))}
    </div>
  )
}
