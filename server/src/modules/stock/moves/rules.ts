/** A lot as the choice of what to issue sees it. */
export interface LotToTake {
  id: string
  expires_on: string | null
  entered_on: string
  balance: number
}

/** Thousandths, which is what the ledger keeps: sums of decimals stay exact. */
export const thousandths = (quantity: number): number => Math.round(quantity * 1000)

/** First expiry first (先到期先出); what never expires comes last, the older of equals before the younger. */
export const inOrderOfExpiry = <T extends LotToTake>(lots: T[]): T[] =>
  [...lots].sort((a, b) => {
    const [x, y] = [a.expires_on ?? '9999', b.expires_on ?? '9999']
    if (x !== y) return x < y ? -1 : 1
    if (a.entered_on !== b.entered_on) return a.entered_on < b.entered_on ? -1 : 1
    return a.id < b.id ? -1 : 1
  })

/** How much of each lot makes up `quantity`, in the order given; null when all together are not enough. */
export function takeFrom<T>(
  lots: T[],
  held: (lot: T) => number,
  quantity: number,
): { lot: T; quantity: number }[] | null {
  let left = thousandths(quantity)
  const taken: { lot: T; quantity: number }[] = []
  for (const lot of lots) {
    if (left === 0) break
    const part = Math.min(left, thousandths(held(lot)))
    if (part <= 0) continue
    taken.push({ lot, quantity: part / 1000 })
    left -= part
  }
  return left === 0 ? taken : null
}

/** The last day of use: so many months after production; the last of the month where that day does not exist. */
export function expiryOf(producedOn: string, months: number): string {
  const [year = 0, month = 1, day = 1] = producedOn.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}

/** Whether what a lot holds may be issued in an emergency: qualified and not past its day. */
export const isUsable = (lot: { quality: string; expires_on: string | null }, today: string): boolean =>
  lot.quality === 'qualified' && (lot.expires_on === null || lot.expires_on >= today)
