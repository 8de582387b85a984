import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Problem } from '../../../kernel/problem.ts'
import type { Dictionary } from './dictionary.ts'
import { ledgers as known } from './known-ledgers.ts'
import type { Ledger } from './ledger.ts'

const knownDictionaries = new Map<string, Dictionary>()

export const ledgers: ReadonlyMap<string, Ledger> = known

/** All dictionaries that ledgers bring, by name. */
export const dictionaries: ReadonlyMap<string, Dictionary> = knownDictionaries

await loadLedgers(modulesFolder())

/** The ledger of that name; an unknown one does not exist (404). */
export function ledgerNamed(name: string): Ledger {
  const found = ledgers.get(name)
  if (!found) throw new Problem('not-found', { detail: '没有这本台账' })
  return found
}

/** Takes in the ledgers under a folder of modules, with the dictionaries they bring. A mistake stops the start with a sentence. */
export async function loadLedgers(modules: string): Promise<void> {
  const files = readdirSync(modules, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => ledgerFiles(join(modules, entry.name, 'ledgers')))
    .sort()
  for (const file of files) {
    const { default: declared } = (await import(pathToFileURL(file).href)) as { default?: Ledger }
    if (!declared?.name) throw new Error(`${file} 没有声明台账`)
    if (known.has(declared.name)) throw new Error(`台账 ${declared.name} 声明了两次`)
    known.set(declared.name, declared)
    for (const { declares } of Object.values(declared.fields)) if (declares) takeInDictionary(declares)
  }
  for (const ledger of known.values())
    for (const { dictionary, label } of Object.values(ledger.fields))
      if (dictionary && !knownDictionaries.has(dictionary))
        throw new Error(`台账“${ledger.label}”的字段“${label}”所用字典 ${dictionary} 没有声明`)
}

function takeInDictionary(declared: Dictionary) {
  const before = knownDictionaries.get(declared.dictionary)
  if (before && before !== declared) throw new Error(`字典 ${declared.dictionary} 声明了两次`)
  knownDictionaries.set(declared.dictionary, declared)
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
