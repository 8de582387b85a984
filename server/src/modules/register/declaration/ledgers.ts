import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Problem } from '../../../kernel/problem.ts'
import type { Ledger } from './ledger.ts'

/**
 * All ledgers of the installation, by name: every file `modules/<module>/ledgers/<ledger>.ts` whose default export is a ledger. Putting
 * a file there is all it takes.
 */
export const ledgers: ReadonlyMap<string, Ledger> = await loadLedgers()

/** The ledger of that name; an unknown one does not exist (404). */
export function ledgerNamed(name: string): Ledger {
  const found = ledgers.get(name)
  if (!found) throw new Problem('not-found', { detail: '没有这本台账' })
  return found
}

async function loadLedgers() {
  const modules = modulesFolder()
  const files = readdirSync(modules, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => ledgerFiles(join(modules, entry.name, 'ledgers')))
    .sort()
  const found = new Map<string, Ledger>()
  for (const file of files) {
    const { default: declared } = (await import(pathToFileURL(file).href)) as { default?: Ledger }
    if (!declared?.name) throw new Error(`${file} 没有声明台账`)
    if (found.has(declared.name)) throw new Error(`台账 ${declared.name} 声明了两次`)
    found.set(declared.name, declared)
  }
  return found
}

/** Beside this file in the sources, beside the bundle when built. */
function modulesFolder() {
  const here = dirname(fileURLToPath(import.meta.url))
  const [before] = here.split(/[\\/]modules[\\/]register/)
  return join(before ?? here, 'modules')
}

function ledgerFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => /\.(ts|js)$/.test(name) && !/\.(test|d)\.ts$/.test(name))
      .map(name => join(folder, name))
  } catch {
    return []
  }
}
