import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isRunning } from './process-state.ts'
import type { PostgresRuntime } from './runtime.ts'
import { canEnter, isRoot, type ServerAccount, spawnAs, unprivilegedAccount } from './server-account.ts'
import { stateDirectory } from './state-directory.ts'

/** The data of one embedded server (PostgreSQL calls it a cluster), and whom it belongs to. */
export interface Cluster {
  directory: string
  account: ServerAccount
  /** The PostgreSQL version that wrote it; null while it is yet to be made. */
  major: number | null
  /** Set when the data could not stay in the data directory: the link there that leads to it. */
  link: string | null
}

export const clusterUser = 'app'

/** Where the cluster of a data directory is, made or not; null when there is none. */
export function existingClusterDirectory(dataDir: string): string | null {
  try {
    return realpathSync(join(dataDir, 'postgres'))
  } catch {
    return null
  }
}

/** Finds the cluster of a data directory, or decides where it will be. */
export function locateCluster(dataDir: string): Cluster {
  makeDataDirectory(dataDir)
  const existing = existingClusterDirectory(dataDir)
  if (existing) return { directory: existing, account: ownerOf(existing), major: majorOf(existing), link: null }

  const account = unprivilegedAccount()
  const inside = join(realpathSync(dataDir), 'postgres')
  if (lstatSync(inside, { throwIfNoEntry: false }))
    throw new Error(`${inside} 指向的数据库目录不存在。请恢复那个目录，或删除这个链接后重新开始。`)
  return canEnter(account, dataDir)
    ? { directory: inside, account, major: null, link: null }
    : { directory: placeOutside(), account, major: null, link: inside }
}

function makeDataDirectory(dataDir: string): void {
  if (existsSync(dataDir)) return
  mkdirSync(dataDir, { recursive: true })
  // Under root's strict umask the account could not even pass through to its own part.
  if (isRoot()) chmodSync(dataDir, 0o711)
}

/** Makes the cluster beside its place and moves it there complete, so that an interrupted attempt leaves none. */
export function createCluster(cluster: Cluster, runtime: PostgresRuntime, durable: boolean): void {
  removeUnfinished(cluster.directory)
  const unfinished = `${cluster.directory}.new-${process.pid}`
  mkdirSync(unfinished, { mode: 0o700 })
  if (isRoot()) chownSync(unfinished, cluster.account.uid, cluster.account.gid)

  // The builtin locale sorts and folds alike on every system; before version 17 only that of the system exists.
  const systemLocale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  const locale =
    runtime.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${systemLocale}`]
      : ['--locale-provider=libc', `--locale=${systemLocale}`]
  const result = spawnSync(
    runtime.initdb,
    [
      ...['-D', unfinished, '-U', clusterUser, '--auth=trust', '--encoding=UTF8', ...locale],
      ...['--data-checksums', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    ],
    { ...spawnAs(cluster.account), cwd: '/', env: postgresEnvironment(), encoding: 'utf8' },
  )
  if (result.status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    const reason = result.error?.message ?? (result.stderr.trim() || result.signal)
    // Containers may run under a bare number; PostgreSQL insists on a name.
    const hint = /effective user ID/.test(String(reason)) ? '运行平台的用户须登记在 /etc/passwd 中。' : ''
    throw new Error(`建立数据库失败：${hint}${reason}`)
  }
  try {
    renameSync(unfinished, cluster.directory)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another start was faster; whether it is still running is found out next.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
  }
  if (cluster.link) symlinkSync(cluster.directory, cluster.link)
}

/** Only what PostgreSQL needs: a stray PGDATA or PGPORT of the operator's shell must not lead it elsewhere. */
export const postgresEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8',
  TZ: 'UTC',
})

/** PostgreSQL insists on owning its data, so whoever owns it runs it. */
function ownerOf(directory: string): ServerAccount {
  const { uid, gid } = statSync(directory)
  if (!isRoot()) {
    if (uid !== process.getuid?.())
      throw new Error(`数据目录 ${directory} 属于另一个用户（编号 ${uid}）。请以原来的用户启动，或更改目录的属主。`)
    return { uid, gid }
  }
  const account = uid === 0 ? unprivilegedAccount() : { uid, gid }
  // Root's are files that root has put back, from a backup for example.
  if (uid === 0) giveAway(directory, account)
  if (!canEnter(account, directory))
    throw new Error(`数据库的运行用户（编号 ${account.uid}）无法进入数据目录 ${directory}，请检查各级上层目录的权限。`)
  return account
}

function giveAway(path: string, { uid, gid }: ServerAccount): void {
  chownSync(path, uid, gid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveAway(join(path, entry.name), { uid, gid })
    else if (entry.isFile()) chownSync(join(path, entry.name), uid, gid)
  }
}

function majorOf(directory: string): number {
  try {
    return Number.parseInt(readFileSync(join(directory, 'PG_VERSION'), 'utf8'), 10)
  } catch {
    throw new Error(`${directory} 不是数据库目录（没有 PG_VERSION）。请检查 DATA_DIR，或移走这个目录后重试。`)
  }
}

/** The account cannot enter a checkout in, say, root's home; then the data lives in the system's state directory. */
function placeOutside(): string {
  const home = mkdtempSync(join(stateDirectory(), 'data-'))
  chmodSync(home, 0o755)
  return join(home, 'postgres')
}

function removeUnfinished(directory: string): void {
  const prefix = `${basename(directory)}.new-`
  for (const name of readdirSync(dirname(directory))) {
    if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue
    rmSync(join(dirname(directory), name), { recursive: true, force: true })
  }
}
