import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { Navigate, useNavigate } from 'react-router'
import { placeFieldErrors } from '../../ui/form/field-errors.ts'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { sessionQuery, useChangePassword, useSignOut } from '../session.tsx'
import './sign-in.css'

interface Passwords {
  currentPassword: string
  newPassword: string
  again: string
}

/** Asked for at the first sign-in, and open to everyone later. */
export function PasswordPage() {
  const { data: session } = useQuery(sessionQuery)
  const change = useChangePassword()
  const signOut = useSignOut()
  const go = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<Passwords>()
  if (session === null) return <Navigate to="/sign-in" replace />

  const finish = ({ currentPassword, newPassword }: Passwords) =>
    change.mutate(
      { currentPassword, newPassword },
      {
        onSuccess: () => {
          void message.success('密码已修改')
          void go('/', { replace: true })
        },
        onError: error => void placeFieldErrors(form, error),
      },
    )

  return (
    <div className="gate gate-single">
      <Form form={form} className="gate-form" layout="vertical" size="large" requiredMark={false} onFinish={finish}>
        <h2>修改密码</h2>
        {session?.mustChangePassword && <Alert type="info" title="首次登录请先修改密码" style={{ marginBottom: 16 }} />}
        {change.error && <Alert type="error" title={saidOf(change.error)} style={{ marginBottom: 16 }} />}
        <Form.Item name="currentPassword" label="原密码" rules={[{ required: true, message: '请填写原密码' }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label="新密码"
          extra="至少 8 位，含大写字母、小写字母、数字、符号中的三类，不含账号"
          rules={[{ required: true, message: '请填写新密码' }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label="再次输入新密码"
          dependencies={['newPassword']}
          rules={[
            { required: true, message: '请再次输入新密码' },
            {
              validator: (_, value) =>
                value === form.getFieldValue('newPassword')
                  ? Promise.resolve()
                  : Promise.reject(new Error('两次输入的新密码不一致')),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button {...primary} htmlType="submit" block loading={change.isPending}>
          修改密码
        </Button>
        <Button type="link" block onClick={() => (session?.mustChangePassword ? signOut.mutate() : void go(-1))}>
          {session?.mustChangePassword ? '退出登录' : '返回'}
        </Button>
      </Form>
    </div>
  )
}
