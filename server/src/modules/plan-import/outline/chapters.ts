import type { PlanPart } from '@anlan/contract/plan.ts'
import { type AnyDraft, draft } from '../propose.ts'
import type { Piece } from '../text/line.ts'
import type { Heading, PlanDocument } from './outline.ts'
import { partOf } from './parts.ts'

const deepest = 4
const isChapter = (heading: Heading) =>
  heading.depth <= deepest &&
  !(heading.runIn && heading.depth > 3) &&
  heading.style !== 'plain' &&
  !['brackets', 'circle', 'halfBracket'].includes(heading.style)

/** The chapters for reading: every paragraph under the nearest title, the whole text and nothing else. */
export function chaptersOf(document: PlanDocument): AnyDraft[] {
  const found: { heading: Heading; lines: string[]; pieces: Piece[] }[] = []
  const plain = !document.entries.some(entry => entry.kind === 'heading' && isChapter(entry.heading))
  const counts = (heading: Heading) => isChapter(heading) || (plain && heading.depth <= 2)
  for (const entry of document.entries) {
    if (entry.kind === 'heading') {
      if (counts(entry.heading)) found.push({ heading: entry.heading, lines: [], pieces: [] })
      else found.at(-1)?.lines.push(`${entry.heading.number}${entry.heading.title.raw}`)
      continue
    }
    const here = found.at(-1)
    if (!here) continue
    if (entry.kind === 'text') {
      here.lines.push(`${entry.marker?.number ?? ''}${entry.piece.raw}`)
      here.pieces.push(entry.piece)
    } else
      here.lines.push(...entry.rows.map(row => row.map(cell => cell.lines.map(one => one.raw).join('；')).join('　')))
  }
  return found.slice(0, 200).map(({ heading, lines, pieces }, i) => {
    const part = partIn(heading)
    const firm = /^(?:chapter|section|chinese|decimal|annex|style)/.test(heading.style)
    return draft(
      'chapter',
      {
        key: `c${i + 1}`,
        number: heading.number.slice(0, 20),
        depth: Math.min(5, heading.depth),
        title: Array.from(heading.title.raw.replace(/[:：。]$/, ''))
          .slice(0, 100)
          .join(''),
        part,
        text: lines.join('\n').slice(0, 40_000),
      },
      [heading.title, ...pieces.slice(0, 1)],
      firm ? 0.95 : 0.75,
      firm ? '按章节序号或标题样式识别' : '按字体或用语识别为标题',
    )
  })
}

/** The part by the chapter's own title, else by that above. */
function partIn(heading: Heading): PlanPart | null {
  return (
    [heading, ...[...heading.above].reverse()]
      .map(one => (/^附/.test(one.number) ? 'annex' : partOf(one.words)))
      .find(part => part !== null) ?? null
  )
}
