import type { BaseMapSetting, BaseMapSettings, MapGround, MapLines } from '@anlan/contract/map.ts'
import fc from 'fast-check'
import { PMTiles, type RangeResponse, type Source } from 'pmtiles'
import { describe, expect, test as rule } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { byteRange } from './byte-range.ts'
import { packTiles } from './pmtiles.ts'
import { addressRefusal, originsOf } from './tile-address.ts'

/** Reads an archive as a browser does: piece by piece. */
class Pieces implements Source {
  readonly read: (offset: number, length: number) => Promise<Buffer>
  constructor(read: Pieces['read']) {
    this.read = read
  }
  getKey = () => 'test'
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const bytes = await this.read(offset, length)
    return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer }
  }
}

rule('an archive gives back every tile that went in, however many, and none other', async () => {
  for (const side of [3, 130]) {
    const z = side > 8 ? 8 : 2
    const tiles = Array.from({ length: side * side }, (_, i) => ({
      z,
      x: i % side,
      y: Math.floor(i / side),
      bytes: Buffer.from(`tile ${i}`),
    }))
    const archive = packTiles(tiles, { bounds: [108, 29, 109, 30], metadata: { name: '试' } })
    const reader = new PMTiles(new Pieces(async (at, length) => archive.subarray(at, at + length)))
    for (const tile of [tiles[0], tiles[4], tiles.at(-1)]) {
      const found = await reader.getZxy(z, tile?.x ?? 0, tile?.y ?? 0)
      expect(Buffer.from(found?.data ?? new ArrayBuffer(0)).toString()).toBe(tile?.bytes.toString())
    }
    expect(await reader.getZxy(z, side, side)).toBeUndefined()
    expect(await reader.getMetadata()).toEqual({ name: '试' })
    expect(await reader.getHeader()).toMatchObject({ minLon: 108, maxLat: 30, minZoom: z, maxZoom: z })
  }
})

rule('a directory too long for the root is cut into leaves, in which every tile is found', async () => {
  let seed = 7
  const drawn = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  // Gaps and lengths without a pattern, so that the directory does not pack into the root.
  const tiles = Array.from({ length: 256 * 256 }, (_, i) => ({ z: 9, x: i % 256, y: i >> 8 }))
    .filter(() => drawn(4) === 0)
    .map(tile => ({ ...tile, bytes: Buffer.from(Array.from({ length: 1 + drawn(90) }, () => drawn(256))) }))
  const archive = packTiles(tiles, { bounds: [108, 29, 109, 30], metadata: {} })
  const reader = new PMTiles(new Pieces(async (at, length) => archive.subarray(at, at + length)))
  const header = await reader.getHeader()
  expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384)
  expect(header.leafDirectoryLength).toBeGreaterThan(16_384)
  for (let at = 0; at < tiles.length; at += 97) {
    const tile = tiles[at] as (typeof tiles)[0]
    const found = await reader.getZxy(9, tile.x, tile.y)
    expect(Buffer.from(found?.data ?? new ArrayBuffer(0)).equals(tile.bytes)).toBe(true)
  }
  const there = new Set(tiles.map(({ x, y }) => `${x} ${y}`))
  const [x, y] = Array.from({ length: 256 }, (_, i) => [i, i] as const).find(([a, b]) => !there.has(`${a} ${b}`)) ?? [
    0, 0,
  ]
  expect(await reader.getZxy(9, x, y)).toBeUndefined()
})

rule('a range is inside the file, or refused', () => {
  expect(byteRange('bytes=0-99', 1000)).toEqual({ start: 0, end: 99 })
  expect(byteRange('bytes=990-2000', 1000)).toEqual({ start: 990, end: 999 })
  expect(byteRange('bytes=-10', 1000)).toEqual({ start: 990, end: 999 })
  expect(byteRange('bytes=1000-', 1000)).toBe('beyond')
  for (const header of [undefined, 'bytes=0-1,5-6', 'bytes=9-3', 'lines=1-2', 'bytes=-'])
    expect(byteRange(header, 1000)).toBeNull()
  fc.assert(
    fc.property(
      fc.nat(3000),
      fc.option(fc.nat(3000), { nil: undefined }),
      fc.integer({ min: 1, max: 2000 }),
      (a, b, size) => {
        const range = byteRange(`bytes=${a}-${b ?? ''}`, size)
        if (range && range !== 'beyond') expect(range.start <= range.end && range.end < size).toBe(true)
      },
    ),
  )
})

rule('an address of tiles names one host, carries no password, and has its three places', () => {
  const good = 'https://t{s}.tianditu.gov.cn/DataServer?T=vec_w&x={x}&y={y}&l={z}&tk=abc'
  expect(addressRefusal(good, ['0', '1'])).toBeNull()
  expect(originsOf(good, ['0', '1'])).toEqual(['https://t0.tianditu.gov.cn', 'https://t1.tianditu.gov.cn'])
  expect(addressRefusal(good, [])).toContain('子域名')
  expect(addressRefusal('https://a.cn/{z}/{x}.png', [])).toContain('{y}')
  expect(addressRefusal('ftp://a.cn/{z}/{x}/{y}', [])).toContain('https://')
  expect(addressRefusal('https://u:p@a.cn/{z}/{x}/{y}', [])).toContain('账号密码')
  expect(addressRefusal('https://{z}.cn/{x}/{y}', [])).not.toBeNull()
})

const boundary = 'anlan-base'
async function upload(world: World, name: string, content: string | Buffer) {
  const { token } = await world.as('admin1')
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return world.app.inject({
    method: 'POST',
    url: `/api/map/base-files?label=${encodeURIComponent('县测绘底图')}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}

describe('底图', () => {
  test('the county has a base map of its own, made from its boundaries, rivers and roads and read by ranges', async ({
    world,
  }) => {
    const duty = await world.as('duty1')
    const ground = (await duty.get<MapGround>('/api/map/base')).body
    const own = ground.baseMaps[0]
    expect(own).toMatchObject({ kind: 'pmtiles', label: '本县底图', isDefault: true, overlay: false })
    const get = (headers: object) =>
      world.app.inject({ url: own?.url ?? '', headers: { authorization: `Bearer ${duty.token}`, ...headers } })
    const reader = new PMTiles(
      new Pieces(async (at, length) => (await get({ range: `bytes=${at}-${at + length - 1}` })).rawPayload),
    )
    const header = await reader.getHeader()
    expect(header.minLon).toBeGreaterThan(108)
    expect(header.maxLat).toBeLessThan(30)
    const tile = Buffer.from((await reader.getZxy(10, 820, 424))?.data ?? new ArrayBuffer(0)).toString('utf8')
    for (const word of ['areas', 'rivers', 'roads', 'labels', '沧峦高速', '雾江']) expect(tile).toContain(word)
    const whole = await get({})
    expect(whole.rawPayload.length).toBeLessThan(400_000)
    expect((await get({ 'if-none-match': whole.headers.etag })).statusCode).toBe(304)
    expect((await get({ range: 'bytes=99999999-' })).statusCode).toBe(416)
  })

  test('tiles from elsewhere may be loaded from exactly their hosts, until they are removed', async ({ world }) => {
    const admin = await world.as('admin1')
    const policy = async () =>
      String((await world.app.inject('/api/public/duty-phones')).headers['content-security-policy'])
    expect(await policy()).toContain("connect-src 'self'")
    const { body: source } = await admin.post<BaseMapSetting>('/api/map/sources', {
      kind: 'xyz',
      label: '天地图矢量',
      url: 'https://t{s}.tianditu.gov.cn/DataServer?T=vec_w&x={x}&y={y}&l={z}&tk=abc',
      subdomains: ['0', '1'],
      approvalNumber: 'GS（2024）0650号',
      isDefault: true,
    })
    expect(source.urls).toHaveLength(2)
    expect(await policy()).toContain("connect-src 'self' https://t0.tianditu.gov.cn https://t1.tianditu.gov.cn")
    const maps = async () => (await (await world.as('duty1')).get<MapGround>('/api/map/base')).body.baseMaps
    expect((await maps()).map(one => [one.label, one.isDefault])).toEqual([
      ['本县底图', false],
      ['天地图矢量', true],
    ])
    const change = { version: source.version, label: '天地图' }
    expect((await admin.patch(`/api/map/sources/${source.id}`, change)).status).toBe(200)
    expect((await admin.patch(`/api/map/sources/${source.id}`, change)).status).toBe(409)
    expect((await (await world.as('duty1')).get('/api/map/sources')).status).toBe(403)
    expect((await admin.post(`/api/map/sources/${source.id}/removal`)).status).toBe(204)
    expect(await policy()).not.toContain('tianditu')
    const wrong = await admin.post('/api/map/sources', { kind: 'xyz', label: '错', url: 'https://a.cn/{z}' })
    expect(wrong.problem.errors?.[0]?.field).toBe('地址模板')
  })

  test("a county's own features are kept by their content, their rivers can be asked along; what is no map is refused", async ({
    world,
  }) => {
    const line = (coordinates: number[][], name: string) => ({
      type: 'Feature',
      properties: { kind: 'river', name },
      geometry: { type: 'LineString', coordinates },
    })
    const content = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        line(
          [
            [108.4, 29.3],
            [108.5, 29.3],
          ],
          '清溪',
        ),
      ],
    })
    const reply = await upload(world, '水系.geojson', content)
    expect(reply.statusCode).toBe(201)
    const added = reply.json<BaseMapSetting>()
    expect(added).toMatchObject({ kind: 'geojson', label: '县测绘底图', fileName: '水系.geojson' })
    const duty = await world.as('duty1')
    const got = await world.app.inject({
      url: added.url,
      headers: { authorization: `Bearer ${duty.token}`, range: 'bytes=0-15' },
    })
    expect([got.statusCode, got.payload]).toEqual([206, content.slice(0, 16)])
    expect((await duty.get<MapLines>('/api/map/lines')).body.items.map(one => one.name)).toContain('清溪')
    const shape = { kind: 'river', name: '清溪', bufferM: 500 }
    expect((await duty.post('/api/map/query', { shape })).status).toBe(200)
    const archive = packTiles([{ z: 1, x: 0, y: 0, bytes: Buffer.from('t') }], { bounds: [0, 0, 1, 1], metadata: {} })
    expect((await upload(world, '底图.pmtiles', archive)).json<BaseMapSetting>().kind).toBe('pmtiles')
    for (const [name, bad, why] of [
      ['图.pmtiles', archive.subarray(0, archive.length - 1), '不完整'],
      ['图.geojson', '{"type":"Feature"}', '要素集合'],
      ['图.geojson', content.replace('108.4', '36401234.5'), '不是经纬度'],
      ['图.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'PMTiles'],
    ] as const) {
      const refused = await upload(world, name, bad)
      expect([refused.statusCode, refused.json<{ detail: string }>().detail]).toEqual([
        422,
        expect.stringContaining(why),
      ])
    }
    const all = (await (await world.as('admin1')).get<BaseMapSettings>('/api/map/sources')).body.items
    expect(all).toHaveLength(2)
    expect((await (await world.as('admin1')).post(`/api/map/sources/${added.id}/removal`)).status).toBe(204)
    expect((await duty.get<MapLines>('/api/map/lines')).body.items.map(one => one.name)).not.toContain('清溪')
  })
})
