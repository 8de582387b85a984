import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from './server-account.ts'

/**
 * A place outside the checkout, for what cannot stay inside it. Not the temporary directory: systems empty that
 * after some days, also under a running database.
 */
export function stateDirectory(): string {
  const directory = isRoot()
    ? '/var/lib/anlan'
    : join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'anlan')
  mkdirSync(directory, { recursive: true, mode: 0o755 })
  return directory
}
