import type { PlanProposalKind, PlanProposalSource, PlanProposalValue } from '@anlan/contract/plan-import.ts'
import type { Piece } from './text/line.ts'

/** A proposal before anybody has looked at it. */
export interface Draft<K extends PlanProposalKind = PlanProposalKind> {
  kind: K
  value: PlanProposalValue<K>
  source: PlanProposalSource
  also: PlanProposalSource[]
  confidence: number
  reason: string
  /** Of a level: posts that start it, in the words of the text. */
  starters?: string[]
}
export type AnyDraft = { [K in PlanProposalKind]: Draft<K> }[PlanProposalKind]

export const sourceOf = (piece: Piece): PlanProposalSource => ({ paragraph: piece.line.number, sentence: piece.raw })

/** A proposal with its sentences; the same sentence is named once. */
export function draft<K extends PlanProposalKind>(
  kind: K,
  value: PlanProposalValue<K>,
  from: Piece | Piece[],
  confidence: number,
  reason: string,
): AnyDraft {
  const [first, ...more] = [from].flat().map(sourceOf)
  const source = first ?? { paragraph: 1, sentence: '' }
  const seen = new Set([`${source.paragraph} ${source.sentence}`])
  const also = more.filter(one => {
    const is = `${one.paragraph} ${one.sentence}`
    if (seen.has(is) || one.sentence === '') return false
    seen.add(is)
    return true
  })
  return { kind, value, source, also, confidence, reason } as AnyDraft
}

/** The words of a piece as the plan keeps them, cut where the field ends. */
export const clip = (piece: Piece | null, max: number) =>
  Array.from(piece?.raw ?? '')
    .slice(0, max)
    .join('')
    .trim()
/** Several pieces, one per line, as many as fit. */
export function clipLines(pieces: Piece[], max: number): string {
  let all = ''
  for (const piece of pieces) {
    const next = all ? `${all}\n${piece.raw}` : piece.raw
    if (next.length > max) break
    all = next
  }
  return all || clip(pieces[0] ?? null, max)
}
