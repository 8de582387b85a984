import type { HeadquartersMember, ResponseView } from '@anlan/contract/response-view.ts'

interface Box {
  x: number
  y: number
  width: number
  title: string
  lines: { text: string; isVacant: boolean }[]
}
const columns = 4
const gap = 16
const boxWidth = 226
const lineHeight = 18
const groupLine = 16
const commandLine = 23
const width = columns * boxWidth + (columns - 1) * gap

const heightOf = (box: Pick<Box, 'lines'>) => 30 + box.lines.length * lineHeight

/** A line broken where the box ends; Chinese characters are all of one width. */
function wrapped(text: string, isVacant: boolean, perLine = groupLine): Box['lines'] {
  const parts: Box['lines'] = []
  for (let at = 0; at < text.length; at += perLine) parts.push({ text: text.slice(at, at + perLine), isVacant })
  return parts
}
const memberWords = (one: HeadquartersMember) =>
  [one.role === 'lead' ? '牵头' : '', one.unitName || '未明确', one.personName ?? (one.defect ? '空缺' : '')]
    .filter(Boolean)
    .join(' ')

const isEmpty = (one: HeadquartersMember) => one.defect !== null && one.personName === null

const roles = { chief: '总指挥', deputy: '副总指挥', office: '指挥部办公室', seat: '成员单位' } as const

/** Command, commander on scene and groups, each with where it stands; groups that were dissolved are left out. */
function boxesOf(of: ResponseView): { top: Box[]; groups: Box[] } {
  const command = (Object.keys(roles) as (keyof typeof roles)[]).flatMap(role =>
    of.command
      .filter(one => one.role === role)
      .slice(0, role === 'seat' ? 12 : 20)
      .flatMap(one => wrapped(`${roles[role]} ${memberWords(one)}`, isEmpty(one), commandLine)),
  )
  const scene = of.commanders.flatMap(one =>
    wrapped(`${one.postName} ${one.personName ?? '空缺'} ${one.phone ?? ''}`.trim(), isEmpty(one), commandLine),
  )
  const top: Box[] = []
  let y = 0
  const middle = { x: (width - boxWidth * 1.4) / 2, width: boxWidth * 1.4 }
  if (command.length > 0) {
    top.push({ ...middle, y, title: of.headquartersName || '应急指挥部', lines: command })
    y += heightOf({ lines: command }) + gap * 2
  }
  top.push({ ...middle, y, title: '现场指挥官', lines: scene })
  y += heightOf({ lines: scene }) + gap * 2
  const groups: Box[] = []
  const standing = of.groups.filter(group => !group.stoodDownAt)
  for (let at = 0; at < standing.length; at += columns) {
    const row = standing.slice(at, at + columns).map((group, i) => ({
      x: i * (boxWidth + gap),
      y,
      width: boxWidth,
      title: group.name,
      lines: group.members.flatMap(one => wrapped(memberWords(one), isEmpty(one))),
    }))
    groups.push(...row)
    y += Math.max(...row.map(heightOf)) + gap
  }
  return { top, groups }
}

/** Where the box above in the same column ends. */
function endAbove(groups: Box[], box: Box): number | null {
  const above = groups.filter(one => one.x === box.x && one.y < box.y).at(-1)
  return above ? above.y + heightOf(above) : null
}

/** 编组图, drawn: prints on one page as it stands. */
export function StructureChart({ of }: { of: ResponseView }) {
  const { top, groups } = boxesOf(of)
  const last = [...top, ...groups]
  const height = Math.max(...last.map(box => box.y + heightOf(box)))
  const centre = width / 2
  const joint = groups[0] ? groups[0].y - gap : 0
  return (
    <svg className="structure-chart" viewBox={`-4 -4 ${width + 8} ${height + 8}`} role="img">
      <title>{`${of.subject}指挥机构图`}</title>
      {top.map((box, i) => {
        const next = top[i + 1]
        const from = box.y + heightOf(box)
        const to = next ? next.y : joint
        return to > from ? <line key={box.title} x1={centre} x2={centre} y1={from} y2={to} /> : null
      })}
      {groups.length > 1 && <line x1={boxWidth / 2} x2={width - boxWidth / 2} y1={joint} y2={joint} />}
      {groups.map(box => (
        <line
          key={box.title}
          x1={box.x + boxWidth / 2}
          x2={box.x + boxWidth / 2}
          y1={endAbove(groups, box) ?? joint}
          y2={box.y}
        />
      ))}
      {last.map(box => (
        <g key={`${box.title} ${box.y}`} transform={`translate(${box.x} ${box.y})`}>
          <rect width={box.width} height={heightOf(box)} rx={4} />
          <text className="box-title" x={box.width / 2} y={20} textAnchor="middle">
            {box.title}
          </text>
          {box.lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one box have no name of their own
            <text key={i} x={8} y={42 + i * lineHeight} className={line.isVacant ? 'vacant' : undefined}>
              {line.text}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}
