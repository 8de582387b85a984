/** What is needed of the tar format (POSIX ustar), so that any `tar` can open a backup: regular files with sizes below 8 GiB. */

export const blockBytes = 512

/** The header block of a member. */
export function tarHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(blockBytes)
  if (Buffer.byteLength(name) > 100) throw new Error(`member name too long: ${name}`)
  const octal = (value: number, at: number, digits: number) => block.write(value.toString(8).padStart(digits, '0'), at)
  block.write(name, 0)
  octal(0o600, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  octal(size, 124, 11)
  octal(0, 136, 11)
  block.fill(' ', 148, 156)
  block.write('0', 156)
  block.write('ustar\u000000', 257, 'latin1')
  octal(sumOf(block), 148, 6)
  block.write('\u0000 ', 154, 'latin1')
  return block
}

/** How far the content of a member is filled up to whole blocks. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes)

/** Two empty blocks end an archive. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * blockBytes)

/** Reads a header block; null for the empty block at the end. Throws when it is no header. */
export function readTarHeader(block: Buffer): { name: string; size: number } | null {
  if (block.every(byte => byte === 0)) return null
  const text = (from: number, to: number) => block.toString('utf8', from, to).replace(/\0.*$/s, '')
  const given = Number.parseInt(text(148, 156), 8)
  const blank = Buffer.from(block)
  blank.fill(' ', 148, 156)
  if (given !== sumOf(blank)) throw new Error('not a tar header')
  return { name: text(0, 100), size: Number.parseInt(text(124, 136), 8) }
}

const sumOf = (block: Buffer) => block.reduce((sum, byte) => sum + byte, 0)
