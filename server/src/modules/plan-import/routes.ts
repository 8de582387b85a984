import { createHash } from 'node:crypto'
import { Id } from '@anlan/contract/codec.ts'
import {
  DecidePlanProposals,
  ImportPlanText,
  MakePlanOfImport,
  PlanImportBrief,
  PlanImportView,
  PlanOfImport,
} from '@anlan/contract/plan-import.ts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { decideProposals, discardImport, keepImport, listImports, makePlan, viewImport } from './imports/imports.ts'
import { planFileLimits } from './reading/blocks.ts'
import { readFile, readPasted } from './reading/read-apart.ts'

const config = { permission: 'plan.import' } as const
const one = z.object({ id: Id })
/** Without a text it is a file, which comes as a stream of its own. */
const Brought = ImportPlanText.partial({ text: true })

/** Word in: a file or a text becomes proposals, which a person decides, and what was confirmed becomes a plan. */
export function planImportRoutes(app: App) {
  app.post(
    '/api/plans/imports',
    {
      config,
      schema: { body: Brought, response: { 201: PlanImportView } },
      bodyLimit: 4 * 2 ** 20,
    },
    async (request, reply) => {
      const { id, name, read } = await brought(request)
      const importId = await request.create(work => keepImport(work, { ...(id && { id }), name, read }))
      return reply.code(201).send(await request.work(work => viewImport(work, importId)))
    },
  )
  app.get('/api/plans/imports', { config, schema: { response: { 200: z.array(PlanImportBrief) } } }, request =>
    request.work(listImports),
  )
  app.get('/api/plans/imports/:id', { config, schema: { params: one, response: { 200: PlanImportView } } }, request =>
    request.work(work => viewImport(work, request.params.id)),
  )
  app.put(
    '/api/plans/imports/:id/proposals',
    {
      config,
      schema: { params: one, body: DecidePlanProposals, response: { 200: PlanImportView } },
      bodyLimit: 4 * 2 ** 20,
    },
    request =>
      request.work(async work => {
        await decideProposals(work, request.params.id, request.body)
        return viewImport(work, request.params.id)
      }),
  )
  app.post(
    '/api/plans/imports/:id/plan',
    { config, schema: { params: one, body: MakePlanOfImport, response: { 201: PlanOfImport } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => ({ planId: await makePlan(work, request.params.id, request.body) }))),
  )
  app.delete(
    '/api/plans/imports/:id',
    { config, schema: { params: one, response: { 204: z.null() } } },
    async (request, reply) => {
      await request.work(work => discardImport(work, request.params.id))
      return reply.code(204).send(null)
    },
  )
}

/** What was brought: pasted text, or a file with an id beside it, which a repeat is known by. */
async function brought(request: FastifyRequest) {
  if (!request.isMultipart()) {
    const { id, name, text } = request.body as z.output<typeof Brought>
    if (text === undefined) throw fieldProblem('invalid-input', '/text', '预案文字', '请选择文件或粘贴预案文字')
    return { id, name, read: await readPasted(text) }
  }
  const part = await request.file({ limits: { fileSize: planFileLimits.bytes } })
  if (!part) throw fieldProblem('invalid-input', '/file', '文件', '请选择文件')
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk as Buffer)
  if (part.file.truncated) throw new Problem('file/too-large', { detail: '预案文件不能超过 20 MB，请删去图片后再导入' })
  const content = Buffer.concat(chunks)
  const given = part.fields['id']
  const said = given && 'value' in given ? String(given.value) : ''
  const id = said ? Id.safeParse(said) : null
  if (id && !id.success) throw fieldProblem('invalid-input', '/id', '编号', '编号应为 UUID')
  const name = Array.from(
    (part.filename.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ''),
  )
    .slice(-100)
    .join('')
  if (id?.data) request.body = { id: id.data, name, digest: createHash('sha256').update(content).digest('hex') }
  return { id: id?.data, name: name || '未命名', read: await readFile(name, content) }
}
