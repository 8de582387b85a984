/** How a number in front of a paragraph is written; the order of the kinds in a document gives the depth. */
export type MarkerStyle =
  | 'chapter'
  | 'section'
  | 'article'
  | 'annex'
  | 'chinese'
  | 'chineseBrackets'
  | `decimal${number}`
  | 'brackets'
  | 'halfBracket'
  | 'circle'
  | 'letter'
export interface Marker {
  style: MarkerStyle
  /** As printed. */
  number: string
  /** Its value among its kind; 0 where it has none. */
  value: number
  /** Characters of the text it takes. */
  length: number
}

import { numberOf } from '../text/numerals.ts'

const han = '一二三四五六七八九十百'
// After a bare number these say a quantity and not a heading: 3小时, 3人; but 人员, 处置, 分级, 条件 are words of titles.
const measure =
  /^\s*(?:个|小时|人(?!员|民|群|口|工|武)|名(?!词|单|称)|年(?!度)|月(?!度)|日(?!常)|时(?!限|间|效)|分(?!级|类|工|组|布|析)|米|公(?!共|安|众|告|布)|毫|厘|千|万|亿|吨|级(?!别)|度(?!汛)|倍|%|元|户|间|亩|处(?!置|理)|座|条(?!件|例)|次(?!生)|起(?!草)|天(?!气)|支(?!持|援|撑)|台(?!风)|辆|艘|件|套|[-~—至到<>≤≥/:]|\d)/
/** After 3.1 only what is measured in parts: nobody counts 3.1 people. */
const measureInParts =
  /^\s*(?:小时|分钟|米|公里|公顷|公斤|千米|千瓦|毫|厘|万|亿|吨|级(?!别)|度(?!汛)|倍|%|元|亩|平方|立方|天(?!气)|[-~—至到<>≤≥/:]|\d)/

function circled(text: string): Marker | null {
  const match = /^[\u2460-\u2473][、.]?\s*/.exec(text)
  return match
    ? { style: 'circle', number: match[0].trim(), value: text.charCodeAt(0) - 0x245f, length: match[0].length }
    : null
}

/** The number that a line begins with; null when it begins without. */
export function markerOf(text: string): Marker | null {
  const by = (style: MarkerStyle, pattern: RegExp): Marker | null => {
    const match = pattern.exec(text)
    if (!match?.[0]) return null
    return { style, number: match[0].trim(), value: numberOf(match[1] ?? '') ?? 0, length: match[0].length }
  }
  const found =
    by('chapter', new RegExp(`^第\\s*([${han}\\d]+)\\s*(?:章|部分|编)[、:.]?\\s*`)) ??
    by('section', new RegExp(`^第\\s*([${han}\\d]+)\\s*节[、:.]?\\s*`)) ??
    by('article', new RegExp(`^第\\s*([${han}\\d]+)\\s*条[、:.]?\\s*`)) ??
    by('annex', /^附\s*(?:件|录|表|图)\s*([一二三四五六七八九十\d]*)(?:-\d+)?\s*[、:.]?\s*/) ??
    by('chinese', new RegExp(`^([${han}]{1,3})\\s*(?:[、.,]|\\s(?=\\S))\\s*`)) ??
    by('chineseBrackets', new RegExp(`^[(]\\s*([${han}]{1,3})\\s*[)][、.,:]?\\s*`)) ??
    by('brackets', /^[(]\s*(\d{1,2})\s*[)][、.,]?\s*/) ??
    circled(text) ??
    by('halfBracket', /^(\d{1,2})\s*[)][、.]?\s*/)
  if (found) return found
  const many = /^(\d{1,2}(?:\s?[.·]\s?\d{1,2})+)[.、]?\s*/.exec(text)
  if (many?.[1]) {
    const rest = text.slice(many[0].length)
    const parts = many[1].split(/[.·]/)
    if (measureInParts.test(rest)) return null
    return {
      style: `decimal${parts.length}`,
      number: many[0].trim(),
      value: Number(parts.at(-1)),
      length: many[0].length,
    }
  }
  const pointed = /^(\d{1,2})\s*[.、,:](?!\d)\s*/.exec(text)
  const one = pointed ?? /^(\d{1,2})\s+(?=\p{Script=Han})/u.exec(text)
  if (one && (pointed || !measure.test(text.slice(one[0].length))))
    return { style: 'decimal1', number: one[0].trim(), value: Number(one[1]), length: one[0].length }
  const bare = /^(\d{1,2})(?=[\p{Script=Han} ]{2,16}$)/u.exec(text)
  if (bare && !measure.test(text.slice(bare[0].length)))
    return { style: 'decimal1', number: bare[0], value: Number(bare[1]), length: bare[0].length }
  return null
}

/** Kinds that number the entries of a list rather than chapters. */
export const isItemStyle = (style: MarkerStyle) => ['brackets', 'halfBracket', 'circle', 'letter'].includes(style)
