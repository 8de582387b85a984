import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { type Browser, chromium } from 'playwright-core'
import { build } from 'vite'
import { signIn } from './lib/client.ts'
import { startDatabase } from './lib/databases.ts'
import { installedChromium } from './lib/installed-chromium.ts'
import { freezeServer, makeScratch, startServer } from './lib/processes.ts'
import { round, spreadOf } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

/** A slow telephone line and a processor a quarter as fast, as measuring tools define them (Lighthouse, “slow 4G”). */
const line = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
}
const cpuSlowdown = 4
const settledMs = 2_500

interface Load {
  lcpMs: number
  scriptKb: number
  requests: number
  scripts: string[]
}

/**
 * G10: the first load of the duty desk, signed in and with an empty cache, against a page of Ant Design's usual components in one bundle: script
 * bytes as gzip and the largest contentful paint on a slow line.
 */
export async function benchWeb({ quick }: BenchOptions): Promise<BenchResult> {
  const scratch = makeScratch()
  const database = await startDatabase(scratch, 'data')
  const product = await startServer(freezeServer().main, { DATABASE_URL: database.url, DATA_DIR: makeScratch() })
  const shell = await serveShell(join(scratch, 'shell'))
  const browser = await chromium.launch({ executablePath: installedChromium(), args: ['--no-sandbox'] })
  try {
    const { token } = await signIn(product.url, 'duty1')
    const loads: Record<'desk' | 'shell', Load[]> = { desk: [], shell: [] }
    for (let at = 0; at < (quick ? 3 : 8); at++) {
      const desk = async () => ({ desk: await firstLoad(browser, product.url, '.desk-middle', token) })
      const floor = async () => ({ shell: await firstLoad(browser, shell.url, 'table', null) })
      for (const turn of at % 2 ? [floor, desk] : [desk, floor])
        for (const [name, load] of Object.entries(await turn())) if (at > 0) loads[name as 'desk'].push(load)
    }
    const ratioOf = (value: (load: Load) => number) =>
      spreadOf(loads.desk.map((load, i) => value(load) / value(loads.shell[i] as Load)))
    const [lcp, scripts] = [ratioOf(load => load.lcpMs), ratioOf(load => load.scriptKb)]
    const strangers = strangersIn(loads.desk[0]?.scripts ?? [])
    return {
      figures: {
        ratio: scripts.median,
        lcpRatio: lcp.median,
        lcp,
        desk: figures(loads.desk),
        shell: figures(loads.shell),
        scripts: loads.desk[0]?.scripts.length,
      },
      assertions: ['the desk loads no code of ledgers, papers, maps or spreadsheets'],
      failures: strangers.length > 0 ? [`the desk loads ${strangers.join(', ')}`] : [],
    }
  } finally {
    await browser.close()
    shell.close()
    await product.kill('SIGTERM')
    await database.stop()
  }
}

const figures = (loads: Load[]) => ({
  lcpMs: spreadOf(loads.map(load => load.lcpMs)),
  scriptKb: spreadOf(loads.map(load => load.scriptKb)),
  requests: spreadOf(loads.map(load => load.requests)),
})

/** Scripts are named by what they hold. */
const strangersIn = (scripts: string[]) =>
  scripts.filter(name => /ledger|register|record-|paper-|papers|place-map|import|picker|table-/.test(name))

async function firstLoad(browser: Browser, url: string, shown: string, token: string | null): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (token) await context.addCookies([{ name: 'anlan_session', value: token, url }])
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', line)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
  const scripts: { name: string; kb: Promise<number> }[] = []
  let requests = 0
  page.on('response', response => {
    requests++
    if (response.request().resourceType() !== 'script') return
    const name = new URL(response.url()).pathname.split('/').at(-1) ?? ''
    scripts.push({ name, kb: response.body().then(body => gzipSync(body).length / 1024) })
  })
  await page.goto(url, { timeout: 90_000 })
  await page.waitForSelector(shown, { timeout: 90_000 })
  await page.waitForTimeout(settledMs)
  const lcpMs = await page.evaluate(
    () =>
      new Promise<number>(resolve =>
        new PerformanceObserver(list => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        }),
      ),
  )
  const sizes = await Promise.all(scripts.map(script => script.kb))
  await context.close()
  return {
    lcpMs,
    scriptKb: round(sizes.reduce((sum, kb) => sum + kb, 0)),
    requests,
    scripts: scripts.map(script => script.name),
  }
}

/** The floor, built by the same bundler for the same browsers, served packed and from memory. */
async function serveShell(outDir: string) {
  const root = fileURLToPath(new URL('./floors/web-shell', import.meta.url))
  await build({
    configFile: false,
    root,
    plugins: [react()],
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: ['chrome100'], chunkSizeWarningLimit: 4000 },
  })
  const packed = new Map<string, Buffer>()
  const server = createServer((request, reply) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    try {
      const body = packed.get(path) ?? brotliCompressSync(readFileSync(join(outDir, path)))
      packed.set(path, body)
      const type = path.endsWith('.js')
        ? 'text/javascript'
        : path.endsWith('.css')
          ? 'text/css'
          : 'text/html; charset=utf-8'
      reply.writeHead(200, { 'content-type': type, 'content-encoding': 'br' }).end(body)
    } catch {
      reply.writeHead(404).end()
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
