import { Id } from '@anlan/contract/codec.ts'
import { EditForm, FormList, FormView, NewForm, PublishForm } from '@anlan/contract/form.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { createForm, editForm, listForms, presentForm, publishForm } from './definitions.ts'

const params = z.object({ id: Id })
const defining = { permission: 'form.define' } as const

/** 表格设计: the county's forms and their versions. */
export function definitionRoutes(app: App) {
  app.get('/api/forms', { config: { permission: 'form.read' }, schema: { response: { 200: FormList } } }, request =>
    request.work(listForms),
  )
  app.get(
    '/api/forms/:id',
    { config: { permission: 'form.read' }, schema: { params, response: { 200: FormView } } },
    request => request.work(work => presentForm(work, request.params.id)),
  )
  app.post(
    '/api/forms',
    { config: defining, schema: { body: NewForm, response: { 201: FormView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => presentForm(work, await createForm(work, request.body)))),
  )
  app.put(
    '/api/forms/:id',
    { config: defining, schema: { params, body: EditForm, response: { 200: FormView } } },
    request =>
      request.work(async work => {
        await editForm(work, request.params.id, request.body)
        return presentForm(work, request.params.id)
      }),
  )
  app.post(
    '/api/forms/:id/versions',
    { config: defining, schema: { params, body: PublishForm, response: { 201: FormView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await publishForm(work, request.params.id, request.body)
          return presentForm(work, request.params.id)
        }),
      ),
  )
}
