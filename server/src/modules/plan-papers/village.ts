import type { PlanEvacuation } from '@anlan/contract/plan.ts'
import { maskedPhone } from '../../kernel/access/masking.ts'
import { layoutOf } from './chart.ts'
import { onOnePage } from './chart-svg.ts'
import { picturesOf } from './picture.ts'
import type { Printed } from './reading.ts'
import { brief, commandPart, contactsWithin, levelsPart, stepsPart } from './short.ts'
import { grid, gridHeight, heading, headingHeight, pageHeight, picture, portraitWidth, text, title } from './word.ts'

/** Plans of villages, of risk points: one sheet, both sides. */
export const isSheet = ({ plan }: Pick<Printed, 'plan'>) => plan.kind === 'village' || plan.kind === 'point'

const titleHeight = 14
const headers = ['转移单元', '疏散责任人', '预警方式', '撤离路线和安置点', '需帮扶人员和帮扶人']
const shares = [1.6, 1.5, 1.2, 2.4, 3.3]
const least = 45

/** In front who does what and whom to call; behind whom to bring where, with the chart in what is left. */
export async function sheetSides(printed: Printed) {
  const { plan, content } = printed
  const parts = [commandPart(printed), levelsPart(printed), stepsPart(printed)]
  const left = pageHeight * 0.94 - titleHeight - parts.reduce((sum, part) => sum + part.height, 0)
  const front = [...parts, contactsWithin(printed, left)].flatMap(part => part.blocks)
  const rows = sheetRows(printed)
  const used = headingHeight() + sheetHeight(rows)
  const chart = layoutOf(content, printed.words)
  const room = {
    width: portraitWidth,
    height: ((pageHeight * 0.9 - titleHeight - used - headingHeight()) / 25.4) * 1440,
  }
  const pictures =
    chart.boxes.length > 0 ? await picturesOf([onOnePage(chart, plan.title, room.width / room.height)]) : []
  return [
    { blocks: [title(plan.title, 18), ...front] },
    {
      blocks: [
        title('转移避险', 18),
        ...(rows.length > 0
          ? [heading('转移单元'), grid(headers, rows, shares, portraitWidth, 9)]
          : [text('没有转移单元。')]),
        ...pictures.flatMap(one => [heading('处置流程图'), picture(one, room, `${plan.title}处置流程图`)]),
      ],
    },
  ]
}

/** Names as long as the page holds them; otherwise how many, as each helper has a list of his own. */
export function sheetRows(printed: Printed): string[][] {
  const room = pageHeight * 0.94 - titleHeight - 2 * headingHeight() - least
  const ways = [Number.POSITIVE_INFINITY, 12, 6, 3, 0].map(most =>
    printed.content.evacuation.map(one => line(printed, one, most)),
  )
  return ways.find(rows => sheetHeight(rows) <= room) ?? ways.at(-1) ?? []
}

/** How high the table of evacuation units will stand, in millimetres. */
export const sheetHeight = (rows: string[][]) => gridHeight([headers, ...rows], shares, portraitWidth, 9)

function line({ words, shelters, personal }: Printed, one: PlanEvacuation, most: number): string[] {
  const people = one.vulnerable
    .slice(0, personal ? most : 0)
    .map(
      each => `${each.name}：${each.helper || '未定'} ${each.helperPhone}${each.backup ? `，替补 ${each.backup}` : ''}`,
    )
  const more = one.vulnerable.length - people.length
  return [
    `${brief(one.name, 20)}\n${one.households ?? '—'} 户 ${one.people ?? '—'} 人`,
    `${one.responsibleName || (one.responsible ? words(one.responsible) : '未定')}\n${personal ? one.responsiblePhone : (maskedPhone(one.responsiblePhone) ?? '')}`,
    one.warningWay,
    [
      ...one.routes,
      [one.assembly && `集合点：${one.assembly}`, placeOf(shelters, one)].filter(Boolean).join('；'),
    ].join('\n'),
    [...people, ...(more > 0 ? [`${people.length > 0 ? '另有' : '共'} ${more} 人，见帮扶人清单`] : [])].join('\n'),
  ]
}

const placeOf = (shelters: Printed['shelters'], one: PlanEvacuation) => {
  const place = (one.shelterId && shelters.get(one.shelterId)) || one.shelterSaid
  return place ? `安置点：${place}` : ''
}
