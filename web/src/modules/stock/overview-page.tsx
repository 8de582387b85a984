import { stockClasses } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { Permitted, useSession } from '../../app/session.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { overviewQuery, storesQuery } from './requests.ts'
import { amount, StockFrame } from './stock-frame.tsx'

/** 总览: what is held and what firms keep, side by side; above it what needs attention. */
export function StockPage() {
  return (
    <StockFrame>
      <Loaded of={useQuery(overviewQuery)} rows={8}>
        {({ totals, alarms }) => (
          <>
            <Alarms
              of={[
                ['/stock/expiry', alarms.expired, '批已过期'],
                ['/stock/expiry', alarms.expiringSoon, `批 ${alarms.soonDays} 天内到期`],
                ['/stock/expiry', alarms.expiringLater, `批 ${alarms.laterDays} 天内到期`],
                ['/stock/standards', alarms.below, '项低于库存下限'],
                ['/stock/standards', alarms.withoutStore, '个乡镇村没有启用的储备室'],
                ['/stock/agreements', alarms.agreementsExpired, '份协议已过期（不计入）'],
                ['/stock/takes', alarms.openTakes, '次盘点进行中'],
              ]}
            />
            <OwnStores />
            {totals.length === 0 ? (
              <Nothing what="还没有库存。先到“仓库”登记储备室，再点“入库”" />
            ) : (
              <Rows
                items={totals}
                keyOf={line => line.itemCode}
                columns={[
                  { title: '物资', show: line => line.itemName },
                  { title: '类别', width: 110, minor: true, show: line => stockClasses[line.class] },
                  { title: '实物', width: 130, numeric: true, show: line => amount(line.physical, line.unit) },
                  { title: '其中可用', width: 120, numeric: true, show: line => amount(line.usable) },
                  { title: '借出', width: 90, numeric: true, show: line => (line.onLoan ? amount(line.onLoan) : '') },
                  {
                    title: '协议',
                    width: 130,
                    numeric: true,
                    show: line => (line.agreement ? amount(line.agreement, line.unit) : ''),
                  },
                  {
                    title: '日产能',
                    width: 100,
                    numeric: true,
                    minor: true,
                    show: line => (line.capacityPerDay ? amount(line.capacityPerDay) : ''),
                  },
                  { title: '存放仓库', width: 90, numeric: true, minor: true, show: line => line.stores },
                ]}
              />
            )}
          </>
        )}
      </Loaded>
    </StockFrame>
  )
}

const mostOwn = 3

/** Who keeps a store or two takes from it from here; who oversees many, from those of his own unit. */
function OwnStores() {
  const { data: stores = [] } = useQuery(storesQuery())
  const go = useNavigate()
  const { unitId } = useSession()
  const active = stores.filter(store => store.state === 'active')
  const own = active.length > mostOwn ? active.filter(store => store.unitId === unitId) : active
  if (own.length === 0 || own.length > mostOwn) return null
  return (
    <Permitted to="stock.move">
      <div className="stock-quick stock-own">
        {own.map(store => (
          <Button key={store.id} type="primary" onClick={() => void go(`/stock/stores/${store.id}`)}>
            {store.name}：领用、入库
          </Button>
        ))}
      </div>
    </Permitted>
  )
}

/** Only what calls for work is shown; that nothing does is one line. */
function Alarms({ of }: { of: [to: string, count: number, words: string][] }) {
  const calling = of.filter(([, count]) => count > 0)
  if (calling.length === 0)
    return <p className="stock-fine met-mark">没有过期、临期和低于下限的物资，没有进行中的盘点</p>
  return (
    <div className="stock-alarms">
      {calling.map(([to, count, words]) => (
        <Link key={words} to={to}>
          <b className="stock-near">{count}</b>
          <span className="quiet">{words}</span>
        </Link>
      ))}
    </div>
  )
}
