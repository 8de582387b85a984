import { Form, Input } from 'antd'

export const needed = (message: string) => [{ required: true, message }]

/** A text that has to be there. */
export const Words = ({
  name,
  label,
  rows = 2,
  max = 1000,
}: {
  name: string
  label: string
  rows?: number
  max?: number
}) => (
  <Form.Item name={name} label={label} rules={needed(`请填写${label}`)}>
    <Input.TextArea autoSize={{ minRows: rows }} maxLength={max} />
  </Form.Item>
)
