import type { Paragraph, Table } from 'docx'
import { type HelperList, helperLists } from './helper-lists.ts'
import type { Printed } from './reading.ts'
import { blank, grid, heading, point, portraitWidth, text, title, wordFile } from './word.ts'

/** 帮扶人清单 (W136): a page for each helper, to be handed over and kept at the door. */
export const helpersFile = (printed: Printed, day: string): Promise<Buffer> =>
  wordFile(
    `${printed.plan.title}帮扶人清单`,
    helperLists(printed.content).map(list => ({ blocks: helperPage(printed, list, day) })),
  )

function helperPage(printed: Printed, list: HelperList, day: string): (Paragraph | Table)[] {
  const units = [...new Set(list.people.map(one => one.unit))]
  return [
    title(list.name === '' ? '尚无帮扶人的人员' : `帮扶人：${list.name}`, 20),
    text(
      list.name === ''
        ? `${printed.plan.title}。下列人员还没有帮扶人，请尽快确定。`
        : `${printed.plan.title}。接到转移通知，按本页逐户上门，护送到安置点，清点后报告疏散责任人。电话：${list.phone || '未登记'}。`,
      12,
    ),
    heading(`需帮扶人员（${list.people.length} 人）`),
    grid(
      ['姓名', '情况', '所在转移单元', '替补责任人', '已到（打钩）'],
      list.people.map(one => [one.name, one.need, one.unit.name, one.backup || '未定', '']),
      [1.3, 2, 2.4, 1.6, 1.2],
      portraitWidth,
      12,
    ),
    ...units.flatMap(unit => unitPart(printed, unit)),
    blank(1),
    text(`清单为 ${day} 打印，人员有变化的以村（社区）最新清单为准。含个人信息，请妥善保管。`, 10),
  ]
}

function unitPart({ words, shelters }: Printed, unit: HelperList['people'][number]['unit']): (Paragraph | Table)[] {
  const lead = unit.responsibleName || (unit.responsible ? words(unit.responsible) : '')
  const shelter = (unit.shelterId && shelters.get(unit.shelterId)) || unit.shelterSaid
  return [
    heading(unit.name),
    ...(unit.routes.length > 0 ? unit.routes : ['未定']).map(route => point(`撤离路线：${route}`, 12)),
    point(`集合点：${unit.assembly || '未定'}　　安置点：${shelter || '未定'}`, 12),
    point(`疏散责任人：${lead || '未定'}　${unit.responsiblePhone}`, 12),
    point(`预警方式：${unit.warningWay || '未定'}`, 12),
  ]
}
