import type { AreaStandard, SetAreaStandard, ShelterDuration } from '@anlan/contract/shelter.ts'
import type { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { currentRecords } from '../register/api.ts'
import { areaStandards } from './rules.ts'

/** The figures of the standard, where the store has none yet. */
export const seedStandards = (work: Work) =>
  work.tx
    .insertInto('shelter_area_standard')
    .values(
      areaStandards.map(({ duration, squareMetres, source, confidence }) => ({
        duration,
        square_metres: squareMetres,
        source,
        confidence,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()

/** m² a person needs, by how long he stays. */
export async function listStandards(work: Work): Promise<AreaStandard[]> {
  const rows = await work.tx.selectFrom('shelter_area_standard').selectAll().orderBy('square_metres').execute()
  return rows.map(row => ({
    duration: row.duration as ShelterDuration,
    squareMetres: row.square_metres,
    source: row.source,
    confidence: row.confidence,
    version: row.version,
  }))
}

/** Another figure, with its source. All shelters of that kind have other places at once; those that are open keep what they were opened with. */
export async function setStandard(
  work: Work,
  duration: ShelterDuration,
  input: z.output<typeof SetAreaStandard>,
  follow: (work: Work, ids: string[]) => Promise<void>,
): Promise<AreaStandard[]> {
  const changed = await work.tx
    .updateTable('shelter_area_standard')
    .set(eb => ({
      square_metres: input.squareMetres,
      source: input.source,
      confidence: '设计',
      version: eb('version', '+', 1),
    }))
    .where('duration', '=', duration)
    .where('version', '=', input.version)
    .returning('duration')
    .executeTakeFirst()
  if (!changed) throw new Problem('conflict', { detail: '人均面积标准已被他人修改，请刷新后再改' })
  recordFact(work, 'shelter.standard-changed', duration, { squareMetres: input.squareMetres, source: input.source })
  const touched = (await currentRecords(work, 'shelters')).filter(one => one.values['duration'] === duration)
  await follow(
    work,
    touched.map(one => one.id),
  )
  return listStandards(work)
}
