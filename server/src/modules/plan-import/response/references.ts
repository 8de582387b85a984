import type { ResponseLevel } from '@anlan/contract/response-template.ts'
import { levelsIn } from '../outline/topics.ts'
import type { Piece } from '../text/line.ts'
import { numberOf } from '../text/numerals.ts'
import type { Saying } from './scan.ts'

/** Where a sentence takes measures from elsewhere: the level that takes them, and the words that say so. */
export interface Taken {
  levels: ResponseLevel[]
  piece: Piece
}

const grade = '(?:IV|III|II|I|[一二三四])级'
const pointing = new RegExp(
  `(?:按照?|依照|参照|比照|落实|执行|同)(?:本预案|上述|前述|本章|第)*\\s*(?:(\\d+(?:\\.\\d+)+)|第?\\s*([一二三四五六七八九十百\\d]{1,4})条|(${grade})(?:应急)?响应)[^。;]{0,30}?(?:执行|办理|实施|落实|开展|采取|相同)`,
)

/**
 * 按照本预案5.1.3第（3）项、第（4）项执行; 参照Ⅱ级响应措施执行: the measures a sentence points to are taken at its level, too. Only what is found
 * counts; a sentence that points to nothing stays a step for a person to look at.
 */
export function referencesIn(sayings: Saying[]): { taken: Map<Saying, Taken[]>; points: (sentence: Piece) => boolean } {
  const taken = new Map<Saying, Taken[]>()
  const resolved = new Set<string>()
  const keyOf = (piece: Piece) => `${piece.line.number}:${piece.text}`
  for (const saying of sayings) {
    if (saying.what !== 'measures') continue
    for (const sentence of saying.piece.split(/[。;]/, true)) {
      const match = pointing.exec(sentence.text)
      if (!match) continue
      const items = itemsIn(sentence.text.slice(match.index))
      const targets = sayings.filter(
        one =>
          one.what === 'measures' &&
          one !== saying &&
          isUnder(one, match) &&
          (items.length === 0 || items.includes(one.marker?.value ?? -1)) &&
          !one.levels.every(level => saying.levels.includes(level)),
      )
      for (const one of targets) taken.set(one, [...(taken.get(one) ?? []), { levels: saying.levels, piece: sentence }])
      if (targets.length > 0) resolved.add(keyOf(sentence.without(/[,:]$/)))
    }
  }
  // 按照…执行，并采取以下措施: only the pointing words themselves, or the whole of a short sentence.
  return { taken, points: sentence => resolved.has(keyOf(sentence.without(/[,:]$/))) && restIsShort(sentence) }
}

function isUnder(saying: Saying, [, number, article, level]: RegExpExecArray): boolean {
  if (number) return saying.path.some(one => plainNumber(one.number) === number)
  if (article) return saying.path.some(one => one.style === 'article' && digitsOf(one.number) === numberOf(article))
  const levels = levelsIn(`${level}响应`).levels
  return saying.levels.length === 1 && levels.includes(saying.levels[0] as ResponseLevel)
}
const plainNumber = (number: string) =>
  number
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/[.、]+$/, '')
const digitsOf = (number: string) => numberOf(/第\s*([一二三四五六七八九十百\d]+)/.exec(number)?.[1] ?? '')

/** 第（3）项、第（4）项; 第①至③项: the numbers of entries. */
function itemsIn(text: string): number[] {
  const said = /第\s*[(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[\u2460-\u2473])[)]?[^。;,执办]*项/.exec(text)?.[0]
  if (!said) return []
  const found: number[] = []
  let through = false
  for (const match of said.matchAll(/(\d{1,2}|[一二三四五六七八九十]{1,3}|[\u2460-\u2473])|(至|[-~—])/g)) {
    if (match[2]) {
      through = true
      continue
    }
    const value = /[\u2460-\u2473]/.test(match[1] ?? '')
      ? (match[1] as string).charCodeAt(0) - 0x245f
      : numberOf(match[1] ?? '')
    if (value === null) continue
    if (through) for (let each = (found.at(-1) ?? value) + 1; each < value; each++) found.push(each)
    through = false
    found.push(value)
  }
  return found
}
const restIsShort = (sentence: Piece) => {
  const match = pointing.exec(sentence.text)
  return (
    match !== null &&
    sentence.text.slice(match.index + match[0].length).replace(/^,?并?(?:采取|落实|做好)?(?:以下|下列|如下).*$/, '')
      .length <= 6
  )
}
