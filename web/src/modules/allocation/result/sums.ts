import type {
  AllocationDemandView,
  AllocationLineView,
  AllocationSupplyView,
  AllocationView,
} from '@anlan/contract/allocation.ts'

/** So much from one owner to one place; several trips count as one. */
export interface Share {
  offerId: string
  key: string
  quantity: number
  minutes: number | null
  /** The lines it stands for; none for one that a person added. */
  lines: AllocationLineView[]
}

export const shareKey = ({ offerId, key }: Pick<Share, 'offerId' | 'key'>) => `${offerId} ${key}`

export function sharesOf(view: AllocationView): Share[] {
  const shares = new Map<string, Share>()
  for (const line of view.lines) {
    const known = shares.get(shareKey(line))
    if (!known) shares.set(shareKey(line), { ...line, lines: [line] })
    else {
      known.lines.push(line)
      known.quantity += line.quantity
      known.minutes = Math.max(known.minutes ?? 0, line.minutes ?? 0)
    }
  }
  return [...shares.values()]
}

export const supplyFor = (view: AllocationView, offerId: string, demand: AllocationDemandView) =>
  view.supplies.find(one => one.offerId === offerId && one.capability === demand.capability)

export const minutesTo = (view: AllocationView, supply: AllocationSupplyView, key: string): number | null =>
  supply.minutes[view.demands.findIndex(one => one.key === key)] ?? null

export interface Sums {
  /** Minutes of waiting of all that is sent, as much as they weigh at each place. */
  waiting: number
  /** Mean minutes until a piece, or a person, is there. */
  mean: number | null
  last: number | null
  given: number
  missing: number
}

/** What a distribution costs. */
export function sumsOf(view: AllocationView, shares: Share[]): Sums {
  const weights = new Map(view.demands.map(one => [one.key, one.weight]))
  const wanted = view.demands.reduce((sum, one) => sum + one.quantity, 0)
  const sent = shares.flatMap(share =>
    (share.lines.length > 0 && share.quantity === share.lines.reduce((sum, line) => sum + line.quantity, 0)
      ? share.lines
      : [share]
    ).map(({ quantity, minutes }) => ({ quantity, minutes: minutes ?? 0, weight: weights.get(share.key) ?? 1 })),
  )
  const given = sent.reduce((sum, one) => sum + one.quantity, 0)
  return {
    waiting: sent.reduce((sum, one) => sum + one.quantity * one.minutes * one.weight, 0),
    mean: given > 0 ? sent.reduce((sum, one) => sum + one.quantity * one.minutes, 0) / given : null,
    last: given > 0 ? Math.max(...sent.filter(one => one.quantity > 0).map(one => one.minutes)) : null,
    given,
    missing: wanted - given,
  }
}

/** How good a plan is, for somebody who has to sign for it. */
export function proofOf(view: Pick<AllocationView, 'kind' | 'objective' | 'bound' | 'changedByHand'>): string {
  const gap = view.objective > 0 ? (view.objective - view.bound) / view.objective : 0
  const best = view.kind === 'people' ? '最近的安置办法' : '最快的分法'
  const share = gap < 0.001 ? '不到 0.1 %' : ` ${(gap * 100).toFixed(1)} %`
  if (gap < 1e-6) return view.kind === 'people' ? '已证明没有更近的安置办法' : '已证明没有更快的分法'
  return view.changedByHand ? `已人工调整，与${best}相差${share}` : `与理论最优相差${share}`
}

export const showMinutes = (minutes: number | null) => (minutes === null ? '' : `${Math.round(minutes)} 分钟`)
export const showMuch = (value: number) => Math.round(value).toLocaleString('zh-CN')
