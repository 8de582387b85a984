import type { CollectionTotals, RoundQuery } from '@anlan/contract/form.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { isNumeric, numberIn } from '../definitions/fields.ts'
import { definitionOf } from '../definitions/version.ts'
import { statusOf } from '../rules.ts'
import { presentCollection } from './list.ts'
import { piecesOfRounds, roundsIn } from './matrix.ts'

/**
 * Sums of all numeric fields over the units and rounds of these days (汇总表). Fields are those of the newest version among the rounds; an older
 * piece counts in what it shares with it. Each number names the pieces it is made of.
 */
export async function totalsOf(work: Work, id: string, query: z.output<typeof RoundQuery>): Promise<CollectionTotals> {
  const collection = await presentCollection(work, id)
  const rounds = await roundsIn(work, id, query)
  return totalsOfRounds(work, collection.formId, rounds)
}

/** The same for rounds that the caller names. */
export async function totalsOfRounds(
  work: Work,
  formId: string,
  rounds: { id: string; version: number }[],
): Promise<CollectionTotals> {
  const newest = Math.max(0, ...rounds.map(round => round.version))
  const definition = newest > 0 ? await definitionOf(work, formId, newest) : { sections: [] }
  const pieces = await piecesOfRounds(
    work,
    rounds.map(round => round.id),
  )
  const reported = pieces.filter(piece => piece.state === 'submitted')
  const counted = pieces.filter(piece => piece.state === 'submitted' || statusOf(piece, work.now) === 'partial')
  const fields = definition.sections.flatMap(section =>
    section.fields.filter(isNumeric).map(field => {
      const numbers = counted.flatMap(piece => {
        const number = numberIn(section, field, piece.values ?? {})
        return number === null ? [] : [{ unitId: piece.unit_id, pieceId: piece.id, number }]
      })
      const units = [...new Set(numbers.map(one => one.unitId))]
      const add = (of: typeof numbers) => Math.round(of.reduce((sum, one) => sum + one.number, 0) * 1e6) / 1e6
      return {
        name: field.name,
        label: field.label,
        section: section.title,
        unit: field.unit,
        sum: add(numbers),
        byUnit: units.map(unitId => {
          const own = numbers.filter(one => one.unitId === unitId)
          return { unitId, sum: add(own), pieceIds: own.map(one => one.pieceId) }
        }),
      }
    }),
  )
  const units = new Map(pieces.map(piece => [piece.unit_id, piece.unit_name]))
  return {
    fields,
    units: [...units].map(([unitId, unitName]) => ({ unitId, unitName })),
    reported: reported.length,
    none: reported.filter(piece => piece.is_none).length,
    missing: pieces.filter(piece => ['missing', 'partial'].includes(statusOf(piece, work.now))).length,
  }
}
