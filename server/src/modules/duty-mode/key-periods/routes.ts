import { Id } from '@anlan/contract/codec.ts'
import {
  KeyPeriodLine,
  KeyPeriodView,
  RemindResult,
  SignCheck,
  StatePreparation,
  WritePlan,
} from '@anlan/contract/key-period.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { signCheck, writePlan } from './checks.ts'
import { openPreparation, periodOf, statePart } from './prepare.ts'
import { listKeyPeriods, readKeyPeriod } from './reading.ts'
import { remindMissing } from './remind.ts'

const params = z.object({ id: z.string().max(60) })
const read = { permission: 'duty-mode.read' } as const
const prepare = { permission: 'duty-mode.prepare' } as const

/** 重点时段准备. */
export function keyPeriodRoutes(app: App) {
  app.get(
    '/api/key-periods',
    { config: read, schema: { response: { 200: z.object({ items: z.array(KeyPeriodLine) }) } } },
    request => request.work(async work => ({ items: await listKeyPeriods(work) })),
  )
  app.get('/api/key-periods/:id', { config: read, schema: { params, response: { 200: KeyPeriodView } } }, request =>
    request.work(work => readKeyPeriod(work, request.params.id)),
  )
  app.post(
    '/api/key-periods/:id/preparation',
    { config: prepare, schema: { params, response: { 200: KeyPeriodView } } },
    request =>
      request.work(work =>
        after(work, request.params.id, async () => {
          const opened = await openPreparation(work, await periodOf(work, request.params.id))
          if (!opened) throw new Problem('duty-mode/not-to-prepare')
        }),
      ),
  )
  app.post(
    '/api/key-periods/:id/reminders',
    { config: prepare, schema: { params, response: { 200: RemindResult } } },
    request => request.work(work => remindMissing(work, request.params.id)),
  )
  app.put(
    '/api/key-periods/:id/units/:unit/statement',
    {
      config: { permission: 'duty-mode.state' },
      schema: { params: params.extend({ unit: Id }), body: StatePreparation, response: { 200: KeyPeriodView } },
    },
    request =>
      request.work(work =>
        after(work, request.params.id, () => statePart(work, request.params.id, request.params.unit, request.body)),
      ),
  )
  app.put(
    '/api/key-periods/:id/checks/:check/signature',
    {
      config: { permission: 'duty-mode.sign' },
      schema: {
        params: params.extend({ check: z.string().max(60) }),
        body: SignCheck,
        response: { 200: KeyPeriodView },
      },
    },
    request =>
      request.work(work =>
        after(work, request.params.id, () => signCheck(work, request.params.id, request.params.check, request.body)),
      ),
  )
  app.put(
    '/api/key-periods/:id/plan',
    { config: prepare, schema: { params, body: WritePlan, response: { 200: KeyPeriodView } } },
    request =>
      request.work(work => after(work, request.params.id, () => writePlan(work, request.params.id, request.body))),
  )
}

async function after(work: Work, id: string, command: () => Promise<unknown>): Promise<KeyPeriodView> {
  await command()
  return readKeyPeriod(work, id)
}
