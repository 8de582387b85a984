import { inflateSync } from 'node:zlib'

/** A line of a PDF page as it is drawn: its distance from the lower edge and its text. */
export interface PdfLine {
  y: number
  text: string
}

/**
 * The text of a PDF, page by page and line by line from the top, read from what is drawn: the codes of each font are turned back into characters
 * by its own ToUnicode table. Knows what PDFKit writes, no more.
 */
export function pdfText(pdf: Buffer): PdfLine[][] {
  const raw = pdf.toString('latin1')
  const objects = new Map<string, { head: string; stream: string }>()
  for (const [, number = '', body = ''] of raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', packed] = body.split('\nstream\n')
    const bytes = packed ? Buffer.from(packed.replace(/\nendstream$/, ''), 'latin1') : null
    objects.set(number, {
      head,
      stream: bytes ? (/FlateDecode/.test(head) ? inflateSync(bytes) : bytes).toString('latin1') : '',
    })
  }
  const part = (number = '') => objects.get(number) ?? { head: '', stream: '' }
  const pages = [...(/\/Kids \[([^\]]*)\]/.exec(raw)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, number]) => number)
  return pages.map(number => {
    const { head } = part(number)
    const resources = part(/\/Resources (\d+) 0 R/.exec(head)?.[1]).head
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', font]) => [
        name,
        charactersOf(part(/\/ToUnicode (\d+) 0 R/.exec(part(font).head)?.[1]).stream),
      ]),
    )
    return linesOf(part(/\/Contents (\d+) 0 R/.exec(head)?.[1]).stream, fonts)
  })
}

/** A ToUnicode table: code to character. */
function charactersOf(table: string): Map<number, string> {
  const characters = new Map<number, string>()
  const word = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    [...list.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, hex = ''], i) => {
      characters.set(Number.parseInt(first, 16) + i, word(hex))
    })
  return characters
}

function linesOf(content: string, fonts: Map<string, Map<number, string>>): PdfLine[] {
  const lines = new Map<number, { x: number; text: string }[]>()
  let font = new Map<number, string>()
  let at = { x: 0, y: 0 }
  const commands = /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g
  for (const [, x, y, name, shown] of content.matchAll(commands)) {
    if (x !== undefined) at = { x: Number(x), y: Math.round(Number(y)) }
    else if (name) font = fonts.get(name) ?? new Map()
    else if (shown) {
      const codes = [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
      const text = codes.map(code => font.get(Number.parseInt(code, 16)) ?? '\ufffd').join('')
      lines.set(at.y, [...(lines.get(at.y) ?? []), { x: at.x, text }])
    }
  }
  return [...lines]
    .sort(([a], [b]) => b - a)
    .map(([y, runs]) => ({
      y,
      text: runs
        .sort((a, b) => a.x - b.x)
        .map(run => run.text)
        .join(''),
    }))
}
