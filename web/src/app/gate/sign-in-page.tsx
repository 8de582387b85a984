import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { primary } from '../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../ui/http.ts'
import { useSignIn } from '../session.tsx'
import { CodeInput } from './code-input.tsx'
import { setupQuery } from './setup/requests.ts'
import './sign-in.css'

interface Credentials {
  account: string
  password: string
}

/** The password, and for accounts with two steps the code of the device after it. */
export function SignInPage() {
  const signIn = useSignIn()
  const go = useNavigate()
  const [asked] = useSearchParams()
  const [first, setFirst] = useState<Credentials | null>(null)
  const setup = useQuery(setupQuery)
  const from = asked.get('from')
  // Only a place of our own: `//elsewhere` would leave the site.
  const next = from?.startsWith('/') && !from.startsWith('//') ? from : '/'
  const send = (given: Credentials & { code?: string }) =>
    signIn.mutate(given, {
      onSuccess: () => void go(next, { replace: true }),
      onError: error => isCodeAsked(error) && setFirst(given),
    })
  const said = signIn.error && !isCodeAsked(signIn.error) && (
    <Alert type="error" title={saidOf(signIn.error)} style={{ marginBottom: 16 }} />
  )
  // Nobody can sign in to an empty store: it is set up first.
  if (setup.data) return <Navigate to="/setup" replace />
  const startAnew = () => {
    setFirst(null)
    signIn.reset()
  }

  return (
    <div className="gate">
      <div className="gate-brand">
        <img src="/mark.svg" alt="" width={56} height={56} />
        <h1>安澜</h1>
        <p>县级应急管理平台</p>
        <p className="gate-motto">值班值守 · 信息报送 · 应急处置</p>
      </div>
      {first ? (
        <Form<{ code: string }>
          key="code"
          className="gate-form"
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={({ code }) => send({ ...first, code })}
        >
          <h2>两步验证</h2>
          {said}
          <CodeInput focused extra="手机验证器显示的 6 位数字；手机不在身边的，填一个恢复码" />
          <Button {...primary} htmlType="submit" block loading={signIn.isPending}>
            登录
          </Button>
          <Button type="link" block onClick={startAnew}>
            换一个账号
          </Button>
          <p className="quiet">手机丢失且没有恢复码的，请联系安全管理员重置两步验证。</p>
        </Form>
      ) : (
        <Form<Credentials>
          key="password"
          className="gate-form"
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={send}
        >
          <h2>登录</h2>
          {said}
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
          <p>
            <Link to="/public/duty-phones">公布的值班电话</Link>
          </p>
        </Form>
      )}
    </div>
  )
}

const isCodeAsked = (error: unknown) => error instanceof Refusal && error.body.code === 'totp-required'
