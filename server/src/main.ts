import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Log } from './kernel/house.ts'
import { connectionStringOf } from './kernel/postgres/connection.ts'
import { startEmbeddedPostgres } from './kernel/postgres/embedded.ts'
import { readSettings, SettingError, type Settings } from './kernel/settings.ts'
import { startPlatform } from './platform.ts'

const webDir = fileURLToPath(new URL('../../web/dist', import.meta.url))

const write = (level: string) => (data: Record<string, unknown>, message: string) =>
  process.stderr.write(`${JSON.stringify({ level, at: new Date().toISOString(), message, ...data })}\n`)
const log: Log = { info: () => {}, warn: write('warn'), error: write('error') }

/** Starts the database when none is given, then the platform; prints `ready URL`; SIGTERM stops all of it. */
async function main() {
  const settings = readSettings(process.env)
  const embedded = settings.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: settings.dataDir })
  let stop = async () => {
    await embedded?.stop()
  }
  let stopping = false
  const shutDown = async (code: number) => {
    if (stopping) return
    stopping = true
    const tooLong = setTimeout(() => process.exit(code || 1), 15_000)
    await stop().catch(error => log.error({ error: (error as Error).message }, 'stopping failed'))
    clearTimeout(tooLong)
    process.exit(code)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void shutDown(0))
  embedded?.onExit(() => {
    process.stderr.write('内置数据库已停止且无法恢复，平台随之停止\n')
    void shutDown(1)
  })
  try {
    const platform = await startPlatform({
      settings,
      connectionString: settings.databaseUrl ?? connectionStringOf(embedded?.connection ?? never()),
      databaseKind: embedded ? 'embedded' : 'server',
      log,
      ...(existsSync(webDir) && { webDir }),
    })
    stop = async () => {
      await platform.stop()
      await embedded?.stop()
    }
    const address = await platform.app.listen({ port: settings.port, host: settings.host })
    const url = publicAddress(address, settings)
    if (platform.setupCode)
      process.stdout.write(
        `首次设置 ${url}/setup#${platform.setupCode} （设置码 ${platform.setupCode}，建立首批账号后失效）\n`,
      )
    process.stdout.write(`ready ${url}\n`)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

function never(): never {
  throw new Error('no database')
}

const publicAddress = (address: string, settings: Settings) =>
  `${settings.tls ? 'https' : 'http'}://${new URL(address).host}`

main().catch((error: Error & { code?: string }) => {
  const line =
    error instanceof SettingError
      ? error.message
      : error.code === 'EADDRINUSE'
        ? `端口 ${process.env['PORT'] ?? 8080} 已被占用，请用 PORT 另选端口`
        : error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND'
          ? `无法连接 DATABASE_URL 指定的数据库：${error.message}`
          : error.message || String(error)
  process.stderr.write(`${line}\n`)
  process.exit(1)
})
