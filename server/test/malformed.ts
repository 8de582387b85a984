import fc from 'fast-check'
import { fitting, type Shape, type Sources, shapeOf } from './input.ts'
import type { RouteRow } from './route-table.ts'

/** A request as it goes over the wire. */
export interface WireRequest {
  route: string
  method: string
  url: string
  headers: Record<string, string>
  payload: string | Buffer | undefined
}

const longText = '长'.repeat(100_000)
const nested = (depth: number) => `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`

/** Values that have broken somebody's server before. Raw JSON text, since JSON.stringify would tidy some of them. */
const nastyJson = [
  ...['null', 'true', '0', '-1', '1.5', '1e400', '-0', '2147483648', '9007199254740993', '99999999999999999999'],
  ...['""', '" "', '"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udfff尾"', '"\\u202e倒"', '"\\ufeff"', '"﷽"'],
  ...['[]', '[[]]', '[null]', '{}', '{"toString":"x"}', '{"length":-1}', nested(40)],
  ...['"2026-02-30T08:00:00+08:00"', '"2026-07-12T08:00:00"', '"2026-07-12T25:00:00Z"', '"2026-07-12T08:00:00+25:00"'],
  ...['"0000-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"+275760-09-13T00:00:00Z"', '"2026-02-30"', '"2026-13-01"'],
  ...['"1970-01-01T00:00:00Z"', '"2026-07-12T08:00:60Z"', '"infinity"', '"now"', '"NaN"', '"null"'],
  ...['"../../../etc/passwd"', '"%00"', '"\' or 1=1 --"', '"{{7*7}}"', '"<script>alert(1)</script>"'],
  ...['"00000000-0000-0000-0000-000000000000"', '"ffffffff-ffff-ffff-ffff-ffffffffffff"', '"not-a-uuid"'],
  JSON.stringify(longText),
]
const nastyKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'id', '', '\u0000', 'a/b~c', '\ud800', '未知']

const nastyBodies = [
  ...[
    '',
    ' ',
    '{',
    '[',
    '"',
    '{"title":',
    '{"a":1,}',
    'null',
    'undefined',
    '[]',
    '"text"',
    '1',
    'NaN',
    '\u0000',
    '{}{}',
  ],
  ...['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"x":1}}}', '\ufeff{}', '<xml/>', 'a=b&c=d'],
  nested(3_000),
  `[${'0,'.repeat(50_000)}0]`,
]
const nastyTypes = [
  ...[
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'x',
    '',
    'application/',
  ],
  ...['multipart/form-data; boundary=', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', '*/*'],
  ...['application/json; charset="', 'application/problem+json', 'application/json;;;'],
]
const nastyParts = [
  '%00',
  '%',
  '%zz',
  '%ff',
  '%2e%2e%2f',
  '..',
  '__proto__',
  '%ED%A0%80',
  'x'.repeat(300),
  '%20',
  "'",
  '-1',
]
const nastyHeaders: [string, string][] = [
  ...(['null', 'garbage', 'http://', 'http://evil.example', 'javascript:alert(1)', '://', 'http://[::1'].map(one => [
    'origin',
    one,
  ]) as [string, string][]),
  ['sec-fetch-site', 'cross-site'],
  ['last-event-id', '99999999999999999999-9999999999999999999'],
  ['last-event-id', '18446744073709551616-1'],
  ['last-event-id', '-1--1'],
  ['cookie', 'anlan_session=%00; =; ;;'],
  ['cookie', `anlan_session=${'a'.repeat(4000)}`],
  ['authorization', 'Bearer '],
  ['authorization', `Bearer ${'x'.repeat(300)}`],
  ['authorization', 'Basic OjpTOg=='],
  ['if-none-match', '"\u00ff"'],
  ['range', 'bytes=-1-'],
  ['accept', 'x'],
  ['accept-encoding', ',;q=,'],
  ['content-length', '5'],
  ['content-encoding', 'gzip'],
  ['host', 'a b'],
  ['x-forwarded-for', "1.2.3.4'"],
  ['transfer-encoding', 'identity'],
  ['expect', '100-continue'],
]

/** Who the requests come from and what they meet. */
export interface Scene extends Sources {
  /** Session tokens of those who may use the route, and of all. */
  tokensFor(route: RouteRow): string[]
  tokens: string[]
  /** Ids that exist under this address. */
  idsUnder(url: string): string[]
}

/** Requests to all routes, from nearly right to hopeless. */
export function wireRequests(routes: RouteRow[], scene: Scene): fc.Arbitrary<WireRequest> {
  const shapes = routes.map(route => ({
    route,
    body: route.schema.body && shapeOf(route.schema.body),
    query: route.schema.querystring && shapeOf(route.schema.querystring),
  }))
  return fc
    .constantFrom(...shapes)
    .chain(({ route, body, query }) =>
      fc.record({
        route: fc.constant(`${route.method} ${route.url}`),
        method: rarely(
          fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'POST', 'GET'),
          fc.constant(route.method),
        ),
        url: fc.tuple(pathOf(route.url, scene), queryOf(query, scene)).map(([path, rest]) => path + rest),
        content: contentOf(body, scene),
        token: rarely(fc.constantFrom('', 'x', ...scene.tokens), fc.constantFrom(...scene.tokensFor(route))),
        header: rarely(fc.constantFrom<[string, string] | null>(...nastyHeaders), fc.constant(null)),
      }),
    )
    .map(({ route, method, url, content, token, header }) => {
      const bare = method === 'GET' || method === 'HEAD'
      return {
        route,
        method,
        url,
        payload: bare ? undefined : content.payload,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(!bare && content.type !== null && { 'content-type': content.type }),
          ...(header && { [header[0]]: header[1] }),
        },
      }
    })
}

const rarely = <T>(odd: fc.Arbitrary<T>, usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary: odd }, { weight: 9, arbitrary: usual })

function pathOf(url: string, scene: Scene): fc.Arbitrary<string> {
  const parts = url
    .split('/')
    .map(part =>
      part.startsWith(':')
        ? fc.oneof(
            { weight: 9, arbitrary: fc.constantFrom(...scene.idsUnder(url)) },
            { weight: 2, arbitrary: scene.id },
            { weight: 1, arbitrary: fc.constantFrom(...nastyParts, '1', '2026-07-12') },
          )
        : fc.constant(part),
    )
  return fc.tuple(...parts).map(all => all.join('/'))
}

function queryOf(shape: Shape | undefined, sources: Sources): fc.Arbitrary<string> {
  const encode = (value: unknown) =>
    Object.entries(value as Record<string, unknown>)
      .flatMap(([key, one]) =>
        [one].flat().map(item => `${encodeURIComponent(key)}=${encodeURIComponent(wellFormed(item))}`),
      )
      .join('&')
  const nasty = fc.constantFrom(
    '?',
    '?=',
    '?%',
    '?%zz=1',
    '?after=%00',
    '?limit=1e9',
    '?limit=-1',
    '?__proto__=1',
    '?a[b]=c',
    '?id=1&id=2',
  )
  if (!shape?.properties) return rarely(nasty, fc.constant(''))
  const keys = Object.keys(shape.properties)
  const spoilt = fc
    .tuple(fitting(shape, sources), fc.constantFrom(...keys, ...nastyKeys.slice(0, 3)), fc.constantFrom(...nastyJson))
    .map(([value, key, odd]) => `?${encode({ ...(value as object), [key]: parsed(odd) })}`)
  return fc.oneof(
    { weight: 4, arbitrary: fitting(shape, sources).map(value => `?${encode(value)}`) },
    { weight: 5, arbitrary: spoilt },
    { weight: 1, arbitrary: nasty },
  )
}

const wellFormed = (value: unknown) =>
  (typeof value === 'string' ? Buffer.from(value).toString() : (JSON.stringify(value) ?? '')).slice(0, 5_000)
const parsed = (json: string): unknown => JSON.parse(json)

interface Content {
  payload: string | Buffer | undefined
  type: string | null
}

function contentOf(shape: Shape | undefined, sources: Sources): fc.Arbitrary<Content> {
  const json = (payload: string): Content => ({ payload, type: 'application/json' })
  const fit = shape ? fitting(shape, sources) : fc.constant({})
  const usual = fit.map(value => json(JSON.stringify(value)))
  const spoilt = fc
    .tuple(
      fit,
      fc.nat(),
      fc.constantFrom(...nastyJson),
      fc.constantFrom('set', 'drop', 'add'),
      fc.constantFrom(...nastyKeys),
    )
    .map(([value, where, odd, how, key]) => json(spoil(value, where, odd, how, key)))
  const raw = fc.oneof(fc.constantFrom(...nastyBodies), fc.string({ unit: 'binary', maxLength: 50 })).map(json)
  const bytes = fc.uint8Array({ maxLength: 60 }).map(one => json(Buffer.from(one) as unknown as string))
  const typed = fc
    .tuple(fit, fc.constantFrom(...nastyTypes))
    .map(([value, type]) => ({ payload: JSON.stringify(value), type }) as Content)
  return fc.oneof(
    { weight: 6, arbitrary: usual },
    { weight: 10, arbitrary: spoilt },
    { weight: 2, arbitrary: raw },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: typed },
    { weight: 1, arbitrary: multipart },
    { weight: 1, arbitrary: fc.constant({ payload: undefined, type: null }) },
  )
}

/** Replaces, drops or adds one value somewhere in `value`; the result is JSON text. */
function spoil(value: unknown, where: number, odd: string, how: string, key: string): string {
  const marker = '\u0001odd\u0001'
  const copy = structuredClone(value)
  const places: [holder: Record<string, unknown>, key: string][] = []
  const walk = (one: unknown) => {
    if (one === null || typeof one !== 'object') return
    for (const name of Object.keys(one)) {
      places.push([one as Record<string, unknown>, name])
      walk((one as Record<string, unknown>)[name])
    }
  }
  walk(copy)
  const place = places[where % Math.max(1, places.length)]
  if (!place || how === 'add') {
    const text = JSON.stringify(copy)
    if (!text.startsWith('{')) return odd
    return `{${JSON.stringify(key)}:${odd}${text === '{}' ? '}' : `,${text.slice(1)}`}`
  }
  if (how === 'drop') delete place[0][place[1]]
  else place[0][place[1]] = marker
  return JSON.stringify(copy).replace(JSON.stringify(marker), () => odd)
}

const fileNames = [
  'a.pdf',
  '../../etc/passwd',
  'a\u0000.pdf',
  '',
  'CON.docx',
  'x'.repeat(500),
  '照片.png',
  '"; filename="b',
  '.pdf',
]
const fileHeads = [
  '%PDF-1.7',
  '\u0089PNG\r\n\u001a\n',
  'PK\u0003\u0004',
  'MZ',
  '',
  '<svg onload=alert(1)>',
  '#!/bin/sh',
]
const multipart: fc.Arbitrary<Content> = fc
  .record({
    name: fc.constantFrom(...fileNames),
    head: fc.constantFrom(...fileHeads),
    field: fc.constantFrom('file', 'other', '__proto__', ''),
    end: fc.constantFrom('\r\n--b--\r\n', '\r\n--b', '', '\r\n--b\r\n--b--'),
    boundary: fc.constantFrom('b', 'c', '"', '', 'b'.repeat(300)),
  })
  .map(({ name, head, field, end, boundary }) => ({
    type: `multipart/form-data; boundary=${boundary}`,
    payload: Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n${head}${end}`,
      'latin1',
    ),
  }))
