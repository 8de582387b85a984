import type { PlanDocument } from '../outline/outline.ts'
import { type AnyDraft, clip, draft } from '../propose.ts'
import { numberOf } from '../text/numerals.ts'
import { sheetOf } from './columns.ts'

const words = {
  quantity: /数量|人数|规模|库存|储备量/,
  name: /物资|装备|品名|器材|设备|名称|队伍|车辆|种类/,
}
const counted =
  /([\p{Script=Han}A-Za-z()]{2,14}?)\s*(\d{1,6})\s*(?:余)?(艘|件|台套|台|套|顶|辆|吨|条|把|部|张|床|箱|支(?!队)|具|个(?!小时|乡|月|村|人)|只|捆|双|盏|桶|立方米|米(?!以))/u

/** Teams and materials with their quantities: tables, and enumerations in the chapters on support. */
export function resourcesOf(document: PlanDocument): AnyDraft[] {
  return document.entries.flatMap(entry => {
    if (entry.kind === 'table') {
      const sheet = sheetOf(entry.rows, words, has => has('quantity') && has('name'))
      const header = entry.rows
        .slice(0, 2)
        .flat()
        .map(cell => cell.lines.map(one => one.text).join(''))
        .join(' ')
      if (!sheet || /路线|安置|转移|职责|隐患|危险区|户数/.test(header)) return []
      return sheet.rows.flatMap(row => {
        const name = row('name')[0]
        const quantity = row('quantity')[0]
        const value = numberOf(/[\d.,]+/.exec(quantity?.text ?? '')?.[0] ?? '')
        if (!name || !quantity || value === null || /^\d+$/.test(name.text)) return []
        return [
          draft(
            'resource',
            { teamId: null, capability: null, said: clip(name, 100), quantity: value, withinKm: null },
            [name, quantity],
            0.9,
            '写在队伍物资表中',
          ),
        ]
      })
    }
    if (entry.kind !== 'text' || !entry.path.some(one => /保障|物资|装备|队伍|附件|储备/.test(one.words))) return []
    const parts = entry.piece.split(/[、,;。]/, true).map(part => ({ part, match: counted.exec(part.text) }))
    return parts.flatMap(({ part, match }) => {
      if (!match?.[1]) return []
      const name = part.find(counted, 1)?.without(/^.*?(?:储备有?|配备有?|现有|配有|包括|购置|备有|其中|[:])/)
      const value = numberOf(match[2] ?? '')
      if (!name || name.text.length < 2 || value === null || /[内每第约超过以达至]$|小时|以上|不少于/.test(name.text))
        return []
      return [
        draft(
          'resource',
          { teamId: null, capability: null, said: clip(name, 100), quantity: value, withinKm: null },
          part,
          0.65,
          '保障章节写明数量',
        ),
      ]
    })
  })
}
