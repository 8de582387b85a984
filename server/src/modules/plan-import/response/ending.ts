import type { PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import type { Piece } from '../text/line.ts'
import { entriesIn } from '../text/sentences.ts'
import type { Saying } from './scan.ts'

const isEnding = /(?:响应|应急|处置)(?:的)?(?:终止|结束|解除)|终止条件|结束响应|解除响应/

/** 终止条件: entries below such a heading, or what a sentence names before 终止. */
export function closingOf(document: PlanDocument, sayings: Saying[]): AnyDraft[] {
  const pieces: { piece: Piece; listed: boolean }[] = []
  for (const entry of document.entries) {
    if (entry.kind !== 'text') continue
    const under = entry.path.find(one => isEnding.test(one.words))
    if (!under || /信息|新闻|程序$/.test(entry.path.at(-1)?.words ?? '')) continue
    const { lead, entries } = entriesIn(entry.piece)
    if (lead || entry.marker) {
      pieces.push(
        ...entries
          .filter(one => !/^(?:由|经|按|报|县|响应终止后)/.test(one.text) || /消除|控制|解除/.test(one.text))
          .map(piece => ({ piece, listed: true })),
      )
      continue
    }
    const listed = /(?:满足|符合|具备)(?:以下|下列|如下)/.test(entry.piece.text)
    if (listed) continue
    pieces.push(...inProse(entry.piece).map(piece => ({ piece, listed: false })))
  }
  for (const saying of sayings)
    if (saying.what === 'ending' && !pieces.some(one => one.piece.line === saying.piece.line))
      pieces.push(...inProse(saying.piece).map(piece => ({ piece, listed: false })))
  const seen = new Set<string>()
  return pieces
    .map(one => ({ ...one, piece: one.piece.without(/[,。;:]$/).trim() }))
    .filter(
      ({ piece }) =>
        piece.text.length >= 4 && piece.text.length <= 100 && !seen.has(piece.text) && seen.add(piece.text),
    )
    .slice(0, 10)
    .map(({ piece, listed }, i) =>
      draft(
        'closing',
        { code: `e${i + 1}`, name: clip(piece, 100) },
        piece,
        listed ? 0.85 : 0.7,
        listed ? '列在终止条件中' : '写在终止响应的句子中',
      ),
    )
}

/** 险情消除、伤员得到救治后，由…终止: each of what must be so. */
function inProse(piece: Piece): Piece[] {
  const sentence = piece
    .split(/[。;]/, true)
    .find(one => /终止|结束|解除/.test(one.text) && /(?:后|时|,)/.test(one.text))
  const before = sentence?.find(/^(?:当|待|在)?(.{4,160}?)(?:后|时|的)?,[^。]*(?:终止|结束|解除)/, 1)
  if (!before || /^(?:按照|根据|由|经|应急响应)/.test(before.text)) return []
  return before
    .split(/,|、(?=[^、,]{4,})|且|并且/, true)
    .filter(one =>
      /消除|控制|解除|消失|扑灭|完成|恢复|稳定|脱险|救治|安置|结束|降|回落|处置|排除|查清|撤离|减弱|停止|清理|可能/.test(
        one.text,
      ),
    )
}
