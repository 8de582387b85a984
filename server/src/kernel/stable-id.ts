import { hash } from 'node:crypto'

/** The id of a row that comes with the product: the same words always give the same id, in every store. */
export function stableId(...words: string[]): string {
  const hex = hash('sha256', ['anlan', ...words].join(' '))
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
