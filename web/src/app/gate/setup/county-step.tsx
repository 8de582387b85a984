import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { placeFieldErrors } from '../../../ui/form/field-errors.ts'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import { type County, useFoundCounty } from './requests.ts'

/** The county and the duty room above it. */
export function CountyStep({ county, onDone }: { county: County | null; onDone: () => void }) {
  const found = useFoundCounty()
  const [form] = Form.useForm<County>()
  const [said, setSaid] = useState<string[]>([])
  const finish = (values: County) =>
    found.mutate(values, {
      onSuccess: onDone,
      onError: error => setSaid([saidOf(error), ...placeFieldErrors(form, error)]),
    })
  const required = (label: string) => [{ required: true, message: `请填写${label}` }]
  return (
    <Form<County>
      form={form}
      layout="vertical"
      requiredMark={false}
      size="large"
      className="setup-form"
      initialValues={county ?? {}}
      onFinish={finish}
    >
      <h1>县和上级</h1>
      <p className="quiet">信息报送的起点和终点。之后可以在通讯录中更改。</p>
      {said.length > 0 && <Alert type="error" title={said[0]} style={{ marginBottom: 16 }} />}
      <div className="setup-two">
        <Form.Item name="name" label="县（市、区）全称" rules={required('县（市、区）名称')}>
          <Input autoFocus maxLength={30} placeholder="例如：青峦县" />
        </Form.Item>
        <Form.Item name="code" label="行政区划代码" extra="6 位或 12 位" rules={required('行政区划代码')}>
          <Input inputMode="numeric" maxLength={12} />
        </Form.Item>
        <Form.Item name="dutyPhone" label="县总值班室电话" rules={required('县总值班室电话')}>
          <Input placeholder="带区号" />
        </Form.Item>
        <span />
        <Form.Item name="cityName" label="上级市（州）" rules={required('上级市（州）名称')}>
          <Input maxLength={30} placeholder="例如：沧宁市" />
        </Form.Item>
        <Form.Item name="cityDutyPhone" label="市总值班室电话" rules={required('市总值班室电话')}>
          <Input placeholder="带区号" />
        </Form.Item>
      </div>
      <Button {...primary} htmlType="submit" loading={found.isPending}>
        保存，下一步
      </Button>
    </Form>
  )
}
