import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { serverNow } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import { expiryQuery } from './requests.ts'
import { amount, Expiry, StockFrame } from './stock-frame.tsx'

/** 临期清单: what has expired or soon will, first day first (W222). */
export function StockExpiryPage() {
  const today = dayOf(serverNow())
  const go = useNavigate()
  return (
    <StockFrame
      paper="临期和过期物资清单"
      acts={
        <Button className="no-print" onClick={() => print()}>
          打印
        </Button>
      }
    >
      <Loaded of={useQuery(expiryQuery)} rows={8}>
        {lots =>
          lots.length === 0 ? (
            <Nothing what="没有临期或过期物资。临近有效期的批次会提前列在这里，点开可轮换或报废" />
          ) : (
            <Rows
              items={lots}
              keyOf={lot => lot.id}
              onOpen={lot => void go(`/stock/stores/${lot.storeId}`)}
              columns={[
                { title: '有效期至', width: 200, show: lot => <Expiry on={lot.expiresOn} today={today} /> },
                { title: '物资', show: lot => lot.itemName },
                { title: '批次', width: 120, minor: true, show: lot => lot.lotNo },
                { title: '数量', width: 120, numeric: true, show: lot => amount(lot.balance, lot.unit) },
                { title: '仓库', show: lot => lot.storeName },
                { title: '管理单位', width: 170, minor: true, show: lot => lot.unitName },
              ]}
            />
          )
        }
      </Loaded>
    </StockFrame>
  )
}
