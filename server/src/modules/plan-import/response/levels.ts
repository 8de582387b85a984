import type { ResponseLevel } from '@anlan/contract/response-template.ts'
import { type AnyDraft, clipLines, draft } from '../propose.ts'
import type { Piece } from '../text/line.ts'
import { entriesIn } from '../text/sentences.ts'
import { type ReadFor, triggersIn } from './conditions.ts'
import type { Saying } from './scan.ts'
import { startersIn } from './starting.ts'

const isLead = (text: string) =>
  /(?:下列|如下|(?<![人米亩间元顷级户日天名)只头吨例起处])以下)[^。]{0,30}[:,]?$|之一(?:的|时|者)?[,:]?(?:[^。]{0,40}(?:启动|响应))?[:。]?$/.test(
    text,
  )

/** Proposals of levels, each with its conditions in words and who starts it, and of the triggers that can be judged. */
export function levelsOf(sayings: Saying[], about: ReadFor): AnyDraft[] {
  const found: AnyDraft[] = []
  for (const level of [4, 3, 2, 1] as const) {
    const own = sayings.filter(one => one.levels.includes(level))
    const first = own.find(one => one.levels.length === 1) ?? own[0]
    if (!first) continue
    const narrowed = narrowedIn(own)
    const conditions = own
      .filter(one => one.what === 'conditions')
      .flatMap(one => entriesIn(one.piece).entries.map(piece => ({ piece, saying: one })))
      .filter(one => !isLead(one.piece.text))
    const starting = own
      .filter(one => one.what === 'starting' || one.what === 'conditions')
      .map(one => startersIn(one.piece))
      .find(one => one !== null)
    const measures = own.filter(one => one.what === 'measures').map(one => one.piece)
    if (conditions.length === 0 && measures.length === 0 && !starting) continue
    const proposal = draft(
      'level',
      {
        level,
        conditions: clipLines(
          conditions.map(one => one.piece),
          4000,
        ),
        triggers: [],
        starters: [],
        startersSaid: starting?.said ?? '',
        commander: null,
        told: [],
        expectedHours: 24,
        measures: measures.length ? clipLines(measures, 4000) : '',
      },
      [first.named, ...conditions.map(one => one.piece), ...(starting ? [starting.from] : []), ...measures],
      first.byGrade ? (conditions.length || measures.length > 1 ? 0.95 : 0.8) : 0.6,
      first.byGrade ? '标题或原文写明响应级别' : '级别由“较大”“重大”等字样判断',
    )
    found.push({ ...proposal, starters: starting?.posts.map(one => one.raw) ?? [] })
    found.push(
      ...conditions
        .filter(one => !narrowed.has(one.saying))
        .flatMap(({ piece, saying }) => triggersOf(level, piece, saying, about)),
    )
  }
  return found
}

/**
 * 发生5级以上地震，出现下列情况之一的: what is listed below counts only with what stands above it, and so says nothing that would suffice by itself. It
 * stays among the conditions in words.
 */
function narrowedIn(sayings: Saying[]): Set<Saying> {
  const found = new Set<Saying>()
  let lead: Saying | null = null
  for (const saying of sayings) {
    if (saying.what !== 'conditions') continue
    if (lead?.marker && saying.marker?.style === lead.marker.style) lead = null
    if (isLead(saying.piece.text))
      lead = /\d(?:\.\d)?级以上[^,]{0,6}地震|干旱(?:灾害)?造成/.test(saying.piece.text) ? saying : null
    else if (lead) found.add(saying)
  }
  return found
}

function triggersOf(level: ResponseLevel, piece: Piece, saying: Saying, about: ReadFor): AnyDraft[] {
  const clauses = piece.split(/[;。]/, true)
  return clauses.flatMap(clause =>
    triggersIn(clause, about).map(({ trigger, confidence, reason }) =>
      draft(
        'trigger',
        { level, trigger },
        [clause, saying.named],
        saying.byGrade ? confidence : Math.min(confidence, 0.65),
        reason,
      ),
    ),
  )
}
