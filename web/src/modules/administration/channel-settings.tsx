import type { MailSettings, WebhookSettings } from '@anlan/contract/administration.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Space, Switch } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { Loaded } from '../../ui/states.tsx'
import { channelsQuery } from '../notice/requests.ts'
import { mailQuery, useSaveMail, useSaveWebhook, useTestMail, webhookQuery } from './requests.ts'

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
              { title: '状态', width: 110, show: one => (one.configured ? '可用' : '未配置') },
              { title: '说明', show: one => one.statement },
              {
                title: '办理',
                width: 90,
                show: one =>
                  (one.channel === 'email' || one.channel === 'webhook') && (
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

type Mail = Sent<typeof MailSettings>

function MailDrawer({ settings, onClose }: { settings: Mail; onClose: () => void }) {
  const save = useSaveMail()
  const test = useTestMail()
  const [to, setTo] = useState('')
  const { message } = App.useApp()
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
      <Form.Item name="password" label="密码" extra="留空则不改变">
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="from" label="发件人">
        <Input />
      </Form.Item>
      <Form.Item label="发送测试邮件" extra="按已保存的配置发送">
        <Space.Compact block>
          <Input value={to} onChange={({ target }) => setTo(target.value)} placeholder="收件地址" />
          <Button
            loading={test.isPending}
            disabled={!to.includes('@')}
            onClick={() =>
              test.mutate(to.trim(), {
                onSuccess: () => void message.success('测试邮件已交给服务器'),
                onError: error => void message.error(saidOf(error)),
              })
            }
          >
            发送
          </Button>
        </Space.Compact>
      </Form.Item>
    </ActionDrawer>
  )
}

type Webhook = Sent<typeof WebhookSettings>

function WebhookDrawer({ settings, onClose }: { settings: Webhook; onClose: () => void }) {
  const save = useSaveWebhook()
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
      <Form.Item name="secret" label="签名密钥" extra="留空则不改变">
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item required name="allowPrivateAddress" label="允许内网地址" valuePropName="checked">
        <Switch />
      </Form.Item>
    </ActionDrawer>
  )
}
