import { Readable } from 'node:stream'
import { Id, requiredText } from '@anlan/contract/codec.ts'
import { BaseMapSetting, BaseMapSettings, ChangeBaseMap, CreateTileSource, MapGround } from '@anlan/contract/map.ts'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { House } from '../../../kernel/house.ts'
import type { App } from '../../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import {
  addTileSource,
  changeBaseMap,
  listBaseMaps,
  readBaseMap,
  readGround,
  removeBaseMap,
  trustTileHosts,
} from './base-maps.ts'
import { byteRange } from './byte-range.ts'
import { ownBase } from './own-base.ts'
import { keepBase, largestTiles, receiveBase } from './upload.ts'

const read = { permission: 'map.read' } as const
const configure = { permission: 'administration.maps.manage' } as const
const params = z.object({ id: Id })

/** Base maps: what the map stands on, and what the system administrator adds to it. */
export function baseRoutes(app: App, house: House) {
  app.get('/api/map/base', { config: read, schema: { response: { 200: MapGround } } }, request =>
    request.work(work => readGround(work, house)),
  )
  app.get('/api/map/own-base.pmtiles', { config: read }, async (request, reply) => {
    const own = await request.work(work => ownBase(work, house))
    if (!own) throw new Problem('not-found', { detail: '机构名录中没有行政区划边界' })
    return sendBytes(reply, request.headers, own.bytes.length, `"${own.version}"`, ({ start, end }) =>
      Promise.resolve(Readable.from([own.bytes.subarray(start, end + 1)])),
    )
  })
  app.get('/api/map/base-files/:id', { config: read, schema: { params } }, async (request, reply) => {
    const row = await request.work(work =>
      work.tx
        .selectFrom('map_base as b')
        .innerJoin('file as f', 'f.id', 'b.file_id')
        .select(['f.digest', 'f.size', 'f.media_type'])
        .where('b.id', '=', request.params.id)
        .where('b.removed_at', 'is', null)
        .executeTakeFirst(),
    )
    if (!row) throw new Problem('not-found')
    reply.type(row.media_type)
    return sendBytes(reply, request.headers, Number(row.size), `"${row.digest.slice(0, 32)}"`, range =>
      house.files.read(row.digest, range),
    )
  })
  app.get('/api/map/sources', { config: configure, schema: { response: { 200: BaseMapSettings } } }, request =>
    request.work(async work => ({ items: await listBaseMaps(work) })),
  )
  app.post(
    '/api/map/sources',
    { config: configure, schema: { body: CreateTileSource, response: { 201: BaseMapSetting } } },
    async (request, reply) => {
      const added = await request.create(async work => readBaseMap(work, await addTileSource(work, request.body)))
      await trustTileHosts(house)
      return reply.code(201).send(added)
    },
  )
  app.patch(
    '/api/map/sources/:id',
    { config: configure, schema: { params, body: ChangeBaseMap, response: { 200: BaseMapSetting } } },
    request =>
      request.work(async work => {
        await changeBaseMap(work, request.params.id, request.body)
        return readBaseMap(work, request.params.id)
      }),
  )
  app.post(
    '/api/map/sources/:id/removal',
    { config: configure, schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await request.work(work => removeBaseMap(work, request.params.id))
      await trustTileHosts(house)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/api/map/base-files',
    {
      config: configure,
      schema: { querystring: z.object({ label: requiredText('名称', 40) }), response: { 201: BaseMapSetting } },
    },
    async (request, reply) => {
      const part = await request.file({ limits: { fileSize: largestTiles } })
      if (!part) throw fieldProblem('invalid-input', '/file', '文件', '请选择文件')
      const uploaded = await receiveBase(house, part)
      return reply
        .code(201)
        .send(await request.work(async work => readBaseMap(work, await keepBase(work, uploaded, request.query.label))))
    },
  )
}

/** A file by parts (RFC 9110, section 14): 206 with the range asked for, 416 for one beyond it, 304 for what the browser has. */
async function sendBytes(
  reply: FastifyReply,
  headers: { range?: string | undefined; 'if-none-match'?: string | undefined },
  size: number,
  etag: string,
  open: (range: { start: number; end: number }) => Promise<Readable | null>,
) {
  reply.header('accept-ranges', 'bytes').header('etag', etag).header('cache-control', 'private, max-age=86400')
  if (!reply.getHeader('content-type')) reply.type('application/vnd.pmtiles')
  if (headers['if-none-match'] === etag) return reply.code(304).send()
  const range = byteRange(headers.range, size)
  if (range === 'beyond') return reply.code(416).header('content-range', `bytes */${size}`).send()
  const { start, end } = range ?? { start: 0, end: size - 1 }
  const content = await open({ start, end })
  if (!content) throw new Problem('not-found', { detail: '底图文件已不在存储中，请告知系统管理员' })
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`)
  return reply.header('content-length', end - start + 1).send(content)
}
