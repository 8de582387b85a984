import { Id } from '@anlan/contract/codec.ts'
import {
  ReportStandby,
  SetTeamStatus,
  StandbyDay,
  StandbyHistory,
  StandbyQuery,
  TeamEquipment,
  TeamGaps,
  TeamList,
  TeamMembers,
  TeamMoves,
  TeamOverlaps,
  TeamQuery,
  TeamView,
} from '@anlan/contract/team.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { readStandbyDay, readStandbyOf, reportStandby } from '../standby/standby.ts'
import { readEquipment, readGaps } from './equipment.ts'
import { listTeams, readMembers, readOverlaps, readTeam, teamInReach } from './read.ts'
import { movesOf, setTeamStatus } from './status.ts'

const params = z.object({ id: Id })
const read = { permission: 'team.read' } as const
const report = { permission: 'team.report' } as const

/** 队伍, their rolls and equipment, what they are doing, 备勤. */
export function teamRoutes(app: App) {
  app.get('/api/teams', { config: read, schema: { querystring: TeamQuery, response: { 200: TeamList } } }, request =>
    request.work(work => listTeams(work, request.query)),
  )
  app.get('/api/teams/overlaps', { config: read, schema: { response: { 200: TeamOverlaps } } }, request =>
    request.work(readOverlaps),
  )
  app.get('/api/teams/gaps', { config: read, schema: { response: { 200: TeamGaps } } }, request =>
    request.work(async work => ({ items: await readGaps(work) })),
  )
  app.get('/api/teams/:id', { config: read, schema: { params, response: { 200: TeamView } } }, request =>
    request.work(work => readTeam(work, request.params.id)),
  )
  app.get('/api/teams/:id/members', { config: read, schema: { params, response: { 200: TeamMembers } } }, request =>
    request.work(async work => ({ items: await readMembers(work, request.params.id) })),
  )
  app.get('/api/teams/:id/equipment', { config: read, schema: { params, response: { 200: TeamEquipment } } }, request =>
    request.work(work => readEquipment(work, request.params.id)),
  )
  app.get('/api/teams/:id/moves', { config: read, schema: { params, response: { 200: TeamMoves } } }, request =>
    request.work(async work => {
      await teamInReach(work, request.params.id)
      return { items: await movesOf(work, request.params.id) }
    }),
  )
  app.put(
    '/api/teams/:id/status',
    { config: report, schema: { params, body: SetTeamStatus, response: { 200: TeamView } } },
    request =>
      request.work(async work => {
        const { status, ...change } = request.body
        await teamInReach(work, request.params.id)
        await setTeamStatus(work, request.params.id, status, change)
        return readTeam(work, request.params.id)
      }),
  )
  app.get(
    '/api/team-standby',
    { config: read, schema: { querystring: StandbyQuery, response: { 200: StandbyDay } } },
    request => request.work(work => readStandbyDay(work, request.query)),
  )
  app.get('/api/teams/:id/standby', { config: read, schema: { params, response: { 200: StandbyHistory } } }, request =>
    request.work(async work => ({ items: await readStandbyOf(work, request.params.id) })),
  )
  app.put(
    '/api/teams/:id/standby',
    { config: report, schema: { params, body: ReportStandby, response: { 200: StandbyHistory } } },
    request =>
      request.work(async work => {
        await reportStandby(work, request.params.id, request.body)
        return { items: await readStandbyOf(work, request.params.id) }
      }),
  )
}
