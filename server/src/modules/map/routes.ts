import { Id, Position } from '@anlan/contract/codec.ts'
import {
  CreateMapView,
  EventMoment,
  EventSurroundings,
  LayerFeatures,
  LayerName,
  MapAnswer,
  MapFinds,
  MapLayers,
  MapLines,
  MapQuery,
  MapView,
  MapViews,
  MomentQuery,
  SurroundingsQuery,
  ThingCard,
} from '@anlan/contract/map.ts'
import { z } from 'zod'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { listLayers, readableLayer } from './layers.ts'
import { readLines } from './lines.ts'
import { eventMoment } from './moment.ts'
import { queryMap, searchMap } from './query.ts'
import { eventSurroundings, readCard, readFeatures } from './things.ts'
import { tileOf } from './tile-cache.ts'
import { createView, listViews, readView, removeView } from './views.ts'

const read = { permission: 'map.read' } as const
const share = { permission: 'map.share' } as const
const eventParams = z.object({ id: Id })

const Zoom = z.coerce.number().int().min(0).max(22)
const tileParams = z
  .object({ layer: LayerName, z: Zoom, x: z.coerce.number().int().min(0), file: z.string().regex(/^\d{1,7}\.mvt$/) })
  .transform(({ file, ...rest }) => ({ ...rest, y: Number.parseInt(file, 10) }))
  .refine(({ z: zoom, x, y }) => x < 2 ** zoom && y < 2 ** zoom, { error: '瓦片地址不正确' })
const degrees = (shape: typeof Position.shape.lng, label: string) =>
  z.coerce.number().pipe(shape).optional().meta({ title: label })

/** The one map: layers, cards, area queries, what surrounds an event, its course, and shared views. */
export function mapRoutes(app: App, house: House) {
  app.get('/api/map/layers', { config: read, schema: { response: { 200: MapLayers } } }, request =>
    request.work(async work => ({ items: await listLayers(work, house) })),
  )
  app.get(
    '/api/map/tiles/:layer/:z/:x/:file',
    { config: read, schema: { params: tileParams } },
    async (request, reply) => {
      const { layer, ...address } = request.params
      const { bytes, etag } = tileOf(house, await request.work(work => readableLayer(work, house, layer)), address)
      // Asked for anew each time, since things move; what has not changed costs a line.
      reply.header('cache-control', 'private, no-cache').header('etag', etag).header('vary', 'cookie, authorization')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.type('application/vnd.mapbox-vector-tile').header('content-encoding', 'gzip').send(bytes)
    },
  )
  app.get(
    '/api/map/features/:layer',
    { config: read, schema: { params: z.object({ layer: LayerName }), response: { 200: LayerFeatures } } },
    request => request.work(work => readFeatures(work, house, request.params.layer)),
  )
  app.get(
    '/api/map/things/:layer/:id',
    {
      config: read,
      schema: {
        params: z.object({ layer: LayerName, id: Id }),
        querystring: z.object({ lng: degrees(Position.shape.lng, '经度'), lat: degrees(Position.shape.lat, '纬度') }),
        response: { 200: ThingCard },
      },
    },
    request => {
      const { lng, lat } = request.query
      const from = lng === undefined || lat === undefined ? null : { lng, lat }
      return request.work(work => readCard(work, house, request.params.layer, request.params.id, from))
    },
  )
  app.post('/api/map/query', { config: read, schema: { body: MapQuery, response: { 200: MapAnswer } } }, request =>
    request.work(work => queryMap(work, house, request.body)),
  )
  app.get(
    '/api/map/search',
    {
      config: read,
      schema: {
        querystring: z.object({
          text: z.string().trim().min(1, { error: '请填写要找的名称' }).max(60).meta({ title: '名称' }),
          limit: z.coerce.number().int().min(1).max(50).default(20).meta({ title: '条数' }),
        }),
        response: { 200: MapFinds },
      },
    },
    request => request.work(work => searchMap(work, house, request.query.text, request.query.limit)),
  )
  app.get('/api/map/lines', { config: read, schema: { response: { 200: MapLines } } }, request =>
    request.work(async work => ({ items: await readLines(work) })),
  )
  app.get(
    '/api/map/events/:id',
    {
      config: read,
      schema: { params: eventParams, querystring: SurroundingsQuery, response: { 200: EventSurroundings } },
    },
    request => request.work(work => eventSurroundings(work, house, request.params.id, request.query)),
  )
  app.get(
    '/api/map/events/:id/at',
    { config: read, schema: { params: eventParams, querystring: MomentQuery, response: { 200: EventMoment } } },
    request => request.work(work => eventMoment(work, request.params.id, request.query.time)),
  )
  app.get('/api/map/views', { config: read, schema: { response: { 200: MapViews } } }, request =>
    request.work(async work => ({ items: await listViews(work) })),
  )
  app.get(
    '/api/map/views/:id',
    { config: read, schema: { params: eventParams, response: { 200: MapView } } },
    request => request.work(work => readView(work, request.params.id)),
  )
  app.post(
    '/api/map/views',
    { config: share, schema: { body: CreateMapView, response: { 201: MapView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => readView(work, await createView(work, request.body)))),
  )
  app.post(
    '/api/map/views/:id/removal',
    { config: share, schema: { params: eventParams, response: { 204: z.null() } } },
    async (request, reply) => {
      await request.work(work => removeView(work, request.params.id))
      return reply.code(204).send(null)
    },
  )
}
