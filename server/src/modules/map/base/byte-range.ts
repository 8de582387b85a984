/**
 * The one range that a `Range` header asks for of a file of `size` bytes, both ends included; null for the whole file (no header, several ranges,
 * or one that cannot be read, as RFC 9110 section 14.2 allows), `beyond` where nothing of it exists.
 */
export function byteRange(header: string | undefined, size: number): { start: number; end: number } | 'beyond' | null {
  const [, first = '', last = ''] = header?.match(/^bytes=(\d*)-(\d*)$/) ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'beyond' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'beyond' : { start, end }
}
