import type { RawBlock, RawCell, RawParagraph } from '../reading/blocks.ts'
import { Line, type Piece, squash } from '../text/line.ts'
import { isItemStyle, type Marker, type MarkerStyle, markerOf } from './markers.ts'
import { dropContents } from './table-of-contents.ts'
import { isTopicTitle } from './titles.ts'
import { levelsIn, sayingOf } from './topics.ts'

export interface Heading {
  /** As printed; empty without. */
  number: string
  title: Piece
  /** The title without spaces and its end, for the rules. */
  words: string
  depth: number
  style: MarkerStyle | 'look' | 'style' | 'plain'
  /** The text goes on in the same paragraph. */
  runIn: boolean
  above: Heading[]
}
export interface Cell {
  lines: Piece[]
  /** Row and columns it fills. */
  column: number
  span: number
}
export type Entry =
  | { kind: 'heading'; heading: Heading }
  /** `aside`: in a text box; near its path, and not part of what is said there. */
  | { kind: 'text'; marker: Marker | null; piece: Piece; path: Heading[]; aside?: boolean }
  | { kind: 'table'; rows: Cell[][]; path: Heading[]; caption: Piece | null }

export interface PlanDocument {
  lines: Line[]
  /** The lines as they were brought, in the same order. */
  paragraphs: { text: string; label: string; inTable: boolean }[]
  /** What stands before the first heading: the title, the notice it came with. */
  front: Piece[]
  entries: Entry[]
}

/** One line of the body on the way to becoming a heading or text. */
export interface Draft {
  piece: Piece
  label: string
  outline: number | null
  look: string
  toc: boolean
  aside: boolean
}
type DraftBlock = { draft: Draft } | { table: Cell[][] }

/** Reads blocks as a tree of headings with the text and tables below them. */
export function outlineOf(blocks: RawBlock[], simplify: (text: string) => string): PlanDocument {
  const lines: Line[] = []
  const paragraphs: PlanDocument['paragraphs'] = []
  const lineOf = ({ text, label }: RawParagraph, inTable: boolean) => {
    const line = new Line(lines.length + 1, text, simplify)
    lines.push(line)
    paragraphs.push({ text, label, inTable })
    return line.whole()
  }
  const drafts = blocks.flatMap((block): DraftBlock[] => {
    if ('table' in block) return [{ table: tableOf(block.table, one => lineOf(one, true)) }]
    const { text, label, outline, look, toc, aside = false } = block.paragraph
    if (!text.trim()) return []
    return [{ draft: { piece: lineOf(block.paragraph, false), label, outline, look, toc, aside } }]
  })
  const body = dropContents(drafts)
  return { lines, paragraphs, ...entriesOf(body) }
}

function tableOf(rows: RawCell[][], lineOf: (one: RawParagraph) => Piece): Cell[][] {
  const above = new Map<number, Cell>()
  return rows.map(row => {
    let column = 0
    return row.map(raw => {
      const merged = raw.continues ? above.get(column) : undefined
      const cell: Cell = merged ?? {
        lines: raw.paragraphs.filter(one => one.text.trim() !== '').map(lineOf),
        column,
        span: raw.span,
      }
      above.set(column, cell)
      column += raw.span
      return cell
    })
  })
}

interface Open {
  style: string
  value: number
  heading: Heading
  look: string
}

function entriesOf(blocks: DraftBlock[]): { front: Piece[]; entries: Entry[] } {
  const front: Piece[] = []
  const entries: Entry[] = []
  const open: Open[] = []
  const usual = usualLook(blocks)
  const hasDecimals = blocks.some(block => 'draft' in block && markerAt(block.draft)?.style === 'decimal2')
  let begun = false
  for (const [i, block] of blocks.entries()) {
    const path = open.map(one => one.heading)
    if ('table' in block) {
      const last = entries.at(-1)
      const caption = last?.kind === 'text' && last.piece.text.length <= 40 ? last.piece : null
      if (begun) entries.push({ kind: 'table', rows: block.table, path, caption })
      else for (const cell of block.table.flat()) front.push(...cell.lines)
      if (!begun && isTableOfPlan(block.table)) {
        entries.push({ kind: 'table', rows: block.table, path, caption: front.at(-1) ?? null })
      }
      continue
    }
    if (block.draft.aside) {
      if (begun) entries.push({ kind: 'text', marker: null, piece: block.draft.piece, path, aside: true })
      continue
    }
    const marker = markerAt(block.draft)
    const next = blocks[i + 1]
    const title = headingTitle(block.draft, marker, next, usual)
    if (!title) {
      const piece = marker && !block.draft.label ? block.draft.piece.sub(marker.length).trim() : block.draft.piece
      if (begun || marker) {
        begun = true
        closeTurn(marker, open)
        entries.push({ kind: 'text', marker, piece, path: open.map(one => one.heading) })
      } else front.push(piece)
      continue
    }
    if (!begun && !marker && block.draft.outline === null && !isTopicTitle(squash(title.piece.text))) {
      front.push(block.draft.piece)
      continue
    }
    begun = true
    const style = styleOf(block.draft, marker, open, hasDecimals)
    if (!marker && block.draft.outline === null)
      closeLooks(style, title.rest ? usual : block.draft.look, title.piece, open, usual)
    popFor(style, open, marker)
    const above = open.map(one => one.heading)
    const heading: Heading = {
      number: marker?.number ?? '',
      title: title.piece,
      words: squash(title.piece.text).replace(/[:.。、,;]+$/, ''),
      depth: open.length + 1,
      style:
        marker?.style ??
        (block.draft.outline !== null ? 'style' : isTopicTitle(squash(title.piece.text)) ? 'plain' : 'look'),
      runIn: title.rest !== null,
      above,
    }
    open.push({ style, value: marker?.value ?? 0, heading, look: title.rest ? usual : block.draft.look })
    entries.push({ kind: 'heading', heading })
    if (title.rest) entries.push({ kind: 'text', marker: null, piece: title.rest, path: [...above, heading] })
  }
  return { front, entries }
}

/** 第六条 without a title ends what 第五条 with a title began. */
function closeTurn(marker: Marker | null, open: Open[]) {
  if (!marker || (isItemStyle(marker.style) && marker.value < 2)) return
  const at = open.findLastIndex(one => one.style === marker.style && one.value === marker.value - 1)
  if (at >= 0) open.splice(at)
}

/**
 * Titles without numbers that look alike stand side by side, but levels and groups stand below a chapter of their kind. What is set off (bold, another
 * face) ends what began in the look of the text: 启动条件：….
 */
function closeLooks(style: string, look: string, title: Piece, open: Open[], usual: string) {
  const isBare = (one: Open) => one.style.startsWith('plain') || one.style.startsWith('look:')
  if (look === usual) return
  const rank = /^plain([23])/.exec(style)?.[1]
  const at = open.findIndex(
    one =>
      isBare(one) &&
      (one.look === usual ||
        (one.look === look &&
          !(
            rank &&
            one.style < style &&
            /响应|处置|组织|指挥|机构|工作组|小组/.test(one.heading.words) &&
            (levelsIn(squash(title.text)).levels.length > 0 || !/响应分级|分级响应/.test(squash(title.text)))
          ))),
  )
  if (at >= 0) open.splice(at)
}

const isTableOfPlan = (rows: Cell[][]) => rows.length > 1

export function markerAt(draft: Draft): Marker | null {
  if (!draft.label) return markerOf(draft.piece.text)
  const found = markerOf(`${draft.label.normalize('NFKC')} 某`)
  return found && { ...found, number: draft.label.trim(), length: 0 }
}

/** A chapter's own title; null for text. `rest` is what follows in the same paragraph. */
function headingTitle(
  draft: Draft,
  marker: Marker | null,
  next: DraftBlock | undefined,
  usual: string,
): { piece: Piece; rest: Piece | null } | null {
  const piece = marker && !draft.label ? draft.piece.sub(marker.length).trim() : draft.piece
  const words = squash(piece.text)
    .replace(/[:]$/, '')
    .replace(/^([^。]{2,12})。$/, (whole, title) => (isTopicTitle(title) ? title : whole))
  const short =
    words.length > 0 &&
    words.length <= 40 &&
    !/\d{6}/.test(words) &&
    !/[。;!?,]/.test(words.replace(/^\(.*?\)/, '')) &&
    !/[、]$/.test(words)
  if (draft.outline !== null && words.length <= 60 && !/[。;]$/.test(words)) return { piece, rest: null }
  if (marker?.style === 'annex')
    return short || words === '' ? { piece: words === '' ? draft.piece : piece, rest: null } : null
  if (words === '') return null
  const runIn = runInTitle(piece)
  if (!marker) {
    if (short && words.length <= 24 && isTopicTitle(words)) return { piece, rest: null }
    if (runIn && isTopicTitle(squash(runIn.piece.text))) return runIn
    const look = draft.look !== usual && draft.look !== ''
    return look && short && words.length <= 30 && !/[:]$/.test(piece.text) && !endsLikeText(words)
      ? { piece, rest: null }
      : null
  }
  if (isItemStyle(marker.style)) {
    if (short && (isTopicTitle(words) || (words.length <= 15 && hasOwnContent(marker, next) && draft.look !== usual)))
      return { piece, rest: null }
    if (short && words.length <= 15 && hasOwnContent(marker, next)) return { piece, rest: null }
    return runIn && isTopicTitle(squash(runIn.piece.text)) ? runIn : null
  }
  if (marker.style === 'article')
    return runIn && runIn.piece.text.length <= 16
      ? runIn
      : short && hasOwnContent(marker, next)
        ? { piece, rest: null }
        : null
  const firm = /^(chapter|section|chinese|decimal[2-9])$/.test(marker.style)
  if (short && (firm || isTopicTitle(words) || hasOwnContent(marker, next))) return { piece, rest: null }
  if (!runIn) return null
  const inTitle = squash(runIn.piece.text)
  return isTopicTitle(inTitle) ||
    (firm && inTitle.length <= 16) ||
    (marker.style === 'chineseBrackets' && inTitle.length <= 16)
    ? runIn
    : null
}

/** 综合协调组。由…: a short beginning with its own end, and text behind it. */
function runInTitle(piece: Piece): { piece: Piece; rest: Piece } | null {
  const match = /^[(（]?([^。;,:()]{2,20}(?:\([^()。]{1,16}\))?)[)）]?(?:[。:]|\s{1,})\s*(?=\S)/.exec(piece.text)
  if (!match?.[1] || match[0].length >= piece.text.length) return null
  // A space keeps apart only what is a title by its words.
  if (!/[。:]\s*$/.test(match[0]) && !isTopicTitle(squash(match[1]))) return null
  const from = piece.text.indexOf(match[1])
  return { piece: piece.sub(from, from + match[1].length).trim(), rest: piece.sub(match[0].length).trim() }
}

const endsLikeText = (words: string) => /[的了等]$/.test(words)

/** Whether what follows belongs below: text, a table, or a number of another kind. */
function hasOwnContent(marker: Marker, next: DraftBlock | undefined): boolean {
  if (!next) return false
  if ('table' in next) return true
  return markerAt(next.draft)?.style !== marker.style
}

/** The look that most of the text has. */
function usualLook(blocks: DraftBlock[]): string {
  const counts = new Map<string, number>()
  for (const block of blocks)
    if ('draft' in block)
      counts.set(block.draft.look, (counts.get(block.draft.look) ?? 0) + block.draft.piece.text.length)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

function styleOf(draft: Draft, marker: Marker | null, open: Open[], hasDecimals: boolean): string {
  if (draft.outline !== null) return `outline${draft.outline}`
  if (!marker) {
    const words = squash(draft.piece.text)
    return isTopicTitle(words) ? plainStyle(words.replace(/[:]$/, '')) : `look:${draft.look}`
  }
  if (marker.style !== 'decimal1') return marker.style
  // 1. below 一、 or below 2.1 is an entry of a list; 1 总则 is a chapter, told by its turn.
  const chapters = open.filter(one => one.style === 'decimal1')
  const turn = (chapters.at(-1)?.value ?? 0) + 1
  const isOutermost = open.length === 0 || open[0]?.style === 'decimal1'
  if (hasDecimals && isOutermost && marker.value === turn) return 'decimal1'
  if (hasDecimals && !isOutermost && !open.some(one => /^decimal/.test(one.style))) return 'decimal1'
  if (!hasDecimals) return 'decimal1'
  return 'inner'
}

/** Titles without a number: chapters stand above levels and groups, those above what is said of them. */
function plainStyle(words: string): string {
  if (/(?:终止|结束)$/.test(words) || levelsIn(words).levels.length > 0) return 'plain2'
  if (/小?组$/.test(words)) return 'plain2'
  return sayingOf(words) && !/^(?:应急响应|应急处置|监测预警)$/.test(words) ? 'plain3' : 'plain1'
}

const decimals = (style: string) => Number(/^decimal(\d)$/.exec(style)?.[1] ?? 0)
const outlines = (style: string) => Number(/^outline(\d)$/.exec(style)?.[1] ?? 0)

/** Closes the headings that the new one does not stand below. */
function popFor(style: string, open: Open[], marker: Marker | null) {
  if (style === 'annex' || style === 'chapter') return void open.splice(0)
  if (outlines(style)) {
    const at = open.findIndex(one => !outlines(one.style) || outlines(one.style) >= outlines(style))
    if (at >= 0) open.splice(at)
    return
  }
  if (decimals(style)) {
    const at = open.findIndex(
      one =>
        decimals(one.style) >= decimals(style) ||
        one.style === 'inner' ||
        (isItemStyle(one.style as MarkerStyle) && decimals(style) > 1) ||
        one.style.startsWith('plain'),
    )
    if (at >= 0) open.splice(at)
    return
  }
  if (style.startsWith('plain')) {
    const at = open.findIndex(one => one.style.startsWith('plain') && one.style >= style)
    if (at >= 0) open.splice(at)
    return
  }
  // 一、 after an annex whose own entries count 一、 belongs to the annex.
  const at = open.findLastIndex(one => one.style === style)
  if (at >= 0) open.splice(at)
  else if (marker) {
    const plain = open.findIndex(one => one.style.startsWith('plain') || one.style.startsWith('look:'))
    if (plain >= 0 && !isItemStyle(marker.style) && marker.style !== 'decimal1') open.splice(plain)
  }
}
