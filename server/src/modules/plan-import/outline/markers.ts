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
// After a bare number these say a quantity and not a heading: 3小时, 1.5米.
const measure =
  /^\s*(?:个|小时|人|名|年|月|日|时|分|米|公|毫|厘|千|万|亿|吨|级|度|倍|%|元|户|间|亩|处|座|条|次|起|天|支|台|辆|艘|件|套|[-~—至到<>≤≥/:]|\d)/

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
    by('circle', /^[\u2460-\u2473][、.]?\s*/) ??
    by('halfBracket', /^(\d{1,2})\s*[)][、.]?\s*/)
  if (found) return found
  const many = /^(\d{1,2}(?:\s?[.·]\s?\d{1,2})+)[.、]?\s*/.exec(text)
  if (many?.[1]) {
    const rest = text.slice(many[0].length)
    const parts = many[1].split(/[.·]/)
    if (measure.test(rest)) return null
    return {
      style: `decimal${parts.length}`,
      number: many[0].trim(),
      value: Number(parts.at(-1)),
      length: many[0].length,
    }
  }
  const one = /^(\d{1,2})\s*[.、,:](?!\d)\s*/.exec(text) ?? /^(\d{1,2})\s+(?=\p{Script=Han})/u.exec(text)
  if (one && !measure.test(text.slice(one[0].length)))
    return { style: 'decimal1', number: one[0].trim(), value: Number(one[1]), length: one[0].length }
  const bare = /^(\d{1,2})(?=[\p{Script=Han} ]{2,16}$)/u.exec(text)
  if (bare && !measure.test(text.slice(bare[0].length)))
    return { style: 'decimal1', number: bare[0], value: Number(bare[1]), length: bare[0].length }
  return null
}

/** Kinds that number the entries of a list rather than chapters. */
export const isItemStyle = (style: MarkerStyle) => ['brackets', 'halfBracket', 'circle', 'letter'].includes(style)
