import { randomUUID } from 'node:crypto'
import { type Browser, chromium, type Page } from 'playwright-core'
import { callOk, signIn } from './lib/client.ts'
import { openPool, startDatabase } from './lib/databases.ts'
import { installedChromium } from './lib/installed-chromium.ts'
import { freezeServer, makeScratch, startServer } from './lib/processes.ts'
import { round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

const layer = 'register:cameras'
/** The sample county, in which the things lie in forty clusters and evenly between them. */
const bounds = { west: 108.2, south: 29.0, east: 108.8, north: 29.5 }
const viewport = { width: 1440, height: 900 }
const panSteps = 60
const giveUpMs = 120_000

interface Look {
  idleMs: number
  fps: number
  wireKb: number
}

/**
 * G8: 100,000 things on the map. From the moment a map without them stands still: how long until it stands still with them, frames per second while it
 * is moved, bytes on the wire. Against the naive way (one GeoJSON, a circle each) and against the same map without things, in the same page.
 */
export async function benchMap({ quick }: BenchOptions): Promise<BenchResult> {
  const count = quick ? 20_000 : 100_000
  const scratch = makeScratch()
  const database = await startDatabase(scratch, 'data')
  const { main } = freezeServer()
  const environment = { DATABASE_URL: database.url, DATA_DIR: makeScratch() }
  // The first start makes the store; what is put into it behind the server's back is read by the second.
  await (await startServer(main, environment)).kill('SIGTERM')
  const things = scatter(count)
  await place(database.url, things)
  const product = await startServer(main, environment)
  const browser = await chromium.launch({
    executablePath: installedChromium(),
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  try {
    const { token } = await signIn(product.url, 'duty1')
    const placed = await waitForLayer(product.url, token, count)
    const geojson = JSON.stringify({
      type: 'FeatureCollection',
      features: things.map(({ id, lng, lat, title }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lng, lat] },
        properties: { id, title },
      })),
    })
    const looks: Record<Variant, Look[]> = { empty: [], naive: [], product: [] }
    const variants: Variant[] = ['empty', 'naive', 'product']
    for (let at = 0; at < (quick ? 3 : 6); at++)
      for (let turn = 0; turn < variants.length; turn++) {
        const variant = variants[(at + turn) % variants.length] as Variant
        const look = await lookAt(browser, product.url, token, variant, geojson)
        if (at > 0) looks[variant].push(look)
      }
    const over = (of: (look: Look) => number, floor: Variant) =>
      spreadOf(looks.product.map((look, i) => of(look) / of(looks[floor][i] as Look)))
    const [idle, fps, wire] = [
      over(look => look.idleMs, 'naive'),
      over(look => look.fps, 'empty'),
      over(look => look.wireKb, 'naive'),
    ]
    return {
      figures: {
        things: placed,
        ratio: idle.median,
        fpsRatio: fps.median,
        wireRatio: wire.median,
        idle,
        fps,
        ...Object.fromEntries(variants.map(variant => [variant, figures(looks[variant])])),
      },
      assertions: ['the layer counts every thing that was placed'],
      failures: placed < count ? [`the layer has ${placed} of ${count} things`] : [],
    }
  } finally {
    await browser.close()
    await product.kill('SIGTERM')
    await database.stop()
  }
}

type Variant = 'empty' | 'naive' | 'product'

const figures = (looks: Look[]) => ({
  idleMs: spreadOf(looks.map(look => look.idleMs)),
  fps: spreadOf(looks.map(look => look.fps)),
  wireKb: spreadOf(looks.map(look => look.wireKb)),
})

/** Always the same places: most in forty clusters, as villages are, the rest anywhere. */
function scatter(count: number) {
  let seed = 20260712
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  const within = (low: number, high: number) => low + next() * (high - low)
  const middles = Array.from({ length: 40 }, () => [
    within(bounds.west, bounds.east),
    within(bounds.south, bounds.north),
  ])
  return Array.from({ length: count }, (_, i) => {
    const middle = middles[Math.floor(next() * middles.length)] as [number, number]
    const isApart = i % 5 === 0
    const [lng, lat] = isApart
      ? [within(bounds.west, bounds.east), within(bounds.south, bounds.north)]
      : [middle[0] + within(-0.03, 0.03), middle[1] + within(-0.03, 0.03)]
    return { id: randomUUID(), lng, lat, title: `监控点 ${i + 1}` }
  })
}

async function place(databaseUrl: string, things: ReturnType<typeof scatter>) {
  const pool = openPool(databaseUrl)
  await pool.query(
    `insert into spatial_point (layer, id, lng, lat, unit_id, open, title, tags)
     select $1, t.id, t.lng, t.lat, null, true, t.title, '{}' from jsonb_to_recordset($2) as t(id text, lng float8, lat float8, title text)`,
    [layer, JSON.stringify(things)],
  )
  await pool.end()
}

async function waitForLayer(url: string, token: string, count: number): Promise<number> {
  for (const until = Date.now() + 30_000; ; ) {
    const { items } = await callOk<{ items: { name: string; count: number }[] }>(url, 'GET', '/api/map/layers', {
      token,
    })
    const found = items.find(item => item.name === layer)?.count ?? 0
    if (found >= count || Date.now() > until) return found
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}

/** Opens the product's own map page; the naive way draws on the same map, so that all three share every other cost. */
async function lookAt(browser: Browser, url: string, token: string, variant: Variant, geojson: string): Promise<Look> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' })
  try {
    await context.addCookies([{ name: 'anlan_session', value: token, url }])
    await context.addInitScript(
      ({ layer }) => {
        localStorage.setItem('anlan.map.base', JSON.stringify('outlines'))
        localStorage.setItem('anlan.map.layers', JSON.stringify({ events: false, responses: false, [layer]: false }))
      },
      { layer },
    )
    // The bundler names inner functions by a helper that a page does not have.
    await context.addInitScript('globalThis.__name = f => f')
    const page = await context.newPage()
    await page.route('**/bench-things.geojson', route =>
      route.fulfill({ body: geojson, contentType: 'application/geo+json' }),
    )
    await page.goto(`${url}/map`)
    await page.getByRole('switch', { name: '显示视频监控点' }).waitFor({ timeout: giveUpMs })
    await page.waitForFunction(() => Boolean((window as unknown as WithMap).anlanMap?.loaded()), null, {
      timeout: giveUpMs,
    })
    let bytes = variant === 'naive' ? geojson.length : 0
    // Tiles are fetched by the map's workers, which a session with the page alone does not hear.
    context.on('requestfinished', async request => {
      if (variant !== 'product' || !request.url().includes('/api/map/tiles/')) return
      const { responseBodySize, responseHeadersSize } = await request.sizes()
      bytes += responseBodySize + responseHeadersSize
    })
    const idleMs = variant === 'empty' ? 0 : await untilIdle(page, variant)
    return { idleMs: round(idleMs), fps: round(await framesWhilePanning(page)), wireKb: round(bytes / 1024) }
  } finally {
    await context.close()
  }
}

/** The page tells its map to whoever measures it (canvas/map-canvas.tsx). */
interface WithMap {
  anlanMap?: {
    loaded(): boolean
    once(name: 'idle', act: () => void): void
    addSource(id: string, source: unknown): void
    addLayer(layer: unknown): void
    panBy(by: [number, number], options: { duration: number }): void
    triggerRepaint(): void
  }
}

async function untilIdle(page: Page, variant: Variant): Promise<number> {
  await page.evaluate(() => {
    const { anlanMap } = window as unknown as WithMap
    const marked = window as unknown as { startedAt: number; idleAt: Promise<number> }
    marked.startedAt = performance.now()
    marked.idleAt = new Promise(resolve => {
      const look = () => anlanMap?.once('idle', () => resolve(performance.now()))
      // What was already still is not meant: the next time it stands still after something new was asked for.
      ;(window as unknown as { lookForIdle: () => void }).lookForIdle = look
    })
  })
  if (variant === 'naive')
    await page.evaluate(() => {
      const { anlanMap } = window as unknown as WithMap
      anlanMap?.addSource('naive', { type: 'geojson', data: `${location.origin}/bench-things.geojson` })
      anlanMap?.addLayer({ id: 'naive', type: 'circle', source: 'naive', paint: { 'circle-radius': 5 } })
      ;(window as unknown as { lookForIdle: () => void }).lookForIdle()
    })
  else
    await page.evaluate(async () => {
      const toggle = document.querySelector<HTMLButtonElement>('[aria-label="显示视频监控点"]')
      toggle?.click()
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
      ;(window as unknown as { lookForIdle: () => void }).lookForIdle()
    })
  return page.evaluate(async () => {
    const marked = window as unknown as { startedAt: number; idleAt: Promise<number> }
    return (await marked.idleAt) - marked.startedAt
  })
}

const framesWhilePanning = (page: Page): Promise<number> =>
  page.evaluate(
    steps =>
      new Promise<number>(resolve => {
        const { anlanMap } = window as unknown as WithMap
        const startedAt = performance.now()
        let frame = 0
        const step = () => {
          if (frame++ === steps) return resolve((1000 * steps) / (performance.now() - startedAt))
          anlanMap?.panBy([frame % 30 < 15 ? 12 : -12, 4], { duration: 0 })
          anlanMap?.triggerRepaint()
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
    panSteps,
  )
