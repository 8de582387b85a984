import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a running PostgreSQL tells of itself in `postmaster.pid`. The file outlives a killed server. */
export interface PostmasterFile {
  pid: number
  port: number
  socketDirectory: string
  status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown'
}

export function readPostmasterFile(clusterDirectory: string): PostmasterFile | null {
  try {
    const lines = readFileSync(join(clusterDirectory, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Math.abs(Number(lines[0]))
    if (!Number.isInteger(pid) || pid === 0) return null
    const status = (lines[7]?.trim() || 'unknown') as PostmasterFile['status']
    return { pid, port: Number(lines[3]), socketDirectory: lines[4] ?? '', status }
  } catch {
    return null
  }
}
