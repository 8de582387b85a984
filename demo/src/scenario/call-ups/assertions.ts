import { CallUpLine, CallUpView } from '@anlan/contract/call-up-view.ts'
import { LedgerLine, StoreView } from '@anlan/contract/stock.ts'
import { items } from '../acts.ts'
import type { Of } from '../client.ts'
import { expectEqual, expectThat, type Scenario } from '../scenario.ts'

type Line = Of<typeof LedgerLine>

const exact = (value: number) => Math.round(value * 1000) / 1000
const totals = (lines: Line[], of: 'delta' | 'loanDelta') => {
  const sums = new Map<string, number>()
  for (const line of lines) sums.set(line.itemCode, exact((sums.get(line.itemCode) ?? 0) + line[of]))
  return Object.fromEntries([...sums].sort(([a], [b]) => a.localeCompare(b)))
}

/** Every slip is closed, nothing is out; the stores' ledgers, the balances and the slips say the same. */
export async function assertStockReconciles(s: Scenario, eventId: string): Promise<void> {
  const duty = await s.as('duty1')
  const slips: Of<typeof CallUpView>[] = []
  await s.assert('断言1', '调用单全部办结，没有在外的物资和队伍', async () => {
    const { items: open } = await duty.get('/api/call-ups?box=open&limit=200', items(CallUpLine))
    expectEqual(
      open.map(one => one.summary),
      [],
      '未办结的调用单',
    )
    const { items: all } = await duty.get(`/api/call-ups?event=${eventId}&limit=200`, items(CallUpLine))
    for (const { id } of all) slips.push(await duty.get(`/api/call-ups/${id}`, CallUpView))
    expectThat(slips.length > 0, '事件没有调用单')
    const out = slips.flatMap(slip => slip.lines.filter(line => line.outstanding !== 0 || line.booked))
    expectEqual(
      out.map(line => line.name),
      [],
      '在外或仍占用的',
    )
    return `${slips.length} 份`
  })
  await s.assert('断言1', '物资账目无遗留：台账逐笔相符，借出全部归还或核销', async () => {
    const { items: used } = await duty.get('/api/stock/ledger?ledger=use&limit=200', items(LedgerLine))
    const ours = used.filter(line => line.eventId === eventId)
    expectThat(ours.length > 0, '没有出库记录')
    const lent = totals(ours, 'loanDelta')
    expectEqual(lent, Object.fromEntries(Object.keys(lent).map(code => [code, 0])), '借出未还')
    const touched = new Map(ours.map(line => [`${line.storeId} ${line.itemCode}`, line]))
    for (const { storeId, itemCode } of touched.values()) {
      const path = `/api/stock/ledger?store=${storeId}&item=${itemCode}&limit=200`
      const { items: lines } = await duty.get(path, items(LedgerLine))
      const store = await duty.get(`/api/stock/stores/${storeId}`, StoreView)
      for (const lot of store.lotList.filter(one => one.itemCode === itemCode)) {
        const sum = exact(lines.filter(line => line.lotId === lot.id).reduce((all, line) => all + line.delta, 0))
        expectEqual([lot.balance, lot.onLoan], [sum, 0], `${store.name}${lot.itemName}${lot.lotNo}账面`)
      }
    }
    return `${ours.length} 笔`
  })
  await s.assert('断言5', '台账合计：出库净额等于各调用单消耗、损坏之和', async () => {
    const { items: used } = await duty.get('/api/stock/ledger?ledger=use&limit=200', items(LedgerLine))
    const gone = totals(
      used.filter(line => line.eventId === eventId),
      'delta',
    )
    const said = new Map<string, number>(Object.keys(gone).map(code => [code, 0]))
    for (const line of slips.flatMap(slip => slip.lines))
      if (line.provider === 'stock' && line.capability)
        said.set(line.capability, exact((said.get(line.capability) ?? 0) - line.consumed - line.damaged))
    expectEqual(gone, Object.fromEntries([...said].sort(([a], [b]) => a.localeCompare(b))), '台账净减')
    return Object.entries(gone)
      .filter(([, sum]) => sum !== 0)
      .map(([code, sum]) => `${code} ${sum}`)
      .join('，')
  })
}
