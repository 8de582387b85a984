import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Permission, permissions, type RoutePermission } from '@anlan/contract/permissions.ts'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { type Actor, type Reach, reachFor, reachOfNothing } from '../access/reach.ts'
import type { Session } from '../access/sessions.ts'
import type { House } from '../house.ts'
import { systemActor } from '../house.ts'
import { Problem } from '../problem.ts'
import { canonical } from '../work/canonical.ts'
import { type Receipt, runReading, runWork, type Work } from '../work/work.ts'

/** What a module gets to hang its routes on. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route names a permission; one without stops the start. */
    permission?: RoutePermission
  }
  interface FastifyRequest {
    session: Session | null
    actor: Actor
    reach: Reach
    /** Runs `act` as one unit of work within this request's reach. The reply is sent after the commit. That of a GET only reads. */
    work<T>(act: (work: Work) => Promise<T>): Promise<T>
    /**
     * Like `work`, for a create that may carry an id made by the client: a repeat with the same id and content is answered as the first
     * time, the same id with other content is refused (409), and two at once do it once.
     */
    create<T>(act: (work: Work) => Promise<T>): Promise<T>
  }
}

/** Gives each request its session, its reach and its unit of work. */
export function decorateRequests(
  app: App,
  house: House,
  findSession: (request: FastifyRequest) => Promise<Session | null>,
) {
  app.decorateRequest('session', null)
  app.decorateRequest('actor')
  app.decorateRequest('reach')
  app.decorateRequest('work')
  app.decorateRequest('create')

  app.addHook('onRequest', async request => {
    const permission = request.routeOptions.config.permission ?? 'public'
    request.session = permission === 'public' ? null : await findSession(request)
    request.actor = request.session?.actor ?? systemActor
    request.reach = reachOfNothing
    if (permission !== 'public') {
      if (!request.session) throw new Problem('not-signed-in')
      if (request.session.mustChangePassword && !request.url.startsWith('/api/session'))
        throw new Problem('password-change-required')
      if (request.session.mustSetUpSecondFactor && !request.url.startsWith('/api/session'))
        throw new Problem('second-factor-required')
      if (permission !== 'signed-in') request.reach = permittedReach(request.session, permission)
    }
    const run = request.method === 'GET' ? runReading : runWork
    request.work = act => run(house, request.actor, request.reach, act)
    request.create = act => createOnce(house, request, act)
  })
}

function permittedReach(session: Session, permission: Permission): Reach {
  const reach = reachFor(session.actor, permission)
  if (!reach) throw new Problem('not-permitted')
  return reach
}

/** The reach the actor has for another permission than the route's; nothing when he has none. */
export const reachOf = (actor: Actor, permission: Permission): Reach => reachFor(actor, permission) ?? reachOfNothing

async function createOnce<T>(house: House, request: FastifyRequest, act: (work: Work) => Promise<T>): Promise<T> {
  const body = request.body as { id?: string } | undefined
  if (!body?.id) return request.work(act)
  const account = request.actor.accountId
  const receipt: Omit<Receipt, 'reply'> = {
    id: body.id,
    account,
    route: `${request.method} ${request.url.split('?')[0]}`,
    hash: createHash('sha256').update(canonical(body)).digest('hex'),
  }
  try {
    return await request.work(async work => {
      const reply = await act(work)
      // A create that has nothing to say is remembered, too: JSON knows null, not undefined.
      work.pending.receipt = { ...receipt, reply: reply ?? null }
      return reply
    })
  } catch (error) {
    // This is a repeat, or another request with this id was faster, whatever refusal that led to here: the receipt's key was taken,
    // or what the first one made stands in the way. Looking only now spares every first request a look-up.
    const winner = await findReply<T>(house, receipt)
    if (winner) return winner.reply
    if ((error as { code?: string }).code === '23505') throw new Problem('id-already-used')
    throw error
  }
}

async function findReply<T>(house: House, receipt: Omit<Receipt, 'reply'>): Promise<{ reply: T } | null> {
  const row = await house.reading(tx =>
    tx.selectFrom('request_receipt').selectAll().where('id', '=', receipt.id).executeTakeFirst(),
  )
  if (!row) return null
  if (
    row.account_id !== receipt.account ||
    row.route !== receipt.route ||
    row.body_hash.toString('hex') !== receipt.hash
  )
    throw new Problem('id-already-used')
  return { reply: row.reply as T }
}

/** Refuses to go on when a route of the interface forgot to say who may use it. What is not under /api is the web app's own files. */
export function requirePermissions(app: App) {
  app.addHook('onRoute', route => {
    const permission = route.config?.permission
    if (route.method === 'HEAD' || route.method === 'OPTIONS' || !route.url.startsWith('/api')) return
    const known =
      permission === 'public' || permission === 'signed-in' || (permission !== undefined && permission in permissions)
    if (!known) throw new Error(`路由 ${String(route.method)} ${route.url} 没有指明权限，拒绝启动`)
  })
}
