import { inOrigins, type LedgerLine, movementKinds } from '@anlan/contract/stock.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import type { QueryValues } from '../../ui/http.ts'
import { KeysetList } from '../../ui/keyset.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { CorrectDrawer } from './correct-drawer.tsx'
import { useLedger } from './requests.ts'
import { amount } from './stock-frame.tsx'

const signed = (delta: number) => (delta > 0 ? `+${amount(delta)}` : amount(delta))

/** Lines of a ledger, the latest first; a wrong one is corrected, never changed. */
export function LedgerList({ query }: { query: QueryValues }) {
  const now = useMinute()
  const [wrong, setWrong] = useState<LedgerLine | null>(null)
  return (
    <>
      <KeysetList of={useLedger(query)} empty={<Nothing what="没有出入库记录" />}>
        {lines => (
          <Rows
            items={lines}
            keyOf={line => line.id}
            columns={[
              { title: '时间', width: 110, show: line => showTime(line.at, now) },
              {
                title: '类型',
                width: 90,
                show: line =>
                  movementKinds[line.kind] +
                  (line.origin ? `（${inOrigins[line.origin as keyof typeof inOrigins]}）` : ''),
              },
              { title: '仓库', width: 170, minor: 'store' in query, show: line => line.storeName },
              { title: '物资', width: 130, show: line => line.itemName },
              { title: '批次', width: 90, minor: true, show: line => line.lotNo },
              {
                title: '数量',
                width: 110,
                numeric: true,
                show: line => (line.delta ? `${signed(line.delta)} ${line.unit}` : `借出${signed(line.loanDelta)}`),
              },
              { title: '结存', width: 90, numeric: true, show: line => amount(line.balanceAfter) },
              {
                title: '去向和说明',
                show: line => [line.toStoreName, line.receiver, line.note].filter(Boolean).join('，'),
              },
              { title: '经办', width: 150, minor: true, show: line => line.handlerName },
              {
                title: '',
                width: 70,
                show: line =>
                  line.correctedById ? (
                    <span className="quiet">已更正</span>
                  ) : line.mayCorrect ? (
                    <Button size="small" type="link" onClick={() => setWrong(line)}>
                      更正
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </KeysetList>
      {wrong && <CorrectDrawer key={wrong.id} of={wrong} onClose={() => setWrong(null)} />}
    </>
  )
}
