import {
  ChangeSetting,
  MailSettings,
  SettingChangeView,
  SettingGroupView,
  SettingView,
  TestNumber,
  TestOutcome,
  WebhookSettings,
} from '@anlan/contract/administration.ts'
import { requiredText } from '@anlan/contract/codec.ts'
import { z } from 'zod'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { readSetting, writeSetting } from '../../kernel/setting-rows.ts'
import { recordFact } from '../../kernel/work/work.ts'
import {
  type MailSetting,
  mailSettingKey,
  mannerOf,
  noMail,
  noWebhook,
  sendTestCall,
  sendTestMail,
  type WebhookSetting,
  webhookSettingKey,
} from '../notice/api.ts'
import { changeSetting, historyOf, listSettings } from './parameters.ts'

// A stored secret is never shown again; sending it back unchanged keeps it.
const hidden = '••••••••'

/** 系统设置: the parameters that modules declare, and the connections of the channels. */
export function settingRoutes(app: App, house: House) {
  parameterRoutes(app, house)
  channelRoutes(app)
}

function parameterRoutes(app: App, house: House) {
  const params = z.object({ key: z.string().max(120).meta({ title: '参数' }) })
  const read = { permission: 'administration.parameters.read' } as const
  app.get(
    '/api/settings',
    { config: read, schema: { response: { 200: z.object({ groups: z.array(SettingGroupView) }) } } },
    request => request.work(async work => ({ groups: await listSettings(work, house) })),
  )
  app.put(
    '/api/settings/:key',
    {
      config: { permission: 'administration.parameters.change' },
      schema: { params, body: ChangeSetting, response: { 200: SettingView } },
    },
    request => request.work(work => changeSetting(work, house, request.params.key, request.body)),
  )
  app.get(
    '/api/settings/:key/history',
    {
      config: read,
      schema: { params, response: { 200: z.object({ items: z.array(SettingChangeView) }) } },
    },
    request => request.work(async work => ({ items: await historyOf(work, house, request.params.key) })),
  )
}

function channelRoutes(app: App) {
  const config = { permission: 'administration.settings.manage' } as const
  app.get('/api/settings/mail', { config, schema: { response: { 200: MailSettings } } }, request =>
    request.work(async work => masked(await readSetting<MailSetting>(work.tx, mailSettingKey, noMail), 'password')),
  )
  app.put('/api/settings/mail', { config, schema: { body: MailSettings, response: { 200: MailSettings } } }, request =>
    request.work(async work => {
      const before = await readSetting<MailSetting>(work.tx, mailSettingKey, noMail)
      const after = {
        ...request.body,
        password: request.body.password === hidden ? before.password : request.body.password,
      }
      await writeSetting(work, mailSettingKey, after, 'notice')
      return masked(after, 'password')
    }),
  )
  app.post(
    '/api/settings/mail/test',
    {
      config,
      schema: {
        body: z.object({ to: requiredText('收件人', 120) }),
        response: { 200: TestOutcome },
      },
    },
    async request => {
      const { setting, manner } = await request.work(async work => {
        recordFact(work, 'setting.mail-tested', mailSettingKey)
        const setting = await readSetting<MailSetting>(work.tx, mailSettingKey, noMail)
        return { setting, manner: await mannerOf(work.tx, work.settings) }
      })
      return sendTestMail(setting, manner, request.body.to)
    },
  )
  app.post(
    '/api/settings/webhook/test',
    { config, schema: { body: TestNumber, response: { 200: TestOutcome } } },
    async request => {
      const { setting, manner } = await request.work(async work => {
        recordFact(work, 'setting.webhook-tested', webhookSettingKey)
        const setting = await readSetting<WebhookSetting>(work.tx, webhookSettingKey, noWebhook)
        return { setting, manner: await mannerOf(work.tx, work.settings) }
      })
      return sendTestCall(setting, manner, request.body.phone ?? null)
    },
  )
  app.get('/api/settings/webhook', { config, schema: { response: { 200: WebhookSettings } } }, request =>
    request.work(async work =>
      masked(await readSetting<WebhookSetting>(work.tx, webhookSettingKey, noWebhook), 'secret'),
    ),
  )
  app.put(
    '/api/settings/webhook',
    { config, schema: { body: WebhookSettings, response: { 200: WebhookSettings } } },
    request =>
      request.work(async work => {
        const { url } = request.body
        if (url && !/^https?:\/\/[^\s]+$/.test(url))
          throw new Problem('invalid-input', {
            errors: [{ pointer: '/url', field: '网关地址', message: '网关地址应以 http:// 或 https:// 开头' }],
          })
        const before = await readSetting<WebhookSetting>(work.tx, webhookSettingKey, noWebhook)
        const after = { ...request.body, secret: request.body.secret === hidden ? before.secret : request.body.secret }
        await writeSetting(work, webhookSettingKey, after, 'notice')
        return masked(after, 'secret')
      }),
  )
}

const masked = <T extends object, K extends keyof T>(setting: T, secret: K): T => ({
  ...setting,
  [secret]: setting[secret] ? hidden : '',
})
