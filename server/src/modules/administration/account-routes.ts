import {
  AccountPerson,
  AccountPersonQuery,
  AccountQuery,
  AccountSheetView,
  AccountView,
  ChangeAccount,
  GrantRequests,
  OpenAccount,
  OpenAccounts,
  PostGrantView,
  ResetPassword,
  SetEnabled,
  SetGrants,
  SetPostGrants,
} from '@anlan/contract/administration.ts'
import { Id, page } from '@anlan/contract/codec.ts'
import { z } from 'zod'
import { passwordRules } from '../../kernel/access/passwords.ts'
import type { App } from '../../kernel/http/app.ts'
import { readBook, uploaded } from '../register/sheets/api.ts'
import { readAccountSheet } from './account-sheet.ts'
import {
  changeAccount,
  findAccount,
  firstPassword,
  listAccountPersons,
  listAccounts,
  nextPassword,
  openAccount,
  openAccounts,
  resetPassword,
  setEnabled,
  unlockAccount,
} from './accounts.ts'
import { grantRequests, grantRoles, grantsOf, listPostGrants, setPostGrants } from './grants.ts'

const params = z.object({ id: Id })
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** 账号: opened and kept by the system administrator, empowered by the security administrator. */
export function accountRoutes(app: App) {
  readingRoutes(app)
  keepingRoutes(app)
  grantingRoutes(app)
}

function readingRoutes(app: App) {
  const config = { permission: 'administration.accounts.read' } as const
  app.get(
    '/api/accounts',
    { config, schema: { querystring: AccountQuery, response: { 200: page(AccountView) } } },
    request => request.work(work => listAccounts(work, request.query)),
  )
  app.get('/api/accounts/:id', { config, schema: { params, response: { 200: AccountView } } }, request =>
    request.work(work => findAccount(work, request.params.id)),
  )
  app.get(
    '/api/account-persons',
    { config, schema: { querystring: AccountPersonQuery, response: { 200: items(AccountPerson) } } },
    request => request.work(async work => ({ items: await listAccountPersons(work, request.query) })),
  )
  app.get(
    '/api/post-grants',
    {
      config,
      schema: { querystring: z.object({ unit: Id.meta({ title: '单位' }) }), response: { 200: items(PostGrantView) } },
    },
    request => request.work(async work => ({ items: await listPostGrants(work, request.query.unit) })),
  )
}

function keepingRoutes(app: App) {
  const config = { permission: 'administration.accounts.manage' } as const
  const response = { 200: AccountView }
  app.post(
    '/api/accounts',
    { config, schema: { body: OpenAccount, response: { 201: AccountView } } },
    async (request, reply) => {
      const rules = await request.work(work => passwordRules(work.tx, work.settings))
      const password = await firstPassword(rules, request.body.initialPassword, request.body.requestedRoles)
      return reply.code(201).send(await request.create(work => openAccount(work, request.body, password)))
    },
  )
  app.post(
    '/api/accounts/bulk',
    { config, schema: { body: OpenAccounts, response: { 201: items(AccountView) } } },
    async (request, reply) => {
      const rules = await request.work(work => passwordRules(work.tx, work.settings))
      const hashes: string[] = []
      for (const [i, one] of request.body.accounts.entries())
        hashes.push(
          await firstPassword(rules, one.initialPassword, one.requestedRoles, `/accounts/${i}/initialPassword`),
        )
      return reply
        .code(201)
        .send(await request.create(async work => ({ items: await openAccounts(work, request.body.accounts, hashes) })))
    },
  )
  app.post('/api/accounts/sheet', { config, schema: { response: { 200: AccountSheetView } } }, async request => {
    const file = await uploaded(request)
    const book = await readBook(file.name, file.content)
    return request.work(work => readAccountSheet(work, book))
  })
  app.put('/api/accounts/:id', { config, schema: { params, body: ChangeAccount, response } }, request =>
    request.work(work => changeAccount(work, request.params.id, request.body)),
  )
  app.put('/api/accounts/:id/enabled', { config, schema: { params, body: SetEnabled, response } }, request =>
    request.work(work => setEnabled(work, request.params.id, request.body)),
  )
  app.post('/api/accounts/:id/unlocking', { config, schema: { params, response } }, request =>
    request.work(work => unlockAccount(work, request.params.id)),
  )
  app.post(
    '/api/accounts/:id/password',
    { config, schema: { params, body: ResetPassword, response } },
    async request => {
      const next = await nextPassword(request.work, request.params.id, request.body.newPassword)
      return request.work(work => resetPassword(work, request.params.id, next))
    },
  )
}

function grantingRoutes(app: App) {
  const config = { permission: 'administration.grants.manage' } as const
  app.put(
    '/api/accounts/:id/grants',
    { config, schema: { params, body: SetGrants, response: { 200: AccountView } } },
    request =>
      request.work(async work => {
        await grantRoles(work, request.params.id, await grantsOf(work, request.params.id, request.body))
        return findAccount(work, request.params.id)
      }),
  )
  app.post('/api/account-requests/granting', { config, schema: { body: GrantRequests } }, async (request, reply) => {
    await request.work(work => grantRequests(work, request.body.accountIds))
    return reply.code(204).send()
  })
  app.put(
    '/api/post-grants/:id',
    { config, schema: { params, body: SetPostGrants, response: { 200: PostGrantView } } },
    request => request.work(work => setPostGrants(work, request.params.id, request.body.roles)),
  )
}
