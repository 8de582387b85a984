import { fileURLToPath } from 'node:url'

/**
 * The open face that PDF papers carry within them (思源宋体, SIL OFL 1.1). The faces of GB/T 9704 need a licence; in their place body text
 * stands in the regular and titles and headings in the bold weight.
 */
const file = (name: string) => fileURLToPath(new URL(`./fonts/${name}.ttf`, import.meta.url))

/** All of GBK and the further characters of 通用规范汉字表. */
export const regularFile = file('noto-serif-sc-regular')
/** The characters of GB 2312 only. */
export const boldFile = file('noto-serif-sc-bold')

/** Both weights of 思源宋体 as files, for whoever draws letters without the reader's own faces. */
export const standardFaceFiles = [regularFile, boldFile]

let inBold: Set<string> | null = null

/** Whether the bold weight has every character of the text. A rare name in a title is then set in the regular one, never left out. */
export function boldHolds(text: string): boolean {
  inBold ??= charactersOfBold()
  for (const character of text) if (!inBold.has(character)) return false
  return true
}

/** ASCII and GB 2312, whose rows and cells run from A1 to FE. */
function charactersOfBold(): Set<string> {
  const characters = new Set<string>()
  for (let code = 0x20; code < 0x7f; code++) characters.add(String.fromCharCode(code))
  const decoder = new TextDecoder('gbk')
  for (let row = 0xa1; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) characters.add(decoder.decode(new Uint8Array([row, cell])))
  characters.delete('\ufffd')
  return characters
}
