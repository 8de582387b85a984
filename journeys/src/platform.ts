import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

/** The built platform as a county runs it: its own process, its own data, the built web app. */
export interface Platform {
  url: string
  /** Where its data lies, for a look at what is on the disk. */
  dataDir: string
  /** Where its console says that an empty store is set up. */
  setupUrl: string | null
  /** As by a power cut: nothing is asked, nothing is said. */
  kill(): Promise<void>
  /** Comes back on the same data and at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Makes a store with the sample county once, so that each platform starts on a copy of it. Returns where it lies; the caller removes it. */
export async function makeSampleStore(): Promise<string> {
  const dataDir = makeDataDir()
  const { child } = await launch(dataDir, 0, {})
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
  return dataDir
}

/** Root's PostgreSQL runs as another user; where it cannot pass, its data lies elsewhere and stays behind. */
function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-journey-'))
  chmodSync(dataDir, 0o711)
  return dataDir
}

/** Starts the platform on a copy of a store, or on an empty one, where it waits for its first-run set-up (`ANLAN_DEMO=0`). */
export async function startPlatform(store: string | null, environment: Record<string, string> = {}): Promise<Platform> {
  const dataDir = makeDataDir()
  if (store) cpSync(store, dataDir, { recursive: true })
  let { child, url, setupUrl } = await launch(dataDir, 0, environment)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    get url() {
      return url
    },
    dataDir,
    setupUrl,
    kill: () => end('SIGKILL'),
    restart: async () => {
      ;({ child, url, setupUrl } = await launch(dataDir, Number(new URL(url).port), environment))
    },
    stop: async () => {
      await end('SIGTERM')
      // After a kill, the database of the killed process may still be on its way out.
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

function launch(
  dataDir: string,
  port: number,
  environment: Record<string, string>,
): Promise<{ child: ChildProcess; url: string; setupUrl: string | null }> {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: '', ...environment },
  })
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr.on('data', chunk => {
      said += chunk
    })
    child.stdout.on('data', chunk => {
      said += chunk
      const ready = /ready (\S+)/.exec(said)
      if (ready?.[1]) resolve({ child, url: ready[1], setupUrl: /首次设置 (\S+)/.exec(said)?.[1] ?? null })
    })
    child.once('exit', code => reject(new Error(`the platform ended with ${code}: ${said}`)))
  })
}
