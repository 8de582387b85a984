import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { dayKinds, type RoomView } from '@anlan/contract/roster.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { recordFact } from '../../../../kernel/work/work.ts'
import { type WrittenCell, xlsxFile } from '../../../register/sheets/api.ts'
import { shiftsToFill } from '../drafts/inputs.ts'
import { loadRoster } from '../drafts/present.ts'
import { readRoom } from '../rooms/rooms.ts'
import type { RosterDay, ShiftSlot } from '../rules/problem.ts'
import { hourMinute, monthDay } from '../rules/words.ts'

export interface NamedFile {
  name: string
  content: Buffer
}

/** A roster as the county lays it out: day, weekday, kind of day, shift, then each post with its telephone. */
export async function exportRoster(work: Work, id: string): Promise<NamedFile> {
  const { row, room, cells } = await loadRoster(work, id)
  const people = await work.tx
    .selectFrom('person')
    .select(['id', 'name', 'mobile'])
    .where('id', 'in', [
      ...new Set(['00000000-0000-0000-0000-000000000000', ...cells.flatMap(one => one.person_id ?? [])]),
    ])
    .execute()
  const held = new Map(people.map(one => [one.id, one]))
  const standing = (slot: string, post: DutyPost) =>
    cells
      .filter(one => one.slot_key === slot && one.post === post && one.person_id !== null)
      .sort((a, b) => a.place - b.place)
      .map(one => ({ person: held.get(one.person_id ?? ''), onSite: one.on_site }))
  recordFact(work, 'duty.roster-exported', id, { room: room.id, from: row.from_day, to: row.to_day })
  return sheetFile(room, { days: row.days, slots: row.slots, from: row.from_day, to: row.to_day }, (slot, post) => ({
    names: standing(slot, post).map(({ person, onSite }) => `${person?.name ?? ''}${onSite ? '' : '（听班）'}`),
    phones: standing(slot, post).map(({ person }) => person?.mobile ?? ''),
  }))
}

/** The same table with nobody in it: to be filled in and imported. */
export async function blankRoster(work: Work, asked: { room: string; from: string; to: string }): Promise<NamedFile> {
  const room = await readRoom(work, asked.room)
  const { days, slots } = await shiftsToFill(work, room, asked.from, asked.to)
  return sheetFile(room, { days, slots, from: asked.from, to: asked.to }, () => ({ names: [], phones: [] }))
}

interface Span {
  days: RosterDay[]
  slots: ShiftSlot[]
  from: string
  to: string
}

export async function sheetFile(
  room: Pick<RoomView, 'name' | 'unitName' | 'phone' | 'fax'>,
  { days, slots, from, to }: Span,
  standing: (slotKey: string, post: DutyPost) => { names: string[]; phones: string[] },
): Promise<NamedFile> {
  const posts = (Object.keys(dutyPosts) as DutyPost[]).filter(post => slots.some(slot => slot.needs[post]))
  const title = `${room.name}值班表（${spanName(from, to)}）`
  const numbers = [room.phone && `值班电话：${room.phone}`, room.fax && `传真：${room.fax}`].filter(Boolean).join('　')
  const rows = slots.map((slot): WrittenCell[] => {
    const day = days.find(one => one.day === slot.day)
    return [
      { day: slot.day },
      `周${'日一二三四五六'[new Date(`${slot.day}T00:00:00Z`).getUTCDay()]}`,
      day?.name ?? (day ? dayKinds[day.kind].replace(/（.*）/, '') : ''),
      slot.name,
      `${hourMinute(slot.startsAt)}—${slot.endsAt - slot.startsAt > 0 && hourMinute(slot.endsAt) <= hourMinute(slot.startsAt) ? '次日' : ''}${hourMinute(slot.endsAt)}`,
      ...posts.flatMap(post => {
        const { names, phones } = standing(slot.key, post)
        return [names.join('、'), phones.filter(Boolean).join('、')]
      }),
    ]
  })
  const sheet = {
    name: '值班表',
    titles: [title, [room.unitName, numbers].filter(Boolean).join('　')],
    footer: '制表：　　　　　　　　审核：　　　　　　　　',
    columns: [
      { label: '日期', width: 12 },
      { label: '星期', width: 6 },
      { label: '日期类型', width: 10 },
      { label: '班次', width: 8 },
      { label: '时间', width: 16 },
      ...posts.flatMap(post => [
        { label: dutyPosts[post], width: 12 },
        { label: `${dutyPosts[post]}电话`, width: 14 },
      ]),
    ],
  }
  const chunks: Buffer[] = []
  for await (const chunk of xlsxFile(sheet, once(rows))) chunks.push(chunk)
  return { name: `${title}.xlsx`, content: Buffer.concat(chunks) }
}

async function* once(rows: WrittenCell[][]) {
  yield rows
}

/** 2026年12月, or 2026年12月1日至14日. */
function spanName(from: string, to: string): string {
  const year = `${from.slice(0, 4)}年`
  const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const isMonth = from.endsWith('-01') && next.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7)
  return isMonth
    ? `${year}${Number(from.slice(5, 7))}月`
    : `${year}${monthDay(from)}至${to.slice(0, 4) === from.slice(0, 4) ? '' : `${to.slice(0, 4)}年`}${monthDay(to)}`
}
