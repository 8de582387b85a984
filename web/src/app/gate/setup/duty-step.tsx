import type { SetupView } from '@anlan/contract/setup.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Select } from 'antd'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { setupPersonsQuery, useSetDuty } from './requests.ts'

type Duty = SetupView['duty']

/** Who leads and who sits at the desk: the ladder that is called when something is not answered. */
export function DutyStep({ duty, onDone }: { duty: Duty; onDone: () => void }) {
  const persons = useQuery(setupPersonsQuery)
  const save = useSetDuty()
  if (!persons.data) return null
  const people = persons.data.items
  const options = people.map(one => ({
    value: one.id,
    label: [one.name, one.unitName, one.posts].filter(Boolean).join('　'),
  }))
  const from = (unit: string) => people.filter(one => one.unitName === unit).map(one => one.id)
  const officers = from('县总值班室')
  const initial: Duty = {
    leaders: duty.leaders.length > 0 ? duty.leaders : from('县委县政府领导'),
    primaries: duty.primaries.length > 0 ? duty.primaries : officers.slice(0, Math.ceil(officers.length / 2)),
    secondaries: duty.secondaries.length > 0 ? duty.secondaries : officers.slice(Math.ceil(officers.length / 2)),
  }
  const field = (name: keyof Duty, label: string, extra: string) => (
    <Form.Item name={name} label={label} extra={extra}>
      <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} placeholder="输入姓名查找" />
    </Form.Item>
  )
  return (
    <Form<Duty>
      layout="vertical"
      size="large"
      requiredMark={false}
      className="setup-form"
      initialValues={initial}
      onFinish={values => save.mutate(values, { onSuccess: onDone })}
    >
      <h1>值班岗位</h1>
      <p className="quiet">县总值班室的三个岗位。没有人应答时，系统按这个顺序逐级催告；每天的班次以后在值班表中排。</p>
      {save.error && <Alert type="error" title={saidOf(save.error)} style={{ marginBottom: 16 }} />}
      {people.length === 0 && (
        <Alert
          type="warning"
          showIcon
          title="人员名录还是空的，这一步可以先跳过，导入人员后再选"
          style={{ marginBottom: 16 }}
        />
      )}
      {field('leaders', '带班领导', '审签信息的县领导')}
      {field('primaries', '主班', '轮流接报的值班员')}
      {field('secondaries', '副班', '可以空着')}
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => <Unfilled of={getFieldsValue()} />}
      </Form.Item>
      <Button {...primary} htmlType="submit" loading={save.isPending}>
        保存，下一步
      </Button>
    </Form>
  )
}

/** Which post nobody holds, and what the county then goes without. One may go on: it can be filled later in the directory. */
function Unfilled({ of }: { of: Partial<Duty> }) {
  const lacks = [
    !of.leaders?.length && '没有带班领导：超时催告无人可找，首报只能先报后补签',
    !of.primaries?.length && '没有主班：来电和催告没有人应答，排不出值班表',
  ].filter(Boolean)
  if (lacks.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={lacks.join('；')}
      description="可以先走下一步，以后在通讯录中补上。"
      style={{ marginBottom: 16 }}
    />
  )
}
