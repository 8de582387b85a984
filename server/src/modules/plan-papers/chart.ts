import type { PlanContent } from '@anlan/contract/plan.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { spansAt } from '../plan-check/api.ts'

/** A step in the chart: its lane, its column in time, and its place among those that share both. */
export interface ChartBox {
  key: string
  title: string
  who: string
  from: number
  levels: number[]
  lane: number
  column: number
  row: number
  after: string | null
}
export interface Chart {
  lanes: { name: string; rows: number }[]
  /** Minutes after the start, one for each column. */
  moments: number[]
  boxes: ChartBox[]
}

const noGroup = '其他责任岗位'

/**
 * Where each step stands: a lane for each group, a column for each moment. A step stands at its moment at the gravest level that takes it; what can
 * never begin is not drawn.
 */
export function layoutOf(content: PlanContent, wordsOf: (bearer: string) => string): Chart {
  const spans = new Map(
    [4, 3, 2, 1].flatMap(level => spansAt(content, level).map(span => [span.step.key, span] as const)),
  )
  const steps = content.steps.flatMap(step => spans.get(step.key) ?? [])
  const moments = [...new Set(steps.map(span => span.from))].sort((a, b) => a - b)
  const groupOf = (key: string | null) => content.groups.find(group => group.key === key)?.name ?? noGroup
  const names = [...content.groups.map(group => group.name), noGroup]
  const used = names.filter(name => steps.some(span => groupOf(span.step.group) === name))
  const filled = new Map<string, number>()
  const boxes = steps.map(({ step, from }) => {
    const lane = used.indexOf(groupOf(step.group))
    const column = moments.indexOf(from)
    const row = filled.get(`${lane} ${column}`) ?? 0
    filled.set(`${lane} ${column}`, row + 1)
    const lead = content.groups.find(group => group.key === step.group)?.lead.bearer
    const bearer = step.bearer ?? lead
    const who = bearer ? wordsOf(bearer) : step.said
    return { key: step.key, title: step.title, who, from, levels: step.levels, lane, column, row, after: step.after }
  })
  const rows = used.map((_, lane) => Math.max(1, ...boxes.filter(box => box.lane === lane).map(box => box.row + 1)))
  return { lanes: used.map((name, i) => ({ name, rows: rows[i] ?? 1 })), moments, boxes }
}

/** T+90 as people say it. */
export const momentWords = (minutes: number) =>
  minutes === 0
    ? '启动'
    : minutes < 60
      ? `${minutes} 分钟`
      : `${Math.floor(minutes / 60)} 小时${minutes % 60 ? ` ${minutes % 60} 分` : ''}`

const size = { lane: 96, column: 178, box: 150, height: 58, gap: 12, head: 34, margin: 8 }

/** The chart as an SVG of its own; null where there is nothing to draw. */
export function chartSvg(content: PlanContent, title: string, wordsOf: (bearer: string) => string): string | null {
  const chart = layoutOf(content, wordsOf)
  if (chart.boxes.length === 0) return null
  const tops: number[] = []
  let y = size.head
  for (const lane of chart.lanes) {
    tops.push(y)
    y += lane.rows * (size.height + size.gap) + size.gap
  }
  const width = size.lane + chart.moments.length * size.column + size.margin
  const height = y + size.margin
  const at = (box: ChartBox) => ({
    x: size.lane + box.column * size.column + (size.column - size.box) / 2,
    y: (tops[box.lane] ?? 0) + size.gap + box.row * (size.height + size.gap),
  })
  const lanes = chart.lanes.map((lane, i) => {
    const top = tops[i] ?? 0
    const tall = lane.rows * (size.height + size.gap) + size.gap
    return `<rect x="0" y="${top}" width="${width}" height="${tall}" fill="${i % 2 ? '#ffffff' : '#f4f7fb'}" stroke="#d5dde8"/>${lines(
      lane.name,
      6,
      2,
    )
      .map((text, n) => `<text x="10" y="${top + 24 + n * 18}" font-weight="600">${escaped(text)}</text>`)
      .join('')}`
  })
  const heads = chart.moments.map(
    (moment, i) =>
      `<text x="${size.lane + i * size.column + size.column / 2}" y="22" text-anchor="middle" fill="#44546a">${momentWords(moment)}</text>`,
  )
  const byKey = new Map(chart.boxes.map(box => [box.key, box]))
  const arrows = chart.boxes.flatMap(box => {
    const before = box.after === null ? undefined : byKey.get(box.after)
    if (!before) return []
    const [a, b] = [at(before), at(box)]
    const path =
      before.column === box.column
        ? `M${a.x + size.box / 2} ${a.y + size.height} L${b.x + size.box / 2} ${b.y}`
        : `M${a.x + size.box} ${a.y + size.height / 2} H${b.x - 14} V${b.y + size.height / 2} H${b.x}`
    return [`<path d="${path}" fill="none" stroke="#5b6b82" stroke-width="1.4" marker-end="url(#arrow)"/>`]
  })
  const boxes = chart.boxes.map(box => {
    const { x, y: top } = at(box)
    const levels =
      box.levels.length === 4
        ? '各级'
        : [...box.levels]
            .sort((a, b) => b - a)
            .map(level => responseLevelNames[level as 1].replace('级', ''))
            .join(' ')
    return `<g><title>${escaped(`${box.title}　${box.who}`)}</title><rect x="${x}" y="${top}" width="${size.box}" height="${size.height}" rx="4" fill="#fff" stroke="#2f5d9b"/>${lines(
      box.title,
      11,
      2,
    )
      .map((text, n) => `<text x="${x + 7}" y="${top + 17 + n * 15}" font-size="12.5">${escaped(text)}</text>`)
      .join(
        '',
      )}<text x="${x + 7}" y="${top + 51}" font-size="11" fill="#5b6b82">${escaped(lines(box.who, 9, 1)[0] ?? '')}</text><text x="${x + size.box - 6}" y="${top + 51}" font-size="11" fill="#a93226" text-anchor="end">${levels}</text></g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'Noto Sans SC','Microsoft YaHei',sans-serif" font-size="13" role="img" aria-label="${escaped(`${title}处置流程图`)}"><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#5b6b82"/></marker></defs>${lanes.join('')}${heads.join('')}${arrows.join('')}${boxes.join('')}</svg>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** At most so many lines of so many characters; what is left over ends in …. */
export function lines(text: string, characters: number, most: number): string[] {
  const letters = [...text]
  const found: string[] = []
  for (let i = 0; i < letters.length && found.length < most; i += characters)
    found.push(letters.slice(i, i + characters).join(''))
  if (letters.length > characters * most) {
    const last = [...(found.at(-1) ?? '')]
    found[found.length - 1] = `${last.slice(0, -1).join('')}…`
  }
  return found
}
