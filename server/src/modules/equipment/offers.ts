import { type EquipmentUse, equipmentUses } from '@anlan/contract/equipment.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { declareCapabilities, putOffers, withdrawOffers } from '../resource/api.ts'
import { type Item, itemsNow, kindOf, numberIn, textIn } from './items.ts'
import { reasonsAgainst } from './rules.ts'

/** Why it cannot be called on now: it is out already, or not to be sent. */
export const unavailableBecause = (item: Item, today: string): string[] => [
  ...(item.use === 'standby' ? [] : [`已出动（${equipmentUses[item.use as EquipmentUse]}）`]),
  ...reasonsAgainst(item, today),
]

/** What the county can call on follows the things named, in the same unit of work. What may not be sent stands there with the reason. */
export async function offerEquipment(work: Work, ids: string[]): Promise<void> {
  const today = shanghaiDay(work.now)
  const items = await itemsNow(work, ids)
  await declareKinds(work, items)
  await putOffers(
    work,
    items.map(item => {
      const { values } = item
      const rating = numberIn(values, 'rating')
      const operator = textIn(values, 'operator')
      const reasons = unavailableBecause(item, today)
      return {
        id: item.id,
        kind: 'equipment' as const,
        unitId: item.unitId,
        name: `${textIn(values, 'name')} ${textIn(values, 'number')}`,
        position: item.position,
        capabilities: [
          {
            code: kindOf(textIn(values, 'kind'), item.kindName).capability,
            quantity: 1,
            ...(rating !== null && { rating }),
          },
          ...alsoOffered(values),
        ],
        reserve: values['ownership'] === 'agreed' ? ('agreement' as const) : ('physical' as const),
        withOperator: operator !== '',
        keeper: operator ? { name: operator, phone: textIn(values, 'operatorPhone') } : null,
        readyMinutes: numberIn(values, 'readyMinutes'),
        available: reasons.length === 0,
        unavailableReason: reasons.join('；') || null,
        verifiedAt: item.verifiedAt,
        link: `/equipment/${item.id}`,
      }
    }),
  )
  const offered = new Set(items.map(item => item.id))
  await withdrawOffers(
    work,
    'equipment',
    ids.filter(id => !offered.has(id)),
  )
}

/** 兼有能力: the second thing it can do. */
function alsoOffered(values: Item['values']) {
  const rating = numberIn(values, 'alsoRating')
  const code = textIn(values, 'also')
  return code ? [{ code, quantity: 1, ...(rating !== null && { rating }) }] : []
}

/** Kinds that no other provider brings, and the county's own words, can be asked for too. */
async function declareKinds(work: Work, items: Item[]) {
  const kinds = new Map(items.map(item => [textIn(item.values, 'kind'), item.kindName]))
  await declareCapabilities(
    work,
    [...kinds].flatMap(([code, word]) => {
      const { capability, declares, ratingUnit } = kindOf(code, word)
      return declares ? [{ code: capability, ...declares, ratingUnit, source: '车辆装备类别' }] : []
    }),
  )
}
