import type { StepsView, TickShiftStep } from '@anlan/contract/desk.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { deskOf, shiftsStarting } from '../../duty/api.ts'
import { noSuchStep, stepsAt, ticked } from './procedures.ts'
import { setTick } from './ticks.ts'

/** A shift that began longer ago is no shift that is being taken over. */
const longestShiftMs = 72 * 3_600_000

/** When the shift that keeps the desk now began; null where nobody is on duty. A leader who comes on changes no shift. */
async function beginningOfShift(work: Work, unitId: string): Promise<Date | null> {
  const begun = await shiftsStarting(work, unitId, new Date(work.now.getTime() - longestShiftMs), work.now)
  const running = begun.filter(shift => shift.endsAt > work.now)
  const desk = running.filter(shift => shift.post === 'primary')
  return (desk.length ? desk : running).at(-1)?.startsAt ?? null
}

/** The steps of taking over the shift that runs at the asker's desk, with what is ticked of this shift. */
export async function readShiftSteps(work: Work): Promise<StepsView> {
  const unitId = await deskOf(work)
  const unitName = (await findUnit(work.tx, unitId))?.name ?? ''
  const startedAt = await beginningOfShift(work, unitId)
  if (!startedAt) return { unitName, subject: null, groups: [] }
  const ticks = await work.tx
    .selectFrom('desk_shift_tick')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('started_at', '=', startedAt)
    .execute()
  const steps = (await stepsAt(work, unitId)).filter(step => step.when === 'shiftStart')
  return {
    unitName,
    subject: startedAt.toISOString(),
    groups: steps.length ? [{ when: 'shiftStart', steps: steps.map(step => ticked(step, ticks)) }] : [],
  }
}

/** Ticks a step of the shift that runs, or takes the tick back; refused once another shift has begun. Doing it twice changes nothing. */
export async function tickShiftStep(
  work: Work,
  { startedAt, key, done }: z.output<typeof TickShiftStep>,
): Promise<void> {
  const { subject, groups } = await readShiftSteps(work)
  if (subject !== startedAt.toISOString()) throw new Problem('desk/shift-over')
  const step = groups.flatMap(group => group.steps).find(one => one.key === key)
  if (!step) throw noSuchStep()
  const unitId = await deskOf(work)
  const tick = { unit_id: unitId, started_at: startedAt, step_key: key }
  if (await setTick(work, 'desk_shift_tick', tick, done))
    recordFact(
      work,
      done ? 'desk.step-done' : 'desk.step-undone',
      unitId,
      { key, text: step.text, unit: unitId, shiftStartedAt: startedAt.toISOString() },
      { chain: unitId },
    )
}
