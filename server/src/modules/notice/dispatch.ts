import { randomUUID } from 'node:crypto'
import nodemailer from 'nodemailer'
import type { Tx } from '../../kernel/database/database.ts'
import { type House, runSystemWork } from '../../kernel/house.ts'
import { errorInWords } from '../../kernel/network-error.ts'
import { readSetting, type SettingValues } from '../../kernel/setting-rows.ts'
import { recordFact } from '../../kernel/work/work.ts'
import {
  type MailSetting,
  mailSettingKey,
  noMail,
  noWebhook,
  type WebhookSetting,
  webhookSettingKey,
  webhookSignature,
} from './channels.ts'
import { postOut } from './post-out.ts'
import type { NoticeDeliveryTable } from './schema.ts'
import { mailSubjectMark, networkTimeoutSeconds } from './settings.ts'

const maxAttempts = 6
const backoffSeconds = [5, 15, 60, 300, 900]
const leaseSeconds = 60

type Queued = NoticeDeliveryTable & { title: string; body: string; sender: string }

/**
 * Sends what is queued for mail and gateway. Each row is leased first and the network is asked outside any transaction; if the process
 * dies in between, the row is sent again with the same message id, by which the provider can recognise the repeat.
 */
export async function dispatchQueued(house: House): Promise<number> {
  const batch = await lease(house)
  for (const row of batch) {
    const outcome = await attempt(house, row).then(
      () => ({ state: 'sent' as const, error: null }),
      (error: Error) => ({
        state: error instanceof NotConfigured ? ('notConfigured' as const) : ('queued' as const),
        error: errorInWords(error),
      }),
    )
    await settle(house, row, outcome)
  }
  return batch.length
}

class NotConfigured extends Error {}

async function lease(house: House): Promise<Queued[]> {
  return house.transaction(async tx => {
    const now = house.wallClock.now()
    const rows = await tx
      .selectFrom('notice_delivery as d')
      .innerJoin('notice as n', 'n.id', 'd.notice_id')
      .leftJoin('unit as u', 'u.id', 'n.sent_by_unit_id')
      .selectAll('d')
      .select(['n.title', 'n.body', 'u.name as sender'])
      .where('d.state', '=', 'queued')
      .where('d.channel', 'in', ['email', 'webhook'])
      .where(eb => eb.or([eb('d.next_attempt_at', 'is', null), eb('d.next_attempt_at', '<=', now)]))
      .orderBy('d.queued_at')
      .limit(20)
      .forUpdate('d')
      .skipLocked()
      .execute()
    if (rows.length)
      await tx
        .updateTable('notice_delivery')
        .set({ next_attempt_at: new Date(now.getTime() + leaseSeconds * 1000) })
        .where(
          'id',
          'in',
          rows.map(row => row.id),
        )
        .execute()
    return rows.map(row => ({ ...row, sender: row.sender ?? '系统' }))
  })
}

async function attempt(house: House, row: Queued) {
  const settings = await house.transaction(async tx => ({
    mail: await readSetting<MailSetting>(tx, mailSettingKey, noMail),
    webhook: await readSetting<WebhookSetting>(tx, webhookSettingKey, noWebhook),
    manner: await mannerOf(tx, house.settings),
  }))
  if (row.channel === 'email') await sendMail(settings.mail, settings.manner, row)
  else await callGateway(settings.webhook, settings.manner, row)
}

/** How things leave, beside where to. */
interface Manner {
  timeoutMs: number
  subjectMark: string
}
export const mannerOf = async (tx: Tx, settings: Pick<SettingValues, 'of'>): Promise<Manner> => ({
  timeoutMs: (await settings.of(tx, networkTimeoutSeconds)) * 1000,
  subjectMark: await settings.of(tx, mailSubjectMark),
})

/** Sends a test mail at once and says honestly what came of it. */
export async function sendTestMail(
  setting: MailSetting,
  manner: Manner,
  to: string,
): Promise<{ sent: boolean; error: string | null }> {
  return sendMail(setting, manner, {
    id: randomUUID(),
    email: to,
    title: '安澜平台测试邮件',
    body: '收到此邮件说明邮件渠道可用。',
    sender: '系统管理员',
  }).then(
    () => ({ sent: true, error: null }),
    (error: Error) => ({ sent: false, error: errorInWords(error) }),
  )
}

async function sendMail(
  setting: MailSetting,
  manner: Manner,
  row: Pick<Queued, 'id' | 'email' | 'title' | 'body' | 'sender'>,
) {
  if (!setting.host) throw new NotConfigured('未配置邮件服务器')
  if (!row.email) throw new NotConfigured('接收人没有登记邮箱')
  const transport = nodemailer.createTransport({
    host: setting.host,
    port: setting.port,
    secure: setting.secure,
    connectionTimeout: manner.timeoutMs,
    socketTimeout: manner.timeoutMs,
    ...(setting.user && { auth: { user: setting.user, pass: setting.password } }),
  })
  try {
    await transport.sendMail({
      from: setting.from,
      to: row.email,
      subject: `【${manner.subjectMark}】${row.title}`,
      text: `${row.body}\n\n发送单位：${row.sender}`,
      messageId: `<${row.id}@anlan>`,
    })
  } finally {
    transport.close()
  }
}

/** Calls the gateway at once with a test message, for the telephone number given, and says honestly what it answered. */
export async function sendTestCall(
  setting: WebhookSetting,
  manner: Manner,
  phone: string | null,
): Promise<{ sent: boolean; error: string | null }> {
  const id = randomUUID()
  return callGateway(setting, manner, {
    id,
    notice_id: id,
    person_name: '测试',
    phone,
    title: '安澜平台测试消息',
    body: '收到此消息说明消息网关可用。',
    sender: '系统管理员',
  }).then(
    () => ({ sent: true, error: null }),
    (error: Error) => ({ sent: false, error: errorInWords(error) }),
  )
}

async function callGateway(
  setting: WebhookSetting,
  manner: Manner,
  row: Pick<Queued, 'id' | 'notice_id' | 'person_name' | 'phone' | 'title' | 'body' | 'sender'>,
) {
  if (!setting.url) throw new NotConfigured('未配置消息网关')
  const body = JSON.stringify({
    messageId: row.id,
    noticeId: row.notice_id,
    to: { name: row.person_name, phone: row.phone },
    title: row.title,
    body: row.body,
    sender: row.sender,
  })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const status = await postOut(setting.url, body, {
    allowPrivateAddress: setting.allowPrivateAddress,
    timeoutMs: manner.timeoutMs,
    headers: {
      'content-type': 'application/json',
      'x-anlan-message-id': row.id,
      'x-anlan-timestamp': timestamp,
      'x-anlan-signature': webhookSignature(setting.secret, timestamp, body),
    },
  })
  if (status < 200 || status > 299) throw new Error(`网关答复 ${status}`)
}

async function settle(
  house: House,
  row: Queued,
  outcome: { state: 'sent' | 'queued' | 'notConfigured'; error: string | null },
) {
  await runSystemWork(house, async work => {
    const attempts = row.attempts + 1
    const state = outcome.state === 'queued' && attempts >= maxAttempts ? 'failed' : outcome.state
    const wait = backoffSeconds[Math.min(attempts - 1, backoffSeconds.length - 1)] ?? 900
    await work.tx
      .updateTable('notice_delivery')
      .set({
        state,
        attempts,
        last_error: outcome.error,
        sent_at: state === 'sent' ? work.now : row.sent_at,
        next_attempt_at: state === 'queued' ? new Date(house.wallClock.now().getTime() + wait * 1000) : null,
      })
      .where('id', '=', row.id)
      .where('state', '=', 'queued')
      .execute()
    if (state !== 'queued')
      recordFact(
        work,
        `notice.delivery-${state}`,
        row.notice_id,
        { delivery: row.id, channel: row.channel, attempts },
        { chain: row.unit_id },
      )
  })
}

/** The loop around `dispatchQueued`. Returns how to stop it. */
export function startDispatch(house: House): () => Promise<void> {
  let stopped = false
  let busy: Promise<unknown> | null = null
  const run = () => {
    if (busy || stopped) return
    busy = dispatchQueued(house)
      .catch(error => house.log.warn({ error: (error as Error).message }, 'sending notices paused'))
      .finally(() => {
        busy = null
      })
  }
  const timer = setInterval(run, 1000)
  return async () => {
    stopped = true
    clearInterval(timer)
    await busy
  }
}
