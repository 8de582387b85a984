import { createHash, randomUUID } from 'node:crypto'
import { scheduleTask, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { roundTask } from './collections/rounds.ts'
import { seedForms } from './seed/seed.ts'

/** A number from 0 to below `below`, the same for the same words: a sample tells the same story every time. */
const drawn = (below: number, ...words: (string | number)[]) =>
  createHash('sha256').update(words.join(' ')).digest().readUInt32BE(0) % below

interface Story {
  code: string
  title: string
  time: string
  values: (unit: string, day: string) => Record<string, unknown> | null
}

const stories: Story[] = [
  {
    code: 'dutyDaily',
    title: '值班情况日报',
    time: '17:00',
    values: (unit, day) => ({
      dailyLeader: '带班领导',
      dailyOfficers: '主班、副班',
      peopleOnPost: 3 + drawn(4, unit, day, 'people'),
      checksPassed: '应答正常',
      callsTaken: drawn(15, unit, day, 'calls'),
      papersTaken: drawn(5, unit, day, 'papers'),
      reportsSent: drawn(2, unit, day, 'reports'),
      dayMatters: '值守正常，无突发情况。',
    }),
  },
  {
    code: 'floodStatistics',
    title: '雨雪冰冻和汛情灾情统计',
    time: '08:00',
    values: (unit, day) =>
      drawn(4, unit, day, 'rain') > 0
        ? null
        : {
            rainMillimetres: drawn(300, unit, day, 'mm') / 10,
            evacuatedHouseholds: drawn(6, unit, day, 'homes'),
            evacuatedPeople: drawn(18, unit, day, 'moved'),
            householdsWithoutPower: drawn(120, unit, day, 'power'),
            roadsCut: drawn(2, unit, day, 'roads'),
          },
  },
]
const daysTold = 9
/** A sample that is opened weeks later owes nothing any more. */
const daysAhead = 7

/** Two collections of the sample county that have run for some days: most units in time, some late, some missing. They go on by themselves. */
export async function loadSampleCollections(
  work: Work,
  { keeper, units }: { keeper: string; units: { id: string; name: string; alwaysReports: boolean }[] },
): Promise<void> {
  await seedForms(work)
  const today = shanghaiDay(work.now)
  for (const story of stories) {
    const form = await work.tx.selectFrom('form').select('id').where('code', '=', story.code).executeTakeFirstOrThrow()
    const id = randomUUID()
    await work.tx
      .insertInto('form_collection')
      .values({
        id,
        form_id: form.id,
        title: story.title,
        unit_id: keeper,
        schedule: JSON.stringify({ kind: 'daily', times: [story.time] }),
        source: JSON.stringify({ name: '县统一报送制度', article: '', confidence: '设计' }),
        origin: null,
        from_at: shanghaiInstant(addDays(today, -daysTold), '00:00'),
        until_at: shanghaiInstant(addDays(today, daysAhead), '00:00'),
        last_due_at: null,
        closed_at: null,
        close_reason: null,
        created_by_name: '县总值班室',
      })
      .execute()
    await work.tx
      .insertInto('form_collection_unit')
      .values(units.map(unit => ({ collection_id: id, unit_id: unit.id, since: work.now, until: null })))
      .execute()
    for (let back = daysTold - 1; back >= 0; back--) {
      const day = addDays(today, -back)
      const dueAt = shanghaiInstant(day, story.time)
      if (dueAt < work.now) await tellRound(work, story, { formId: form.id, collectionId: id, day, dueAt, units })
    }
    // The rounds of today and after open with their obligations, when the platform runs.
    scheduleTask(work, roundTask, id, new Date(work.now.getTime() + 60_000))
  }
}

interface Told {
  formId: string
  collectionId: string
  day: string
  dueAt: Date
  units: { id: string; name: string; alwaysReports: boolean }[]
}

async function tellRound(work: Work, story: Story, { formId, collectionId, day, dueAt, units }: Told) {
  const opensAt = new Date(dueAt.getTime() - 12 * 3_600_000)
  const roundId = randomUUID()
  await work.tx
    .insertInto('form_round')
    .values({ id: roundId, collection_id: collectionId, due_at: dueAt, opens_at: opensAt, version: 1 })
    .execute()
  for (const unit of units) {
    const id = randomUUID()
    const luck = drawn(20, story.code, unit.name, day)
    const isMissing = luck === 0 && !unit.alwaysReports
    const lateness =
      luck < 3 && !unit.alwaysReports ? 5 + drawn(60, unit.name, day, 'late') : -drawn(150, unit.name, day, 'early')
    const doneAt = new Date(Math.min(dueAt.getTime() + lateness * 60_000, work.now.getTime()))
    const values = story.values(unit.name, day)
    const piece = {
      id,
      round_id: roundId,
      collection_id: collectionId,
      form_id: formId,
      version: 1,
      unit_id: unit.id,
      opens_at: opensAt,
      due_at: dueAt,
      draft: null,
      saved_at: null,
      saved_by_name: null,
      obligation_id: null,
    }
    await work.tx
      .insertInto('form_piece')
      .values({ ...piece, state: 'owed', submission_id: null, first_done_at: null })
      .execute()
    if (isMissing) continue
    const submission = randomUUID()
    await work.tx
      .insertInto('form_submission')
      .values({
        id: submission,
        piece_id: id,
        ordinal: 1,
        is_none: values === null,
        values: JSON.stringify(values ?? {}),
        way: 'screen',
        written_at: null,
        written_by: null,
        submitted_at: doneAt,
        submitted_by: null,
        submitted_by_name: `${unit.name}值班员`,
        done_at: doneAt,
        returned_at: null,
        returned_by_name: null,
        returned_reason: null,
      })
      .execute()
    await work.tx
      .updateTable('form_piece')
      .set({
        state: 'submitted',
        submission_id: submission,
        is_none: values === null,
        first_done_at: doneAt,
        saved_by_name: `${unit.name}值班员`,
        saved_at: doneAt,
      })
      .where('id', '=', id)
      .execute()
  }
}
