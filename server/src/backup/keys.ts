import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const publicKeyFile = 'public-key.txt'
const formerKeysFile = 'former-public-keys.txt'

/** The private files under DATA_DIR/keys, by name. */
export function readKeys(dataDir: string): Map<string, Buffer> {
  const folder = join(dataDir, 'keys')
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && /^[a-z-]+\.(json|txt|key)$/.test(entry.name))
    .map(entry => entry.name)
  return new Map(names.sort().map(name => [name, readFileSync(join(folder, name))]))
}

/** The public keys whose signatures the installation trusts: its own first, then those of the stores that were restored into it. */
export function trustedPublicKeys(dataDir: string): string[] {
  const lines = [publicKeyFile, formerKeysFile].flatMap(name => {
    const path = join(dataDir, 'keys', name)
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  })
  return [...new Set(lines.map(line => line.trim()).filter(Boolean))]
}

/** Puts the keys of a backup in place; those that were there are kept beside, never thrown away. Returns the folder they were moved to. */
export function replaceKeys(dataDir: string, keys: Map<string, Buffer>, stamp: string): string | null {
  const folder = join(dataDir, 'keys')
  const aside = existsSync(folder) ? `${folder}.before-${stamp}` : null
  if (aside) renameSync(folder, aside)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, content] of keys) writeFileSync(join(folder, name), content, { mode: 0o600 })
  return aside
}

/** Lets signatures made elsewhere count: the store was restored without its private key and goes on with another. */
export function trustAlso(dataDir: string, publicKeys: string[]): void {
  const folder = join(dataDir, 'keys')
  const known = trustedPublicKeys(dataDir)
  const fresh = publicKeys.filter(key => !known.includes(key))
  if (fresh.length === 0) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, formerKeysFile), fresh.map(key => `${key}\n`).join(''), { flag: 'a' })
}
