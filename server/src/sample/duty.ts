import { RosterRules } from '@anlan/contract/roster.ts'
import type { SampleRoom } from '@anlan/demo/county/duty-rooms.ts'
import { floodRoom, generateFloodShifts } from '@anlan/demo/county/flood-office.ts'
import type { County, Shift } from '@anlan/demo/county/shape.ts'
import { generateShifts } from '@anlan/demo/county/shifts.ts'
import { generateShiftsBelow, scenarioSpans } from '@anlan/demo/county/shifts-below.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { loadSampleLog } from '../modules/duty/log/sample-log.ts'
import { loadSampleDraft } from '../modules/duty/roster/drafts/sample-draft.ts'
import { writeParts } from '../modules/duty/roster/rooms/rooms.ts'
import { loadSampleHandovers } from '../modules/duty-handover/sample-handovers.ts'
import { insertAll, insertMany, sampleId } from './rows.ts'

const posts = { 带班领导: 'shiftLeader', 主班: 'primary', 副班: 'secondary' } as const

export async function loadShifts(work: Work, county: County) {
  const [first, last] = ['2026-01-01', '2027-03-31']
  const today = shanghaiDay(work.now)
  const villageSpans = [...scenarioSpans, [addDays(today, -31), addDays(today, 45)] as [string, string]]
  const shifts = [
    ...generateShifts(county, first, last),
    ...generateShiftsBelow(county, 'department', first, last, null),
    ...villageSpans.flatMap(([from, to]) => generateShiftsBelow(county, 'village', from, to, addDays(today, -2))),
  ]
  // Spans may overlap: the same shift has the same id, and is written once.
  await insertMany(
    work.tx,
    'duty_shift',
    [...new Map(shifts.map(shift => [keyOfShift(shift), shift])).values()].map(shiftRow),
  )
}

const shiftRow = (shift: Shift) => ({
  id: sampleId('shift', keyOfShift(shift)),
  unit_id: sampleId('unit', shift.unitKey),
  post: posts[shift.postName],
  person_id: sampleId('person', shift.personKey),
  starts_at: new Date(shift.startsAt),
  ends_at: new Date(shift.endsAt),
})

const keyOfShift = (shift: Shift) => `${shift.unitKey} ${shift.postName} ${shift.personKey} ${shift.startsAt}`

/** The flood room of the season that runs or ran last, with its shifts, and next month's roster of the county room as a draft. */
export async function loadSeason(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  const today = shanghaiDay(work.now)
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '05-01' ? 1 : 0)
  const room = floodRoom(county, year)
  await loadDutyRooms(work, [room], county)
  await insertAll(
    work.tx,
    'duty_shift',
    generateFloodShifts(county, year).map(shift => ({
      ...shiftRow(shift),
      room_id: sampleId('duty-room', room.unitKey),
    })),
  )
  await loadSampleDraft(work, sampleId('duty-room', 'duty-office'))
}

export async function loadDutyRooms(work: Work, rooms: SampleRoom[], county: County) {
  for (const room of rooms) {
    const id = sampleId('duty-room', room.unitKey)
    const needs = Object.fromEntries(room.posts.map(({ post }) => [post, 1]))
    const rules = RosterRules.parse({ nightsPerWeek: room.nightsPerWeek })
    await work.tx
      .insertInto('duty_room')
      .values({
        id,
        unit_id: sampleId('unit', room.unitKey),
        name: room.name,
        phone: county.units.find(unit => unit.key === room.unitKey)?.dutyPhone ?? null,
        fax: null,
        from_day: room.season?.from ?? null,
        to_day: room.season?.to ?? null,
        change_at: '08:30',
        always: JSON.stringify(needs),
        rules: JSON.stringify(rules),
      })
      .execute()
    const people = [...new Set(room.posts.flatMap(({ pool }) => pool))]
    await writeParts(work, id, {
      name: room.name,
      phone: null,
      fax: null,
      from: room.season?.from ?? null,
      to: room.season?.to ?? null,
      changeAt: '08:30',
      always: needs,
      rules,
      patterns: room.patterns.map(({ key, ...pattern }) => ({
        ...pattern,
        id: sampleId('duty-pattern', `${room.unitKey} ${key}`),
        from: null,
        to: null,
        needs,
      })),
      pool: people.map(person => ({
        personId: sampleId('person', person),
        posts: [
          ...room.posts.filter(({ pool }) => pool.includes(person)).map(({ post }) => post),
          ...room.helpers.filter(({ pool }) => pool.includes(person)).map(({ post }) => post),
        ],
        from: null,
        to: null,
        trained: true,
        isGuard: false,
        nightExempt: false,
        isNew: false,
      })),
      pairs: [],
    })
  }
}

export async function loadHandovers(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  const rooms = {
    county: sampleId('unit', 'duty-office'),
    towns: county.units.filter(unit => unit.kind === 'town').map(({ key }) => sampleId('unit', key)),
  }
  await loadSampleLog(work, rooms)
  await loadSampleHandovers(work, { ...rooms, unsigned: sampleId('unit', 'songling') })
}
