import type { Work } from '../../../kernel/work/work.ts'
import type { PaperDelivery } from './schema.ts'

/** How a paper names all units of a sort at once (规范化统称), GB/T 9704-2012, 7.3.2. */
const together: Record<string, string> = { town: '各乡镇（街道）', department: '县级各部门、各单位' }
/** Two towns are named one by one even where there are no more. */
const fewest = 3

/** Recipients as they stand on the paper: where all units of a sort are among them, the sort is named in the place of its first. */
export async function printedNames(work: Work, issuingUnitId: string, deliveries: PaperDelivery[]) {
  const units = await work.tx
    .selectFrom('unit')
    .select(['id', 'kind'])
    .where('kind', 'in', ['town', 'department'])
    .where('enabled', '=', true)
    // Nobody writes to himself.
    .where('id', '!=', issuingUnitId)
    .execute()
  const unitOf = new Map(units.map(unit => [unit.id, unit.kind as string]))
  const named = (copy: boolean): string[] => {
    const list = deliveries.filter(one => one.copy === copy)
    const whole = Object.keys(together).filter(kind => {
      const all = units.filter(unit => unit.kind === kind)
      return all.length >= fewest && all.every(unit => list.some(one => one.unit_id === unit.id && !one.post_id))
    })
    const names = list.map(one => {
      const kind = one.post_id ? undefined : unitOf.get(one.unit_id)
      return kind && whole.includes(kind) ? (together[kind] ?? one.name) : one.name
    })
    return [...new Set(names)]
  }
  return { main: named(false), copies: named(true) }
}
