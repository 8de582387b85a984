import type { PaperSection } from '@anlan/contract/paper.ts'

/** A computed number and what it counts, one item each, so that the number is never more or less than its list. */
export interface Figure {
  name: string
  label: string
  unit: string
  items: { label: string; to: string }[]
}

/** A section of the 日报 with its figures. A section that has nothing to say says so in its text; one that does not apply is not made. */
export interface Part {
  section: PaperSection
  figures: Figure[]
}

export const part = (
  heading: string,
  lines: (string | null)[],
  figures: Figure[] = [],
  table: PaperSection['table'] = null,
): Part => ({
  section: {
    heading,
    text: lines.filter(line => line !== null && line !== '').join('\n'),
    table,
    references: figures.flatMap(figure => figure.items).slice(0, 60),
  },
  figures,
})

/** `甲3起、乙1起`; what is nought is left out. */
export const countsInWords = (counts: { label: string; count: number; unit: string }[]): string =>
  counts
    .filter(one => one.count > 0)
    .map(one => `${one.label}${one.count}${one.unit}`)
    .join('、')

/** Text as the end of a sentence. */
export const sentence = (text: string): string => {
  const trimmed = text.trim().replace(/\s*\n\s*/g, '')
  return trimmed === '' || /[。！？]$/.test(trimmed) ? trimmed : `${trimmed.replace(/[；，、]$/, '')}。`
}

/** A link's words, short enough for the paper's own record of it. */
export const labelOf = (text: string): string =>
  [...text.replace(/\s+/g, ' ').trim()].slice(0, 100).join('') || '（无标题）'
