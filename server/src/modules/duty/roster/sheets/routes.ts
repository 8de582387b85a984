import { Id } from '@anlan/contract/codec.ts'
import { RosterView } from '@anlan/contract/roster.ts'
import { ImportRoster, RosterSheetQuery, RosterSheetView, ShiftsSheetQuery } from '@anlan/contract/roster-sheet.ts'
import { z } from 'zod'
import type { App } from '../../../../kernel/http/app.ts'
import { asFile, readBook, uploaded } from '../../../register/sheets/api.ts'
import { blankRoster, exportRoster } from './export.ts'
import { exportInForce } from './export-in-force.ts'
import { importRoster } from './import.ts'
import { readRosterSheet } from './read-roster.ts'

const edit = { permission: 'duty.edit-roster' } as const

/** 值班表 as .xlsx: out, empty to be filled in, and back as a draft. */
export function rosterSheetRoutes(app: App) {
  app.get(
    '/api/duty/rosters/:id/roster.xlsx',
    { config: edit, schema: { params: z.object({ id: Id }) } },
    async (request, reply) => {
      const { name, content } = await request.work(work => exportRoster(work, request.params.id))
      return asFile(reply, name).send(content)
    },
  )
  app.get(
    '/api/duty/shifts.xlsx',
    { config: { permission: 'duty.read' }, schema: { querystring: ShiftsSheetQuery } },
    async (request, reply) => {
      const { name, content } = await request.work(work => exportInForce(work, request.query))
      return asFile(reply, name).send(content)
    },
  )
  app.get(
    '/api/duty/blank-roster.xlsx',
    { config: edit, schema: { querystring: RosterSheetQuery } },
    async (request, reply) => {
      const { name, content } = await request.work(work => blankRoster(work, request.query))
      return asFile(reply, name).send(content)
    },
  )
  app.post(
    '/api/duty/roster-sheets',
    { config: edit, schema: { querystring: RosterSheetQuery, response: { 200: RosterSheetView } } },
    async request => {
      const file = await uploaded(request)
      const book = await readBook(file.name, file.content)
      return request.work(work => readRosterSheet(work, request.query, book))
    },
  )
  app.post(
    '/api/duty/imported-rosters',
    { config: edit, schema: { body: ImportRoster, response: { 201: RosterView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => importRoster(work, request.body))),
  )
}
