import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

/** The built platform as a county runs it: its own process, its own data, the built web app. */
export interface Platform {
  url: string
  /** Where its console says that an empty store is set up. */
  setupUrl: string | null
  /** As by a power cut: nothing is asked, nothing is said. */
  kill(): Promise<void>
  /** Comes back on the same data and at the same address. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts the platform on an empty store; it loads the sample county, or (`ANLAN_DEMO=0`) waits for its first-run set-up. */
export async function startPlatform(environment: Record<string, string> = {}): Promise<Platform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-journey-'))
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
