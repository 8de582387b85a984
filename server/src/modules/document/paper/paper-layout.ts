import { widthInCharacters } from './break-title.ts'

/**
 * The figures of GB/T 9704-2012 (党政机关公文格式) in the units of a Word file: twips (1/20 pt) for lengths, half points for letters, eighths of
 * a point for lines. The grid was measured in rendered pages: 579 gives 22 lines (580 gives 21), letters of 16 pt drawn 0.25 pt closer
 * give 28 in a line.
 */
export const millimetres = (mm: number): number => Math.round((mm / 25.4) * 1440)
export const points = (pt: number): number => Math.round(pt * 20)

export const page = {
  width: millimetres(210),
  height: millimetres(297),
  top: millimetres(37),
  bottom: millimetres(35),
  left: millimetres(28),
  right: millimetres(26),
  textWidth: millimetres(156),
  /** Page numbers stand 7 mm below the text, measured to the middle of their line of 14 pt. */
  footer: millimetres(35 - 7) - points(14) / 2,
  /** The remark of an exercise stands in the upper margin. */
  header: millimetres(20),
}

/** 3号 for the body, 2号 for titles, 4号 for page numbers and 版记, 小四 within tables. */
export const sizes = { body: 16, title: 22, small: 14, table: 12 }
export const line = 579
/** A body character takes 16 pt less the 0.25 pt by which it is drawn closer. */
export const closer = -5
export const character = points(sizes.body) + closer
export const charactersPerLine = 28

/** 首条与末条分隔线 0.35 mm, the ones between 0.25 mm. */
export const rules = { thick: 8, thin: 6, red: 12 }

export type Level = 0 | 1 | 2 | 3 | 4
export interface PaperTable {
  headers: string[]
  rows: string[][]
}
/** A heading or paragraph; or, with blank text, a table that stands where it is. */
export interface PaperText {
  level: Level
  text: string
  table?: PaperTable
}

/** Prefixes the headings with their numbers (一、（一）1. （1）). A heading that brings its number keeps it, and counting goes on from there. */
export function numbered(paragraphs: PaperText[]): PaperText[] {
  const counts = [0, 0, 0, 0, 0]
  return paragraphs.map(paragraph => {
    const { level, text } = paragraph
    if (level === 0) return paragraph
    counts[level] = (counts[level] ?? 0) + 1
    counts.fill(0, level + 1)
    return { level, text: alreadyNumbered[level].test(text) ? text : prefix[level](counts[level] ?? 1) + text }
  })
}

const chinese = '一二三四五六七八九十'
const inChinese = (count: number): string => {
  const tens = Math.floor(count / 10)
  const ones = chinese[(count % 10) - 1] ?? ''
  return tens === 0 ? ones : `${tens > 1 ? chinese[tens - 1] : ''}十${ones}`
}
const prefix = {
  1: (count: number) => `${inChinese(count)}、`,
  2: (count: number) => `（${inChinese(count)}）`,
  3: (count: number) => `${count}.`,
  4: (count: number) => `（${count}）`,
}
const alreadyNumbered = {
  1: /^[一二三四五六七八九十]+、/,
  2: /^（[一二三四五六七八九十]+）/,
  3: /^\d+\.(?!\d)/,
  4: /^（\d+）/,
}

/** What stands on the paper one below the other: headings with their numbers, each paragraph by itself, tables in their place. */
export const bodyOf = (paragraphs: PaperText[]): PaperText[] =>
  numbered(paragraphs).flatMap(({ level, text, table }) => [
    ...text
      .split(/\s*\n\s*/)
      .filter(part => part !== '')
      .map((part, index) => ({ level: index === 0 ? level : (0 as const), text: part })),
    ...(table ? [{ level: 0 as const, text: '', table }] : []),
  ])

/**
 * How far signature and date stand from the right edge, in characters (7.3.5.1, with a seal): the date four characters in, the signature
 * centred on it. A signature too long for that ends at the edge, and the date is centred below it.
 */
export function signOff(signature: string, date: string): { signatureIndent: number; dateIndent: number } {
  const overhang = (widthInCharacters(signature) - widthInCharacters(date)) / 2
  const dateIndent = Math.max(4, overhang)
  return { signatureIndent: dateIndent - overhang, dateIndent }
}

/**
 * 附件说明, two characters in. Several are numbered; a name that runs over continues below its own first character. `hanging` is the width
 * of what stands before the name, in characters.
 */
export function attachmentLines(names: string[]): { text: string; indent: number; hanging: number }[] {
  const label = '附件：'
  if (names.length === 1) return [{ text: `${label}${names[0]}`, indent: 2, hanging: widthInCharacters(label) }]
  return names.map((name, index) => {
    const number = `${index + 1}.`
    const lead = index === 0 ? widthInCharacters(label) : 0
    return {
      text: `${index === 0 ? label : ''}${number}${name}`,
      indent: 2 + widthInCharacters(label) - lead,
      hanging: lead + widthInCharacters(number),
    }
  })
}

/** Widths of a table's columns, by how much stands in them; none so narrow that its heading breaks after every character. */
export function columnWidths(headers: string[], rows: string[][], total: number): number[] {
  const wanted = headers.map((header, column) =>
    Math.min(20, Math.max(3, widthInCharacters(header), ...rows.map(row => widthInCharacters(row[column] ?? '')))),
  )
  const sum = wanted.reduce((a, b) => a + b, 0)
  const widths = wanted.map(width => Math.floor((width / sum) * total))
  const rest = total - widths.reduce((a, b) => a + b, 0)
  return widths.map((width, index) => (index === 0 ? width + rest : width))
}

/** Letters of the 发文机关标志, in points: as large as one line holds, not larger than the national head's. */
export const markSize = (agency: string): number => {
  const widest = page.textWidth / 20 / Math.max(1, widthInCharacters(agency))
  return Math.min(52, Math.floor(widest * 2 * 0.98) / 2)
}
