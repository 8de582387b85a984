import { type RawBook, type RawCell, sheetLimits, Unreadable } from './raw-book.ts'

/** Reads a text file with separated values (.csv), UTF-8 or GB18030, quoted as RFC 4180 says. */
export function readDelimitedText(file: Buffer): RawBook {
  const text = decode(file)
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  const separator = [',', '\t', ';'].sort((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ','
  const rows: RawBook['sheets'][number]['rows'] = []
  let cells = 0
  for (const [i, words] of linesOf(text, separator).entries()) {
    if (words.length > sheetLimits.columns) throw new Unreadable(`第 ${i + 1} 行超过 ${sheetLimits.columns} 列`)
    cells += words.length
    if (cells > sheetLimits.cells) throw new Unreadable(`单元格超过 ${sheetLimits.cells} 个，请分批导入`)
    const row = words.map((word): RawCell | null => (word.trim() === '' ? null : { kind: 'text', text: word }))
    if (row.some(Boolean)) rows.push({ row: i + 1, hidden: false, cells: row })
  }
  return { counts1904: false, isText: true, sheets: [{ name: 'CSV', hidden: false, rows }] }
}

function decode(file: Buffer): string {
  const utf16 = file[0] === 0xff && file[1] === 0xfe
  if (!utf16 && file.includes(0)) throw new Unreadable('文件不是文本表格')
  for (const encoding of utf16 ? ['utf-16le'] : ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file)
    } catch {}
  throw new Unreadable('文字编码无法识别，请另存为 UTF-8 编码的 CSV')
}

function linesOf(text: string, separator: string): string[][] {
  const lines: string[][] = [[]]
  let word = ''
  let quoted = false
  const endWord = () => {
    lines.at(-1)?.push(word)
    word = ''
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (quoted) {
      if (character !== '"') word += character
      else if (text[at + 1] === '"') word += text[++at]
      else quoted = false
    } else if (character === '"' && word === '') quoted = true
    else if (character === separator) endWord()
    else if (character === '\n') {
      endWord()
      lines.push([])
      if (lines.length > sheetLimits.rows * 2) throw new Unreadable(`超过 ${sheetLimits.rows} 行，请分批导入`)
    } else if (character !== '\r') word += character
  }
  endWord()
  if (quoted) throw new Unreadable('引号没有成对，文件可能不完整')
  return lines
}
