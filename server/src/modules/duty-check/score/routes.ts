import { ChangeEntry } from '@anlan/contract/change.ts'
import { Id, page } from '@anlan/contract/codec.ts'
import {
  AddSupervision,
  ChangeScoreRule,
  DraftDutyBulletin,
  Quarter,
  QuarterScores,
  ScoreCase,
  ScoreRuleView,
  SpotCheckQuery,
  SupervisionView,
} from '@anlan/contract/duty-check.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { asFile } from '../../register/sheets/api.ts'
import { draftDutyBulletin } from './bulletin.ts'
import { historyOfRule } from './held-rules.ts'
import { casesOfUnit, changeScoreRule, listScoreRules, quarterScores } from './scores.ts'
import { addSupervision, listSupervisions } from './supervision.ts'
import { exportYear } from './year.ts'

const read = { permission: 'duty-check.read' } as const
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** 值班得分、评分规则、督查记录、通报. */
export function scoreRoutes(app: App) {
  app.get(
    '/api/duty-scores',
    { config: read, schema: { querystring: z.object({ quarter: Quarter }), response: { 200: QuarterScores } } },
    request => request.work(work => quarterScores(work, request.query.quarter)),
  )
  app.get(
    '/api/duty-scores/year.xlsx',
    {
      config: read,
      schema: { querystring: z.object({ year: z.coerce.number().int().min(2020).max(2099).meta({ title: '年度' }) }) },
    },
    async (request, reply) => {
      const { name, content } = await request.work(work => exportYear(work, request.query.year))
      return asFile(reply, name).send(content)
    },
  )
  app.get(
    '/api/duty-scores/cases',
    {
      config: read,
      schema: { querystring: z.object({ quarter: Quarter, unit: Id }), response: { 200: items(ScoreCase) } },
    },
    request =>
      request.work(async work => ({ items: await casesOfUnit(work, request.query.quarter, request.query.unit) })),
  )
  app.get(
    '/api/duty-score-rules',
    {
      config: read,
      schema: { querystring: z.object({ quarter: Quarter.optional() }), response: { 200: items(ScoreRuleView) } },
    },
    request => request.work(async work => ({ items: await listScoreRules(work, request.query.quarter) })),
  )
  app.get(
    '/api/duty-score-rules/:code/history',
    {
      config: read,
      schema: { params: z.object({ code: z.string().max(40) }), response: { 200: items(ChangeEntry) } },
    },
    request => request.work(async work => ({ items: await historyOfRule(work, request.params.code) })),
  )
  app.put(
    '/api/duty-score-rules/:code',
    {
      config: { permission: 'duty-check.define' },
      schema: {
        params: z.object({ code: z.string().max(40) }),
        body: ChangeScoreRule,
        response: { 200: items(ScoreRuleView) },
      },
    },
    request =>
      request.work(async work => {
        await changeScoreRule(work, request.params.code, request.body)
        return { items: await listScoreRules(work) }
      }),
  )
  app.get(
    '/api/duty-supervisions',
    { config: read, schema: { querystring: SpotCheckQuery, response: { 200: page(SupervisionView) } } },
    request => request.work(work => listSupervisions(work, request.query)),
  )
  app.post(
    '/api/duty-supervisions',
    {
      config: { permission: 'duty-check.run' },
      schema: { body: AddSupervision, response: { 201: SupervisionView } },
    },
    async (request, reply) => reply.code(201).send(await request.create(work => addSupervision(work, request.body))),
  )
  app.post(
    '/api/duty-bulletins',
    {
      config: { permission: 'duty-check.run' },
      schema: { body: DraftDutyBulletin, response: { 201: z.object({ paperId: Id }) } },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => ({ paperId: await draftDutyBulletin(work, request.body) }))),
  )
}
