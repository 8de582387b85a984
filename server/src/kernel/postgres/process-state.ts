import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'

/** A zombie is dead, yet the system still answers that its number is taken. */
export function isRunning(pid: number): boolean {
  const state = process.platform === 'linux' ? linuxState(pid) : ps(pid, 'state')
  return state !== '' && !state.startsWith('Z')
}

/** Is this number a living PostgreSQL process of that data directory, and not a later owner of the same number? */
export function isPostgresOf(clusterDirectory: string, pid: number): boolean {
  if (!isRunning(pid)) return false
  // PostgreSQL works inside its data directory; other systems do not tell, so there the command has to do.
  return process.platform === 'linux'
    ? workingDirectory(pid) === clusterDirectory
    : ps(pid, 'command').includes('postgres')
}

/** Backends that outlived their postmaster. Known on Linux only; elsewhere starting is simply tried again. */
export function postgresProcessesOf(clusterDirectory: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && workingDirectory(pid) === clusterDirectory && isRunning(pid) && isPostgresProgram(pid))
}

function linuxState(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).charAt(0)
  } catch {
    return ''
  }
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

function isPostgresProgram(pid: number): boolean {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres')
  } catch {
    return false
  }
}

const ps = (pid: number, column: string) =>
  spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
