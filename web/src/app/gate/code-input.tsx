import { Form, Input } from 'antd'

/** The code that the device shows, or a recovery code in its place. */
export function CodeInput({ focused = false, extra }: { focused?: boolean; extra?: string }) {
  return (
    <Form.Item name="code" label="动态验证码" extra={extra} rules={[{ required: true, message: '请填写动态验证码' }]}>
      <Input autoFocus={focused} autoComplete="one-time-code" autoCapitalize="none" maxLength={40} />
    </Form.Item>
  )
}
