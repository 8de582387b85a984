import {
  ProcedureOwner,
  ProcedureVersions,
  ProcedureView,
  SaveProcedure,
  StepsQuery,
  StepsView,
  TickShiftStep,
  TickStep,
} from '@anlan/contract/desk.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { deskOf } from '../../duty/api.ts'
import { readProcedure, readSteps, readVersions, saveProcedure, tickStep } from './procedures.ts'
import { readShiftSteps, tickShiftStep } from './shift-steps.ts'

const read = { permission: 'desk.read' } as const
const shown = { 200: ProcedureView }

/** 值班工作流程. */
export function procedureRoutes(app: App) {
  app.get('/api/duty-procedure', { config: read, schema: { response: shown } }, request => request.work(readProcedure))
  app.get(
    '/api/duty-procedure/versions',
    {
      config: read,
      schema: {
        querystring: z.object({ of: ProcedureOwner.meta({ title: '流程' }) }),
        response: { 200: ProcedureVersions },
      },
    },
    request =>
      request.work(async work => readVersions(work, request.query.of === 'standard' ? null : await deskOf(work))),
  )
  app.put(
    '/api/duty-procedure/own',
    { config: { permission: 'desk.edit-procedure' }, schema: { body: SaveProcedure, response: shown } },
    request =>
      request.work(async work => {
        await saveProcedure(work, await deskOf(work), request.body)
        return readProcedure(work)
      }),
  )
  app.put(
    '/api/duty-procedure/standard',
    { config: { permission: 'desk.edit-standard' }, schema: { body: SaveProcedure, response: shown } },
    request =>
      request.work(async work => {
        await saveProcedure(work, null, request.body)
        return readProcedure(work)
      }),
  )
  app.get(
    '/api/duty-procedure/steps',
    { config: read, schema: { querystring: StepsQuery, response: { 200: StepsView } } },
    request => request.work(work => readSteps(work, request.query)),
  )
  app.put(
    '/api/duty-procedure/ticks',
    { config: { permission: 'desk.tick-step' }, schema: { body: TickStep, response: { 200: StepsView } } },
    request =>
      request.work(async work => {
        await tickStep(work, request.body)
        return readSteps(work, { matter: request.body.matterId })
      }),
  )
  app.get('/api/duty-procedure/shift-steps', { config: read, schema: { response: { 200: StepsView } } }, request =>
    request.work(readShiftSteps),
  )
  app.put(
    '/api/duty-procedure/shift-ticks',
    {
      config: { permission: 'desk.tick-step' },
      schema: { body: TickShiftStep, response: { 200: StepsView } },
    },
    request =>
      request.work(async work => {
        await tickShiftStep(work, request.body)
        return readShiftSteps(work)
      }),
  )
}
