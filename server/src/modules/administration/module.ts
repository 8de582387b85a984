import { FactQuery, FactView, OperationView } from '@anlan/contract/administration.ts'
import { page } from '@anlan/contract/codec.ts'
import { z } from 'zod'
import { accessSettings } from '../../kernel/access/access-settings.ts'
import { cursorParts, pageOf } from '../../kernel/database/keyset.ts'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import type { Module } from '../../kernel/module.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { accountRoutes } from './account-routes.ts'
import { mentionsInAccounts } from './mentions.ts'
import { readOperation, retryDeadLetter } from './operations.ts'
import { administrationSchema } from './schema.ts'
import { grantSchema } from './schema-grants.ts'
import { sessionRoutes } from './session-routes.ts'
import { settingRoutes } from './setting-routes.ts'
import { setupRoutes } from './setup/routes.ts'
import { summaryRoutes } from './summaries.ts'
import { usageRoutes } from './usage/routes.ts'
import { usageSchema } from './usage/schema.ts'
import { usageSettings } from './usage/settings.ts'

/** 系统管理: sessions, accounts and roles, settings, the state of the installation, and the auditor's view of the record. Separate powers: each page has one role. */
export const administration: Module = {
  name: 'administration',
  migrations: [...administrationSchema, ...usageSchema, ...grantSchema],
  routes: administrationRoutes,
  settings: [...accessSettings, ...usageSettings],
  mentions: mentionsInAccounts,
}

function administrationRoutes(app: App, house: House) {
  sessionRoutes(app, house)
  accountRoutes(app)
  operationRoutes(app, house)
  settingRoutes(app, house)
  usageRoutes(app)
  setupRoutes(app, house)
  summaryRoutes(app, house)
  app.get(
    '/api/facts',
    {
      config: { permission: 'administration.facts.read' },
      schema: { querystring: FactQuery, response: { 200: page(FactView) } },
    },
    request => request.work(work => listFacts(work, request.query)),
  )
}

function operationRoutes(app: App, house: House) {
  const config = { permission: 'administration.operations' } as const
  app.get('/api/operations', { config, schema: { response: { 200: OperationView } } }, request =>
    request.work(work => readOperation(work, house)),
  )
  app.post(
    '/api/operations/dead-letters/:kind/:id/retry',
    { config, schema: { params: z.object({ kind: z.enum(['delivery', 'task']), id: z.string().max(300) }) } },
    async (request, reply) => {
      await request.work(work => retryDeadLetter(work, request.params.kind, request.params.id))
      house.wake.facts(true)
      return reply.code(204).send()
    },
  )
}

/** The record as the auditor reads it, newest first. Reading it leaves a fact, too. */
async function listFacts(work: Work, query: z.output<typeof FactQuery>) {
  const cursor = cursorParts(query.after, ['number'])
  const rows = await work.tx
    .selectFrom('fact as f')
    .leftJoin('unit as u', 'u.id', 'f.chain_id')
    .selectAll('f')
    .select('u.name as unit_name')
    .$if(query.type !== undefined && query.type !== '', q => q.where('f.type', '=', query.type ?? ''))
    .$if(query.subject !== undefined && query.subject !== '', q => q.where('f.subject_id', '=', query.subject ?? ''))
    .$if(cursor !== null, q => q.where('f.position', '<', Number(cursor?.[0])))
    .orderBy('f.position', 'desc')
    .limit(query.limit + 1)
    .execute()
  recordFact(work, 'audit.read', 'facts', { type: query.type ?? null, subject: query.subject ?? null })
  return pageOf(
    rows,
    query.limit,
    row => [row.position],
    row => ({
      id: row.id,
      position: String(row.position),
      chain: row.chain_id,
      sequence: row.sequence,
      type: row.type,
      subjectId: row.subject_id,
      at: row.recorded_at.toISOString(),
      actor: row.actor_name,
      unitName: row.unit_name,
      data: withoutContent(row.type, row.data),
      hash: row.hash.toString('hex'),
    }),
  )
}

/** The auditor sees who did what when, not the business content itself (三权分立): texts are shown by their length only. */
function withoutContent(type: string, data: Record<string, unknown>): Record<string, unknown> {
  if (/^(session|account|setting|audit|calendar|directory|document)\./.test(type)) return data
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === 'string' && value.length > 40 ? `（${value.length} 字）` : value,
    ]),
  )
}
