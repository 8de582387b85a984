import type {
  ProcedureStep,
  ProcedureVersions,
  ProcedureView,
  SaveProcedure,
  StepsQuery,
  StepsView,
  TickStep,
} from '@anlan/contract/desk.ts'
import { stepMoments } from '@anlan/contract/desk.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { reachFor } from '../../../kernel/access/reach.ts'
import type { Tables } from '../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { deskOf } from '../../duty/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { setTick } from './ticks.ts'

export const noSuchStep = () => new Problem('not-found', { detail: '流程中没有这一步，请刷新' })
const shownVersions = 30

/** The version in force of a unit's own steps, or, for null, of the county standard; version 0 where there is none. */
async function inForce(work: Work, unitId: string | null) {
  const row = await work.tx
    .selectFrom('desk_procedure')
    .selectAll()
    .where('unit_id', unitId === null ? 'is' : '=', unitId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? versionOf(row) : { version: 0, changedAt: null, changedBy: null, reason: '', steps: [] }
}

const versionOf = (row: Selectable<Tables['desk_procedure']>) => ({
  version: row.version,
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
  reason: row.reason,
  steps: row.steps,
})

/** The last versions of a unit's own steps, or, for null, of the county standard, newest first. */
export async function readVersions(work: Work, unitId: string | null): Promise<ProcedureVersions> {
  const rows = await work.tx
    .selectFrom('desk_procedure')
    .selectAll()
    .where('unit_id', unitId === null ? 'is' : '=', unitId)
    .orderBy('version', 'desc')
    .limit(shownVersions)
    .execute()
  return { items: rows.map(versionOf) }
}

/** What holds at the asker's desk. */
export async function readProcedure(work: Work): Promise<ProcedureView> {
  const unitId = await deskOf(work)
  return {
    unitId,
    unitName: (await findUnit(work.tx, unitId))?.name ?? '',
    standard: await inForce(work, null),
    own: await inForce(work, unitId),
    mayEditOwn: reachFor(work.actor, 'desk.edit-procedure') !== null,
    mayEditStandard: reachFor(work.actor, 'desk.edit-standard') !== null,
  }
}

/** A new version; refused when a colleague made one meanwhile. `unitId` null is the county standard. */
export async function saveProcedure(
  work: Work,
  unitId: string | null,
  input: z.output<typeof SaveProcedure>,
): Promise<void> {
  const before = await inForce(work, unitId)
  if (unitId !== null) {
    // A key that two steps share would be ticked for both.
    const taken = new Set((await inForce(work, null)).steps.map(step => step.key))
    const place = input.steps.findIndex(step => taken.has(step.key))
    if (place >= 0) throw fieldProblem('invalid-input', `/steps/${place}/key`, '步骤编号', '与县级标准中的步骤编号重复')
  }
  const written =
    before.version === input.version &&
    (await work.tx
      .insertInto('desk_procedure')
      .values({
        unit_id: unitId,
        version: input.version + 1,
        steps: JSON.stringify(input.steps),
        reason: input.reason,
        changed_at: work.now,
        changed_by: work.actor.name,
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('version')
      .executeTakeFirst())
  if (!written) throw new Problem('desk/procedure-changed')
  recordFact(work, 'desk.procedure-changed', unitId ?? 'standard', {
    unit: unitId,
    version: input.version + 1,
    steps: input.steps.length,
    reason: input.reason,
  })
}

const holdsFor = (step: ProcedureStep, types: string[] | null) =>
  step.typePrefixes.length === 0 ||
  types === null ||
  types.some(type => step.typePrefixes.some(prefix => type.startsWith(prefix)))

/** Every step that holds at a desk, the county's before the unit's own. */
export async function stepsAt(work: Work, unitId: string) {
  const [standard, own] = [await inForce(work, null), await inForce(work, unitId)]
  return [
    ...standard.steps.map(step => ({ ...step, isOwn: false })),
    ...own.steps.map(step => ({ ...step, isOwn: true })),
  ]
}

/** A step with its tick, if there is one. */
export function ticked<S extends ProcedureStep>(
  step: S,
  ticks: { step_key: string; done_at: Date; done_by: string }[],
) {
  const tick = ticks.find(one => one.step_key === step.key)
  return { ...step, doneAt: tick?.done_at.toISOString() ?? null, doneBy: tick?.done_by ?? null }
}

/** The steps for an event at the asker's desk with what was ticked there; without an event those for a type, nothing ticked. */
export async function readSteps(work: Work, query: z.output<typeof StepsQuery>): Promise<StepsView> {
  const unitId = await deskOf(work)
  const types = query.matter ? await typesOf(work, query.matter) : query.type ? [query.type] : []
  const ticks = query.matter
    ? await work.tx
        .selectFrom('desk_step_tick')
        .selectAll()
        .where('matter_id', '=', query.matter)
        .where('unit_id', '=', unitId)
        .execute()
    : []
  const all = (await stepsAt(work, unitId)).filter(step => holdsFor(step, types))
  const shown = Object.keys(stepMoments) as ProcedureStep['when'][]
  return {
    unitName: (await findUnit(work.tx, unitId))?.name ?? '',
    subject: query.matter ?? null,
    groups: shown
      .filter(when => (query.matter ? when !== 'shiftStart' : when === 'onReport'))
      .map(when => ({
        when,
        steps: all.filter(step => step.when === when).map(step => ticked(step, ticks)),
      }))
      .filter(group => group.steps.length > 0),
  }
}

/** Codes of the types of an event in reach; 404 outside it. */
async function typesOf(work: Work, eventId: string): Promise<string[]> {
  if (!(await eventInReach(work, eventId))) throw new Problem('not-found')
  const row = await work.tx
    .selectFrom('emergency_event')
    .select('event_type_code')
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow()
  return [row.event_type_code]
}

/** Ticks a step for an event, or takes one's tick back; each is a fact of the matter. Doing it twice changes nothing. */
export async function tickStep(work: Work, { matterId, key, done }: z.output<typeof TickStep>): Promise<void> {
  const { groups } = await readSteps(work, { matter: matterId })
  const step = groups.flatMap(group => group.steps).find(one => one.key === key)
  if (!step) throw noSuchStep()
  const unitId = await deskOf(work)
  const tick = { matter_id: matterId, unit_id: unitId, step_key: key }
  if (await setTick(work, 'desk_step_tick', tick, done))
    recordFact(
      work,
      done ? 'desk.step-done' : 'desk.step-undone',
      matterId,
      { key, text: step.text, unit: unitId },
      { matter: matterId, chain: unitId },
    )
}
