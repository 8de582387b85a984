import { Id } from '@anlan/contract/codec.ts'
import {
  AreaStandard,
  CheckFunctions,
  CloseShelter,
  EnterShelter,
  LeaveShelter,
  NearestShelters,
  NearestSheltersQuery,
  OpenShelter,
  SetAreaStandard,
  ShelterOpeningView,
  ShelterPicture,
  ShelterView,
  shelterDurations,
} from '@anlan/contract/shelter.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import type { Work } from '../../kernel/work/work.ts'
import { checkFunctions } from './checks.ts'
import { enterShelter, leaveShelter } from './entries.ts'
import { offerShelters } from './offer.ts'
import { closeShelter, openShelter } from './opening.ts'
import { nearestShelters, pictureOf } from './picture.ts'
import { openingsOf, readOpening } from './register-of-entries.ts'
import { findShelter, presentShelters, sheltersNow } from './shelters.ts'
import { listStandards, setStandard } from './standards.ts'

const params = z.object({ id: Id })
const entryParams = params.extend({ entryId: Id })
const read = { permission: 'shelter.read' } as const
const open = { permission: 'shelter.open' } as const
const one = async (work: Work, id: string) => {
  const [view] = await presentShelters(work, [await findShelter(work, id)])
  return view as ShelterView
}
const Standards = z.object({ items: z.array(AreaStandard) })
const Openings = z.object({
  items: z.array(
    z.object({
      id: Id,
      purpose: z.string(),
      openedAt: z.string(),
      closedAt: z.string().nullable(),
      closeReason: z.string().nullable(),
      persons: z.int(),
    }),
  ),
})

/** 应急避难场所. */
export function shelterRoutes(app: App) {
  app.get(
    '/api/shelters',
    { config: read, schema: { response: { 200: z.object({ items: z.array(ShelterView) }) } } },
    request => request.work(async work => ({ items: await presentShelters(work, await sheltersNow(work)) })),
  )
  app.get('/api/shelters/picture', { config: read, schema: { response: { 200: ShelterPicture } } }, request =>
    request.work(pictureOf),
  )
  app.get(
    '/api/shelters/nearest',
    { config: read, schema: { querystring: NearestSheltersQuery, response: { 200: NearestShelters } } },
    request => request.work(work => nearestShelters(work, request.query)),
  )
  app.get('/api/shelters/area-standards', { config: read, schema: { response: { 200: Standards } } }, request =>
    request.work(async work => ({ items: await listStandards(work) })),
  )
  app.put(
    '/api/shelters/area-standards/:duration',
    {
      config: { permission: 'shelter.define' },
      schema: {
        params: z.object({ duration: z.enum(Object.keys(shelterDurations) as (keyof typeof shelterDurations)[]) }),
        body: SetAreaStandard,
        response: { 200: Standards },
      },
    },
    request =>
      request.work(async work => ({
        items: await setStandard(work, request.params.duration, request.body, offerShelters),
      })),
  )
  app.get('/api/shelters/:id', { config: read, schema: { params, response: { 200: ShelterView } } }, request =>
    request.work(work => one(work, request.params.id)),
  )
  app.get('/api/shelters/:id/openings', { config: read, schema: { params, response: { 200: Openings } } }, request =>
    request.work(async work => {
      await findShelter(work, request.params.id)
      return { items: await openingsOf(work, request.params.id) }
    }),
  )
  app.put(
    '/api/shelters/:id/functions',
    {
      config: { permission: 'register.edit' },
      schema: { params, body: CheckFunctions, response: { 200: ShelterView } },
    },
    request =>
      request.work(async work => {
        await checkFunctions(work, request.params.id, request.body)
        return one(work, request.params.id)
      }),
  )
  app.post(
    '/api/shelters/:id/openings',
    { config: open, schema: { params, body: OpenShelter, response: { 201: ShelterOpeningView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await request.create(async work =>
            readOpening(work, await openShelter(work, request.params.id, request.body)),
          ),
        ),
  )
  app.get(
    '/api/shelter-openings/:id',
    { config: open, schema: { params, response: { 200: ShelterOpeningView } } },
    request => request.work(work => readOpening(work, request.params.id)),
  )
  app.put(
    '/api/shelter-openings/:id/closing',
    { config: open, schema: { params, body: CloseShelter, response: { 200: ShelterOpeningView } } },
    request =>
      request.work(async work => {
        await closeShelter(work, request.params.id, request.body)
        return readOpening(work, request.params.id)
      }),
  )
  app.post(
    '/api/shelter-openings/:id/entries',
    { config: open, schema: { params, body: EnterShelter, response: { 201: ShelterOpeningView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await enterShelter(work, request.params.id, request.body)
          return readOpening(work, request.params.id)
        }),
      ),
  )
  app.post(
    '/api/shelter-openings/:id/entries/:entryId/leavings',
    { config: open, schema: { params: entryParams, body: LeaveShelter, response: { 201: ShelterOpeningView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await leaveShelter(work, request.params.id, request.params.entryId, request.body)
          return readOpening(work, request.params.id)
        }),
      ),
  )
}
