import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { type BrokenRule, softRules } from '@anlan/contract/roster.ts'
import { addDays, shanghaiDay } from '../../../calendar/api.ts'
import { gapsBetween } from '../../cover.ts'
import type { Assignment, RosterPerson, RosterProblem, ShiftSlot } from './problem.ts'
import { hourMinute, monthDay } from './words.ts'

/** What an arrangement breaks, hard rules first, each with person, day and rule. Knows nothing of how the arrangement was made. */
export function checkRoster(problem: RosterProblem, assignments: Assignment[]): BrokenRule[] {
  const slots = new Map(problem.slots.map(slot => [slot.key, slot]))
  const people = new Map(problem.people.map(person => [person.id, person]))
  const placed: Placed[] = []
  const broken: BrokenRule[] = []
  for (const one of assignments) {
    const slot = slots.get(one.slotKey)
    if (!slot) broken.push(breaks('unknownShift', { ...one, message: '所安排的班次不在本值班表中' }))
    else placed.push({ ...one, slot, person: people.get(one.personId) })
  }
  broken.push(
    ...uncovered(problem, placed),
    ...staffing(problem, placed),
    ...placed.flatMap(one => eligibility(one)),
    ...problem.people.flatMap(person => ofOnePerson(problem, person, placed)),
    ...togetherAndApart(problem, placed),
    ...wishes(problem, placed),
    ...softOfShifts(problem, placed),
  )
  return broken.sort((a, b) => Number(b.hard) - Number(a.hard) || (a.day ?? '').localeCompare(b.day ?? ''))
}

interface Placed extends Assignment {
  slot: ShiftSlot
  person: RosterPerson | undefined
}

type Rule = BrokenRule['rule']
const soft = new Set<Rule>(softRules)

function breaks(
  rule: Rule,
  about: { message: string; slot?: ShiftSlot; slotKey?: string; post?: DutyPost; personId?: string; day?: string },
): BrokenRule {
  return {
    rule,
    hard: !soft.has(rule),
    day: about.day ?? about.slot?.day ?? null,
    slotKey: about.slot?.key ?? about.slotKey ?? null,
    post: about.post ?? null,
    personId: about.personId ?? null,
    message: about.message,
  }
}

const slotName = (slot: ShiftSlot) => `${monthDay(slot.day)}${slot.name}`

/** Every minute from first to last has who must always be there, whatever the patterns say (24 小时值班). */
function uncovered(problem: RosterProblem, placed: Placed[]): BrokenRule[] {
  return (Object.entries(problem.always) as [DutyPost, number][]).flatMap(([post, wanted]) => {
    const spans = placed.filter(one => one.post === post).map(one => one.slot)
    return gapsBetween(problem.from, problem.to, spans, wanted).map(gap =>
      breaks('uncovered', {
        post,
        day: shanghaiDay(new Date(gap.from)),
        message: `${spanWords(gap.from, gap.to)}${dutyPosts[post]}缺 ${gap.missing} 人`,
      }),
    )
  })
}

function spanWords(from: number, to: number): string {
  const [first, last] = [shanghaiDay(new Date(from)), shanghaiDay(new Date(to))]
  return `${monthDay(first)} ${hourMinute(from)} 至 ${first === last ? '' : `${monthDay(last)} `}${hourMinute(to)} `
}

function staffing(problem: RosterProblem, placed: Placed[]): BrokenRule[] {
  return problem.slots.flatMap(slot => {
    const here = placed.filter(one => one.slot === slot)
    const posts = new Set([...Object.keys(slot.needs), ...here.map(one => one.post)]) as Set<DutyPost>
    return [...posts].flatMap(post => {
      const [there, wanted] = [here.filter(one => one.post === post).length, slot.needs[post] ?? 0]
      if (there === wanted) return []
      return there < wanted
        ? [
            breaks('understaffed', {
              slot,
              post,
              message: `${slotName(slot)} ${dutyPosts[post]}缺 ${wanted - there} 人`,
            }),
          ]
        : [
            breaks('overstaffed', {
              slot,
              post,
              message: `${slotName(slot)} ${dutyPosts[post]}多 ${there - wanted} 人`,
            }),
          ]
    })
  })
}

function eligibility({ slot, person, post, personId, onSite }: Placed): BrokenRule[] {
  const about = { slot, post, personId }
  if (!person)
    return [
      breaks('notInPool', { ...about, message: `${slotName(slot)} ${dutyPosts[post]}所排人员不在本室值班人员库` }),
    ]
  const found: BrokenRule[] = []
  const says = (rule: Rule, words: string) =>
    found.push(breaks(rule, { ...about, message: `${slotName(slot)} ${person.name}${words}` }))
  if (!person.posts.includes(post)) says('notInPool', `不能任${dutyPosts[post]}`)
  if ((person.fromDay ?? slot.day) > slot.day || (person.toDay ?? slot.day) < slot.day)
    says('notInPool', '当日不在值班人员库')
  if (person.isGuard) says('guard', '是保安人员，不得替岗')
  if (!person.trained) says('untrained', '未经值班培训合格')
  if (person.nightExempt && slot.isNight) says('nightExempt', '免排夜班')
  if (post === 'shiftLeader' && slot.leaderOnSite && !onSite) says('leaderAway', '当日须在岗带班，不能听班')
  // Why somebody is away is theirs to tell.
  if (person.leaves.some(one => one.from < slot.endsAt && one.to > slot.startsAt)) says('onLeave', '请假')
  return found
}

const hour = 3_600_000

/** One place at a time, enough rest before the next shift, not too many nights in seven days; other rooms count. */
function ofOnePerson(problem: RosterProblem, person: RosterPerson, placed: Placed[]): BrokenRule[] {
  const { rules } = problem
  const own = [
    ...placed.filter(one => one.personId === person.id).map(({ slot, post }) => ({ ...slot, slot, post, place: '' })),
    ...person.busy.map(one => ({ ...one, slot: null, post: undefined })),
  ].sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt)
  const found: BrokenRule[] = []
  for (const [i, later] of own.entries())
    for (const earlier of own.slice(0, i)) {
      // What was fixed elsewhere is not this roster's to answer for.
      const slot = later.slot ?? earlier.slot
      if (!slot) continue
      const post = later.post ?? earlier.post
      const about = { slot, personId: person.id, ...(post && { post }) }
      const long = earlier.endsAt - earlier.startsAt >= rules.longShiftHours * hour
      const rest = long ? rules.restAfterLongHours : rules.restHours
      const gap = later.startsAt - earlier.endsAt
      const where = earlier.place || later.place
      if (gap < 0)
        found.push(
          breaks('elsewhere', {
            ...about,
            message: `${slotName(slot)} ${person.name}同时另有值班${where ? `（${where}）` : ''}`,
          }),
        )
      else if (gap < rest * hour)
        found.push(
          breaks('rest', {
            ...about,
            message: `${slotName(slot)} ${person.name}班间只休息 ${Math.floor(gap / hour)} 小时，应不少于 ${rest} 小时`,
          }),
        )
    }
  const nights = own.filter(one => one.isNight).map(one => ({ ...one, day: shanghaiDay(new Date(one.startsAt)) }))
  for (const [i, first] of nights.entries()) {
    const week = nights.slice(i).filter(one => one.day < addDays(first.day, 7))
    const last = week[rules.nightsPerWeek]
    const slot = last?.slot ?? week.findLast(one => one.slot)?.slot
    if (last && slot)
      found.push(
        breaks('nights', {
          slot,
          personId: person.id,
          message: `${monthDay(first.day)}起七日内 ${person.name}有 ${week.length} 个夜班，应不超过 ${rules.nightsPerWeek} 个`,
        }),
      )
  }
  return found
}

function togetherAndApart(problem: RosterProblem, placed: Placed[]): BrokenRule[] {
  const names = new Map(problem.people.map(person => [person.id, person.name]))
  return problem.pairs.flatMap(({ a, b, kind }) => {
    const [first, second] = [placed.filter(one => one.personId === a), placed.filter(one => one.personId === b)]
    if (kind === 'apart')
      return first
        .filter(one =>
          second.some(other => other.slot.startsAt < one.slot.endsAt && other.slot.endsAt > one.slot.startsAt),
        )
        .map(({ slot, post }) =>
          breaks('apart', {
            slot,
            post,
            personId: a,
            message: `${slotName(slot)} ${names.get(a)}与${names.get(b)}不能同时值班`,
          }),
        )
    return first
      .filter(one => !second.some(other => other.slot === one.slot))
      .map(({ slot, post }) =>
        breaks('together', {
          slot,
          post,
          personId: a,
          message: `${slotName(slot)} ${names.get(a)}未与${names.get(b)}搭班`,
        }),
      )
  })
}

/** Wishes not met, each with why as far as the day itself says. */
function wishes(problem: RosterProblem, placed: Placed[]): BrokenRule[] {
  const people = new Map(problem.people.map(person => [person.id, person]))
  return problem.wishes.flatMap(wish => {
    const person = people.get(wish.personId)
    const here = placed.find(one => one.personId === wish.personId && one.slot.day === wish.day)
    if (!person || (wish.wants === 'on') === (here !== undefined)) return []
    const why =
      wish.wants === 'off'
        ? '为满足岗位人数、休息和均衡要求仍安排值班'
        : person.leaves.some(leave =>
              problem.slots.some(slot => slot.day === wish.day && leave.from < slot.endsAt && leave.to > slot.startsAt),
            )
          ? '当日请假'
          : '为满足休息、均衡和他人意愿未安排'
    return [
      breaks('wish', {
        day: wish.day,
        personId: wish.personId,
        ...(here && { slot: here.slot, post: here.post }),
        message: `${monthDay(wish.day)} ${person.name}希望${wish.wants === 'on' ? '值班' : '不值班'}：${why}`,
      }),
    ]
  })
}

function softOfShifts(problem: RosterProblem, placed: Placed[]): BrokenRule[] {
  const names = new Map(problem.days.map(day => [day.day, day.name]))
  const repeated = placed.flatMap(({ slot, post, person, personId }) => {
    const holiday = slot.isHoliday ? names.get(slot.day) : null
    return holiday && person?.lastYearHolidays.includes(holiday)
      ? [
          breaks('sameHoliday', {
            slot,
            post,
            personId,
            message: `${slotName(slot)} ${person.name}上一年${holiday}已值班`,
          }),
        ]
      : []
  })
  const allNew = problem.slots.flatMap(slot => {
    const here = placed.filter(one => one.slot === slot && one.post !== 'shiftLeader' && one.person)
    return here.length > 1 && here.every(one => one.person?.isNew)
      ? [breaks('experience', { slot, message: `${slotName(slot)} 全为新进人员` })]
      : []
  })
  return [...repeated, ...allNew]
}
