import { isQuizValid, type QuizDueView, type QuizPersonView, type QuizStanding } from '@anlan/contract/quiz.ts'
import { type RawBuilder, sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { grouped } from '../../duty/api.ts'
import { quizAheadDays, quizGraceDays, quizPassPercent, quizQuestions, quizRequired } from '../settings.ts'
import { type Pass, type RulesChange, standingOf } from './rules.ts'

const dayMs = 86_400_000
const most = 5_000
const everybody = sql<boolean>`true`

/**
 * Whoever stands in a pool, or in a roster within the days ahead, of a unit that `units` admits: one row per unit and person,
 * with the next shift, or the one that runs when no other follows. Guards stand no shift.
 */
async function peopleOf(work: Work, units: RawBuilder<boolean>, person: string | null) {
  const until = new Date(work.now.getTime() + (await settingOf(work, quizAheadDays)) * dayMs)
  const only = person === null ? everybody : sql<boolean>`x.person_id = ${person}`
  const found = await sql<{
    unit_id: string
    person_id: string
    unit_name: string
    person_name: string
    next_at: Date | null
  }>`
    select x.unit_id, x.person_id, u.name as unit_name, p.name as person_name,
      coalesce(min(x.starts_at) filter (where x.starts_at > ${work.now}), min(x.starts_at)) as next_at
    from (
      select r.unit_id, m.person_id, null::timestamptz as starts_at from duty_pool m join duty_room r on r.id = m.room_id
      where r.enabled and not m.guard and (m.to_day is null or m.to_day >= ${shanghaiDay(work.now)})
      union all
      select unit_id, person_id, starts_at from duty_shift where ends_at > ${work.now} and starts_at < ${until}
    ) x join unit u on u.id = x.unit_id join person p on p.id = x.person_id and p.enabled
    where ${units} and ${only}
    group by x.unit_id, x.person_id, u.name, u.sort, p.name order by u.sort, u.name, next_at nulls last, p.name limit ${most}`.execute(
    work.tx,
  )
  return found.rows
}

/** The last formal pass of each person, and who has only failed. */
async function resultsOf(work: Work, ids: string[]) {
  const rows = await work.tx
    .selectFrom('desk_quiz_attempt')
    .distinctOn(['person_id'])
    .select(['person_id', 'submitted_at', 'rules_version', 'passed'])
    .where(sql<boolean>`person_id = any(${ids}::uuid[])`)
    .where('kind', '=', 'formal')
    .where('submitted_at', 'is not', null)
    .orderBy('person_id')
    .orderBy('passed', 'desc')
    .orderBy('submitted_at', 'desc')
    .execute()
  return new Map(
    rows.map(row => [
      row.person_id,
      row.passed ? { at: row.submitted_at as Date, rulesVersion: row.rules_version } : null,
    ]),
  ) as Map<string, Pass | null>
}

const rulesChanges = async (work: Work): Promise<RulesChange[]> =>
  await work.tx
    .selectFrom('desk_quiz_rules')
    .select(['number', 'unit_id as unitId', 'what', 'at'])
    .orderBy('number')
    .execute()

/** Everybody that `units` admits with how he stands; those flagged first. */
export async function standings(work: Work, units: RawBuilder<boolean>): Promise<QuizPersonView[]> {
  const people = await peopleOf(work, units, null)
  const results = await resultsOf(work, [...new Set(people.map(one => one.person_id))])
  const [changes, grace] = [await rulesChanges(work), await settingOf(work, quizGraceDays)]
  const views = people.map(one => {
    const pass = results.get(one.person_id) ?? null
    const { state, dueAt } = standingOf(pass, results.has(one.person_id), changes, [one.unit_id], grace, work.now)
    return {
      personId: one.person_id,
      personName: one.person_name,
      unitId: one.unit_id,
      unitName: one.unit_name,
      state,
      dueAt: dueAt?.toISOString() ?? null,
      nextShiftAt: one.next_at?.toISOString() ?? null,
      lastPassedAt: pass?.at.toISOString() ?? null,
      isFlagged: one.next_at !== null && !isQuizValid(state),
    }
  })
  return [...views.filter(one => one.isFlagged), ...views.filter(one => !one.isFlagged)]
}

/** Who is due and who has passed in the units in reach, with the share of each unit, the lowest first. */
export async function readDue(work: Work): Promise<QuizDueView> {
  const people = await standings(work, sql<boolean>`x.unit_id in ${unitsInReach(work)}`)
  const units = [...grouped(people, one => one.unitId).values()].map(of => {
    const valid = of.filter(one => isQuizValid(one.state)).length
    return {
      unitId: of[0]?.unitId ?? '',
      unitName: of[0]?.unitName ?? '',
      people: of.length,
      valid,
      flagged: of.filter(one => one.isFlagged).length,
      percent: Math.floor((100 * valid) / of.length),
    }
  })
  return {
    days: await settingOf(work, quizAheadDays),
    isRequired: await settingOf(work, quizRequired),
    units: units.sort((a, b) => a.percent - b.percent || b.flagged - a.flagged),
    people,
  }
}

/** How the asker himself stands, over all units where he has duty. */
export async function readStanding(work: Work): Promise<QuizStanding> {
  const count = await settingOf(work, quizQuestions)
  const bank = await work.tx
    .selectFrom('desk_quiz_question')
    .select(sql<number>`count(*)::int`.as('all'))
    .where('enabled', '=', true)
    .executeTakeFirstOrThrow()
  const me = work.actor.personId
  const places = me ? await peopleOf(work, everybody, me) : []
  const results = await resultsOf(work, me ? [me] : [])
  const pass = (me && results.get(me)) || null
  const { state, dueAt, change } = standingOf(
    pass,
    me !== null && results.has(me),
    await rulesChanges(work),
    places.map(one => one.unit_id),
    await settingOf(work, quizGraceDays),
    work.now,
  )
  const formal = me
    ? await work.tx
        .selectFrom('desk_quiz_attempt')
        .select(['id', 'submitted_at', 'percent', 'passed'])
        .where('person_id', '=', me)
        .where('kind', '=', 'formal')
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .limit(10)
        .execute()
    : []
  const next = places.flatMap(one => (one.next_at ? [one.next_at.toISOString()] : [])).sort()[0]
  return {
    state: places.length > 0 || pass ? state : null,
    dueAt: dueAt?.toISOString() ?? null,
    nextShiftAt: next ?? null,
    lastPassedAt: pass?.at.toISOString() ?? null,
    change,
    questions: Math.min(count, bank.all),
    passPercent: await settingOf(work, quizPassPercent),
    open: formal.find(one => one.submitted_at === null)?.id ?? null,
    history: formal.flatMap(one =>
      one.submitted_at
        ? [
            {
              id: one.id,
              submittedAt: one.submitted_at.toISOString(),
              percent: one.percent ?? 0,
              passed: one.passed ?? false,
            },
          ]
        : [],
    ),
  }
}
