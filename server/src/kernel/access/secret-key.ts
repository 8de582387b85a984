import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const nonceBytes = 12
const tagBytes = 16

/** Reads the key under `dataDir/keys` that seals secrets in the database, making it at the first start. */
export function secretKey(dataDir: string): Buffer {
  const folder = join(dataDir, 'keys')
  const file = join(folder, 'second-factor.key')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Two nodes may start at once on the same directory: the key appears whole, and the first one counts.
    const draft = `${file}.${randomUUID()}`
    writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
    try {
      linkSync(draft, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft)
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error(`密钥文件 ${file} 已损坏，请从备份恢复`)
  return key
}

/** Seals a text for one owner (AES-256-GCM): moved to another's row it does not open. */
export function seal(key: Buffer, owner: string, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` made; null when the key is another one or a byte was changed. */
export function unseal(key: Buffer, owner: string, sealed: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
      .setAAD(Buffer.from(owner))
      .setAuthTag(sealed.subarray(-tagBytes))
    return `${decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, 'utf8')}${decipher.final('utf8')}`
  } catch {
    return null
  }
}
