/** A paragraph as the file has it, before anything is understood. */
export interface RawParagraph {
  text: string
  /** The number that Word prints by itself; not part of the text. */
  label: string
  /** Level of a heading by its style, 1 the highest. */
  outline: number | null
  /** A line of the table of contents. */
  toc: boolean
  /** What the paragraph looks like (face, size, weight, middle); headings of official papers are told by it. */
  look: string
  /** In a text box: beside the text, not part of its order. */
  aside?: boolean
}
export interface RawCell {
  paragraphs: RawParagraph[]
  span: number
  /** Part of the cell above. */
  continues: boolean
}
export type RawBlock = { paragraph: RawParagraph } | { table: RawCell[][] }

/** The file cannot be taken; the message is for the person who brought it. */
export class Unreadable extends Error {}

/** What one plan may be: far above any real one, far below what hurts. */
export const planFileLimits = { bytes: 20 * 2 ** 20, partBytes: 40 * 2 ** 20, characters: 600_000, paragraphs: 12_000 }

export const plainParagraph = (text: string): RawParagraph => ({
  text,
  label: '',
  outline: null,
  toc: false,
  look: '',
})
