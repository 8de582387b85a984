import type { PlanContent } from '@anlan/contract/plan.ts'
import { spanWords } from '../calendar/api.ts'
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
  /** What stands above each column: its moment, or the time it covers. */
  heads: string[]
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
  const boxes = steps.map(({ step, from }) => {
    const lead = content.groups.find(group => group.key === step.group)?.lead.bearer
    const bearer = step.bearer ?? lead
    return {
      key: step.key,
      title: step.title,
      who: bearer ? wordsOf(bearer) : step.said,
      from,
      levels: step.levels,
      lane: used.indexOf(groupOf(step.group)),
      column: moments.indexOf(from),
      after: step.after,
    }
  })
  return relaid(boxes, used, moments, moments.map(momentWords))
}

/** The same within so many columns: moments that follow one another closely share one. Within a column the earlier stands above. */
export function narrowed(chart: Chart, most: number): Chart {
  if (chart.moments.length <= most) return chart
  // The start keeps a column of its own; the others are shared out evenly by their steps.
  const later = chart.boxes.filter(box => box.column > 0).sort((a, b) => a.from - b.from)
  const ends = Array.from(
    { length: most - 1 },
    (_, i) => later[Math.ceil(((i + 1) * later.length) / (most - 1)) - 1]?.from ?? 0,
  )
  const edges = [...new Set([chart.moments[0] ?? 0, ...ends])]
  const columnOf = (from: number) => edges.findIndex(edge => from <= edge)
  const groups = edges.map((_, column) => chart.moments.filter(moment => columnOf(moment) === column))
  return relaid(
    [...chart.boxes].sort((a, b) => a.from - b.from).map(box => ({ ...box, column: columnOf(box.from) })),
    chart.lanes.map(lane => lane.name),
    edges,
    groups.map(([first = 0, ...more]) => {
      const last = more.at(-1)
      return last === undefined ? momentWords(first) : `${momentWords(first)}—${momentWords(last)}`
    }),
  )
}

/** Parts of a chart that are each read at arm's length: so many columns and, lane by lane, so many rows. */
export function sheetsOf(chart: Chart, most: { columns: number; rows: number }): Chart[] {
  const sheets: Chart[] = []
  for (let start = 0; start < chart.moments.length; start += most.columns) {
    const inTime = chart.boxes.filter(box => box.column >= start && box.column < start + most.columns)
    const heads = chart.heads.slice(start, start + most.columns)
    const moments = chart.moments.slice(start, start + most.columns)
    let names: string[] = []
    let rows = 0
    const flush = () => {
      const kept = inTime.filter(box => names.includes(chart.lanes[box.lane]?.name ?? ''))
      if (kept.length > 0)
        sheets.push(
          relaid(
            kept.map(box => ({
              ...box,
              column: box.column - start,
              lane: names.indexOf(chart.lanes[box.lane]?.name ?? ''),
            })),
            names,
            moments,
            heads,
          ),
        )
      names = []
      rows = 0
    }
    for (const [lane, { name }] of chart.lanes.entries()) {
      const boxes = inTime.filter(box => box.lane === lane)
      const tall = Math.max(0, ...moments.map((_, column) => boxes.filter(box => box.column - start === column).length))
      if (tall === 0) continue
      if (rows > 0 && rows + tall > most.rows) flush()
      names.push(name)
      rows += tall
    }
    flush()
  }
  return sheets
}

function relaid(boxes: Omit<ChartBox, 'row'>[], names: string[], moments: number[], heads: string[]): Chart {
  const filled = new Map<string, number>()
  const placed = boxes.map(box => {
    const cell = `${box.lane} ${box.column}`
    const row = filled.get(cell) ?? 0
    filled.set(cell, row + 1)
    return { ...box, row }
  })
  const lanes = names.map((name, lane) => ({
    name,
    rows: Math.max(1, ...placed.filter(box => box.lane === lane).map(box => box.row + 1)),
  }))
  return { lanes, moments, heads, boxes: placed }
}

/** T+90 as people say it. */
export const momentWords = (minutes: number) => (minutes === 0 ? '启动' : spanWords(minutes))
