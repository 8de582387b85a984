/**
 * A paragraph, and beside it the same in the form the rules read: simplified characters, half width, single spaces. Every place in the one leads back
 * to the other, so that what is proposed is quoted as it stands in the document.
 */
export class Line {
  readonly number: number
  readonly raw: string
  readonly text: string
  readonly #begins: number[]
  readonly #ends: number[]

  constructor(number: number, raw: string, simplify: (text: string) => string) {
    this.number = number
    this.raw = raw
    const { text, begins, ends } = normalised(raw)
    const simple = simplify(text)
    // The tables answer character by character; where one would not, the text is compared as it is.
    this.text = simple.length === text.length ? simple : text
    this.#begins = begins
    this.#ends = ends
  }

  whole(): Piece {
    return new Piece(this, 0, this.text.length).trim()
  }
  rawOf(from: number, to: number): string {
    return to <= from ? '' : this.raw.slice(this.#begins[from] ?? 0, this.#ends[to - 1] ?? this.raw.length)
  }
}

/** A part of a line: `text` for the rules, `raw` as it was written. */
export class Piece {
  readonly line: Line
  readonly from: number
  readonly to: number
  constructor(line: Line, from: number, to: number) {
    this.line = line
    this.from = from
    this.to = Math.max(from, to)
  }
  get text(): string {
    return this.line.text.slice(this.from, this.to)
  }
  get raw(): string {
    return this.line.rawOf(this.from, this.to).trim()
  }
  get isEmpty(): boolean {
    return this.text.trim() === ''
  }
  sub(from: number, to = this.to - this.from): Piece {
    return new Piece(this.line, this.from + from, Math.min(this.to, this.from + to))
  }
  trim(): Piece {
    const text = this.text
    const before = text.length - text.trimStart().length
    return this.sub(before, Math.max(before, text.trimEnd().length))
  }
  /** Without what the pattern finds at the beginning or the end. */
  without(pattern: RegExp): Piece {
    const match = pattern.exec(this.text)
    if (!match || match[0] === '') return this
    if (match.index === 0) return this.sub(match[0].length).trim()
    return match.index + match[0].length === this.text.length ? this.sub(0, match.index).trim() : this
  }
  /** Parts between what the pattern finds outside brackets; empty ones are left out. */
  split(pattern: RegExp, outsideBrackets = false): Piece[] {
    const text = this.text
    const depths = outsideBrackets ? bracketDepths(text) : null
    const parts: Piece[] = []
    let from = 0
    for (const match of text.matchAll(
      new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`),
    )) {
      if (depths && (depths[match.index] ?? 0) > 0) continue
      parts.push(this.sub(from, match.index))
      from = match.index + match[0].length
    }
    parts.push(this.sub(from))
    return parts.map(part => part.trim()).filter(part => !part.isEmpty)
  }
  /** The part that a group of the pattern finds. */
  find(pattern: RegExp, group = 0): Piece | null {
    const match = new RegExp(pattern, `${pattern.flags.replace('d', '')}d`).exec(this.text)
    const at = match?.indices?.[group]
    return at ? this.sub(at[0], at[1]).trim() : null
  }
}

/** Without spaces, for comparing titles: 总  则. */
export const squash = (text: string) => text.replaceAll(/\s+/g, '')

function bracketDepths(text: string): number[] {
  let depth = 0
  return [...text].map(char => {
    if ('(（《「'.includes(char)) depth++
    else if (')）》」'.includes(char)) depth = Math.max(0, depth - 1)
    return depth
  })
}

const circled = /[\u2460-\u2473]/
// Read off screens and scans: Cyrillic letters and a small l where a Roman numeral stands.
const lookalikes: Record<string, string> = {
  Ш: 'III',
  П: 'II',
  '﹕': ':',
  '∶': ':',
  '︰': ':',
  '○': '〇',
  '〔': '(',
  '〕': ')',
  '【': '(',
  '】': ')',
}

function normalised(raw: string): { text: string; begins: number[]; ends: number[] } {
  let text = ''
  const begins: number[] = []
  const ends: number[] = []
  const put = (said: string, from: number, to: number) => {
    for (const unit of said.split('')) {
      text += unit
      begins.push(from)
      ends.push(to)
    }
  }
  const chars = Array.from(raw)
  // 组  长：, 总  则: one word spread over the line.
  const spread = new Set(
    [...raw.matchAll(/(?<=^|[、.．)）\s\d章副])\p{Script=Han}(?:\s+\p{Script=Han}){1,4}\s*(?=[:：]|$)/gu)].flatMap(
      match => [...match[0].trimEnd().matchAll(/\s+/g)].map(gap => match.index + gap.index),
    ),
  )
  // 县 水 利 局: spaces one after another are noise of a scan; a single one may keep a name from a post.
  for (const match of raw.matchAll(
    /(?<=\p{Script=Han}) (?=\p{Script=Han} )|(?<=(?:^| )\p{Script=Han}) (?=\p{Script=Han})/gu,
  ))
    spread.add(match.index)
  let at = 0
  for (let i = 0; i < chars.length; ) {
    const char = chars[i] as string
    if (/\s|\u200b|\ufeff|\u00ad/u.test(char)) {
      const from = at
      while (i < chars.length && /\s|\u200b|\ufeff|\u00ad/u.test(chars[i] as string)) {
        at += (chars[i] as string).length
        i++
      }
      if (text !== '' && i < chars.length && !spread.has(from)) put(' ', from, at)
      continue
    }
    const said = circled.test(char) ? char : (lookalikes[char] ?? char.normalize('NFKC'))
    put(said, at, at + char.length)
    at += char.length
    i++
  }
  return { text, begins, ends }
}
