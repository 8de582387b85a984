import type { Browser, Page } from 'playwright-core'
import { type FrontDoor, geojsonPath } from './front-door.ts'
import { layer } from './things.ts'

const viewport = { width: 1440, height: 900 }
const panSteps = 40
const zoomSteps = 20
const giveUpMs = 120_000

export type Variant = 'naive' | 'product'

export interface Look {
  idleMs: number
  /** CPU time of all processes of the browser until it stood still. */
  idleCpuMs: number
  /** The things' tiles or their file, on the wire until it stood still. */
  wireKb: number
  requests: number
  /** While it is moved, with the things and without. */
  things: Speed
  empty: Speed
}

export interface Speed {
  /** Frames per second: forty steps aside, then twenty steps closer by one level in all. */
  fps: number
  panFps: number
  zoomFps: number
  /** CPU time of all processes of the browser per frame. */
  frameCpuMs: number
}

/** The page tells its map to whoever measures it (canvas/map-canvas.tsx). */
interface WithMap {
  anlanMap?: {
    loaded(): boolean
    once(name: 'idle', act: () => void): void
    addSource(id: string, source: unknown): void
    addLayer(layer: unknown): void
    removeLayer(id: string): void
    removeSource(id: string): void
    getCenter(): unknown
    jumpTo(view: { center: unknown; zoom: number }): void
    panBy(by: [number, number], options: { duration: number }): void
    triggerRepaint(): void
    getZoom(): number
    setZoom(zoom: number): void
  }
  lookForIdle(): void
  viewBefore: { center: unknown; zoom: number }
  startedAt: number
  idleAt: Promise<number>
}

/**
 * Opens the product's own map page; the naive way draws on the same map, so that both share every other cost. It is moved with the things and without them
 * one right after the other; `isEmptyFirst` says which comes first.
 */
export async function lookAt(
  browser: Browser,
  door: FrontDoor,
  token: string,
  variant: Variant,
  isEmptyFirst: boolean,
): Promise<Look> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN' })
  try {
    await context.addCookies([{ name: 'anlan_session', value: token, url: door.url }])
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
    await page.goto(`${door.url}/map`)
    await page.getByRole('switch', { name: '显示视频监控点' }).waitFor({ timeout: giveUpMs })
    await page.waitForFunction(() => Boolean((window as unknown as WithMap).anlanMap?.loaded()), null, {
      timeout: giveUpMs,
    })
    const before = isEmptyFirst ? await speedOf(browser, page) : null
    const used = await measureCpu(browser)
    door.startCount()
    const idleMs = await untilIdle(page, variant)
    const { bytes, requests } = door.counted()
    const idleCpuMs = await used()
    const things = await speedOf(browser, page)
    if (!before) await takeOff(page, variant)
    const empty = before ?? (await speedOf(browser, page))
    return { idleMs, idleCpuMs, wireKb: bytes / 1024, requests, things, empty }
  } finally {
    await context.close()
  }
}

/** Moves the map and brings it back to where it was; ends when it stands still there. */
async function speedOf(browser: Browser, page: Page): Promise<Speed> {
  const used = await measureCpu(browser)
  const speed = await move(page)
  const frameCpuMs = (await used()) / (panSteps + zoomSteps)
  await page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const { anlanMap, viewBefore } = window as unknown as WithMap
        anlanMap?.once('idle', resolve)
        anlanMap?.jumpTo(viewBefore)
        // Whoever came to stand still between two looks is asked again.
        const again = setInterval(() => anlanMap?.triggerRepaint(), 1_000)
        anlanMap?.once('idle', () => clearInterval(again))
      }),
  )
  return { ...speed, frameCpuMs }
}

async function takeOff(page: Page, variant: Variant) {
  if (variant === 'product') await page.getByRole('switch', { name: '显示视频监控点' }).click()
  await page.evaluate(
    isNaive =>
      new Promise<void>(resolve => {
        const { anlanMap } = window as unknown as WithMap
        if (isNaive) {
          anlanMap?.removeLayer('naive')
          anlanMap?.removeSource('naive')
        }
        anlanMap?.once('idle', resolve)
        anlanMap?.triggerRepaint()
      }),
    variant === 'naive',
  )
}

/** CPU time of the browser's processes since; one that was born meanwhile brings all of its own. */
async function measureCpu(browser: Browser): Promise<() => Promise<number>> {
  const devtools = await browser.newBrowserCDPSession()
  const read = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime * 1000]))
  }
  const before = await read()
  return async () => {
    const after = await read()
    await devtools.detach()
    return [...after].reduce((sum, [id, ms]) => sum + ms - (before.get(id) ?? 0), 0)
  }
}

async function untilIdle(page: Page, variant: Variant): Promise<number> {
  await page.evaluate(() => {
    const marked = window as unknown as WithMap
    marked.startedAt = performance.now()
    marked.idleAt = new Promise(resolve => {
      // What was already still is not meant: the next time it stands still after something new was asked for.
      marked.lookForIdle = () => {
        const again = setInterval(() => marked.anlanMap?.triggerRepaint(), 2_000)
        marked.anlanMap?.once('idle', () => {
          clearInterval(again)
          resolve(performance.now())
        })
      }
    })
  })
  if (variant === 'naive')
    await page.evaluate(path => {
      const { anlanMap, lookForIdle } = window as unknown as WithMap
      anlanMap?.addSource('naive', { type: 'geojson', data: `${location.origin}${path}` })
      anlanMap?.addLayer({ id: 'naive', type: 'circle', source: 'naive', paint: { 'circle-radius': 5 } })
      lookForIdle()
    }, geojsonPath)
  else
    await page.evaluate(async () => {
      document.querySelector<HTMLButtonElement>('[aria-label="显示视频监控点"]')?.click()
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
      ;(window as unknown as WithMap).lookForIdle()
    })
  return page.evaluate(async () => {
    const marked = window as unknown as WithMap
    return (await marked.idleAt) - marked.startedAt
  })
}

const move = (page: Page): Promise<Omit<Speed, 'frameCpuMs'>> =>
  page.evaluate(
    ({ panSteps, zoomSteps }) => {
      const { anlanMap } = window as unknown as WithMap
      if (anlanMap) Object.assign(window, { viewBefore: { center: anlanMap.getCenter(), zoom: anlanMap.getZoom() } })
      /** So many frames, each after a change; how long they took. */
      const frames = (count: number, change: (frame: number) => void) =>
        new Promise<number>(resolve => {
          const startedAt = performance.now()
          let frame = 0
          const step = () => {
            if (frame++ === count) return resolve(performance.now() - startedAt)
            change(frame)
            requestAnimationFrame(step)
          }
          requestAnimationFrame(step)
        })
      return (async () => {
        const pan = await frames(panSteps, frame => anlanMap?.panBy([frame % 20 < 10 ? 12 : -12, 4], { duration: 0 }))
        const zoom = await frames(zoomSteps, () => anlanMap?.setZoom(anlanMap.getZoom() + 1 / zoomSteps))
        return {
          panFps: (1000 * panSteps) / pan,
          zoomFps: (1000 * zoomSteps) / zoom,
          fps: (1000 * (panSteps + zoomSteps)) / (pan + zoom),
        }
      })()
    },
    { panSteps, zoomSteps },
  )
