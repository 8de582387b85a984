import { Id } from '@anlan/contract/codec.ts'
import { ImportRoomPeople, RoomPeopleSheet, RoomProposal, UnitOfRoom } from '@anlan/contract/duty-room.ts'
import {
  AddLeave,
  AddWish,
  ChangeRoom,
  CreateRoom,
  LeaveQuery,
  LeaveView,
  RoomLine,
  RoomView,
  WishView,
} from '@anlan/contract/roster.ts'
import { z } from 'zod'
import type { App } from '../../../../kernel/http/app.ts'
import { readBook, uploaded } from '../../../register/sheets/api.ts'
import { addLeave, addWish, readAbsences, removeLeave, removeWish } from './absences.ts'
import { importPeople } from './import-people.ts'
import { readPeopleSheet } from './people-sheet.ts'
import { changeRoom, createRoom, listRooms, readRoom } from './rooms.ts'
import { proposeRoom } from './standard-room.ts'

const byId = z.object({ id: Id })
const edit = { permission: 'duty.edit-roster' } as const

/** 值班室、班次、人员库；请假与意愿. */
export function roomRoutes(app: App) {
  app.get(
    '/api/duty/rooms',
    { config: { permission: 'duty.read' }, schema: { response: { 200: z.object({ items: z.array(RoomLine) }) } } },
    request => request.work(async work => ({ items: await listRooms(work) })),
  )
  app.get('/api/duty/rooms/:id', { config: edit, schema: { params: byId, response: { 200: RoomView } } }, request =>
    request.work(work => readRoom(work, request.params.id)),
  )
  app.post(
    '/api/duty/rooms',
    { config: edit, schema: { body: CreateRoom, response: { 201: RoomView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => createRoom(work, request.body))),
  )
  app.put(
    '/api/duty/rooms/:id',
    { config: edit, schema: { params: byId, body: ChangeRoom, response: { 200: RoomView } } },
    request => request.work(work => changeRoom(work, request.params.id, request.body)),
  )
  app.get(
    '/api/duty/room-proposal',
    { config: edit, schema: { querystring: UnitOfRoom, response: { 200: RoomProposal } } },
    request => request.work(work => proposeRoom(work, request.query.unit)),
  )
  app.post(
    '/api/duty/room-people-sheets',
    { config: edit, schema: { querystring: UnitOfRoom, response: { 200: RoomPeopleSheet } } },
    async request => {
      const file = await uploaded(request)
      const book = await readBook(file.name, file.content)
      return request.work(work => readPeopleSheet(work, request.query.unit, book))
    },
  )
  app.post(
    '/api/duty/room-people',
    { config: edit, schema: { body: ImportRoomPeople, response: { 201: RoomView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => importPeople(work, request.body))),
  )
  app.get(
    '/api/duty/absences',
    {
      config: edit,
      schema: {
        querystring: LeaveQuery,
        response: { 200: z.object({ leaves: z.array(LeaveView), wishes: z.array(WishView) }) },
      },
    },
    request => request.work(work => readAbsences(work, request.query)),
  )
  app.post(
    '/api/duty/leaves',
    { config: edit, schema: { body: AddLeave, response: { 201: LeaveView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => addLeave(work, request.body))),
  )
  app.delete('/api/duty/leaves/:id', { config: edit, schema: { params: byId } }, async (request, reply) => {
    await request.work(work => removeLeave(work, request.params.id))
    return reply.code(204).send()
  })
  app.post(
    '/api/duty/rooms/:id/wishes',
    { config: edit, schema: { params: byId, body: AddWish, response: { 201: WishView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => addWish(work, request.params.id, request.body))),
  )
  app.delete(
    '/api/duty/rooms/:id/wishes/:wishId',
    { config: edit, schema: { params: z.object({ id: Id, wishId: Id }) } },
    async (request, reply) => {
      await request.work(work => removeWish(work, request.params.id, request.params.wishId))
      return reply.code(204).send()
    },
  )
}
