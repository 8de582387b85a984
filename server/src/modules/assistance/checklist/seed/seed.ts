import { stableId } from '../../../../kernel/stable-id.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { accidentItems } from './accidents.ts'
import { chemicalItems } from './chemicals.ts'
import { disasterItems } from './disasters.ts'
import { generalItems } from './general.ts'
import { publicItems } from './public.ts'
import type { SeededItem } from './seeded-item.ts'

/** Every item that the product brings. */
export const seededItems: SeededItem[] = [
  ...generalItems,
  ...disasterItems,
  ...chemicalItems,
  ...accidentItems,
  ...publicItems,
]

/** Brings items that the county has not yet; rows it has changed or switched off stay as they are. */
export async function seedChecklist(work: Work): Promise<void> {
  await work.tx
    .insertInto('assistance_item')
    .values(
      seededItems.map(one => ({
        id: stableId('checklist item', one.typePrefixes.join(' '), one.text),
        text: one.text,
        detail: one.detail,
        bearer: one.bearer,
        minutes: one.minutes,
        type_prefixes: one.typePrefixes,
        conditions: JSON.stringify(one.conditions),
        needs: JSON.stringify(one.needs),
        enabled: true,
        source_name: one.source.name,
        source_article: one.source.article,
        confidence: one.source.confidence,
        version: 1,
        changed_at: null,
        changed_by_name: null,
      })),
    )
    .onConflict(conflict => conflict.column('id').doNothing())
    .execute()
}
