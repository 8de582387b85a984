import { ChangePassword, SessionView, SignedIn, SignIn } from '@anlan/contract/session.ts'
import type { z } from 'zod'
import type { Session } from '../../kernel/access/sessions.ts'
import { giveTryBack, signIn, takeTry } from '../../kernel/access/sign-in.ts'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'
import { changePassword, confirmPassword, nextPassword } from './accounts.ts'
import { twoFactorRoutes } from './two-factor-routes.ts'

const cookieName = 'anlan_session'
// Tight per address, before any password is hashed; an office behind one address still gets in at shift change.
const signInsPerMinute = 120

/** Signing in and out, and one's own password. */
export function sessionRoutes(app: App, house: House) {
  const { sessions } = house
  twoFactorRoutes(app, house)
  app.post(
    '/api/session',
    {
      config: {
        permission: 'public',
        rateLimit: {
          max: signInsPerMinute,
          timeWindow: '1 minute',
          keyGenerator: (request: { ip: string }) => `sign-in ${request.ip}`,
        },
      },
      schema: { body: SignIn, response: { 201: SignedIn } },
    },
    async (request, reply) => {
      const { account, password, code } = request.body
      const { token, expiresAt } = await signIn(house, account, password, request.ip, code)
      const session = await sessions.find(token)
      if (!session) throw new Problem('session/wrong-credentials')
      void reply.setCookie(cookieName, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        expires: expiresAt,
      })
      return reply.code(201).send({ ...(await house.transaction(tx => view({ tx }, session))), token })
    },
  )
  app.get(
    '/api/session',
    { config: { permission: 'signed-in' }, schema: { response: { 200: SessionView } } },
    request => request.work(work => view(work, mine(request.session))),
  )
  app.delete('/api/session', { config: { permission: 'signed-in' } }, async (request, reply) => {
    const session = mine(request.session)
    await request.work(async work => {
      await work.tx.deleteFrom('session').where('token_hash', '=', session.tokenHash).execute()
      recordFact(work, 'session.closed', session.actor.accountId ?? '')
    })
    await sessions.revoked(session.actor.accountId ?? '')
    void reply.clearCookie(cookieName, { path: '/' })
    return reply.code(204).send()
  })
  app.post(
    '/api/session/password',
    { config: { permission: 'signed-in' }, schema: { body: ChangePassword } },
    async (request, reply) => {
      const session = mine(request.session)
      // Whoever found a screen unlocked has no more tries at the password here than at the door.
      const source = await takeTry(house, session.account, request.ip)
      await confirmPassword(request.work, session, request.body.currentPassword)
      await request.work(work => giveTryBack(work, session.account, source, request.ip, house.wallClock.now()))
      const next = await nextPassword(request.work, session.actor.accountId ?? '', request.body.newPassword)
      await request.work(work => changePassword(work, session, next))
      // This node need not wait to hear it from the database: the very next request sees that the change was made.
      sessions.forget(session.actor.accountId ?? '')
      return reply.code(204).send()
    },
  )
}

function mine(session: Session | null): Session {
  if (!session) throw new Problem('not-signed-in')
  return session
}

async function view({ tx }: Pick<Work, 'tx'>, session: Session): Promise<z.output<typeof SessionView>> {
  const unit = await findUnit(tx, session.actor.unitId)
  return {
    accountId: session.actor.accountId ?? '',
    account: session.account,
    displayName: session.actor.name,
    personId: session.actor.personId,
    unitId: session.actor.unitId,
    unitName: unit?.name ?? '',
    unitKind: unit?.kind ?? '',
    areaCode: unit?.area_code ?? null,
    roles: session.roles,
    mustChangePassword: session.mustChangePassword,
    mustSetUpSecondFactor: session.mustSetUpSecondFactor,
    expiresAt: session.expiresAt.toISOString(),
  }
}
