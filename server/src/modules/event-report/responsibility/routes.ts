import { Id } from '@anlan/contract/codec.ts'
import {
  ResponsibilityLine,
  ResponsibilityMatrix,
  ResponsibilityProposal,
  SetResponsibility,
  SettleProposal,
} from '@anlan/contract/responsibility.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { openProposals, settleProposal } from './proposals.ts'
import { readMatrix, setResponsibility } from './responsibility.ts'

/** 职责矩阵: event type × unit, read by routing. */
export function responsibilityRoutes(app: App) {
  app.get(
    '/api/responsibilities',
    { config: { permission: 'event-report.rules.read' }, schema: { response: { 200: ResponsibilityMatrix } } },
    request => request.work(async work => ({ items: await readMatrix(work) })),
  )
  app.put(
    '/api/responsibilities',
    {
      config: { permission: 'event-report.responsibility.edit' },
      schema: { body: SetResponsibility, response: { 200: ResponsibilityLine } },
    },
    request => request.work(work => setResponsibility(work, request.body)),
  )
  const edit = { permission: 'event-report.responsibility.edit' } as const
  const proposals = z.object({ items: z.array(ResponsibilityProposal) })
  app.get('/api/responsibility-proposals', { config: edit, schema: { response: { 200: proposals } } }, request =>
    request.work(async work => ({ items: await openProposals(work) })),
  )
  app.put(
    '/api/responsibility-proposals/:id',
    { config: edit, schema: { params: z.object({ id: Id }), body: SettleProposal, response: { 200: proposals } } },
    request =>
      request.work(async work => {
        await settleProposal(work, request.params.id, request.body)
        return { items: await openProposals(work) }
      }),
  )
}
