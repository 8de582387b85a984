import { Id } from '@anlan/contract/codec.ts'
import { AddCostLine, CostSheet, WithdrawCostLine } from '@anlan/contract/cost-sheet.ts'
import { ResponseModeName } from '@anlan/contract/response.ts'
import {
  AddRectification,
  AnswerRectification,
  DecideProposals,
  FirstTimes,
  FirstTimesQuery,
  FirstTimesStatistics,
  JudgeRectification,
  JudgeReview,
  ReviewLine,
  ReviewSectionName,
  ReviewView,
  SaveReviewSection,
  WithdrawRectification,
} from '@anlan/contract/review.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { reachOf } from '../../kernel/http/app.ts'
import type { Work } from '../../kernel/work/work.ts'
import { sendDocument } from '../document/api.ts'
import { costBook, costPaper } from './costs/print.ts'
import { addCostLine, costSheet, withdrawCostLine } from './costs/sheet.ts'
import { eventFirstTimes, firstTimesStatistics } from './firsts/statistics.ts'
import { reviewPaper } from './reading/paper.ts'
import { listReviews, viewReview } from './reading/view.ts'
import { judgeReview, submitReview } from './steps/judge.ts'
import { addRectification, answerRectification, judgeRectification, withdrawRectification } from './steps/rectify.ts'
import { decideProposals, saveSection } from './steps/write.ts'

const read = { permission: 'review.read' } as const
const write = { permission: 'review.write' } as const
const params = z.object({ id: Id })
const reply = { 200: ReviewView }

/** The review as it is after the command. */
const after = async (work: Work, id: string) => viewReview({ ...work, reach: reachOf(work.actor, 'review.read') }, id)

/** 复盘评估、四个第一、费用清单. */
export function reviewRoutes(app: App) {
  app.get(
    '/api/reviews',
    {
      config: read,
      schema: {
        querystring: z.object({ mode: ResponseModeName.default('real').meta({ title: '类别' }) }),
        response: { 200: z.object({ items: z.array(ReviewLine) }) },
      },
    },
    request => request.work(async work => ({ items: await listReviews(work, request.query.mode) })),
  )
  app.get('/api/reviews/:id', { config: read, schema: { params, response: reply } }, request =>
    request.work(work => viewReview(work, request.params.id)),
  )
  app.get('/api/reviews/:id/document.docx', { config: read, schema: { params } }, async (request, answer) =>
    sendDocument(answer, await request.work(work => reviewPaper(work, request.params.id))),
  )
  writingRoutes(app)
  rectificationRoutes(app)
  firstTimesRoutes(app)
  costRoutes(app)
}

function writingRoutes(app: App) {
  app.put(
    '/api/reviews/:id/sections/:code',
    {
      config: write,
      schema: { params: params.extend({ code: ReviewSectionName }), body: SaveReviewSection, response: reply },
    },
    request =>
      request.work(async work => {
        await saveSection(work, request.params.id, request.params.code, request.body)
        return after(work, request.params.id)
      }),
  )
  app.put(
    '/api/reviews/:id/proposals',
    { config: write, schema: { params, body: DecideProposals, response: reply } },
    request =>
      request.work(async work => {
        await decideProposals(work, request.params.id, request.body)
        return after(work, request.params.id)
      }),
  )
  app.put('/api/reviews/:id/submission', { config: write, schema: { params, response: reply } }, request =>
    request.work(async work => {
      await submitReview(work, request.params.id)
      return after(work, request.params.id)
    }),
  )
  app.put(
    '/api/reviews/:id/judgement',
    { config: { permission: 'review.approve' }, schema: { params, body: JudgeReview, response: reply } },
    request =>
      request.work(async work => {
        await judgeReview(work, request.params.id, request.body)
        return after(work, request.params.id)
      }),
  )
}

function rectificationRoutes(app: App) {
  app.post(
    '/api/reviews/:id/rectifications',
    { config: write, schema: { params, body: AddRectification, response: { 201: ReviewView } } },
    async (request, answer) =>
      answer.code(201).send(
        await request.create(async work => {
          await addRectification(work, request.params.id, request.body)
          return after(work, request.params.id)
        }),
      ),
  )
  app.put(
    '/api/review-rectifications/:id/withdrawal',
    { config: write, schema: { params, body: WithdrawRectification, response: reply } },
    request =>
      request.work(async work => after(work, await withdrawRectification(work, request.params.id, request.body))),
  )
  app.post(
    '/api/review-rectifications/:id/answers',
    {
      config: { permission: 'review.rectify' },
      schema: { params, body: AnswerRectification, response: { 201: ReviewView } },
    },
    async (request, answer) =>
      answer
        .code(201)
        .send(
          await request.create(async work =>
            after(work, await answerRectification(work, request.params.id, request.body)),
          ),
        ),
  )
  app.put(
    '/api/review-rectifications/:id/judgement',
    { config: write, schema: { params, body: JudgeRectification, response: reply } },
    request => request.work(async work => after(work, await judgeRectification(work, request.params.id, request.body))),
  )
}

function firstTimesRoutes(app: App) {
  app.get(
    '/api/emergency-events/:id/first-times',
    { config: { permission: 'event.read' }, schema: { params, response: { 200: FirstTimes } } },
    request => request.work(work => eventFirstTimes(work, request.params.id)),
  )
  app.get(
    '/api/first-times',
    {
      config: { permission: 'response.statistics' },
      schema: { querystring: FirstTimesQuery, response: { 200: FirstTimesStatistics } },
    },
    request => request.work(work => firstTimesStatistics(work, request.query)),
  )
}

function costRoutes(app: App) {
  const at = '/api/emergency-events/:id/cost-sheet'
  app.get(at, { config: read, schema: { params, response: { 200: CostSheet } } }, request =>
    request.work(work => costSheet(work, request.params.id)),
  )
  app.get(`${at}/document.docx`, { config: read, schema: { params } }, async (request, answer) =>
    sendDocument(answer, await request.work(work => costPaper(work, request.params.id))),
  )
  app.get(`${at}/document.xlsx`, { config: read, schema: { params } }, async (request, answer) => {
    const book = await request.work(work => costBook(work, request.params.id))
    return answer
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(book.name)}`)
      .send(await book.render())
  })
  app.post(
    `${at}/lines`,
    {
      config: { permission: 'review.cost' },
      schema: { params, body: AddCostLine, response: { 201: CostSheet } },
    },
    async (request, answer) =>
      answer.code(201).send(
        await request.create(async work => {
          await addCostLine(work, request.params.id, request.body)
          return sheetAfter(work, request.params.id)
        }),
      ),
  )
  app.put(
    '/api/cost-lines/:id/withdrawal',
    {
      config: { permission: 'review.cost' },
      schema: { params, body: WithdrawCostLine, response: { 200: CostSheet } },
    },
    request =>
      request.work(async work => sheetAfter(work, await withdrawCostLine(work, request.params.id, request.body))),
  )
}

const sheetAfter = (work: Work, eventId: string) =>
  costSheet({ ...work, reach: reachOf(work.actor, 'review.read') }, eventId)
