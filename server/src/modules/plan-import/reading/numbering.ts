import { chineseNumber } from '../text/numerals.ts'
import { child, type Element, wordOf } from './xml.ts'

interface Level {
  start: number
  format: string
  text: string
  style: string | undefined
}
interface List {
  abstract: string
  levels: Map<number, Level>
  restarts: Set<number>
}

/** Numbers that Word prints in front of paragraphs (numbering.xml, ECMA-376 part 1, 17.9), counted as it counts them. */
export class Numbering {
  readonly #lists = new Map<string, List>()
  readonly #counts = new Map<string, number[]>()
  readonly #begun = new Set<string>()

  constructor(part: Element | null) {
    const all = child(part ?? undefined, 'w:numbering')?.children ?? []
    const abstracts = new Map<string, Map<number, Level>>()
    for (const one of all)
      if (one.name === 'w:abstractNum') abstracts.set(one.attributes['w:abstractNumId'] ?? '', levelsOf(one))
    for (const one of all) {
      if (one.name !== 'w:num') continue
      const abstract = wordOf(one, 'w:abstractNumId') ?? ''
      const levels = new Map(abstracts.get(abstract))
      const restarts = new Set<number>()
      for (const over of one.children.filter(each => each.name === 'w:lvlOverride')) {
        const at = Number(over.attributes['w:ilvl'])
        const own = child(over, 'w:lvl')
        if (own) levels.set(at, levelOf(own))
        const start = wordOf(over, 'w:startOverride')
        const level = levels.get(at)
        if (start !== undefined && level) {
          levels.set(at, { ...level, start: Number(start) })
          restarts.add(at)
        }
      }
      this.#lists.set(one.attributes['w:numId'] ?? '', { abstract, levels, restarts })
    }
  }

  /** The number of the next paragraph in the list; empty for bullets and unknown lists. */
  next(listId: string, at: number): string {
    const list = this.#lists.get(listId)
    const level = list?.levels.get(at)
    if (!list || !level) return ''
    const counts = this.#counts.get(list.abstract) ?? []
    this.#counts.set(list.abstract, counts)
    if (list.restarts.has(at) && !this.#begun.has(`${listId}:${at}`)) counts[at] = level.start - 1
    this.#begun.add(`${listId}:${at}`)
    counts[at] = (counts[at] ?? level.start - 1) + 1
    counts.length = at + 1
    if (level.format === 'bullet' || level.format === 'none') return ''
    return level.text.replaceAll(/%(\d)/g, (_, digit) => {
      const of = Number(digit) - 1
      const its = list.levels.get(of)
      return printed(counts[of] ?? its?.start ?? 1, its?.format ?? 'decimal')
    })
  }
}

function levelsOf(abstract: Element): Map<number, Level> {
  return new Map(
    abstract.children
      .filter(one => one.name === 'w:lvl')
      .map(one => [Number(one.attributes['w:ilvl']), levelOf(one)] as const),
  )
}
const levelOf = (one: Element): Level => ({
  start: Number(wordOf(one, 'w:start') ?? 1),
  format: wordOf(one, 'w:numFmt') ?? 'decimal',
  text: wordOf(one, 'w:lvlText') ?? '',
  style: wordOf(one, 'w:pStyle'),
})

const romans = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']
function printed(count: number, format: string): string {
  if (/chinese|japaneseCounting|taiwanese|ideographTraditional|koreanCounting/i.test(format))
    return chineseNumber(count)
  if (format === 'upperRoman') return romans[count] ?? String(count)
  if (format === 'lowerRoman') return (romans[count] ?? String(count)).toLowerCase()
  if (format === 'upperLetter') return String.fromCharCode(64 + ((count - 1) % 26) + 1)
  if (format === 'lowerLetter') return String.fromCharCode(96 + ((count - 1) % 26) + 1)
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese')
    return count <= 20 ? String.fromCharCode(0x2460 + count - 1) : String(count)
  if (format === 'decimalEnclosedParen') return `(${count})`
  return String(count)
}
