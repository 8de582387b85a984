import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Under whom PostgreSQL runs. It refuses to run as root, so root hands it to another account. */
export interface ServerAccount {
  uid: number
  gid: number
}

/** For `spawn`: empty unless we are root, because nobody else may change the account. */
export function spawnAs(account: ServerAccount): { uid?: number; gid?: number } {
  return isRoot() ? { uid: account.uid, gid: account.gid } : {}
}

export const isRoot = () => process.getuid?.() === 0

/** `nobody` exists on every system, so that nothing has to be created; its numbers differ between them. */
export function unprivilegedAccount(): ServerAccount {
  if (!isRoot()) return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 }
  try {
    const entry = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find(line => line.startsWith('nobody:'))
    const [, , uid, gid] = entry?.split(':') ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) }
  } catch {
    // Without an account file the numbers below still work: the kernel does not ask for names.
  }
  return { uid: 65534, gid: 65534 }
}

/** May the account enter this directory? Asked by trying, which knows of every access rule of the system. */
export function canEnter(account: ServerAccount, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...spawnAs(account), cwd: '/', env: {} }).status === 0
}
