import type { SecondFactorSecret } from '@anlan/contract/session.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { placeFieldErrors } from '../../ui/form/field-errors.ts'
import { saidOf } from '../../ui/http.ts'
import { Failed } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { CodeInput } from './code-input.tsx'
import { QrCode } from './qr-code.tsx'
import {
  secondFactorQuery,
  useBeginSecondFactor,
  useConfirmSecondFactor,
  useRemoveSecondFactor,
} from './second-factor-requests.ts'
import './second-factor.css'

/** 两步验证 of one's own account: set up, with the recovery codes to be kept, or removed. */
export function SecondFactor({ onSetUp }: { onSetUp: () => void }) {
  const factor = useQuery(secondFactorQuery)
  const now = useMinute()
  const [made, setMade] = useState<SecondFactorSecret | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes)
    return (
      <RecoveryCodeList
        codes={codes}
        onKept={() => {
          setCodes(null)
          setMade(null)
          void factor.refetch()
          onSetUp()
        }}
      />
    )
  if (made) return <ConfirmForm made={made} onConfirmed={setCodes} />
  if (!factor.data)
    return factor.error ? <Failed error={factor.error} onRetry={() => void factor.refetch()} /> : <p>正在读取……</p>
  const { enabledAt, recoveryCodesLeft, isObligatory } = factor.data
  if (!enabledAt) return <BeginForm onMade={setMade} />
  return (
    <>
      <p>
        已于 {showTime(enabledAt, now)} 启用，剩余恢复码 <b className="figure">{recoveryCodesLeft}</b> 个。
      </p>
      {recoveryCodesLeft < 3 && <Alert type="warning" title="恢复码将用完，请停用后重新启用，以取得新的恢复码" />}
      {isObligatory ? <p className="quiet">按规定您的岗位必须使用两步验证。</p> : <RemoveForm />}
    </>
  )
}

function BeginForm({ onMade }: { onMade: (made: SecondFactorSecret) => void }) {
  const begin = useBeginSecondFactor()
  const [form] = Form.useForm<{ password: string }>()
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={values =>
        begin.mutate(values, { onSuccess: onMade, onError: error => void placeFieldErrors(form, error) })
      }
    >
      <p>启用后，登录时除密码外还须输入手机验证器显示的 6 位数字，密码泄露也不能被他人登录。</p>
      <Said error={begin.error} />
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={begin.isPending}>
        启用两步验证
      </Button>
    </Form>
  )
}

function ConfirmForm({ made, onConfirmed }: { made: SecondFactorSecret; onConfirmed: (codes: string[]) => void }) {
  const confirm = useConfirmSecondFactor()
  const [form] = Form.useForm<{ code: string }>()
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={values =>
        confirm.mutate(values, {
          onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
          onError: error => void placeFieldErrors(form, error),
        })
      }
    >
      <p>一、用手机验证器（支持 TOTP 的任何一种，不需要联网）扫描：</p>
      <QrCode text={made.uri} label="两步验证二维码" />
      <p>
        不能扫描的，在验证器中手工输入密钥：
        <code className="secret-text">{made.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <p>二、输入验证器显示的 6 位数字：</p>
      <Said error={confirm.error} />
      <CodeInput />
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        确认启用
      </Button>
    </Form>
  )
}

function RecoveryCodeList({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { message } = App.useApp()
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => void message.success('已复制'),
      () => void message.error('浏览器不允许复制，请手工抄写'),
    )
  return (
    <>
      <Alert
        type="success"
        title="两步验证已启用"
        description="请抄存以下恢复码，手机不在身边时可代替验证码，每个只能用一次。离开本页后不再显示。"
      />
      <ol className="recovery-codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="recovery-acts">
        <Button onClick={() => void copy()}>复制</Button>
        <Button type="primary" onClick={onKept}>
          已抄存
        </Button>
      </div>
    </>
  )
}

function RemoveForm() {
  const remove = useRemoveSecondFactor()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ password: string; code: string }>()
  if (!open) return <Button onClick={() => setOpen(true)}>停用两步验证</Button>
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={values => remove.mutate(values, { onError: error => void placeFieldErrors(form, error) })}
    >
      <Said error={remove.error} />
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <CodeInput extra="手机不在身边的，填一个恢复码" />
      <Button danger htmlType="submit" loading={remove.isPending}>
        停用两步验证
      </Button>
    </Form>
  )
}

const Said = ({ error }: { error: Error | null }) =>
  error && <Alert type="error" title={saidOf(error)} style={{ marginBottom: 16 }} />
