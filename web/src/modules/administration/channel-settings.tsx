import type { MailSettings, WebhookSettings } from '@anlan/contract/administration.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Space, Switch } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Refusal, saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { Loaded } from '../../ui/states.tsx'
import { channelsQuery } from '../notice/requests.ts'
import { mailQuery, useSaveMail, useSaveWebhook, useTestMail, useTestWebhook, webhookQuery } from './requests.ts'

/** Ways to reach people; one without a connector says so, and the telephone remains. */
export function ChannelSettings() {
  const channels = useQuery(channelsQuery)
  const [editing, setEditing] = useState<'email' | 'webhook' | null>(null)
  const mail = useQuery({ ...mailQuery, enabled: editing === 'email' })
  const webhook = useQuery({ ...webhookQuery, enabled: editing === 'webhook' })
  return (
    <section className="panel" style={{ marginTop: 12 }}>
      <h2>通知渠道</h2>
      <Loaded of={channels}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={one => one.channel}
            columns={[
              { title: '渠道', width: 140, show: one => one.name },
              {
                title: '状态',
                width: 110,
                show: one => (one.configured ? (isOutside(one.channel) ? '已配置' : '可用') : '未配置'),
              },
              { title: '说明', show: one => one.statement },
              {
                title: '办理',
                width: 90,
                show: one =>
                  isOutside(one.channel) && (
                    <Button size="small" onClick={() => setEditing(one.channel === 'email' ? 'email' : 'webhook')}>
                      配置
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {editing === 'email' && mail.data && <MailDrawer settings={mail.data} onClose={() => setEditing(null)} />}
      {editing === 'webhook' && webhook.data && (
        <WebhookDrawer settings={webhook.data} onClose={() => setEditing(null)} />
      )}
    </section>
  )
}

/** Whether it takes somebody else's server, which may or may not answer. */
const isOutside = (channel: string) => channel === 'email' || channel === 'webhook'

type Mail = Sent<typeof MailSettings>

function MailDrawer({ settings, onClose }: { settings: Mail; onClose: () => void }) {
  const save = useSaveMail()
  const test = useTestMail()
  return (
    <ActionDrawer<Mail>
      open
      title="电子邮件"
      act="保存配置"
      initial={settings}
      onAct={values => save.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="host" label="服务器">
        <Input />
      </Form.Item>
      <Form.Item name="port" label="端口">
        <InputNumber min={1} max={65_535} precision={0} />
      </Form.Item>
      <Form.Item required name="secure" label="加密连接" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="user" label="用户名">
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="password" label="密码" extra="显示为圆点即已保存，不动则不变，清空则删除">
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="from" label="发件人">
        <Input />
      </Form.Item>
      <TestSend what="测试邮件" placeholder="收件地址" isReady={to => to.includes('@')} test={test} />
    </ActionDrawer>
  )
}

type Webhook = Sent<typeof WebhookSettings>

function WebhookDrawer({ settings, onClose }: { settings: Webhook; onClose: () => void }) {
  const save = useSaveWebhook()
  const test = useTestWebhook()
  return (
    <ActionDrawer<Webhook>
      open
      title="消息网关"
      act="保存配置"
      initial={settings}
      onAct={values => save.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="url" label="网关地址">
        <Input />
      </Form.Item>
      <Form.Item name="secret" label="签名密钥" extra="显示为圆点即已保存，不动则不变，清空则删除">
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item required name="allowPrivateAddress" label="允许内网地址" valuePropName="checked">
        <Switch />
      </Form.Item>
      <TestSend what="测试消息" placeholder="接收号码（可不填）" isReady={() => true} test={test} />
    </ActionDrawer>
  )
}

interface TestSendProps {
  what: string
  placeholder: string
  isReady: (to: string) => boolean
  test: Pick<ReturnType<typeof useTestMail>, 'mutate' | 'isPending'>
}

/** Tries what has been saved, not what is being typed, and says what the other side answered. */
function TestSend({ what, placeholder, isReady, test }: TestSendProps) {
  const [to, setTo] = useState('')
  const { message } = App.useApp()
  const send = () =>
    test.mutate(to.trim(), {
      onSuccess: ({ sent, error }) =>
        void (sent ? message.success(`${what}已送出`) : message.error(`${what}没有送出：${error ?? '原因不明'}`, 8)),
      onError: error => void message.error(error instanceof Refusal ? wordsOf(error) : saidOf(error)),
    })
  return (
    <Form.Item label={`发送${what}`} extra="按已保存的配置发送">
      <Space.Compact block>
        <Input
          aria-label={placeholder}
          value={to}
          onChange={({ target }) => setTo(target.value)}
          placeholder={placeholder}
        />
        <Button loading={test.isPending} disabled={!isReady(to)} onClick={send}>
          发送
        </Button>
      </Space.Compact>
    </Form.Item>
  )
}

const wordsOf = (refusal: Refusal) => [saidOf(refusal), ...refusal.fields.map(field => field.message)].join('：')
