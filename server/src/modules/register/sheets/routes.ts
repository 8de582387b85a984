import { Id, PageQuery } from '@anlan/contract/codec.ts'
import { CoordinateSystem } from '@anlan/contract/map.ts'
import {
  ApplyImport,
  CorrectImportRow,
  ExportQuery,
  ImportPage,
  ImportRow,
  ImportRowPage,
  ImportRowQuery,
  ImportUndone,
  ImportView,
  UndoImport,
} from '@anlan/contract/register.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { ledgerFor, ledgerParams } from '../routes.ts'
import { exportRecords } from './export/export.ts'
import { applyImport } from './importing/apply.ts'
import { correctRow } from './importing/correct-row.ts'
import { discardImport, listImportRows, listImports, readImport, readImportRow } from './importing/imports.ts'
import { previewImport } from './importing/preview.ts'
import { undoImport } from './importing/undo.ts'
import { sheetLimits } from './reading/raw-book.ts'
import { readBook } from './reading/read-book.ts'
import { templateOf } from './template.ts'

const importParams = ledgerParams.extend({ id: Id })
const rowParams = importParams.extend({
  position: z.coerce.number().int().min(0).max(10_000_000).meta({ title: '行' }),
})
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Spreadsheets of a ledger: template, import with preview and undoing, export. */
export function sheetRoutes(app: App) {
  const imports = { permission: 'register.import' } as const
  app.get(
    '/api/registers/:name/template.xlsx',
    { config: imports, schema: { params: ledgerParams } },
    async (request, reply) => {
      const { label, content } = await request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        return { label: ledger.label, content: await templateOf(work, ledger) }
      })
      return asFile(reply, `${label}导入模板.xlsx`).send(content)
    },
  )
  app.get(
    '/api/registers/:name/export.xlsx',
    { config: { permission: 'register.read' }, schema: { params: ledgerParams, querystring: ExportQuery } },
    async (request, reply) => {
      const { name, file } = await request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        const file = await exportRecords(work, ledger, request.query)
        return { name: `${ledger.label}${shanghaiDay(work.now)}.xlsx`, file }
      })
      const { size } = await file.stat()
      return asFile(reply, name)
        .header('content-length', size)
        .send(file.createReadStream({ start: 0 }))
    },
  )
  app.post(
    '/api/registers/:name/imports',
    {
      config: imports,
      schema: {
        params: ledgerParams,
        querystring: z.object({ system: CoordinateSystem.default('CGCS2000').meta({ title: '坐标系' }) }),
        response: { 201: ImportView },
      },
    },
    async (request, reply) => {
      await request.work(async work => ledgerFor(work, request.params.name))
      const file = await uploaded(request)
      const book = await readBook(file.name, file.content)
      const view = await request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        return readImport(work, ledger, await previewImport(work, ledger, file, book, request.query.system))
      })
      return reply.code(201).send(view)
    },
  )
  app.get(
    '/api/registers/:name/imports',
    { config: imports, schema: { params: ledgerParams, querystring: PageQuery, response: { 200: ImportPage } } },
    request => request.work(work => listImports(work, ledgerFor(work, request.params.name), request.query)),
  )
  app.get(
    '/api/registers/:name/imports/:id',
    { config: imports, schema: { params: importParams, response: { 200: ImportView } } },
    request => request.work(work => readImport(work, ledgerFor(work, request.params.name), request.params.id)),
  )
  app.get(
    '/api/registers/:name/imports/:id/rows',
    {
      config: imports,
      schema: { params: importParams, querystring: ImportRowQuery, response: { 200: ImportRowPage } },
    },
    request =>
      request.work(work =>
        listImportRows(work, ledgerFor(work, request.params.name), request.params.id, request.query),
      ),
  )
  app.get(
    '/api/registers/:name/imports/:id/rows/:position',
    { config: imports, schema: { params: rowParams, response: { 200: ImportRow } } },
    request =>
      request.work(work => {
        const { name, id, position } = request.params
        return readImportRow(work, ledgerFor(work, name), id, position)
      }),
  )
  app.patch(
    '/api/registers/:name/imports/:id/rows/:position',
    {
      config: imports,
      schema: {
        params: rowParams,
        body: CorrectImportRow,
        response: { 200: ImportRow },
      },
    },
    request =>
      request.work(work => {
        const { name, id, position } = request.params
        return correctRow(work, ledgerFor(work, name), { id, position }, request.body)
      }),
  )
  app.post(
    '/api/registers/:name/imports/:id/confirmation',
    { config: imports, schema: { params: importParams, body: ApplyImport, response: { 200: ImportView } } },
    request =>
      request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        await applyImport(work, ledger, request.params.id, request.body.withoutRefused)
        return readImport(work, ledger, request.params.id)
      }),
  )
  app.post(
    '/api/registers/:name/imports/:id/undo',
    { config: imports, schema: { params: importParams, body: UndoImport, response: { 200: ImportUndone } } },
    request =>
      request.work(work =>
        undoImport(work, ledgerFor(work, request.params.name), request.params.id, request.body.exceptChanged),
      ),
  )
  app.delete(
    '/api/registers/:name/imports/:id',
    { config: imports, schema: { params: importParams, response: { 200: ImportView } } },
    request =>
      request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        await discardImport(work, ledger, request.params.id)
        return readImport(work, ledger, request.params.id)
      }),
  )
}

/** A spreadsheet that the browser saves under this name. */
export const asFile = (reply: FastifyReply, name: string) =>
  reply
    .type(mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')

/** The uploaded file, held in memory: it is small, or refused before more of it is read. */
export async function uploaded(request: FastifyRequest): Promise<{ name: string; content: Buffer }> {
  const part = await request.file({ limits: { fileSize: sheetLimits.bytes } })
  if (!part)
    throw new Problem('invalid-input', { errors: [{ pointer: '/file', field: '文件', message: '请选择文件' }] })
  const chunks: Buffer[] = []
  for await (const chunk of part.file) chunks.push(chunk as Buffer)
  if (part.file.truncated) throw new Problem('file/too-large', { detail: '表格不能超过 10 MB，请分批导入' })
  const name = (part.filename.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
  return { name: Array.from(name).slice(-200).join('') || '未命名', content: Buffer.concat(chunks) }
}
