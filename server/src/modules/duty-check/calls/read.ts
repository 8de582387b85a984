import type { DutyCallLine, DutyCallQuery, DutyCallTargetView, DutyCallView } from '@anlan/contract/duty-check.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Tables } from '../../../kernel/database/database.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { minutesLate } from '../../duty/api.ts'
import { onDutyAt } from './ask.ts'
import { nobody } from './target.ts'

type Call = Selectable<Tables['duty_call']>
type Target = Selectable<Tables['duty_call_target']> & { unit_name: string }

/** Targets that the actor may see: of units in reach, himself, and those where he is on duty now. */
const targetsInReach = (work: Work) => {
  const me = work.actor.personId ?? nobody
  return work.tx
    .selectFrom('duty_call_target as t')
    .innerJoin('unit as u', 'u.id', 't.unit_id')
    .selectAll('t')
    .select('u.name as unit_name')
    .where(
      sql<boolean>`(t.unit_id in ${unitsInReach(work)} or t.person_id = ${me} or (t.person_id is null and exists (select 1 from duty_shift s
        where s.unit_id = t.unit_id and s.person_id = ${me} and s.starts_at <= ${work.now} and s.ends_at > ${work.now})))`,
    )
    .orderBy('u.sort')
    .orderBy('u.name')
    .orderBy('t.name')
}

/** What was asked, newest first; the figures are those of the units in reach. */
export async function listCalls(work: Work, query: z.output<typeof DutyCallQuery>) {
  const rows = await work.tx
    .selectFrom('duty_call as c')
    .selectAll('c')
    .where(
      sql<boolean>`exists (select 1 from duty_call_target t where t.call_id = c.id and (t.unit_id in ${unitsInReach(work)} or t.person_id = ${work.actor.personId ?? nobody}))`,
    )
    .$if(query.kind !== undefined, q => q.where('c.kind', '=', query.kind ?? 'roll'))
    .where(followsCursor(query.after, 'c.started_at', 'c.id'))
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const targets = rows.length
    ? await targetsInReach(work)
        .where(
          't.call_id',
          'in',
          rows.map(row => row.id),
        )
        .execute()
    : []
  return pageOf(
    rows,
    query.limit,
    row => [row.started_at.toISOString(), row.id],
    row =>
      lineOf(
        row,
        targets.filter(target => target.call_id === row.id),
      ),
  )
}

const lineOf = (call: Call, targets: Target[]): z.input<typeof DutyCallLine> => ({
  id: call.id,
  kind: call.kind,
  title: call.title,
  byVideo: call.by_video,
  startedAt: call.started_at.toISOString(),
  startedBy: call.started_by_name,
  answerBy: call.answer_by.toISOString(),
  closesAt: call.closes_at.toISOString(),
  closedAt: call.closed_at?.toISOString() ?? null,
  asked: targets.length,
  answered: targets.filter(one => one.answered_at).length,
  late: targets.filter(one => one.answered_at && one.answered_at > call.answer_by).length,
})

/** One call with everybody in reach who was asked. */
export async function readCall(work: Work, id: string): Promise<z.input<typeof DutyCallView>> {
  const call = await work.tx.selectFrom('duty_call').selectAll().where('id', '=', id).executeTakeFirst()
  const targets = call ? await targetsInReach(work).where('t.call_id', '=', id).execute() : []
  if (!call || targets.length === 0) throw new Problem('not-found')
  return { ...lineOf(call, targets), text: call.text, targets: await present(work, call, targets) }
}

/** What waits for the actor's own answer: of his desk while he is on duty, and of himself. */
export async function callsToAnswer(work: Work): Promise<z.input<typeof DutyCallView>[]> {
  const calls = await work.tx
    .selectFrom('duty_call')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('closes_at', '>=', work.now)
    .orderBy('answer_by')
    .execute()
  const views: z.input<typeof DutyCallView>[] = []
  for (const call of calls) {
    const targets = await targetsInReach(work)
      .where('t.call_id', '=', call.id)
      .where('t.answered_at', 'is', null)
      .execute()
    const mine = (await present(work, call, targets)).filter(one => one.may.answer)
    if (mine.length > 0) views.push({ ...lineOf(call, targets), text: call.text, targets: mine })
  }
  return views
}

async function present(work: Work, call: Call, targets: Target[]): Promise<z.input<typeof DutyCallTargetView>[]> {
  const runs = reachFor(work.actor, 'duty-check.run') ?? reachOfNothing
  const first = targets[0]
  const isOpen = work.now <= call.closes_at
  const runsHere = isOpen && first !== undefined && (await isUnitInReach({ tx: work.tx, reach: runs }, first.unit_id))
  const onDuty = isOpen ? await onDutyAt(work, [...new Set(targets.map(one => one.unit_id))]) : []
  const mayAnswer = (target: Target) => {
    if (!isOpen || target.answered_at || call.by_video) return false
    if (target.person_id) return target.person_id === work.actor.personId
    const here = onDuty.filter(one => one.unit_id === target.unit_id)
    return here.length > 0
      ? here.some(one => one.person_id === work.actor.personId)
      : target.unit_id === work.actor.unitId
  }
  return targets.map(target => ({
    id: target.id,
    unitId: target.unit_id,
    unitName: target.unit_name,
    personId: target.person_id,
    name: target.name,
    phone: target.phone,
    state: target.answered_at
      ? target.answered_at > call.answer_by
        ? ('late' as const)
        : ('answered' as const)
      : work.now > call.answer_by
        ? ('missed' as const)
        : ('waiting' as const),
    answeredAt: target.answered_at?.toISOString() ?? null,
    minutesLate: target.answered_at ? minutesLate(call.answer_by, target.answered_at) : 0,
    answeredBy: target.answered_by,
    manner: target.manner,
    rostered: target.rostered,
    result: target.result,
    video: target.video,
    version: target.version,
    may: { answer: mayAnswer(target), record: runsHere && target.unit_id !== work.actor.unitId },
  }))
}
