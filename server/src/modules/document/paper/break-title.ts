/** Width of text in whole characters: Latin letters and digits are half as wide as Chinese ones. */
export const widthInCharacters = (text: string): number =>
  [...text].reduce((sum, character) => sum + (isHalfWidth(character) ? 0.5 : 1), 0)

/**
 * Breaks a title into lines of at most `charactersPerLine`, as few as will do, of about the same length, meaning kept together where that
 * is possible: 词意完整、排列对称、长短适宜 (GB/T 9704-2012, 7.3.1). Dates, numbers and bracketed words are not torn, no line
 * is a single character, none begins with a closing mark or 的. A title of up to three lines' length stays within three where its
 * unbreakable parts allow. Joining the lines gives the title back.
 */
export function breakTitle(title: string, charactersPerLine = 20): string[] {
  const parts = unbreakableParts(title, charactersPerLine)
  const fewest = Math.max(1, Math.ceil(widthInCharacters(title) / charactersPerLine))
  for (let lineCount = fewest; lineCount <= parts.length; lineCount++) {
    const lines = bestLines(title, parts, lineCount, charactersPerLine)
    if (lines) return lines
  }
  return [title]
}

/** The cheapest way to lay `parts` out in exactly `lineCount` lines, or null when there is none. */
function bestLines(title: string, parts: string[], lineCount: number, charactersPerLine: number): string[] | null {
  const ideal = widthInCharacters(title) / lineCount
  const words = wordStarts(title)
  // cheapest[i]: the lines so far, which end before part i.
  let cheapest = new Map<number, { cost: number; lines: string[]; at: number }>([[0, { cost: 0, lines: [], at: 0 }]])
  for (let line = 1; line <= lineCount; line++) {
    const longer: typeof cheapest = new Map()
    for (const [start, before] of cheapest) {
      let text = ''
      for (let end = start + 1; end <= parts.length; end++) {
        text += parts[end - 1]
        const width = widthInCharacters(text)
        if (width > charactersPerLine && end > start + 1) break
        if ((line === lineCount) !== (end === parts.length)) continue
        if (width > charactersPerLine || ([...text].length === 1 && [...title].length > 1)) continue
        const at = before.at + text.length
        const cost = before.cost + (width - ideal) ** 2 + (end === parts.length ? 0 : costOfBreak(title, at, words))
        const known = longer.get(end)
        if (!known || cost < known.cost) longer.set(end, { cost, lines: [...before.lines, text], at })
      }
    }
    cheapest = longer
  }
  return cheapest.get(parts.length)?.lines ?? null
}

/** How much a break at `at` disturbs the reading, in the same currency as squared characters of imbalance. */
function costOfBreak(title: string, at: number, words: Set<number>): number {
  const before = title.slice(0, at)
  const after = title.slice(at)
  // Between who writes and what about.
  if (after.startsWith('关于')) return -10
  if (/[的、，。；：）》”]$/.test(before) || /^(发生|引发|造成)/.test(after)) return 0
  if (before.endsWith('关于') || /^[省市县区乡镇村]/.test(after) || !words.has(at)) return 40
  // After the name of a place or an office.
  if (/[省市县区乡镇村局室部厅委办会]$/.test(before)) return 2
  // Names that the dictionary does not know it takes apart into single characters.
  const isAmongSingles = words.has(at - 1) && (words.has(at + 1) || at + 1 === title.length)
  return isAmongSingles ? 30 : 6
}

/** Where words begin, as far as the runtime's dictionary knows them. */
function wordStarts(title: string): Set<number> {
  const segments = new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)
  return new Set(Array.from(segments, segment => segment.index))
}

/** Dates and times, years and numbers in brackets, figures with their unit, Latin words; else one character. */
const wholes =
  /(?:\d+[年月日时分秒]){1,6}|[（〔《“][^（）〔〕《》“”]{1,10}[）〕》”]|“?[A-Za-z0-9][A-Za-z0-9.·%-]*[\p{Script=Han}]?|[\s\S]/gu
const neverFirst = /^[的、，。；：！？）〕》”’…—]/
const neverLast = /[（〔《“‘]$/

function unbreakableParts(title: string, charactersPerLine: number): string[] {
  const parts: string[] = []
  for (const part of title.match(wholes) ?? []) {
    const last = parts.at(-1)
    const joined = last !== undefined && (neverFirst.test(part) || neverLast.test(last))
    if (joined && widthInCharacters(last + part) <= charactersPerLine) parts[parts.length - 1] = last + part
    else if (widthInCharacters(part) <= charactersPerLine) parts.push(part)
    else parts.push(...part)
  }
  return parts
}

const isHalfWidth = (character: string) => (character.codePointAt(0) ?? 0) < 0x2000 && character !== '·'
