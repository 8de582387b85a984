import type { ResponseLevel } from '@anlan/contract/response-template.ts'
import { markerOf } from '../outline/markers.ts'
import type { Cell, PlanDocument } from '../outline/outline.ts'
import { levelsIn, type ResponseSaying } from '../outline/topics.ts'
import { type Piece, squash } from '../text/line.ts'
import { entriesIn } from '../text/sentences.ts'
import { levelAbove, type Saying } from './scan.ts'

const grade =
  /^(?:(?:特别重大|重大|较大|一般)[(]?)?(?:IV|III|II|I|lV|[一二三四])级(?:(?:应急)?响应)?(?:[)]|\((?:特别重大|重大|较大|一般|[红橙黄蓝]色?)\))?$/
function gradeOf(cell: Cell | undefined): { level: ResponseLevel; piece: Piece } | null {
  const piece = cell?.lines[0]
  const words = squash(cell?.lines.map(one => one.text).join('') ?? '')
  if (!piece || !grade.test(words) || words.length > 16) return null
  const level = levelsIn(`${words}响应`).levels
  return level.length === 1 && level[0] ? { level: level[0], piece } : null
}
const whatOf = (words: string): ResponseSaying | null =>
  /终止|结束/.test(words)
    ? 'ending'
    : /启动(?:权限|主体|人|程序)|批准|决定|指挥(?:人|长|层级)|审批|启动者/.test(words)
      ? 'starting'
      : /条件|标准|情形|指标|范围/.test(words)
        ? 'conditions'
        : /措施|行动|处置|内容|任务|要求|工作/.test(words)
          ? 'measures'
          : null

/** Tables of levels: one level a row, or one a column. */
export function tableSayings(document: PlanDocument): Saying[] {
  return document.entries.flatMap(entry => {
    if (entry.kind !== 'table' || entry.rows.length < 2) return []
    const header = entry.rows[0] ?? []
    const caption = [
      entry.caption?.text ?? '',
      ...entry.path.map(one => one.words),
      ...header.map(cell => squash(cell.lines.map(one => one.text).join(''))),
    ].join(' ')
    if (
      !/响应|启动|措施/.test(caption) ||
      /预警(?:级别|等级|信号)/.test(header.map(cell => squash(cell.lines.map(one => one.text).join(''))).join(' '))
    )
      return []
    const say = (named: { level: ResponseLevel; piece: Piece }, what: ResponseSaying, cell: Cell): Saying[] =>
      cell.lines.flatMap(one => {
        const line = one.sub(markerOf(one.text)?.length ?? 0).trim()
        const { lead, entries } = entriesIn(line)
        return [...(lead ? [lead] : []), ...entries].map(piece => ({
          levels: [named.level],
          what,
          piece,
          marker: null,
          named: named.piece,
          byGrade: true,
          path: entry.path,
        }))
      })
    const inHeader = header.map(gradeOf)
    if (inHeader.filter(one => one !== null).length >= 2)
      return entry.rows.slice(1).flatMap(row => {
        const what = whatOf(squash(row[0]?.lines.map(one => one.text).join('') ?? ''))
        return what
          ? row.slice(1).flatMap(cell => {
              const named = inHeader[header.findIndex(one => one.column === cell.column)]
              return named ? say(named, what, cell) : []
            })
          : []
      })
    const whats = header.map(cell => ({
      at: cell.column,
      what: whatOf(squash(cell.lines.map(one => one.text).join(''))),
    }))
    // Below the heading of one level: 启动条件 | …, 响应措施 | …, a row each.
    const above = levelAbove(entry.path)
    const only = above?.byGrade && above.levels.length === 1 ? above.levels[0] : undefined
    if (above && only)
      return entry.rows.flatMap(row => {
        const words = squash(row[0]?.lines.map(one => one.text).join('') ?? '')
        const what = words.length <= 10 ? whatOf(words) : null
        return what ? row.slice(1).flatMap(cell => say({ level: only, piece: above.piece }, what, cell)) : []
      })
    const counts = entry.rows.slice(1).filter(row => row.some(cell => gradeOf(cell))).length
    if (counts < 2) return []
    return entry.rows.slice(1).flatMap(row => {
      const named = row.map(gradeOf).find(one => one !== null)
      return named
        ? row.flatMap(cell => {
            const what = whats.find(one => one.at === cell.column)?.what
            return what && !gradeOf(cell) ? say(named, what, cell) : []
          })
        : []
    })
  })
}
