import { Id, page } from '@anlan/contract/codec.ts'
import {
  BulletinCaseQuery,
  BulletinCases,
  BulletinQuery,
  DraftBulletin,
  DraftedBulletin,
  FaultBulletin,
} from '@anlan/contract/fault-bulletin.ts'
import { AnswerCorrection, CorrectionQuery, CorrectionView, DecideCorrection } from '@anlan/contract/report-fault.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { listCorrections, presentCorrection } from './correction-list.ts'
import { answerCorrection, decideCorrection } from './corrections.ts'
import { draftBulletin } from './draft.ts'
import { exportBulletin } from './export.ts'
import { bulletinCases, faultBulletin } from './figures.ts'

const params = z.object({ id: Id })

/** 报送质量通报 and the corrections of confirmed faults. */
export function bulletinRoutes(app: App) {
  const read = { permission: 'event-report.violation.read' } as const
  app.get(
    '/api/fault-bulletin',
    { config: read, schema: { querystring: BulletinQuery, response: { 200: FaultBulletin } } },
    request => request.work(work => faultBulletin(work, request.query)),
  )
  app.get(
    '/api/fault-bulletin/cases',
    { config: read, schema: { querystring: BulletinCaseQuery, response: { 200: BulletinCases } } },
    request => request.work(work => bulletinCases(work, request.query)),
  )
  app.post(
    '/api/fault-bulletin/papers',
    {
      config: { permission: 'event-report.bulletin.draft' },
      schema: { body: DraftBulletin, response: { 201: DraftedBulletin } },
    },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => ({ paperId: await draftBulletin(work, request.body) }))),
  )
  app.get(
    '/api/fault-bulletin/export.xlsx',
    { config: read, schema: { querystring: BulletinQuery } },
    async (request, reply) => {
      const { name, content } = await request.work(work => exportBulletin(work, request.query))
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
        .header('cache-control', 'no-store')
        .send(content)
    },
  )
  correctionRoutes(app)
}

function correctionRoutes(app: App) {
  app.get(
    '/api/corrections',
    {
      config: { permission: 'event-report.correction.read' },
      schema: { querystring: CorrectionQuery, response: { 200: page(CorrectionView) } },
    },
    request => request.work(work => listCorrections(work, request.query)),
  )
  app.get(
    '/api/corrections/:id',
    { config: { permission: 'event-report.correction.read' }, schema: { params, response: { 200: CorrectionView } } },
    request => request.work(work => presentCorrection(work, request.params.id)),
  )
  app.post(
    '/api/corrections/:id/answers',
    {
      config: { permission: 'event-report.correction.answer' },
      schema: { params, body: AnswerCorrection, response: { 201: CorrectionView } },
    },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await answerCorrection(work, request.params.id, request.body)
          return presentCorrection(work, request.params.id)
        }),
      ),
  )
  app.post(
    '/api/corrections/:id/decision',
    {
      config: { permission: 'event-report.violation.review' },
      schema: { params, body: DecideCorrection, response: { 200: CorrectionView } },
    },
    request =>
      request.work(async work => {
        await decideCorrection(work, request.params.id, request.body)
        return presentCorrection(work, request.params.id)
      }),
  )
}
