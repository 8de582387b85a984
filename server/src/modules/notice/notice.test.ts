import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelView, MyNotice, NoticeView } from '@anlan/contract/notice.ts'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { webhookSignature } from './channels.ts'
import { dispatchQueued } from './dispatch.ts'
import { isPrivateAddress } from './post-out.ts'

type Notice = z.output<typeof NoticeView>
type Mine = z.output<typeof MyNotice>

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A mail server as an office has one: keeps what it is given, or refuses. */
async function mailServer(refuse: () => boolean = () => false) {
  const mails: { to: string[]; source: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        if (refuse()) return done(new Error('稍后再试'))
        mails.push({ to: session.envelope.rcptTo.map(one => one.address), source: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise<void>(resolve => server.close(resolve)))
  return { mails, port: (server.server.address() as AddressInfo).port }
}

/** A gateway that keeps every call and answers with the next of the given statuses, the last one for good. */
async function gateway(statuses: number[] = [200]) {
  const calls: { headers: IncomingHttpHeaders; body: string }[] = []
  const server: Server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200
      reply.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve)))
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send` }
}

const decoded = (source: string) => {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const text = /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString()
    : Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString()
  const subject = head.replace(/\r\n\s+/g, ' ').match(/^Subject: (.*)$/m)?.[1] ?? ''
  const title = subject
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, one: string) => Buffer.from(one, 'base64').toString('latin1'))
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, one: string) =>
      one
        .replaceAll('_', ' ')
        .replace(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
  return {
    messageId: head.match(/^Message-ID: (.*)$/im)?.[1],
    from: head.match(/^From: (.*)$/im)?.[1],
    title: Buffer.from(title, 'latin1').toString(),
    text: text.replaceAll('\r\n', '\n').trim(),
  }
}

async function setUp(
  world: World,
  mailPort: number | null,
  webhook: { url: string; allowPrivateAddress?: boolean } | null,
) {
  await world.at('2026-07-12T10:00:00+08:00')
  await world.query(`update person set email = 'duty@chaping.example' where unit_id = '${world.unit('chaping')}'`)
  const admin = await world.as('admin1')
  if (mailPort)
    await admin.put('/api/settings/mail', {
      host: '127.0.0.1',
      port: mailPort,
      from: 'anlan@county.example',
      secure: false,
    })
  if (webhook)
    await admin.put('/api/settings/webhook', { secret: 'gateway-secret', allowPrivateAddress: true, ...webhook })
}

async function send(world: World, more: object): Promise<Notice> {
  const duty = await world.as('duty1')
  const notice = { title: '暴雨橙色预警', body: '请立即转移危险区群众。', unitIds: [world.unit('chaping')], ...more }
  const sent = await duty.post<Notice>('/api/notices', notice)
  expect(sent.status).toBe(201)
  return sent.body
}

const read = async (world: World, id: string) =>
  (await (await world.as('duty1')).get<Notice>(`/api/notices/${id}`)).body
const by = (notice: Notice, channel: string, rung = 0) =>
  notice.deliveries.find(one => one.channel === channel && one.rung === rung)

describe('by mail', () => {
  test('arrives with its text, its sender and a message id of the delivery', async ({ world }) => {
    const { mails, port } = await mailServer()
    await setUp(world, port, null)
    const notice = await send(world, { channels: ['email'] })
    expect(by(notice, 'email')?.state).toBe('queued')
    expect(await dispatchQueued(world.house)).toBe(1)
    expect(mails.map(one => one.to)).toEqual([['duty@chaping.example']])
    expect(decoded(mails[0]?.source ?? '')).toEqual({
      messageId: `<${by(notice, 'email')?.id}@anlan>`,
      from: 'anlan@county.example',
      title: '【安澜】暴雨橙色预警',
      text: '请立即转移危险区群众。\n\n发送单位：县总值班室',
    })
    expect(by(await read(world, notice.id), 'email')).toMatchObject({ state: 'sent', lastError: null })
    expect(await dispatchQueued(world.house)).toBe(0)
  })

  test('is tried again with the same message id until the server takes it', async ({ world }) => {
    let failing = true
    const { mails, port } = await mailServer(() => failing)
    await setUp(world, port, null)
    const notice = await send(world, { channels: ['email'] })
    await dispatchQueued(world.house)
    expect(by(await read(world, notice.id), 'email')).toMatchObject({ state: 'queued', sentAt: null })
    expect(await dispatchQueued(world.house)).toBe(0)
    failing = false
    world.wait(1)
    expect(await dispatchQueued(world.house)).toBe(1)
    expect(mails.length).toBe(1)
    expect(decoded(mails[0]?.source ?? '').messageId).toBe(`<${by(notice, 'email')?.id}@anlan>`)
    expect(by(await read(world, notice.id), 'email')?.state).toBe('sent')
  })

  test('the test mail says honestly what came of it', async ({ world }) => {
    const { mails, port } = await mailServer()
    await setUp(world, port, null)
    const admin = await world.as('admin1')
    const good = await admin.post<{ sent: boolean }>('/api/settings/mail/test', { to: 'it@county.example' })
    expect([good.body.sent, mails.length]).toEqual([true, 1])
    await admin.put('/api/settings/mail', { host: '127.0.0.1', port: 1, from: 'anlan@county.example' })
    const bad = await admin.post<{ sent: boolean; error: string }>('/api/settings/mail/test', {
      to: 'it@county.example',
    })
    expect(bad.body.sent).toBe(false)
    expect(bad.body.error).toBeTruthy()
  })
})

describe('by gateway', () => {
  test('carries a signature over time and body that the gateway can check', async ({ world }) => {
    const { calls, url } = await gateway()
    await setUp(world, null, { url })
    const notice = await send(world, { channels: ['webhook'] })
    await dispatchQueued(world.house)
    const [call] = calls
    const timestamp = String(call?.headers['x-anlan-timestamp'])
    expect(call?.headers['x-anlan-signature']).toBe(webhookSignature('gateway-secret', timestamp, call?.body ?? ''))
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60)
    expect(call?.headers['x-anlan-message-id']).toBe(by(notice, 'webhook')?.id)
    expect(JSON.parse(call?.body ?? '')).toMatchObject({
      noticeId: notice.id,
      title: '暴雨橙色预警',
      sender: '县总值班室',
    })
    expect(by(await read(world, notice.id), 'webhook')?.state).toBe('sent')
  })

  test('fails for good after six tries, which is recorded, and every try had the same id', async ({ world }) => {
    const { calls, url } = await gateway([500])
    await setUp(world, null, { url })
    const notice = await send(world, { channels: ['webhook'] })
    for (let i = 0; i < 9; i++) {
      await dispatchQueued(world.house)
      world.wait(16)
    }
    expect(calls.length).toBe(6)
    expect(new Set(calls.map(one => one.headers['x-anlan-message-id'])).size).toBe(1)
    expect(by(await read(world, notice.id), 'webhook')).toMatchObject({ state: 'failed', lastError: '网关答复 500' })
    expect(await world.facts()).toContain('notice.delivery-failed')
  })

  test('a test message goes out at once, signed, and the answer is told as it was', async ({ world }) => {
    const { calls, url } = await gateway([200, 503])
    const admin = await world.as('admin1')
    const tried = async (body: object = {}) =>
      (await admin.post<{ sent: boolean; error: string | null }>('/api/settings/webhook/test', body)).body
    expect(await tried()).toEqual({ sent: false, error: '未配置消息网关' })
    await setUp(world, null, { url })
    expect(await tried({ phone: '13800000000' })).toEqual({ sent: true, error: null })
    const timestamp = String(calls[0]?.headers['x-anlan-timestamp'])
    expect(calls[0]?.headers['x-anlan-signature']).toBe(
      webhookSignature('gateway-secret', timestamp, calls[0]?.body ?? ''),
    )
    expect(JSON.parse(calls[0]?.body ?? '{}')).toMatchObject({
      to: { phone: '13800000000' },
      title: '安澜平台测试消息',
    })
    expect(await tried()).toEqual({ sent: false, error: '网关答复 503' })
    await setUp(world, null, { url: 'http://127.0.0.1:1/' })
    expect((await tried()).error).toMatch(/^对方拒绝连接/)
    const wrong = await admin.post('/api/settings/webhook/test', { phone: '12' })
    expect(wrong.problem.errors?.[0]).toMatchObject({ pointer: '/phone', field: '测试号码' })
  })

  test('recovers when the gateway does, and follows no redirect', async ({ world }) => {
    const { calls, url } = await gateway([503, 302, 200])
    await setUp(world, null, { url })
    const notice = await send(world, { channels: ['webhook'] })
    for (let i = 0; i < 3; i++) {
      await dispatchQueued(world.house)
      world.wait(1.1)
    }
    expect(calls.length).toBe(3)
    expect(by(await read(world, notice.id), 'webhook')?.state).toBe('sent')
  })

  test('in an inside network is called only when the setting says so', async ({ world }) => {
    const { calls, url } = await gateway()
    await setUp(world, null, { url, allowPrivateAddress: false })
    for (const one of [url, url.replace('127.0.0.1', 'localhost'), url.replace('127.0.0.1', '[::ffff:127.0.0.1]')]) {
      await (await world.as('admin1')).put('/api/settings/webhook', {
        url: one,
        secret: 's',
        allowPrivateAddress: false,
      })
      const notice = await send(world, { channels: ['webhook'] })
      await dispatchQueued(world.house)
      expect(by(await read(world, notice.id), 'webhook')?.lastError).toBe('网关地址是内网地址，设置不允许')
    }
    expect(calls).toEqual([])
  })

  test('knows an inside address in every spelling', () => {
    const within = ['127.0.0.1', '127.9.9.9', '10.0.0.1', '172.31.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0']
    const within6 = ['::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1']
    expect([...within, ...within6].filter(one => !isPrivateAddress(one))).toEqual([])
    expect(['1.1.1.1', '172.32.0.1', '2400:3200::1', '::ffff:1.1.1.1'].filter(isPrivateAddress)).toEqual([])
  })
})

test('in the app a duty room is asked, and shown by its own name and telephone', async ({ world }) => {
  const [room] = await world.query(`select name, duty_phone from unit where id = '${world.unit('chaping')}'`)
  const { name, duty_phone } = room as { name: string; duty_phone: string }
  const asked = await send(world, { channels: ['inApp', 'phone'] })
  expect(by(asked, 'inApp')).toMatchObject({ personName: null, postName: name, phone: duty_phone })
  expect(by(asked, 'phone')?.personName).toMatch(/./)
})

describe('a channel that is not configured', () => {
  test('says so, before and after', async ({ world }) => {
    await setUp(world, null, null)
    const duty = await world.as('duty1')
    const { items } = (await duty.get<{ items: z.output<typeof ChannelView>[] }>('/api/notice-channels')).body
    expect(items.filter(one => !one.configured).map(one => one.channel)).toEqual(['email', 'webhook'])
    const notice = await send(world, { channels: ['email', 'webhook'] })
    await dispatchQueued(world.house)
    const after = await read(world, notice.id)
    expect(by(after, 'email')).toMatchObject({ state: 'notConfigured', lastError: '未配置邮件服务器', sentAt: null })
    expect(by(after, 'webhook')).toMatchObject({ state: 'notConfigured', lastError: '未配置消息网关', sentAt: null })
  })

  test('a person without an address is told apart', async ({ world }) => {
    const { mails, port } = await mailServer()
    await setUp(world, port, null)
    await world.query('update person set email = null')
    const notice = await send(world, { channels: ['email'] })
    await dispatchQueued(world.house)
    expect(by(await read(world, notice.id), 'email')).toMatchObject({
      state: 'notConfigured',
      lastError: '接收人没有登记邮箱',
    })
    expect(mails).toEqual([])
  })
})

describe('unanswered', () => {
  test('asks the next one every ten minutes, first of the unit, then of the one above, and ends', async ({ world }) => {
    await setUp(world, null, null)
    const notice = await send(world, { channels: ['inApp'], stepUpMinutes: 10 })
    await world.at('2026-07-12T10:09:59+08:00')
    expect(Math.max(...(await read(world, notice.id)).deliveries.map(one => one.rung))).toBe(0)
    await world.at('2026-07-12T10:10:00+08:00')
    const first = await read(world, notice.id)
    expect(
      first.deliveries
        .filter(one => one.rung === 1)
        .map(one => one.channel)
        .sort(),
    ).toEqual(['inApp', 'phone'])
    await world.at('2026-07-12T14:00:00+08:00')
    const last = await read(world, notice.id)
    const asked = [...new Map(last.deliveries.filter(one => one.rung > 0).map(one => [one.rung, one])).values()]
    expect(asked.length).toBeGreaterThan(2)
    expect(new Set(asked.map(one => one.personId)).size).toBe(asked.length)
    expect((await world.facts()).filter(type => type === 'notice.exhausted')).toEqual(['notice.exhausted'])
  })

  test('an answer stops the ladder', async ({ world }) => {
    await setUp(world, null, null)
    const notice = await send(world, { channels: ['inApp'], stepUpMinutes: 10 })
    await world.at('2026-07-12T10:12:00+08:00')
    const town = await world.as('chaping1')
    const mine = (await town.get<{ items: Mine[] }>('/api/notices/mine')).body.items.find(
      one => one.noticeId === notice.id,
    )
    expect((await town.post(`/api/notice-deliveries/${mine?.deliveryId}/acknowledgement`)).status).toBe(204)
    expect((await town.post(`/api/notice-deliveries/${mine?.deliveryId}/acknowledgement`)).status).toBe(204)
    await world.at('2026-07-12T14:00:00+08:00')
    expect(Math.max(...(await read(world, notice.id)).deliveries.map(one => one.rung))).toBe(1)
    const facts = await world.facts()
    expect(facts.filter(type => type === 'notice.acknowledged').length).toBe(1)
    expect(facts).not.toContain('notice.exhausted')
  })

  test('the result of a call is ticked: not reached, then answered, then never again', async ({ world }) => {
    await setUp(world, null, null)
    const notice = await send(world, { channels: ['phone'], stepUpMinutes: 10 })
    const id = by(notice, 'phone')?.id
    expect(by(notice, 'phone')?.state).toBe('toCall')
    const duty = await world.as('duty1')
    const tick = (body: object) => duty.post(`/api/notice-deliveries/${id}/call-result`, body)
    expect((await tick({ result: 'unreachable', note: '无人接听' })).status).toBe(204)
    expect(by(await read(world, notice.id), 'phone')).toMatchObject({ state: 'unreachable', acknowledgedAt: null })
    expect((await tick({ result: 'acknowledged', calledAt: '2026-07-12T11:00:00+08:00' })).status).toBe(422)
    expect((await tick({ result: 'acknowledged' })).status).toBe(204)
    expect(by(await read(world, notice.id), 'phone')).toMatchObject({ state: 'acknowledged', acknowledgedVia: '电话' })
    expect((await tick({ result: 'unreachable' })).problem.code).toBe('notice/already-answered')
    const stranger = await world.as('longtan1')
    expect((await stranger.post(`/api/notice-deliveries/${id}/call-result`, { result: 'unreachable' })).status).toBe(
      404,
    )
    await world.at('2026-07-12T14:00:00+08:00')
    expect(Math.max(...(await read(world, notice.id)).deliveries.map(one => one.rung))).toBe(0)
  })
})
