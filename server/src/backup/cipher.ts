import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { BackupError } from './error.ts'

/**
 * The envelope of a backup made with a passphrase: `magic`, 16 bytes of salt, then chunks of `length (4 bytes) · ciphertext · tag (16 bytes)`,
 * AES-256-GCM under a key from scrypt. A chunk's nonce is its number; the last one is marked in it, so that a cut file shows.
 */
export const magic = Buffer.from('ANLAN-BACKUP-ENCRYPTED-1\n')
export const saltBytes = 16
const tagBytes = 16
const longestChunk = 16 * 1024 * 1024

export const newSalt = () => randomBytes(saltBytes)

export const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )

const nonceOf = (number: number, isLast: boolean) => {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(number))
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** One chunk of the envelope. */
export function seal(key: Buffer, number: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body, cipher.getAuthTag()])
}

/** Opens the chunks of an envelope whose magic has been read. Throws when the passphrase is wrong, a byte was changed or the end is missing. */
export async function* unseal(content: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  let waiting: Buffer = Buffer.alloc(0)
  let key: Buffer | null = null
  let number = 0
  let isAtEnd = false
  for await (const part of content) {
    waiting = waiting.length ? Buffer.concat([waiting, part]) : part
    if (!key) {
      if (waiting.length < saltBytes) continue
      key = await keyOf(passphrase, waiting.subarray(0, saltBytes))
      waiting = waiting.subarray(saltBytes)
    }
    for (;;) {
      const length = waiting.length >= 4 ? waiting.readUInt32BE() : Number.POSITIVE_INFINITY
      if (length !== Number.POSITIVE_INFINITY && length > longestChunk) throw damaged()
      if (waiting.length < 4 + length + tagBytes) break
      if (isAtEnd) throw damaged()
      const chunk = open(
        key,
        number,
        waiting.subarray(4, 4 + length),
        waiting.subarray(4 + length, 4 + length + tagBytes),
      )
      number++
      isAtEnd = chunk.isLast
      waiting = waiting.subarray(4 + length + tagBytes)
      yield chunk.plain
    }
  }
  if (!isAtEnd || waiting.length) throw damaged()
}

function open(key: Buffer, number: number, body: Buffer, tag: Buffer): { plain: Buffer; isLast: boolean } {
  for (const isLast of [false, true]) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast))
      decipher.setAuthTag(tag)
      return { plain: Buffer.concat([decipher.update(body), decipher.final()]), isLast }
    } catch {
      // Not this one.
    }
  }
  throw number === 0 ? new BackupError('口令不正确，或备份文件已损坏') : damaged()
}

const damaged = () => new BackupError('备份文件已损坏或不完整，未作任何改动')
