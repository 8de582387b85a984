import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const program = join(root, 'server/dist/main.js')

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const startWithinMs = 120_000
const stopWithinMs = 20_000
const keptErrorChars = 4000

/** A platform of its own for one replay: an empty store in a temporary directory, and a clock that stands still. */
export interface RunningServer {
  url: string
  stop(): Promise<void>
}

/** Starts the built server on a free port. `stop` ends it, its database included, and removes the store. */
export async function startServer(): Promise<RunningServer> {
  if (!existsSync(program)) throw new Error(`没有找到 ${program}，请先构建服务端（npm run scenario 会自动构建）`)
  const dataDir = await mkdtemp(join(tmpdir(), 'anlan-scenario-'))
  // As root the database runs as another user: one that cannot enter keeps its cluster elsewhere, where nobody removes it.
  await chmod(dataDir, 0o711)
  const { DATABASE_URL: _, HOST: __, TLS_CERT: ___, TLS_KEY: ____, ...env } = process.env
  const child = spawn(process.execPath, [program], {
    cwd: root,
    env: { ...env, ANLAN_CLOCK: 'virtual', ANLAN_DEMO: '1', PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const stop = async () => {
    for (const signal of signals) process.off(signal, stopAndLeave)
    await end(child, exited)
    await rm(dataDir, { recursive: true, force: true })
  }
  const stopAndLeave = () => void stop().finally(() => process.exit(1))
  for (const signal of signals) process.once(signal, stopAndLeave)
  try {
    return { url: await readyUrl(child), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  let out = ''
  let errors = ''
  child.stderr?.on('data', chunk => {
    errors = (errors + chunk).slice(-keptErrorChars)
  })
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error(`服务端未能启动：${errors}`)), startWithinMs)
    child.once('error', reject)
    child.once('exit', code => {
      clearTimeout(tooLong)
      reject(new Error(`服务端退出（${code}）：${errors}`))
    })
    child.stdout?.on('data', chunk => {
      out += chunk
      const url = /^ready (\S+)$/m.exec(out)?.[1]
      if (!url) return
      clearTimeout(tooLong)
      resolve(url)
    })
  })
}

/** SIGTERM stops the database too; a server that does not go is ended all the same, so that nothing is left behind. */
async function end(child: ChildProcess, exited: Promise<void>) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.kill('SIGTERM')
  const tooLong = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await exited
  clearTimeout(tooLong)
}
