import type { FundTotals, MoneyOf } from '@anlan/contract/facility.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { currentRecords } from '../../register/api.ts'
import { grouped, unitsHere, wordsOf } from '../units.ts'
import { type FundLine, sumOf } from './sums.ts'

interface Line extends FundLine {
  unitId: string
  purpose: string
  source: string
}

/** Emergency funds of a year of the units in reach (W243, W244): by unit, purpose and source, and the townships and villages without a budget. */
export async function fundTotals(work: Work, asked: number | undefined): Promise<FundTotals> {
  const year = asked ?? Number(shanghaiDay(work.now).slice(0, 4))
  const units = await unitsHere(work)
  const here = new Set(units.map(unit => unit.id))
  const records = (await currentRecords(work, 'fund-lines')).filter(one => here.has(one.unitId))
  const lines = records
    .filter(one => one.values['year'] === year)
    .map(
      ({ unitId, values }): Line => ({
        unitId,
        kind: values['kind'] as Line['kind'],
        amount: Number(values['amount']),
        purpose: String(values['purpose']),
        source: String(values['source']),
      }),
    )
  const purposeOf = await wordsOf(work, 'fund-purposes')
  const row = (key: string, label: string, of: Line[]): MoneyOf => ({ key, label, lines: of.length, ...sumOf(of) })
  const by = (part: 'purpose' | 'source', label: (key: string) => string) =>
    [...grouped(lines, line => line[part])]
      .map(([key, of]) => row(key, label(key), of))
      .sort((a, b) => b.budget - a.budget)
  const ofUnit = grouped(lines, line => line.unitId)
  const byUnit = units
    .filter(unit => unit.townId === null || unit.kind === 'town' || !here.has(unit.townId))
    .flatMap(unit => {
      const below = unit.kind === 'town' ? units.filter(one => one.townId === unit.id && one.id !== unit.id) : []
      const own = [unit, ...below].flatMap(one => ofUnit.get(one.id) ?? [])
      const villages = below.map(one => row(one.id, one.name, ofUnit.get(one.id) ?? []))
      return own.length === 0 ? [] : [{ ...row(unit.id, unit.name, own), villages }]
    })
  const budgeted = new Set(lines.filter(line => line.kind === 'budget' && line.amount > 0).map(line => line.unitId))
  return {
    year,
    years: [...new Set([year, ...records.map(one => Number(one.values['year']))])].sort((a, b) => b - a),
    total: sumOf(lines),
    byUnit,
    byPurpose: by('purpose', purposeOf),
    bySource: by('source', key => key),
    withoutBudget: units
      .filter(unit => ['town', 'village', 'community'].includes(unit.kind) && !budgeted.has(unit.id))
      .map(unit => ({ unitId: unit.id, unitName: unit.name, townName: unit.townName })),
  }
}
