import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import type { RosterSheetView } from '@anlan/contract/roster-sheet.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { shanghaiDay } from '../../../calendar/api.ts'
import { columnLetter, dayIn, type RawBook, type RawRow, type RawSheet, textOf } from '../../../register/sheets/api.ts'
import { shiftsToFill } from '../drafts/inputs.ts'
import { readRoom } from '../rooms/rooms.ts'
import type { ShiftSlot } from '../rules/problem.ts'
import { hourMinute, monthDay } from '../rules/words.ts'
import { columnOf, namesIn, type RosterColumn, shortDayIn, weekdayIn, weekdayOf } from './sheet-words.ts'

type Errors = RosterSheetView['errors']
interface Reading {
  room: RoomView
  slots: ShiftSlot[]
  from: string
  to: string
  counts1904: boolean
  today: string
  cells: RosterSheetView['cells']
  errors: Errors
  remarks: string[]
  /** Slots taken by rows so far, for tables without a column of shifts. */
  used: Set<string>
}

/** Reads a roster that was kept as a sheet. What cannot be taken over is named with row and column; nothing is written. */
export async function readRosterSheet(
  work: Work,
  asked: { room: string; from: string; to: string },
  book: RawBook,
): Promise<RosterSheetView> {
  const room = await readRoom(work, asked.room)
  const { slots } = await shiftsToFill(work, room, asked.from, asked.to)
  const reading: Reading = {
    ...{ room, slots, from: asked.from, to: asked.to, counts1904: book.counts1904, today: shanghaiDay(work.now) },
    ...{ cells: [], errors: [], remarks: [], used: new Set() },
  }
  for (const sheet of book.sheets.filter(one => !one.hidden)) readSheet(reading, sheet)
  const places = slots.reduce(
    (sum, slot) => sum + Object.values(slot.needs).reduce((all, one) => all + (one ?? 0), 0),
    0,
  )
  return { cells: reading.cells, places, errors: reading.errors.slice(0, 200), remarks: reading.remarks }
}

type Columns = { at: number; column: RosterColumn }[]

function headOf(sheet: RawSheet): { row: number; columns: Columns } | null {
  for (const row of sheet.rows.slice(0, 30)) {
    const columns: Columns = []
    let left: DutyPost | null = null
    for (const [at, cell] of row.cells.entries()) {
      const column = columnOf(textOf(cell), left)
      if (!column) continue
      if (column.kind === 'post') left = column.post
      columns.push({ at, column })
    }
    if (columns.some(one => one.column.kind === 'day') && columns.some(one => one.column.kind === 'post'))
      return { row: row.row, columns }
  }
  return null
}

function readSheet(reading: Reading, sheet: RawSheet) {
  const head = headOf(sheet)
  if (!head) {
    if (sheet.rows.length > 0)
      reading.remarks.push(`工作表“${sheet.name}”没有找到表头（应有“日期”和“带班领导”“主班”等岗位），已跳过`)
    return
  }
  let before: RawRow['cells'][number] = null
  for (const row of sheet.rows.filter(one => one.row > head.row)) {
    const cellOf = (kind: RosterColumn['kind']) =>
      row.cells[head.columns.find(one => one.column.kind === kind)?.at ?? -1]
    const written = head.columns.filter(one => one.column.kind === 'post' && textOf(row.cells[one.at]) !== '')
    const own = cellOf('day')
    if (textOf(own) !== '') before = own ?? null
    if (written.length === 0 || before === null) continue
    const fail = (message: string, at: number | null = null) =>
      void reading.errors.push({
        sheet: sheet.name,
        row: row.row,
        column: at === null ? null : columnLetter(at),
        message,
      })
    const day = dayOf(reading, before)
    if ('problem' in day) {
      // A line of notes or signatures below the table is no day.
      if (!/制表|审核|备注|说明|^注/.test(textOf(before))) fail(day.problem)
      continue
    }
    const said = weekdayIn(textOf(cellOf('weekday')))
    if (said && said !== weekdayOf(day.day))
      fail(`${monthDay(day.day)}是周${weekdayOf(day.day)}，表中写周${said}，请核对日期`)
    const slot = slotOf(reading, day.day, [textOf(cellOf('shift')), textOf(cellOf('time'))])
    if (typeof slot === 'string') fail(slot)
    else takeRow(reading, row, head.columns, slot, fail)
  }
}

function dayOf({ from, to, counts1904, today }: Reading, cell: NonNullable<RawRow['cells'][number]>) {
  const text = textOf(cell)
  const isShort = cell.kind === 'text' || (cell.kind === 'number' && cell.number <= 31)
  const short = isShort ? shortDayIn(text, from, to) : null
  const read = short
    ? { day: short }
    : dayIn(
        cell.kind === 'text' ? { ...cell, text: text.replace(/[（(]?(周|星期).[)）]?$/, '') } : cell,
        counts1904,
        today,
      )
  if ('day' in read && (read.day < from || read.day > to)) return { problem: `${read.day} 不在 ${from} 至 ${to} 之内` }
  return read
}

/** The shift of the day that a row speaks of, by its name or the time it begins; or what is wrong. */
function slotOf(reading: Reading, day: string, said: string[]): ShiftSlot | string {
  const here = reading.slots.filter(slot => slot.day === day)
  if (here.length === 0) return `${monthDay(day)}没有班次，请检查值班室的班次设置`
  const [name = '', time = ''] = said.map(one => one.normalize('NFKC').replace(/\s/g, ''))
  const both = `${name}${time}`
  const starts = /(\d{1,2})[:：时](\d{2})?/.exec(both)
  const found =
    here.find(slot => name !== '' && (name === slot.name || name.includes(slot.name))) ??
    here.find(slot => starts && hourMinute(slot.startsAt) === `${starts[1]?.padStart(2, '0')}:${starts[2] ?? '00'}`) ??
    (both === '' || here.length === 1 ? here.find(slot => !reading.used.has(slot.key)) : undefined)
  if (!found)
    return both === ''
      ? `${monthDay(day)}只有 ${here.length} 个班次，这一行多出`
      : `${monthDay(day)}没有“${name || time}”这个班次，当天的班次有：${here.map(slot => slot.name).join('、')}`
  if (reading.used.has(found.key)) return `${monthDay(day)}${found.name}在表中出现了两次`
  reading.used.add(found.key)
  return found
}

function takeRow(
  { room, cells }: Reading,
  row: RawRow,
  columns: Columns,
  slot: ShiftSlot,
  fail: (message: string, at: number) => void,
) {
  const taken: Partial<Record<DutyPost, number>> = {}
  for (const { at, column } of columns) {
    if (column.kind !== 'post') continue
    const { post } = column
    const phones = columns
      .filter(one => one.column.kind === 'phone' && one.column.post === post)
      .map(one => textOf(row.cells[one.at]))
      .join(' ')
    for (const { name, onSite } of namesIn(textOf(row.cells[at]), one => room.pool.some(p => p.personName === one))) {
      const place = taken[post] ?? 0
      if (place >= (slot.needs[post] ?? 0)) {
        fail(
          slot.needs[post]
            ? `${slot.name}的${dutyPosts[post]}只要 ${slot.needs[post]} 人，“${name}”多出`
            : `${slot.name}没有${dutyPosts[post]}这个岗位`,
          at,
        )
        continue
      }
      taken[post] = place + 1
      const person = personNamed(room, name, `${phones} ${textOf(row.cells[at])}`, post)
      if (typeof person === 'string') fail(person, at)
      else cells.push({ slotKey: slot.key, post, place, personId: person.personId, onSite })
    }
  }
}

/** Somebody of the pool, told from namesakes by the number beside; or what is wrong. */
function personNamed(room: RoomView, name: string, phones: string, post: DutyPost) {
  const same = room.pool.filter(one => one.personName === name)
  const digits = phones.replace(/[^\d]/g, ' ')
  const [only] = same.length > 1 ? same.filter(one => one.mobile && digits.includes(one.mobile)) : same
  if (same.length === 0) return `“${name}”不在本室值班人员库`
  if (!only) return `值班人员库中有 ${same.length} 个“${name}”，请在电话栏写明手机号`
  if (only.isGuard) return `“${name}”是保安人员，不得替岗`
  if (!only.trained) return `“${name}”未培训合格，不能值班`
  if (!only.posts.includes(post)) return `“${name}”不能任${dutyPosts[post]}`
  return only
}
