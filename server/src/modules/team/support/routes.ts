import { Id } from '@anlan/contract/codec.ts'
import {
  DoneSupply,
  SupplyKindName,
  SupportQuery,
  TeamPlans,
  TeamSupportSums,
  VisitingTeams,
} from '@anlan/contract/team-support.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { readPlans } from './milestones.ts'
import { supportSums } from './sums.ts'
import { doneSupply, readVisiting } from './visiting.ts'

const read = { permission: 'team.read' } as const

/** 建设规划, 考核与扶持, 跨区支援队伍的就地保障. */
export function supportRoutes(app: App) {
  app.get('/api/team-plans', { config: read, schema: { response: { 200: TeamPlans } } }, request =>
    request.work(readPlans),
  )
  app.get(
    '/api/team-support',
    { config: read, schema: { querystring: SupportQuery, response: { 200: TeamSupportSums } } },
    request => request.work(work => supportSums(work, request.query.year)),
  )
  app.get('/api/visiting-teams', { config: read, schema: { response: { 200: VisitingTeams } } }, request =>
    request.work(readVisiting),
  )
  app.put(
    '/api/visiting-teams/:id/supplies/:kind',
    {
      config: { permission: 'team.report' },
      schema: {
        params: z.object({ id: Id, kind: SupplyKindName }),
        body: DoneSupply,
        response: { 200: VisitingTeams },
      },
    },
    request =>
      request.work(async work => {
        await doneSupply(work, request.params.id, request.params.kind, request.body.note)
        return readVisiting(work)
      }),
  )
}
