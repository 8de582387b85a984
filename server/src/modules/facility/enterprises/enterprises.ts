import type { EnterpriseSafety } from '@anlan/contract/facility.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { currentRecords } from '../../register/api.ts'
import { grouped, unitsHere, wordsOf } from '../units.ts'
import { standingOf } from './standing.ts'

/** Enterprises of the units in reach with what each lacks (S64, W279), the sectors in which most lack something first. */
export async function enterpriseSafety(work: Work): Promise<EnterpriseSafety> {
  const today = shanghaiDay(work.now)
  const here = new Set((await unitsHere(work)).map(unit => unit.id))
  const sectorOf = await wordsOf(work, 'enterprise-sectors')
  const items = (await currentRecords(work, 'enterprises'))
    .filter(one => here.has(one.unitId))
    .map(({ id, unitName, values }) => {
      const until = (name: string) => (values[name] as string | null | undefined) ?? null
      return {
        id,
        name: String(values['name']),
        unitName,
        sector: String(values['sector']),
        sectorName: sectorOf(String(values['sector'])),
        level: String(values['standardLevel']),
        standard: standingOf(values['standardLevel'] !== '未达标', until('standardUntil'), today),
        standardUntil: until('standardUntil'),
        insurance: standingOf(values['insured'] === true, until('insuredUntil'), today),
        insuredUntil: until('insuredUntil'),
        phone: String(values['phone'] ?? ''),
      }
    })
  const sectors = [...grouped(items, one => one.sector)].map(([code, own]) => {
    const count = (duty: 'standard' | 'insurance', standing: string) => own.filter(one => one[duty] === standing).length
    return {
      code,
      label: sectorOf(code),
      all: own.length,
      standard: { none: count('standard', 'none'), expired: count('standard', 'expired') },
      insurance: { none: count('insurance', 'none'), expired: count('insurance', 'expired') },
    }
  })
  const lacking = ({ standard, insurance }: (typeof sectors)[number]) =>
    standard.none + standard.expired + insurance.none + insurance.expired
  return { today, sectors: sectors.sort((a, b) => lacking(b) - lacking(a)), items }
}
