import type { PlanContent } from '@anlan/contract/plan.ts'
import type { ContentChange } from '../requests.ts'

type Keyed = 'chapters' | 'groups' | 'steps' | 'evacuation'
type Listed = Keyed | 'contacts' | 'resources' | 'links' | 'closing' | 'levels'
type ItemOf<P extends Listed> = PlanContent[P][number]

/** A key that no other part of the plan has. */
export const freshKey = (prefix: string) =>
  `${prefix}-${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`

const replaced = <P extends Listed>(content: PlanContent, piece: P, items: ItemOf<P>[]): PlanContent => ({
  ...content,
  [piece]: items,
})

/** Puts an item in the place of the one with its key, or after `behind`, or at the end. */
export const putKeyed = <P extends Keyed>(piece: P, item: ItemOf<P>, behind?: string | null): ContentChange => ({
  part: content => (content[piece] as { key: string }[]).find(one => one.key === (item as { key: string }).key),
  change: content => {
    const items = content[piece] as (ItemOf<P> & { key: string })[]
    const { key } = item as { key: string }
    if (items.some(one => one.key === key))
      return replaced(content, piece, items.map(one => (one.key === key ? item : one)) as ItemOf<P>[])
    const at = behind ? items.findIndex(one => one.key === behind) + 1 : items.length
    return replaced(content, piece, [...items.slice(0, at), item, ...items.slice(at)] as ItemOf<P>[])
  },
})

/** Takes an item away; steps that waited for it, or belonged to it, then wait for nothing. */
export const dropKeyed = (piece: Keyed, key: string): ContentChange => ({
  part: content => (content[piece] as { key: string }[]).find(one => one.key === key),
  change: content => {
    const left = {
      ...content,
      [piece]: (content[piece] as { key: string }[]).filter(one => one.key !== key),
    } as PlanContent
    return {
      ...left,
      steps: left.steps.map(step => ({
        ...step,
        after: step.after === key && piece === 'steps' ? null : step.after,
        group: step.group === key && piece === 'groups' ? null : step.group,
        chapter: step.chapter === key && piece === 'chapters' ? null : step.chapter,
      })),
    }
  },
})

/** Moves an item one place up or down. */
export const moveKeyed = (piece: Keyed, key: string, by: 1 | -1): ContentChange => ({
  part: content => (content[piece] as { key: string }[]).map(one => one.key),
  change: content => {
    const items = [...(content[piece] as { key: string }[])]
    const at = items.findIndex(one => one.key === key)
    const [one] = items.splice(at, 1)
    if (one) items.splice(Math.max(0, at + by), 0, one)
    return { ...content, [piece]: items } as PlanContent
  },
})

/** Replaces a whole short list, or any other piece. */
export const putPiece = <P extends keyof PlanContent>(piece: P, value: PlanContent[P]): ContentChange => ({
  part: content => content[piece],
  change: content => ({ ...content, [piece]: value }),
})
