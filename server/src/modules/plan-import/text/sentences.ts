import { markerOf } from '../outline/markers.ts'
import type { Piece } from './line.ts'
import { subjectOf } from './units.ts'

/** The sentences of a text: up to a full stop or a semicolon, outside brackets. */
export const sentencesOf = (piece: Piece): Piece[] => piece.split(/[。;!]|(?<=[一-龥])\.(?=[一-龥])/, true)

/** Entries written one after another in one paragraph: (1)…;(2)…. One piece when it is no such list; what stands before the first comes first. */
export function entriesIn(piece: Piece): { lead: Piece | null; entries: Piece[] } {
  const at = [
    ...piece.text.matchAll(
      /(?:^|[。;:,、\s])((?:\(\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*\))|[\u2460-\u2473]|\d{1,2}[)、.](?!\d))/g,
    ),
  ]
    .map(match => match.index + match[0].length - (match[1]?.length ?? 0))
    .filter(from => markerOf(piece.text.slice(from)) !== null)
  const kinds = at.map(from => markerOf(piece.text.slice(from)))
  const isList = at.length >= 2 && kinds.every(one => one?.style === kinds[0]?.style) && (kinds[0]?.value ?? 0) <= 1
  if (!isList) return { lead: null, entries: [piece] }
  const lead = piece.sub(0, at[0]).trim()
  return {
    lead: lead.isEmpty ? null : lead,
    entries: at.map((from, i) => {
      const part = piece.sub(from, at[i + 1] ?? piece.text.length).trim()
      return part
        .sub(markerOf(part.text)?.length ?? 0)
        .without(/[;。]$/)
        .trim()
    }),
  }
}

/** Parts of a sentence each with its own subject: 县公安局负责警戒,县卫生健康局负责救治. Helpers (配合, 协助) stay with whom they help. */
export function clausesOf(sentence: Piece): Piece[] {
  const commas = [...sentence.text.matchAll(/,/g)].map(match => match.index)
  const cuts = commas.filter(at => {
    const behind = sentence.sub(at + 1).trim()
    const subject = subjectOf(behind)
    if (subject?.by !== 'subject' || subject.end > 40) return false
    const does = behind.text.slice(subject.end)
    const before = sentence.sub(0, at)
    if (/^[:]?(?:配合|协助|参加|参与|支持|等)/.test(does) || /[、]$/.test(before.text)) return false
    return subjectOf(before)?.by === 'subject' && !/^由?[^,]{2,40}(?:牵头|会同)$/.test(before.text)
  })
  const bounds = [0, ...cuts.map(at => at + 1), sentence.text.length]
  return bounds
    .slice(1)
    .map((to, i) =>
      sentence
        .sub(bounds[i] ?? 0, to)
        .without(/,$/)
        .trim(),
    )
    .filter(part => !part.isEmpty)
}
