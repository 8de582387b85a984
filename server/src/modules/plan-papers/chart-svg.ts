import type { PlanContent } from '@anlan/contract/plan.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { type Chart, type ChartBox, layoutOf, sheetsOf } from './chart.ts'

const size = { lane: 96, column: 178, box: 150, height: 58, gap: 12, head: 34, margin: 8, between: 24 }

/** An SVG of its own, and how large it is in its own units. */
export interface Drawing {
  svg: string
  width: number
  height: number
}

/** The whole chart as on the screen; null where there is nothing to draw. */
export function chartSvg(content: PlanContent, title: string, wordsOf: (bearer: string) => string): string | null {
  const chart = layoutOf(content, wordsOf)
  return chart.boxes.length === 0 ? null : beside([chart], title).svg
}

/** Charts side by side in one picture. */
export function beside(charts: Chart[], title: string): Drawing {
  let width = 0
  let height = 0
  const parts = charts.map(chart => {
    const part = drawn(chart)
    const placed = width === 0 ? part.shapes : `<g transform="translate(${width + size.between} 0)">${part.shapes}</g>`
    width += part.width + (width === 0 ? 0 : size.between)
    height = Math.max(height, part.height)
    return placed
  })
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'Noto Sans SC','Microsoft YaHei','Noto Serif SC',sans-serif" font-size="13" role="img" aria-label="${escaped(`${title}处置流程图`)}">${parts.join('')}</svg>`,
    width,
    height,
  }
}

/** One picture of it all, broken into as many parts side by side as make it largest on paper of such a shape (width by height). */
export function onOnePage(chart: Chart, title: string, shape: number): Drawing {
  const rows = chart.lanes.reduce((sum, lane) => sum + lane.rows, 0)
  const ways = [1, 2, 3, 4, 5].map(parts =>
    beside(sheetsOf(chart, { columns: chart.moments.length, rows: Math.ceil(rows / parts) }), title),
  )
  const across = ({ width, height }: Drawing) => Math.max(width, height * shape)
  return ways.reduce((best, way) => (across(way) < across(best) ? way : best))
}

/** The chart on as many pages as it takes to be read: each so wide and so many rows tall at most. */
export function onPages(
  chart: Chart,
  title: string,
  most: { columns: number; rows: number; width: number },
): Drawing[] {
  const pages: Chart[][] = []
  for (const sheet of sheetsOf(chart, most)) {
    const last = pages.at(-1)
    const sameTime = last?.[0]?.moments[0] === sheet.moments[0]
    const wide = [...(last ?? []), sheet].reduce((sum, one) => sum + widthOf(one) + size.between, 0)
    if (last && sameTime && wide <= most.width) last.push(sheet)
    else pages.push([sheet])
  }
  return pages.map(page => beside(page, title))
}

const widthOf = (chart: Chart) => size.lane + chart.moments.length * size.column + size.margin

function drawn(chart: Chart): { shapes: string; width: number; height: number } {
  const tops: number[] = []
  let y = size.head
  for (const lane of chart.lanes) {
    tops.push(y)
    y += lane.rows * (size.height + size.gap) + size.gap
  }
  const width = widthOf(chart)
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
  const heads = chart.heads.map(
    (head, i) =>
      `<text x="${size.lane + i * size.column + size.column / 2}" y="22" text-anchor="middle" fill="#44546a">${head}</text>`,
  )
  const byKey = new Map(chart.boxes.map(box => [box.key, box]))
  const arrows = chart.boxes.flatMap(box => {
    const before = box.after === null ? undefined : byKey.get(box.after)
    const b = at(box)
    if (box.after === null) return []
    // What it waits for stands on another sheet.
    if (!before) {
      const y = b.y + size.height / 2
      return [
        `<path class="arrow" d="M${b.x - 14} ${y} H${b.x}" stroke="#5b6b82" stroke-width="1.4"/>${tipRight(b.x, y)}`,
      ]
    }
    const a = at(before)
    // One above the other in its own lane; from another lane along the gutter, so that no box is crossed.
    const isBelow = before.column === box.column && before.lane === box.lane && box.row === before.row + 1
    const [path, tip] = isBelow
      ? [`M${a.x + size.box / 2} ${a.y + size.height} V${b.y}`, tipDown(b.x + size.box / 2, b.y)]
      : before.column === box.column
        ? [
            `M${a.x} ${a.y + size.height / 2} H${b.x - 10} V${b.y + size.height / 2} H${b.x}`,
            tipRight(b.x, b.y + size.height / 2),
          ]
        : [
            `M${a.x + size.box} ${a.y + size.height / 2} H${b.x - 12} V${b.y + size.height / 2} H${b.x}`,
            tipRight(b.x, b.y + size.height / 2),
          ]
    return [`<path class="arrow" d="${path}" fill="none" stroke="#5b6b82" stroke-width="1.4"/>${tip}`]
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
  return { shapes: [...lanes, ...heads, ...arrows, ...boxes].join(''), width, height }
}

// Heads of arrows are drawn by hand: Word leaves out markers.
const tipRight = (x: number, y: number) => `<path d="M${x} ${y} l-7 -4 v8 z" fill="#5b6b82"/>`
const tipDown = (x: number, y: number) => `<path d="M${x} ${y} l-4 -7 h8 z" fill="#5b6b82"/>`

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
