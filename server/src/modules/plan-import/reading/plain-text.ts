import { plainParagraph, planFileLimits, type RawBlock, Unreadable } from './blocks.ts'

/** Bytes of a .txt as offices save them: UTF-8, UTF-16 with its mark, or the national code GB 18030. */
export function decodeText(file: Uint8Array): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file)
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder('utf-16be').decode(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return new TextDecoder('gb18030').decode(file)
  }
}

/** Lines of a text. Two or more lines in a row with the same columns (tabs, as pasted from Word or Excel, or bars) are a table. */
export function readText(text: string): RawBlock[] {
  if (text.length > planFileLimits.characters) throw new Unreadable('文字过长，请只导入预案正文和必要的附件')
  const lines = text.replaceAll(/\r\n?|[\u2028\u2029\v\f]/g, '\n').split('\n')
  if (lines.length > planFileLimits.paragraphs) throw new Unreadable('文字过长，请只导入预案正文和必要的附件')
  const blocks: RawBlock[] = []
  for (let at = 0; at < lines.length; ) {
    const columns = columnsOf(lines[at] ?? '')
    let end = at + 1
    if (columns) while (columnsOf(lines[end] ?? '')?.length === columns.length) end++
    if (columns && end - at >= 2) {
      const rows = lines.slice(at, end).map(line => columnsOf(line) ?? [])
      blocks.push({
        table: rows
          .filter(row => !row.every(cell => /^[-:\s]*$/.test(cell)))
          .map(row =>
            row.map(cell => ({
              paragraphs: cell.trim() ? [plainParagraph(cell.trim())] : [],
              span: 1,
              continues: false,
            })),
          ),
      })
    } else for (const line of lines.slice(at, end)) blocks.push({ paragraph: plainParagraph(line) })
    at = end
  }
  return blocks
}

function columnsOf(line: string): string[] | null {
  const bars = /^\s*[|｜](.+)[|｜]\s*$/.exec(line)?.[1]
  if (bars !== undefined) return bars.split(/[|｜]/)
  const cells = line.replace(/\s+$/, '').replace(/^ +/, '').split('\t')
  return cells.length >= 2 && cells[0] !== '' ? cells : null
}
