import { Id, page } from '@anlan/contract/codec.ts'
import { PlanContent, PlanKindName } from '@anlan/contract/plan.ts'
import {
  ContentSaved,
  CreatePlan,
  EditionOpened,
  EditPlanAbout,
  EditPlanKind,
  OpenEdition,
  ParagraphFound,
  ParagraphQuery,
  PlanComparison,
  PlanCounts,
  PlanCreated,
  PlanEditionLine,
  PlanKindView,
  PlanLine,
  PlanQuery,
  PlanView,
  SavePlanContent,
} from '@anlan/contract/plan-view.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { createPlan, editAbout, newEdition, saveContent } from './editions.ts'
import { editKind, planKindRows, templateOfKind } from './kinds/kinds.ts'
import { findParagraph, findParagraphs } from './paragraphs.ts'
import { compareEditions, countPlans, listEditions, listPlans, viewPlan } from './reading.ts'

const read = { permission: 'plan.read' } as const
const edit = { permission: 'plan.edit' } as const
const one = z.object({ id: Id })

/** 预案. */
export function planRoutes(app: App) {
  app.get(
    '/api/plans',
    { config: read, schema: { querystring: PlanQuery, response: { 200: page(PlanLine) } } },
    request => request.work(work => listPlans(work, request.query)),
  )
  app.post(
    '/api/plans',
    { config: edit, schema: { body: CreatePlan, response: { 201: PlanCreated } } },
    async (request, reply) => {
      const { id, fromTemplate, content, reason, ...about } = request.body
      return reply.code(201).send(
        await request.create(async work => ({
          id: await createPlan(work, {
            ...(id && { id }),
            about,
            content: fromTemplate ? await templateOfKind(work, about.kind) : (content ?? PlanContent.parse({})),
            reason,
          }),
        })),
      )
    },
  )
  app.get('/api/plan-counts', { config: read, schema: { response: { 200: PlanCounts } } }, request =>
    request.work(countPlans),
  )
  app.get(
    '/api/plans/:id',
    {
      config: read,
      schema: {
        params: one,
        querystring: z.object({ edition: Id.optional().meta({ title: '版本' }) }),
        response: { 200: PlanView },
      },
    },
    request => request.work(work => viewPlan(work, request.params.id, request.query.edition)),
  )
  app.put(
    '/api/plans/:id/content',
    { config: edit, schema: { params: one, body: SavePlanContent, response: { 200: ContentSaved } } },
    request => request.work(async work => ({ version: await saveContent(work, request.params.id, request.body) })),
  )
  app.put(
    '/api/plans/:id/about',
    { config: edit, schema: { params: one, body: EditPlanAbout, response: { 200: PlanView } } },
    request =>
      request.work(async work => {
        await editAbout(work, request.params.id, request.body)
        return viewPlan(work, request.params.id)
      }),
  )
  editionRoutes(app)
  kindRoutes(app)
}

function editionRoutes(app: App) {
  app.get(
    '/api/plans/:id/editions',
    { config: read, schema: { params: one, response: { 200: z.object({ items: z.array(PlanEditionLine) }) } } },
    request => request.work(async work => ({ items: await listEditions(work, request.params.id) })),
  )
  app.post(
    '/api/plans/:id/editions',
    { config: edit, schema: { params: one, body: OpenEdition, response: { 201: EditionOpened } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => ({
          editionId: await newEdition(work, request.params.id, request.body.reason, request.body.id),
        })),
      ),
  )
  app.get(
    '/api/plans/:id/editions/:before/compare/:after',
    {
      // What is being prepared is compared as well.
      config: { permission: 'plan.read-draft' },
      schema: { params: z.object({ id: Id, before: Id, after: Id }), response: { 200: PlanComparison } },
    },
    request => {
      const { id, before, after } = request.params
      return request.work(work => compareEditions(work, id, before, after))
    },
  )
}

function kindRoutes(app: App) {
  app.get(
    '/api/plan-kinds',
    { config: read, schema: { response: { 200: z.object({ items: z.array(PlanKindView) }) } } },
    request => request.work(async work => ({ items: await planKindRows(work) })),
  )
  app.put(
    '/api/plan-kinds/:kind',
    {
      config: { permission: 'plan.define' },
      schema: { params: z.object({ kind: PlanKindName }), body: EditPlanKind, response: { 200: PlanKindView } },
    },
    request => request.work(work => editKind(work, request.params.kind, request.body)),
  )
  app.get(
    '/api/plan-paragraphs',
    {
      config: read,
      schema: { querystring: ParagraphQuery, response: { 200: z.object({ items: z.array(ParagraphFound) }) } },
    },
    request => request.work(work => findParagraphs(work, request.query)),
  )
  app.get(
    '/api/plan-paragraphs/:id',
    { config: read, schema: { params: one, response: { 200: ParagraphFound } } },
    request => request.work(work => findParagraph(work, request.params.id)),
  )
}
