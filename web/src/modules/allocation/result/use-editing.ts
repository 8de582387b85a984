import type { AllocationView } from '@anlan/contract/allocation.ts'
import { useState } from 'react'
import { type Share, shareKey, sharesOf } from './sums.ts'

interface Cut {
  blocked: { offerId: string; key: string }[]
  without: string[]
}
interface Held {
  /** The plan as it stood when the hand began; what is sent carries its version. */
  base: AllocationView
  shares: Share[]
  cut: Cut
}

const cutOf = ({ blocked, without }: AllocationView): Cut => ({ blocked, without })
const heldOf = (base: AllocationView): Held => ({ base, shares: sharesOf(base), cut: cutOf(base) })
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const amounts = (shares: Share[]) => shares.filter(one => one.quantity > 0).map(one => [shareKey(one), one.quantity])

export interface Editing {
  view: AllocationView
  shares: Share[]
  cut: Cut
  sharesChanged: boolean
  cutChanged: boolean
  setQuantity: (share: Share, quantity: number) => void
  add: (share: Share) => void
  toggleRoad: (way: { offerId: string; key: string }) => void
  toggleOwner: (offerId: string) => void
  drop: () => void
  /** Keeps what was changed and lays it on the plan as it stands now. */
  rebase: (now: AllocationView) => void
}

/** What somebody changes by hand, kept until it is sent or dropped; the plan under it may be renewed meanwhile and is not mixed in. */
export function useEditing(latest: AllocationView): Editing {
  const [held, setHeld] = useState<Held | null>(null)
  const now = held ?? heldOf(latest)
  const change = (part: Partial<Held>) => setHeld({ ...now, ...part })
  const isSameWay = (a: { offerId: string; key: string }, b: { offerId: string; key: string }) =>
    shareKey(a) === shareKey(b)
  return {
    view: now.base,
    shares: now.shares,
    cut: now.cut,
    sharesChanged: held !== null && !same(amounts(now.shares), amounts(sharesOf(now.base))),
    cutChanged: held !== null && !same(now.cut, cutOf(now.base)),
    setQuantity: (share, quantity) =>
      change({
        shares: now.shares.map(one => (isSameWay(one, share) ? { ...one, minutes: share.minutes, quantity } : one)),
      }),
    add: share => change({ shares: [...now.shares.filter(one => !isSameWay(one, share)), share] }),
    toggleRoad: ({ offerId, key }) => {
      const without = now.cut.blocked.filter(one => !isSameWay(one, { offerId, key }))
      const isCut = without.length < now.cut.blocked.length
      change({ cut: { ...now.cut, blocked: isCut ? without : [...without, { offerId, key }] } })
    },
    toggleOwner: offerId => {
      const { without } = now.cut
      change({
        cut: {
          ...now.cut,
          without: without.includes(offerId) ? without.filter(one => one !== offerId) : [...without, offerId],
        },
      })
    },
    drop: () => setHeld(null),
    rebase: base => setHeld({ ...now, base }),
  }
}
