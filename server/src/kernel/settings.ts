import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readS3Settings, type S3Settings } from './files/s3-settings.ts'

/** What an operator sets by environment. A bad value stops the start with one clear line. */
export interface Settings {
  port: number
  host: string
  databaseUrl: string | null
  dataDir: string
  sampleCounty: boolean
  tls: { certFile: string; keyFile: string } | null
  trustProxy: boolean
  virtualClock: boolean
  /** The operator said in so many words that sample accounts may face the network. */
  allowSampleAccounts: boolean
  /** Files lie in a bucket instead of under DATA_DIR. */
  s3?: S3Settings | null
  /** Whoever brings it may read the metrics from elsewhere. */
  metricsToken?: string | null
}

export class SettingError extends Error {}

/** Reads the settings; throws `SettingError` with a Chinese sentence naming the variable. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const host = env['HOST'] || '127.0.0.1'
  const virtualClock = choice(env, 'ANLAN_CLOCK', ['real', 'virtual'], 'real') === 'virtual'
  if (virtualClock && !isLoopback(host))
    throw new SettingError('ANLAN_CLOCK=virtual 只能用于本机地址（HOST=127.0.0.1）')
  return {
    port: port(env),
    host,
    databaseUrl: databaseUrl(env),
    dataDir: resolve(env['DATA_DIR'] || 'data'),
    sampleCounty: choice(env, 'ANLAN_DEMO', ['1', '0'], '1') === '1',
    tls: tls(env),
    trustProxy: choice(env, 'TRUST_PROXY', ['1', '0'], '0') === '1',
    virtualClock,
    allowSampleAccounts: choice(env, 'ANLAN_ALLOW_SAMPLE_ACCOUNTS', ['1', '0'], '0') === '1',
    s3: readS3Settings(env, message => new SettingError(message)),
    metricsToken: metricsToken(env),
  }
}

export const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::ffff:127.0.0.1'

function port(env: NodeJS.ProcessEnv) {
  const text = env['PORT'] || '8080'
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 65_535) throw new SettingError(`PORT 应为 0 至 65535 的整数，现为“${text}”`)
  return value
}

function databaseUrl(env: NodeJS.ProcessEnv) {
  const text = env['DATABASE_URL']
  if (!text) return null
  if (!/^postgres(ql)?:\/\//.test(text)) throw new SettingError('DATABASE_URL 应以 postgres:// 开头')
  return text
}

function metricsToken(env: NodeJS.ProcessEnv) {
  const text = env['METRICS_TOKEN']
  if (!text) return null
  if (!/^[\w.~+/=-]{16,200}$/.test(text))
    throw new SettingError('METRICS_TOKEN 应为 16 至 200 位字母、数字或 . _ ~ + / = -')
  return text
}

function tls(env: NodeJS.ProcessEnv) {
  const certFile = env['TLS_CERT']
  const keyFile = env['TLS_KEY']
  if (!certFile && !keyFile) return null
  if (!certFile || !keyFile) throw new SettingError('TLS_CERT 与 TLS_KEY 应同时设置')
  for (const [name, file] of [
    ['TLS_CERT', certFile],
    ['TLS_KEY', keyFile],
  ] as const)
    if (!existsSync(file)) throw new SettingError(`${name} 指定的文件不存在：${file}`)
  return { certFile, keyFile }
}

function choice<T extends string>(env: NodeJS.ProcessEnv, name: string, values: readonly T[], fallback: T): T {
  const text = env[name] || fallback
  if (!(values as readonly string[]).includes(text))
    throw new SettingError(`${name} 应为 ${values.join(' 或 ')}，现为“${text}”`)
  return text as T
}
