import { chromium } from 'playwright-core'
import { signIn } from './lib/client.ts'
import { startDatabase } from './lib/databases.ts'
import { installedChromium } from './lib/installed-chromium.ts'
import { freezeServer, makeScratch, startServer } from './lib/processes.ts'
import { spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'
import { openFrontDoor } from './map/front-door.ts'
import { type Look, lookAt, type Speed, type Variant } from './map/look.ts'
import { geojsonOf, place, scatter, waitForLayer } from './map/things.ts'

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
  const door = await openFrontDoor(product.url, geojsonOf(things))
  const browser = await chromium.launch({
    executablePath: installedChromium(),
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
  try {
    const { token } = await signIn(product.url, 'duty1')
    const placed = await waitForLayer(product.url, token, count)
    const looks: Record<Variant, Look[]> = { naive: [], product: [] }
    for (let at = 0; at < (quick ? 3 : 7); at++) {
      const variants: Variant[] = at % 2 ? ['naive', 'product'] : ['product', 'naive']
      // Which is moved first, with things or without, changes every second round.
      const isEmptyFirst = (at & 2) > 0
      for (const variant of variants) {
        const look = await lookAt(browser, door, token, variant, isEmptyFirst)
        if (at > 0) looks[variant].push(look)
      }
    }
    const overNaive = (of: (look: Look) => number) =>
      spreadOf(looks.product.map((look, i) => of(look) / of(looks.naive[i] as Look)))
    const overEmpty = (key: keyof Speed, variant: Variant = 'product') =>
      spreadOf(looks[variant].map(({ things, empty }) => things[key] / empty[key]))
    const [idle, fps] = [overNaive(look => look.idleMs), overEmpty('fps')]
    return {
      figures: {
        things: placed,
        ratio: idle.median,
        fpsRatio: fps.median,
        wireRatio: overNaive(look => look.wireKb).median,
        idle,
        idleCpu: overNaive(look => look.idleCpuMs),
        fps,
        frameCpu: overEmpty('frameCpuMs'),
        naiveFps: overEmpty('fps', 'naive'),
        product: figures(looks.product),
        naive: figures(looks.naive),
      },
      assertions: ['the layer counts every thing that was placed'],
      failures: placed < count ? [`the layer has ${placed} of ${count} things`] : [],
    }
  } finally {
    await browser.close()
    door.close()
    await product.kill('SIGTERM')
    await database.stop()
  }
}

const figures = (looks: Look[]) => {
  const spread = (of: (look: Look) => number) => spreadOf(looks.map(of))
  return {
    idleMs: spread(look => look.idleMs),
    idleCpuMs: spread(look => look.idleCpuMs),
    wireKb: spread(look => look.wireKb),
    requests: spread(look => look.requests),
    fps: spread(look => look.things.fps),
    emptyFps: spread(look => look.empty.fps),
    panFps: spread(look => look.things.panFps),
    zoomFps: spread(look => look.things.zoomFps),
    frameCpuMs: spread(look => look.things.frameCpuMs),
    emptyFrameCpuMs: spread(look => look.empty.frameCpuMs),
  }
}
