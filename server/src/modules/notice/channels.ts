import { createHmac } from 'node:crypto'
import type { Channel } from '@anlan/contract/notice.ts'
import type { Tx } from '../../kernel/database/database.ts'
import { readSetting } from '../../kernel/setting-rows.ts'

export interface MailSetting {
  host: string
  port: number
  secure: boolean
  user: string
  password: string
  from: string
}
export interface WebhookSetting {
  url: string
  secret: string
  allowPrivateAddress: boolean
}
export const mailSettingKey = 'notice.mail'
export const webhookSettingKey = 'notice.webhook'
export const noMail: MailSetting = { host: '', port: 25, secure: false, user: '', password: '', from: '' }
export const noWebhook: WebhookSetting = { url: '', secret: '', allowPrivateAddress: true }

/** What each channel can do today, said honestly (F17). */
export async function channelStatements(tx: Tx) {
  const mail = await readSetting(tx, mailSettingKey, noMail)
  const webhook = await readSetting(tx, webhookSettingKey, noWebhook)
  const line = (channel: Channel, name: string, configured: boolean, statement: string) => ({
    channel,
    name,
    configured,
    statement,
  })
  return [
    line('inApp', '系统内', true, '在线的值班台即时弹出并响铃，不在线的登录后可见'),
    line('phone', '电话', true, '由值班员拨打并登记通话结果，系统不自动拨号'),
    mail.host
      ? line('email', '电子邮件', true, `经 ${mail.host}:${mail.port} 发送`)
      : line('email', '电子邮件', false, '未配置邮件服务器，不会发送邮件'),
    webhook.url
      ? line(
          'webhook',
          '消息网关',
          true,
          `经 ${hostOf(webhook.url)} 发送（短信、钉钉、企业微信等由网关决定）${webhook.secret ? '' : '，未设签名密钥，网关无法核对来源'}`,
        )
      : line('webhook', '消息网关', false, '未配置消息网关，不会发送短信或群机器人消息'),
  ]
}

/** The address may carry a token; only the host is for everybody's eyes. */
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : '已配置的网关')

/**
 * The signature of a gateway call: HMAC-SHA256 over `timestamp.body`, hex. The gateway recomputes it with the shared secret and refuses
 * calls older than five minutes.
 */
export const webhookSignature = (secret: string, timestamp: string, body: string) =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
