import type { PlanContent } from '@anlan/contract/plan.ts'

/** Whom one helper (帮扶人) brings to safety. */
export interface HelperList {
  name: string
  phone: string
  people: { name: string; need: string; backup: string; unit: PlanContent['evacuation'][number] }[]
}

/** One list for each helper, by name and telephone; two of one name with different numbers are two. Those without a helper stand apart, last. */
export function helperLists({ evacuation }: Pick<PlanContent, 'evacuation'>): HelperList[] {
  const lists = new Map<string, HelperList>()
  for (const unit of evacuation)
    for (const { name, need, backup, helper, helperPhone } of unit.vulnerable) {
      const key = helper === '' ? '' : `${helper} ${helperPhone}`
      const list = lists.get(key) ?? { name: helper, phone: helper === '' ? '' : helperPhone, people: [] }
      list.people.push({ name, need, backup, unit })
      lists.set(key, list)
    }
  const none = lists.get('')
  lists.delete('')
  return [...lists.values(), ...(none ? [none] : [])]
}
