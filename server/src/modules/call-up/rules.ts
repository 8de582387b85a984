import type { CallUpKind, CallUpState } from '@anlan/contract/call-up.ts'
import type { LineProvider } from '@anlan/contract/call-up-view.ts'

/** What can be done to a slip, and in which states. Whether this person may is asked besides. */
const acts = {
  approve: ['requested'],
  refuse: ['requested', 'approved'],
  cancel: ['requested', 'approved'],
  acknowledge: ['approved'],
  issue: ['approved'],
  check: ['approved', 'issued'],
  depart: ['issued'],
  position: ['issued', 'underWay'],
  arrive: ['issued', 'underWay'],
  // What the receiver fetches himself is signed for at the store.
  receive: ['issued', 'underWay', 'arrived'],
  use: ['received'],
  // Also on the way: what is turned back comes home without ever having been received.
  giveBack: ['issued', 'underWay', 'arrived', 'received'],
  close: ['received', 'returned'],
} as const satisfies Record<string, readonly CallUpState[]>
export type CallUpAct = keyof typeof acts

export const mayFollow = (state: CallUpState, act: CallUpAct): boolean =>
  (acts[act] as readonly CallUpState[]).includes(state)

/** Signing for it makes sense: it is on its way, there, or lies ready to be fetched. What goes out by itself has to leave first. */
export const canBeReceived = (state: CallUpState, lines: Asked[]) =>
  mayFollow(state, 'receive') && !(state === 'issued' && goesOut(lines))

/** Over, or never begun: it holds nothing any more. */
export const isOver = (state: CallUpState) => ['closed', 'refused', 'cancelled', 'returned'].includes(state)

/** Something of it is away from home: it stands on the map. */
export const isAway = (state: CallUpState) => ['issued', 'underWay', 'arrived', 'received'].includes(state)

/** What is asked of whom. */
type Asked = Pick<Priceable, 'provider' | 'capability'>

/** Of a hospital the ambulances leave with their crew; its beds stay where they are. */
const isAmbulance = ({ provider, capability }: Asked) => provider === 'hospital' && capability === 'ambulance'

const kindOfProvider: Record<LineProvider, CallUpKind> = {
  team: 'team',
  stock: 'stock',
  equipment: 'vehicle',
  agreement: 'stock',
  neighbour: 'neighbour',
  shelter: 'places',
  hospital: 'places',
  expert: 'expert',
  named: 'stock',
}
/** 类别 of a slip, by its first line. */
export const kindOfLine = (line: Asked): CallUpKind => (isAmbulance(line) ? 'vehicle' : kindOfProvider[line.provider])

/** What moves by itself or with people aboard is checked before it leaves; people and vehicles depart, goods are sent with them. */
export const goesOut = (lines: Asked[]) =>
  lines.some(line => ['team', 'equipment', 'neighbour'].includes(line.provider) || isAmbulance(line))

export interface Counted {
  quantity: number | null
  issued: number | null
  returned: number
  damaged: number
  consumed: number
}

/** Thousandths: quantities are kept to three places, and sums in binary fractions drift. */
export const exact = (value: number) => Math.round(value * 1000) / 1000

/** What left and has neither come back nor been used up. What was called as a whole counts as one. */
export const outstandingOf = (line: Counted) =>
  line.issued === null ? 0 : exact(line.issued - line.returned - line.damaged - line.consumed)

const plain = (quantity: number) => String(exact(quantity))

/** 帐篷 20 顶 */
export function wordsOf(line: { name: string; unit: string; quantity: number | null; people: number | null }): string {
  const people = line.people ? ` ${line.people} 人` : ''
  return line.quantity === null
    ? `${line.name}${people}`
    : `${line.name} ${plain(line.quantity)} ${line.unit}${people}`.trim()
}

export const summaryOf = (lines: Parameters<typeof wordsOf>[0][]) => lines.map(wordsOf).join('、').slice(0, 300)

/** Days charged: each begun day of 24 hours counts, the first from the departure on. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(1, Math.ceil((to.getTime() - from.getTime()) / 86_400_000))
}

export interface PricedLine {
  kind: 'material' | 'personDays' | 'vehicleDays'
  title: string
  quantity: number
  unit: string
  unitPrice: number
  basis: string
}
export interface Prices {
  /** By price code; missing prices nothing. */
  rule: (code: string) => { price: number; title: string; unit: string; source: string } | undefined
  /** Of a stock item per piece; null is not known. */
  item: (code: string) => number | null
}
export interface Priceable {
  provider: LineProvider
  name: string
  capability: string | null
  unit: string
  quantity: number | null
  people: number | null
  issued: number | null
  damaged: number
  consumed: number
}

/** What a slip costs, from `from` (it left) until `until` (it was back, or now). What came back whole costs its days only. */
export function priceLines(lines: Priceable[], from: Date, until: Date, prices: Prices): PricedLine[] {
  const days = daysBetween(from, until)
  return lines.flatMap((line): PricedLine[] => {
    if (line.issued === null) return []
    const byDay = (code: string, kind: 'personDays' | 'vehicleDays', pieces: number): PricedLine[] => {
      const rule = prices.rule(code)
      if (!rule || pieces <= 0) return []
      const quantity = exact(pieces * days)
      const basis = `${plain(pieces)} × ${days} 天；${rule.title}（${rule.source}）`
      return [{ kind, title: line.name, quantity, unit: rule.unit, unitPrice: rule.price, basis }]
    }
    if (line.provider === 'team' || line.provider === 'neighbour')
      return byDay('person-day', 'personDays', line.people ?? line.issued)
    if (line.provider === 'expert') return byDay('expert-day', 'personDays', line.people ?? line.issued)
    if (line.provider === 'equipment' || isAmbulance(line)) return byDay('vehicle-day', 'vehicleDays', line.issued)
    const used = exact(line.consumed + line.damaged)
    if (used <= 0) return []
    const price = line.capability ? prices.item(line.capability) : null
    return [
      {
        kind: 'material',
        title: line.name,
        quantity: used,
        unit: line.unit,
        unitPrice: price ?? 0,
        basis:
          price === null
            ? '没有登记单价，请在费用中补登'
            : `消耗 ${plain(line.consumed)}，损坏 ${plain(line.damaged)}；物资目录单价`,
      },
    ]
  })
}

/** Yuan to the fen. */
export const amountOf = (cost: { quantity: number; unit_price: number }) =>
  Math.round(cost.quantity * cost.unit_price * 100) / 100
export const sumOf = (amounts: number[]) => Math.round(amounts.reduce((sum, one) => sum + one * 100, 0)) / 100
