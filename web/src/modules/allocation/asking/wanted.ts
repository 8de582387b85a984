import type { PlanAllocation } from '@anlan/contract/allocation.ts'
import type { Position } from '@anlan/contract/codec.ts'
import { newId } from '../../../ui/form/new-id.ts'
import type { Input } from '../../../ui/shape.ts'

/** One line of what is asked for, as it stands in the form. */
export interface Wanted {
  key: string
  /** Key of the place in the search of places; null as long as none is chosen. */
  from: string | null
  name: string
  position: Position | null
  unitId: string | null
  capability: string | null
  quantity: number | null
  urgency: 1 | 2 | 3
  /** Households of a village; they stay together. */
  households: number | null
  /** Head counts as pasted; they go before the number of households. */
  sizes: string
}

export const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  key: newId().slice(0, 8),
  from: null,
  name: '',
  position: null,
  unitId: null,
  capability: null,
  quantity: null,
  urgency: 2,
  households: null,
  sizes: '',
  ...more,
})

/** Numbers in a list pasted from a sheet or a message, whatever stands between them. */
export const sizesPasted = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number)

/** So many people in so many households, as even as whole people allow. */
export function evenHouseholds(people: number, households: number): number[] {
  const [least, rest] = [Math.floor(people / households), people % households]
  return Array.from({ length: households }, (_, i) => least + (i < rest ? 1 : 0))
}

/** A household where nobody knows how many there are. */
const usualHousehold = 3

/** What is wrong with a line, in words, before it is sent; null when nothing is. */
export function wrongWith(line: Wanted, people: boolean): string | null {
  if (!line.position) return people ? '请选择村（社区）' : '请选择需求地点'
  if (!line.name.trim()) return '请填写地点名称'
  if (!people && !line.capability) return '请选择物资或能力'
  if (!line.quantity) return people ? '请填写需安置人数' : '请填写数量'
  if (people && !line.sizes && line.households && line.households > line.quantity) return '户数不能多于人数'
  return null
}

export function demandOf(line: Wanted, people: boolean): Input<typeof PlanAllocation>['demands'][number] {
  const { key, name, position, unitId, capability, quantity, urgency } = line
  const count = quantity ?? 0
  const pasted = sizesPasted(line.sizes)
  const households =
    pasted.length > 0 ? pasted : evenHouseholds(count, line.households ?? Math.ceil(count / usualHousehold))
  return {
    key,
    name: name.trim(),
    position: position ?? { lng: 0, lat: 0 },
    unitId,
    capability: people ? null : capability,
    quantity: count,
    urgency,
    households: people ? households : null,
  }
}
