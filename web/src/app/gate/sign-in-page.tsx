import { Alert, Button, Form, Input } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { useSignIn } from '../session.tsx'
import './sign-in.css'

export function SignInPage() {
  const signIn = useSignIn()
  const go = useNavigate()
  const [asked] = useSearchParams()
  const from = asked.get('from')
  // Only a place of our own: `//elsewhere` would leave the site.
  const next = from?.startsWith('/') && !from.startsWith('//') ? from : '/'

  return (
    <div className="gate">
      <div className="gate-brand">
        <img src="/mark.svg" alt="" width={56} height={56} />
        <h1>安澜</h1>
        <p>县级应急管理平台</p>
        <p className="gate-motto">值班值守 · 信息报送 · 应急处置</p>
      </div>
      <Form
        className="gate-form"
        layout="vertical"
        size="large"
        requiredMark={false}
        onFinish={values => signIn.mutate(values, { onSuccess: () => void go(next, { replace: true }) })}
      >
        <h2>登录</h2>
        {signIn.error && <Alert type="error" title={saidOf(signIn.error)} style={{ marginBottom: 16 }} />}
        <Form.Item name="account" label="账号" rules={[{ required: true, message: '请填写账号' }]}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button {...primary} htmlType="submit" block loading={signIn.isPending}>
          登录
        </Button>
        <p className="quiet">忘记密码请联系本单位系统管理员重置。本系统不存储、不处理、不传输国家秘密。</p>
      </Form>
    </div>
  )
}
