import { Id } from '@anlan/contract/codec.ts'
import {
  ChangeCollectionUnits,
  CloseCollection,
  CollectionList,
  CollectionMatrix,
  CollectionQuery,
  CollectionTotals,
  CollectionView,
  NewCollection,
  PunctualityQuery,
  RoundQuery,
  UnitPunctuality,
} from '@anlan/contract/form.ts'
import { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { asFile } from '../../register/sheets/api.ts'
import { exportCollection } from './export.ts'
import { listCollections, presentCollection } from './list.ts'
import { matrixOf } from './matrix.ts'
import { changeUnits, closeCollection, collectionToKeep, openCollection, refuseUnitsOutside } from './open.ts'
import { punctualityOf } from './punctuality.ts'
import { totalsOf } from './totals.ts'

const params = z.object({ id: Id })
const reading = { permission: 'form.read' } as const
const collecting = { permission: 'form.collect' } as const

/** 报送任务: who owes which form when, and how it stands. */
export function collectionRoutes(app: App) {
  app.get(
    '/api/form-collections',
    { config: reading, schema: { querystring: CollectionQuery, response: { 200: CollectionList } } },
    request => request.work(async work => ({ items: await listCollections(work, request.query) })),
  )
  app.post(
    '/api/form-collections',
    { config: collecting, schema: { body: NewCollection, response: { 201: CollectionView } } },
    async (request, reply) => {
      const view = await request.create(async work => {
        await refuseUnitsOutside(work, request.body.unitIds)
        const id = await openCollection(work, { ...request.body, unitId: await collectingUnit(work) })
        return presentCollection(work, id)
      })
      return reply.code(201).send(view)
    },
  )
  app.get(
    '/api/form-collections/:id/matrix',
    { config: reading, schema: { params, querystring: RoundQuery, response: { 200: CollectionMatrix } } },
    request => request.work(work => matrixOf(work, request.params.id, request.query)),
  )
  app.get(
    '/api/form-collections/:id/totals',
    { config: reading, schema: { params, querystring: RoundQuery, response: { 200: CollectionTotals } } },
    request => request.work(work => totalsOf(work, request.params.id, request.query)),
  )
  app.get(
    '/api/form-collections/:id/export.xlsx',
    { config: reading, schema: { params, querystring: RoundQuery } },
    async (request, reply) => {
      const { name, content } = await request.work(work => exportCollection(work, request.params.id, request.query))
      return asFile(reply, name).send(content)
    },
  )
  app.patch(
    '/api/form-collections/:id/units',
    { config: collecting, schema: { params, body: ChangeCollectionUnits, response: { 200: CollectionView } } },
    request =>
      request.work(async work => {
        await changeUnits(work, request.params.id, request.body)
        return presentCollection(work, request.params.id)
      }),
  )
  app.post(
    '/api/form-collections/:id/closing',
    { config: collecting, schema: { params, body: CloseCollection, response: { 200: CollectionView } } },
    request =>
      request.work(async work => {
        await collectionToKeep(work, request.params.id)
        await closeCollection(work, request.params.id, request.body.reason)
        return presentCollection(work, request.params.id)
      }),
  )
  app.get(
    '/api/form-punctuality',
    {
      config: reading,
      schema: { querystring: PunctualityQuery, response: { 200: z.object({ items: z.array(UnitPunctuality) }) } },
    },
    request => request.work(async work => ({ items: await punctualityOf(work, request.query) })),
  )
}

/** Reports go to the duty room of whoever asks for them: the county's people ask for the county's room. */
async function collectingUnit(work: Work): Promise<string> {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (room && (await isUnitInReach(work, room.id))) return room.id
  if (!(await isUnitInReach(work, work.actor.unitId))) throw new Problem('not-permitted')
  return work.actor.unitId
}
