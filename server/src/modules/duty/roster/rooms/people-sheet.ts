import { PhoneNumber } from '@anlan/contract/codec.ts'
import type { DutyPost } from '@anlan/contract/duty.ts'
import type { ListedPerson, RoomPeopleSheet } from '@anlan/contract/duty-room.ts'
import { isUnitInReach, unitsInReach } from '../../../../kernel/access/reach.ts'
import { reachOf } from '../../../../kernel/http/app.ts'
import { settingOf } from '../../../../kernel/setting-rows.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { type RawBook, type RawRow, type RawSheet, textOf } from '../../../register/sheets/api.ts'
import { nightsUntilAge } from '../../shifts/settings.ts'
import { columnOf, isDenied, isFooter, isTicked, numbersIn, type PeopleColumn, postsOf } from './people-words.ts'
import { proposeRoom } from './standard-room.ts'

const mostRows = 200
const phone = PhoneNumber('电话')

/** The people of a list as they would come into a room of the unit, each with what is wrong with the row. Nothing is written. */
export async function readPeopleSheet(work: Work, unitId: string, book: RawBook): Promise<RoomPeopleSheet> {
  const standing = await proposeRoom(work, unitId)
  const staff = (Object.keys(standing.always) as DutyPost[]).filter(post => post !== 'shiftLeader')
  const nightsUntil = await settingOf(work, nightsUntilAge)
  const remarks: string[] = []
  const rows: ListedPerson[] = []
  for (const sheet of book.sheets.filter(one => !one.hidden)) {
    const head = headerOf(sheet)
    if (!head) {
      if (sheet.rows.length > 0) remarks.push(`工作表“${sheet.name}”没有找到表头（应有“姓名”），已跳过`)
      continue
    }
    const hasPosts = head.blocks.some(block => block.has('dutyPost') || block.has('title'))
    if (!hasPosts) remarks.push(`工作表“${sheet.name}”没有岗位或职务，先都列为值班员，请在下面指定带班领导`)
    for (const block of head.blocks)
      for (const row of sheet.rows.filter(one => one.row > head.row)) {
        const person = personIn(row, block, staff, nightsUntil)
        if (person) rows.push(person)
      }
  }
  const merged = mergeTwice(rows)
  if (merged.length > mostRows) remarks.push(`名单超过 ${mostRows} 人，只读取前 ${mostRows} 人`)
  if (merged.length === 0 && remarks.length === 0) remarks.push('表中没有人员')
  return {
    remarks,
    rows: await matched(
      work,
      unitId,
      merged.slice(0, mostRows).sort((a, b) => a.row - b.row),
    ),
  }
}

/** The row with the most known columns; a list set in two halves side by side (姓名 电话 姓名 电话) is two blocks. */
function headerOf(sheet: RawSheet): { row: number; blocks: Map<PeopleColumn, number>[] } | null {
  let best: { row: number; blocks: Map<PeopleColumn, number>[]; found: number } | null = null
  for (const row of sheet.rows.slice(0, 30)) {
    const blocks: Map<PeopleColumn, number>[] = []
    let found = 0
    for (const [i, cell] of row.cells.entries()) {
      const column = columnOf(textOf(cell))
      if (!column) continue
      const last = blocks.at(-1)
      if (!last || last.has(column)) {
        if (last && column !== 'name') continue
        blocks.push(new Map([[column, i]]))
      } else last.set(column, i)
      found++
    }
    const named = blocks.filter(block => block.has('name'))
    if (named.length > 0 && found > (best?.found ?? 0)) best = { row: row.row, blocks: named, found }
  }
  return best
}

function personIn(
  row: RawRow,
  block: Map<PeopleColumn, number>,
  staff: DutyPost[],
  nightsUntil: number,
): ListedPerson | null {
  const cell = (column: PeopleColumn) => {
    const at = block.get(column)
    return at === undefined ? '' : textOf(row.cells[at]).normalize('NFKC').trim()
  }
  const name = cell('name').replace(/\s/g, '')
  if (name === '' || isFooter(name) || columnOf(name) === 'name') return null
  const errors: string[] = []
  const remarks: string[] = []
  if (!/^[\p{Script=Han}·]{2,15}$/u.test(name)) errors.push(`“${name.slice(0, 20)}”不像姓名`)
  const [number = null, second] = numbersIn(cell('mobile'))
  if (number !== null && !phone.safeParse(number).success)
    errors.push(`电话“${number.slice(0, 20)}”应为 11 位手机号或带区号的座机`)
  if (second) remarks.push(`有两个号码，取 ${number}`)
  const stated = cell('dutyPost') || cell('title')
  const { posts, isGuard, byTitle } = postsOf(stated, staff)
  if (byTitle && posts[0] === 'shiftLeader') remarks.push(`按职务“${stated.slice(0, 20)}”列为带班领导`)
  const note = cell('note')
  const old = Number(cell('age')) > nightsUntil
  const nightExempt = isTicked(cell('nightExempt')) || /免夜|不值夜|孕|哺乳/.test(note) || old
  if (nightExempt) remarks.push(old ? `超过 ${nightsUntil} 岁，免夜班` : '免夜班')
  if (isGuard) remarks.push('保安人员，不参加排班')
  return {
    row: row.row,
    name,
    mobile: number,
    personId: null,
    posts,
    trained: !isDenied(cell('trained')),
    isGuard,
    nightExempt,
    isNew: isTicked(cell('isNew')) || /新进|新入职|试用/.test(note),
    remark: remarks.join('；'),
    errors,
  }
}

/** Lists by post name some people twice; they are one person with both posts. */
function mergeTwice(rows: ListedPerson[]): ListedPerson[] {
  const kept: ListedPerson[] = []
  for (const row of rows) {
    const same = kept.find(one => one.name === row.name && (!one.mobile || !row.mobile || one.mobile === row.mobile))
    if (!same) kept.push(row)
    else {
      same.posts = [...new Set([...same.posts, ...row.posts])]
      same.mobile ??= row.mobile
      same.errors = [...new Set([...same.errors, ...row.errors])]
      same.remark = [same.remark, `与第 ${row.row} 行是同一人，已合并`].filter(Boolean).join('；')
    }
  }
  return kept
}

/** Who of them is known: by name and number in the unit, or anywhere in reach by both; a name alone only where it is the only one. */
async function matched(work: Work, unitId: string, rows: ListedPerson[]): Promise<ListedPerson[]> {
  if (rows.length === 0) return rows
  const known = await work.tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.mobile', 'p.unit_id', 'u.name as unit_name'])
    .where('p.enabled', '=', true)
    .where('p.unit_id', 'in', unitsInReach(work))
    .where(eb =>
      eb.or([
        eb('p.name', 'in', [...new Set(rows.map(row => row.name))]),
        eb('p.mobile', 'in', [...new Set(rows.map(row => row.mobile ?? ''))]),
      ]),
    )
    .execute()
  const mayAdd = await isUnitInReach({ ...work, reach: reachOf(work.actor, 'directory.edit') }, unitId)
  return rows.map(row => {
    const errors = [...row.errors]
    const here = known.filter(one => one.name === row.name && one.unit_id === unitId)
    const ofNumber = row.mobile ? known.filter(one => one.mobile === row.mobile) : []
    const exact =
      ofNumber.find(one => one.name === row.name && one.unit_id === unitId) ??
      ofNumber.find(one => one.name === row.name)
    if (exact) {
      const elsewhere = exact.unit_id === unitId ? '' : `名录中属${exact.unit_name}`
      return { ...row, personId: exact.id, remark: [row.remark, elsewhere].filter(Boolean).join('；'), errors }
    }
    const holder = ofNumber[0]
    if (holder) errors.push(`电话 ${row.mobile} 在名录中是“${holder.name}”（${holder.unit_name}）的`)
    else if (!row.mobile && here.length > 1) errors.push(`本单位有 ${here.length} 个“${row.name}”，请填写电话`)
    else if (!row.mobile && here[0]) return { ...row, personId: here[0].id, mobile: here[0].mobile, errors }
    else if (here.length === 1 && here[0] && here[0].mobile === null)
      return {
        ...row,
        personId: here[0].id,
        remark: [row.remark, '名录中没有手机号，请在通讯录补上'].filter(Boolean).join('；'),
        errors,
      }
    else if (here.length > 0)
      errors.push(
        `名录中“${row.name}”的电话是 ${here.map(one => one.mobile ?? '空').join('、')}，与表中不同，请先在通讯录核对`,
      )
    else if (!row.mobile) errors.push('没有填写电话，名录中也没有这个人')
    else if (!mayAdd) errors.push('不在本单位人员名录，您没有增加人员的权限，请先在通讯录登记')
    return { ...row, errors }
  })
}
