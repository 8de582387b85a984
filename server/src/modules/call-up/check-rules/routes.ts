import { CheckRuleView, SaveCheckRule } from '@anlan/contract/call-up-checks.ts'
import { ChangeEntry } from '@anlan/contract/change.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { historyOfCheckRule, listCheckRules, saveCheckRule } from './check-rules.ts'

const url = '/api/call-up-checks'
const params = z.object({ code: z.string().max(60) })
const read = { permission: 'call-up.read' } as const
const define = { permission: 'call-up.define' } as const

/** 出发前检查项: what is asked before leaving, by what goes out. */
export function checkRuleRoutes(app: App) {
  app.get(url, { config: read, schema: { response: { 200: z.object({ items: z.array(CheckRuleView) }) } } }, request =>
    request.work(async work => ({ items: await listCheckRules(work) })),
  )
  app.post(url, { config: define, schema: { body: SaveCheckRule, response: { 200: CheckRuleView } } }, request =>
    request.create(work => saveCheckRule(work, request.body, null)),
  )
  app.put(
    `${url}/:code`,
    { config: define, schema: { params, body: SaveCheckRule, response: { 200: CheckRuleView } } },
    request => request.work(work => saveCheckRule(work, request.body, request.params.code)),
  )
  app.get(
    `${url}/:code/history`,
    { config: read, schema: { params, response: { 200: z.object({ items: z.array(ChangeEntry) }) } } },
    request => request.work(async work => ({ items: await historyOfCheckRule(work, request.params.code) })),
  )
}
