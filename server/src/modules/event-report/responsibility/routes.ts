import { ResponsibilityLine, ResponsibilityMatrix, SetResponsibility } from '@anlan/contract/responsibility.ts'
import type { App } from '../../../kernel/http/app.ts'
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
}
