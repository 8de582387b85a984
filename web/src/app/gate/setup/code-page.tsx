import { Alert, Button, Form, Input } from 'antd'
import { primary } from '../../../ui/hotkeys.ts'
import { saidOf } from '../../../ui/http.ts'
import type { useOpenSetup } from './requests.ts'
import '../sign-in.css'

/** Only whoever runs the server may found a county: the code stands where the server was started. */
export function CodePage({ open, busy }: { open: ReturnType<typeof useOpenSetup>; busy: boolean }) {
  return (
    <div className="gate gate-single">
      <Form<{ code: string }>
        className="gate-form"
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={values => open.mutate(values)}
      >
        <h2>首次设置</h2>
        {open.error && <Alert type="error" title={saidOf(open.error)} style={{ marginBottom: 16 }} />}
        <Form.Item
          name="code"
          label="设置码"
          extra="平台启动时显示在服务器窗口（或服务日志）的“首次设置”一行，共 12 位"
          rules={[{ required: true, message: '请填写设置码' }]}
        >
          <Input autoFocus autoComplete="off" placeholder="XXXX-XXXX-XXXX" />
        </Form.Item>
        <Button {...primary} htmlType="submit" block loading={open.isPending || busy}>
          开始设置
        </Button>
      </Form>
    </div>
  )
}
