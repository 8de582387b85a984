import type { PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'

/** Plans named in 编制依据 as 《…预案》 stand above; those named elsewhere, beside. */
export function linksOf(document: PlanDocument, title: string): AnyDraft[] {
  const seen = new Set<string>([title])
  return document.entries.flatMap(entry => {
    if (entry.kind !== 'text') return []
    const isBasis = entry.path.some(one => /依据/.test(one.words)) || /^(?:根据|依据|为)/.test(entry.piece.text)
    // 2018年印发的《…》同时废止: what is no longer in force is linked to nothing.
    const isOver = /废止|停止执行|不再执行|失效/.test(entry.piece.text)
    if (isOver) return []
    const names = entry.piece
      .split(/(?<=》)|(?=《)/)
      .flatMap(part => part.find(/^《([^《》]*预案[^《》]*)》$/, 1) ?? [])
    return names.flatMap(name => {
      if (seen.has(name.text) || /编制|管理办法|导则|指南|框架/.test(name.text) || name.text.length < 5) return []
      seen.add(name.text)
      const isAbove = isBasis && (/国家|[省市州]|自治区|总体|^[^县]*县/.test(name.text) || !/县/.test(name.text))
      return [
        draft(
          'link',
          {
            relation: isAbove ? 'upper' : 'beside',
            planId: null,
            title: clip(name, 100),
            issuedOn: null,
            conflict: '',
          },
          [name, entry.piece],
          isBasis ? 0.9 : 0.6,
          isBasis ? '写在编制依据中' : '正文提到',
        ),
      ]
    })
  })
}
