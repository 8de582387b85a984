import { ChangeEntry } from '@anlan/contract/change.ts'
import { Id, page } from '@anlan/contract/codec.ts'
import {
  DeliverPaperByHand,
  DraftPaper,
  EditPaper,
  EditPaperKind,
  PaperDecision,
  PaperKindList,
  PaperKindView,
  PaperLine,
  PaperQuery,
  PaperRevisionView,
  PaperView,
  ReplacePaper,
  WithdrawPaper,
} from '@anlan/contract/paper.ts'
import { z } from 'zod'
import { type App, reachOf } from '../../../kernel/http/app.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { editPaperKind, historyOfKind, listPaperKinds } from '../kinds/kinds.ts'
import { renderOfficialPaper } from '../paper/official-paper.ts'
import { renderPaperPdf, sendDocument, sendPdf } from '../send-document.ts'
import {
  deliverByHand,
  distributePaper,
  draftReplacement,
  receivePaper,
  remindReceivers,
  withdrawPaper,
} from './distribution.ts'
import { discardPaper, draftPaper, editPaper } from './draft.ts'
import { listPapers } from './list.ts'
import { layOutPaper } from './render.ts'
import { reviewPaper, signPaper, submitPaper } from './sign-off.ts'
import { presentPaper, presentRevision } from './view.ts'

const params = z.object({ id: Id })
const nothing = z.object({})
const read = { permission: 'paper.read' } as const

export function paperRoutes(app: App) {
  kindRoutes(app)
  stepRoutes(app)
  exportRoutes(app)
  app.get(
    '/api/papers',
    { config: read, schema: { querystring: PaperQuery, response: { 200: page(PaperLine) } } },
    request => request.work(work => listPapers(work, request.query)),
  )
  app.get('/api/papers/:id', { config: read, schema: { params, response: { 200: PaperView } } }, request =>
    request.work(work => presentPaper(work, request.params.id)),
  )
  app.get(
    '/api/papers/:id/revisions/:revision',
    {
      config: read,
      schema: {
        params: params.extend({ revision: z.coerce.number().int().min(1).max(10_000) }),
        response: { 200: PaperRevisionView },
      },
    },
    request => request.work(work => presentRevision(work, request.params.id, request.params.revision)),
  )
  app.post(
    '/api/papers',
    { config: { permission: 'paper.draft' }, schema: { body: DraftPaper, response: { 201: PaperView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          return presentPaper(seeing(work), await draftPaper(work, request.body))
        }),
      ),
  )
}

function kindRoutes(app: App) {
  app.get('/api/paper-kinds', { config: read, schema: { response: { 200: PaperKindList } } }, request =>
    request.work(listPaperKinds),
  )
  app.put(
    '/api/paper-kinds/:code',
    {
      config: { permission: 'paper.define' },
      schema: { params: z.object({ code: z.string().max(40) }), body: EditPaperKind, response: { 200: PaperKindView } },
    },
    request => request.work(work => editPaperKind(work, request.params.code, request.body)),
  )
  app.get(
    '/api/paper-kinds/:code/history',
    {
      config: read,
      schema: {
        params: z.object({ code: z.string().max(40) }),
        response: { 200: z.object({ items: z.array(ChangeEntry) }) },
      },
    },
    request => request.work(async work => ({ items: await historyOfKind(work, request.params.code) })),
  )
}

/** Each step of a paper's life answers with the paper as it now is. */
function stepRoutes(app: App) {
  const reply = { 200: PaperView }
  const draft = { permission: 'paper.draft' } as const
  const distribute = { permission: 'paper.distribute' } as const
  const at = (step: string) => `/api/papers/:id/${step}`
  app.put('/api/papers/:id', { config: draft, schema: { params, body: EditPaper, response: reply } }, request =>
    request.work(work => then(work, request.params.id, editPaper(work, request.params.id, request.body))),
  )
  app.post(at('submission'), { config: draft, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, submitPaper(work, request.params.id))),
  )
  app.post(at('discard'), { config: draft, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, discardPaper(work, request.params.id))),
  )
  app.post(
    at('review'),
    { config: { permission: 'paper.review' }, schema: { params, body: PaperDecision, response: reply } },
    request => request.work(work => then(work, request.params.id, reviewPaper(work, request.params.id, request.body))),
  )
  app.post(
    at('signature'),
    { config: { permission: 'paper.sign' }, schema: { params, body: PaperDecision, response: reply } },
    request => request.work(work => then(work, request.params.id, signPaper(work, request.params.id, request.body))),
  )
  app.post(at('distribution'), { config: distribute, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, distributePaper(work, request.params.id))),
  )
  app.post(
    at('receipt'),
    { config: { permission: 'paper.receive' }, schema: { params, body: nothing, response: reply } },
    request => request.work(work => then(work, request.params.id, receivePaper(work, request.params.id))),
  )
  app.post(at('reminders'), { config: distribute, schema: { params, body: nothing, response: reply } }, request =>
    request.work(work => then(work, request.params.id, remindReceivers(work, request.params.id))),
  )
  app.post(
    at('manual-delivery'),
    { config: distribute, schema: { params, body: DeliverPaperByHand, response: reply } },
    request =>
      request.work(work => then(work, request.params.id, deliverByHand(work, request.params.id, request.body))),
  )
  app.post(
    at('withdrawal'),
    { config: distribute, schema: { params, body: WithdrawPaper, response: reply } },
    request =>
      request.work(work => then(work, request.params.id, withdrawPaper(work, request.params.id, request.body))),
  )
  app.post(
    at('replacement'),
    { config: draft, schema: { params, body: ReplacePaper, response: { 201: PaperView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await request.create(async work =>
            presentPaper(seeing(work), await draftReplacement(work, request.params.id, request.body)),
          ),
        ),
  )
}

function exportRoutes(app: App) {
  app.get('/api/papers/:id/document.docx', { config: read, schema: { params } }, async (request, reply) => {
    const { name, paper } = await request.work(work => layOutPaper(work, request.params.id))
    return sendDocument(reply, { name, render: () => renderOfficialPaper(paper) })
  })
  app.get('/api/papers/:id/document.pdf', { config: read, schema: { params } }, async (request, reply) => {
    const { name, paper } = await request.work(work => layOutPaper(work, request.params.id))
    return sendPdf(reply, { name, render: () => renderPaperPdf(paper) })
  })
}

const seeing = (work: Work): Work => ({ ...work, reach: reachOf(work.actor, 'paper.read') })

async function then(work: Work, id: string, command: Promise<unknown>) {
  await command
  return presentPaper(seeing(work), id)
}
