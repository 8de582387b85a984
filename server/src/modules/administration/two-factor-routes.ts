import { Id } from '@anlan/contract/codec.ts'
import {
  BeginSecondFactor,
  ConfirmSecondFactor,
  RecoveryCodes,
  RemoveSecondFactor,
  ResetSecondFactor,
  SecondFactorSecret,
  SecondFactorView,
} from '@anlan/contract/session.ts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { endSessions, isSecondFactorObligatory, type Session } from '../../kernel/access/sessions.ts'
import { giveTryBack, takeTry } from '../../kernel/access/sign-in.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  dropSecondFactor,
  secondFactorOf,
  spendCode,
} from '../../kernel/access/totp.ts'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { confirmPassword } from './accounts.ts'

/** 两步验证: one's own is set up and removed here; whoever lost the device is helped by the security administrator. */
export function twoFactorRoutes(app: App, house: House) {
  const config = { permission: 'signed-in' } as const
  const url = '/api/session/second-factor'
  app.get(url, { config, schema: { response: { 200: SecondFactorView } } }, request =>
    request.work(async work => {
      const { accountId, roles } = mine(request)
      const factor = await secondFactorOf(work.tx, accountId)
      return {
        enabledAt: factor?.confirmedAt?.toISOString() ?? null,
        recoveryCodesLeft: factor?.recoveryCodesLeft ?? 0,
        isObligatory: await isSecondFactorObligatory(house, work.tx, roles),
      }
    }),
  )
  app.post(
    url,
    { config, schema: { body: BeginSecondFactor, response: { 201: SecondFactorSecret } } },
    async (request, reply) => {
      const { accountId, session } = mine(request)
      const made = await withTry(
        house,
        request,
        work => beginSecondFactor(work, house, accountId, session.account),
        request.body.password,
      )
      return reply.code(201).send(made)
    },
  )
  app.post(
    `${url}/confirmation`,
    { config, schema: { body: ConfirmSecondFactor, response: { 201: RecoveryCodes } } },
    async (request, reply) => {
      const { accountId } = mine(request)
      const recoveryCodes = await withTry(house, request, work =>
        confirmSecondFactor(work, house, accountId, request.body.code),
      )
      house.sessions.forget(accountId)
      return reply.code(201).send({ recoveryCodes })
    },
  )
  app.post(`${url}/removal`, { config, schema: { body: RemoveSecondFactor } }, async (request, reply) => {
    const { accountId, roles } = mine(request)
    const remove = async (work: Work) => {
      await spendCode(work, house, accountId, request.body.code)
      if (await isSecondFactorObligatory(house, work.tx, roles)) throw new Problem('session/second-factor-obligatory')
      await dropSecondFactor(work.tx, accountId)
      recordFact(work, 'account.second-factor-removed', accountId)
    }
    await withTry(house, request, remove, request.body.password)
    return reply.code(204).send()
  })
  app.post(
    '/api/accounts/:id/second-factor-reset',
    {
      config: { permission: 'administration.grants.manage' },
      schema: { params: z.object({ id: Id }), body: ResetSecondFactor },
    },
    async (request, reply) => {
      const { id } = request.params
      await request.work(async work => {
        if (id === work.actor.accountId) throw new Problem('administration/own-account')
        const account = await work.tx.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()
        if (!account) throw new Problem('not-found')
        if (!(await dropSecondFactor(work.tx, id))) throw new Problem('session/second-factor-missing')
        // Whoever has the lost device may be signed in with it.
        await endSessions(work.tx, id)
        recordFact(work, 'account.second-factor-reset', id, { reason: request.body.reason })
      })
      return reply.code(204).send()
    },
  )
}

const passwordField = { pointer: '/password', field: '密码' }

function mine({ session }: FastifyRequest): { session: Session; accountId: string; roles: Session['roles'] } {
  if (!session?.actor.accountId) throw new Problem('not-signed-in')
  return { session, accountId: session.actor.accountId, roles: session.roles }
}

/** Whoever found a screen unlocked has no more tries at password and code here than at the door. */
async function withTry<T>(
  house: House,
  request: FastifyRequest,
  act: (work: Work) => Promise<T>,
  password?: string,
): Promise<T> {
  const { session } = mine(request)
  const source = await takeTry(house, session.account, request.ip)
  if (password !== undefined) await confirmPassword(request.work, session, password, passwordField)
  return request.work(async work => {
    const result = await act(work)
    await giveTryBack(work, session.account, source, request.ip, house.wallClock.now())
    return result
  })
}
