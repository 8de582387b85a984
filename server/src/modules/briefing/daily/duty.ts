import { dutyPosts } from '@anlan/contract/duty.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, daysBetween, periodsOn, shanghaiDay } from '../../calendar/api.ts'
import { chineseDateTime } from '../../document/api.ts'
import { type Figure, type Part, part } from './part.ts'
import type { Period } from './period.ts'

interface Shift {
  unit_id: string
  post: string
  person_name: string
  starts_at: Date
  ends_at: Date
}

/** 值班情况: who was on duty in the county's room and in the towns during the period. A room that nobody was rostered for says so. */
export async function dutyPart(work: Work, roomId: string, { from, until }: Period): Promise<Part> {
  const rooms = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'short_name', 'kind'])
    .where(eb => eb.or([eb('id', '=', roomId), eb.and([eb('kind', '=', 'town'), eb('enabled', '=', true)])]))
    .orderBy(eb => eb.case().when('id', '=', roomId).then(0).else(1).end())
    .orderBy('sort')
    .orderBy('id')
    .execute()
  const shifts = await shiftsOf(
    work,
    rooms.map(room => room.id),
    from,
    until,
  )
  const towns = rooms.filter(room => room.id !== roomId)
  const isBare = (unitId: string) => !shifts.some(shift => shift.unit_id === unitId)
  const bare = towns.filter(town => isBare(town.id))
  const bareRooms: Figure = {
    name: 'roomsWithoutRoster',
    label: '未报值班安排的乡镇（街道）',
    unit: '个',
    items: bare.map(town => ({ label: town.name, to: `/duty/roster?unit=${town.id}` })),
  }
  return part(
    '值班情况',
    [
      `县总值班室和${towns.length}个乡镇（街道）值班人员见下表。${bare.length === 0 ? '' : `未报值班安排${bare.length}个：${bare.map(town => town.short_name).join('、')}。`}`,
    ],
    [bareRooms],
    {
      headers: ['单位', '带班领导', '值班人员'],
      rows: rooms.map(room => {
        const own = shifts.filter(shift => shift.unit_id === room.id)
        const named = (posts: string[]) =>
          [...new Set(own.filter(shift => posts.includes(shift.post)).map(shift => shift.person_name))].join('、')
        return [room.short_name, named(['shiftLeader']) || '未安排', named(['primary', 'secondary']) || '未安排']
      }),
    },
  )
}

/** 今日提示: who is on duty in the coming 24 hours, holidays and special periods. */
export async function comingPart(work: Work, roomId: string, { until }: Period): Promise<Part> {
  const end = new Date(until.getTime() + 86_400_000)
  const shifts = await shiftsOf(work, [roomId], until, end)
  const spans = [...new Set(shifts.map(shift => `${shift.starts_at.toISOString()}/${shift.ends_at.toISOString()}`))]
  const today = shanghaiDay(until)
  const days = await daysBetween(work.tx, today, addDays(today, 1))
  const names: Record<string, string> = {
    statutoryHoliday: '法定节假日',
    adjustedRest: '调休放假',
    localHoliday: '地方假日',
    makeupWorkday: '调休上班',
  }
  const marked = days.flatMap((day, i) => {
    const word = names[day.dayClass]
    return word ? [`${i === 0 ? '今日' : '明日'}为${word}${day.name ? `（${day.name}）` : ''}`] : []
  })
  const periods = await periodsOn(work.tx, until)
  const tomorrow = (await periodsOn(work.tx, end)).filter(one => !periods.some(now => now.id === one.id))
  const duties: Record<string, string> = { strengthened: '加强值班', normalPlus: '适当加强值班', publicity: '集中宣传' }
  return part('今日提示', [
    shifts.length === 0
      ? '今日8时后县总值班室值班安排未录入，请及时补录。'.replace(
          '8时',
          `${chineseDateTime(until).replace(/^.*日/, '')}`,
        )
      : `县总值班室今明值班安排：${spans
          .map(span => {
            const [starts = '', ends = ''] = span.split('/')
            const own = shifts.filter(
              shift => `${shift.starts_at.toISOString()}/${shift.ends_at.toISOString()}` === span,
            )
            const people = Object.entries(dutyPosts).flatMap(([post, name]) => {
              const who = own.filter(shift => shift.post === post).map(shift => shift.person_name)
              return who.length ? [`${name}${who.join('、')}`] : []
            })
            return `${chineseDateTime(new Date(starts))}至${chineseDateTime(new Date(ends))}，${people.join('，')}`
          })
          .join('；')}。`,
    marked.length === 0 ? null : `${marked.join('，')}。`,
    periods.length === 0
      ? null
      : `当前处于${periods.map(one => `${one.name}（${duties[one.mode] ?? ''}${one.daily_report ? '，实行每日报告' : ''}）`).join('、')}。`,
    tomorrow.length === 0 ? null : `明日起进入${tomorrow.map(one => one.name).join('、')}。`,
  ])
}

const shiftsOf = (work: Work, unitIds: string[], from: Date, until: Date): Promise<Shift[]> =>
  work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.unit_id', 's.post', 'p.name as person_name', 's.starts_at', 's.ends_at'])
    .where('s.unit_id', 'in', unitIds)
    .where('s.starts_at', '<', until)
    .where('s.ends_at', '>', from)
    .orderBy('s.starts_at')
    .orderBy('s.post')
    .orderBy('p.name')
    .execute()
