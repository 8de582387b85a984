import { Id } from '@anlan/contract/codec.ts'
import {
  EquipmentDetail,
  EquipmentList,
  RecordCheck,
  RecordMaintenance,
  RecordRepair,
  ReportFault,
} from '@anlan/contract/equipment.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { recordRepair, reportFault } from './life/faults.ts'
import { recordCheck, recordMaintenance } from './life/services.ts'
import { listEquipment, readEquipment } from './present.ts'

const params = z.object({ id: Id })
const read = { permission: 'equipment.read' } as const
const keep = { permission: 'equipment.keep' } as const
const detail = { 200: EquipmentDetail }
const made = { 201: EquipmentDetail }

/** 车辆装备 and their life records; the things themselves are records of the ledger `equipment`. */
export function equipmentRoutes(app: App) {
  app.get('/api/equipment', { config: read, schema: { response: { 200: EquipmentList } } }, request =>
    request.work(listEquipment),
  )
  app.get('/api/equipment/:id', { config: read, schema: { params, response: detail } }, request =>
    request.work(work => readEquipment(work, request.params.id)),
  )
  app.post(
    '/api/equipment/:id/faults',
    { config: keep, schema: { params, body: ReportFault, response: made } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await reportFault(work, request.params.id, request.body)
          return readEquipment(work, request.params.id)
        }),
      ),
  )
  app.put(
    '/api/equipment/:id/faults/:faultId/repair',
    { config: keep, schema: { params: params.extend({ faultId: Id }), body: RecordRepair, response: detail } },
    request =>
      request.work(async work => {
        await recordRepair(work, request.params.id, request.params.faultId, request.body)
        return readEquipment(work, request.params.id)
      }),
  )
  app.post(
    '/api/equipment/:id/maintenances',
    { config: keep, schema: { params, body: RecordMaintenance, response: made } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await recordMaintenance(work, request.params.id, request.body)
          return readEquipment(work, request.params.id)
        }),
      ),
  )
  app.post(
    '/api/equipment/:id/checks',
    { config: keep, schema: { params, body: RecordCheck, response: made } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await recordCheck(work, request.params.id, request.body)
          return readEquipment(work, request.params.id)
        }),
      ),
  )
}
