import { storeLevels, storeStates } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { serverNow } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import { storesQuery } from './requests.ts'
import { Expiry, StockFrame } from './stock-frame.tsx'

/** 仓库（储备室）, those of the county first. */
export function StoresPage() {
  const [text, setText] = useState('')
  const go = useNavigate()
  const today = dayOf(serverNow())
  return (
    <StockFrame>
      <div className="filters">
        <Input.Search
          aria-label="查找仓库"
          placeholder="仓库、单位或看管人"
          allowClear
          style={{ width: 240 }}
          onSearch={setText}
        />
        <span className="spread" />
        <Link to="/registers/stock-stores">登记和修改仓库</Link>
      </div>
      <Loaded of={useQuery(storesQuery({ text }))} rows={8}>
        {stores =>
          stores.length === 0 ? (
            <Nothing what="没有仓库。点“登记和修改仓库”，填写储备室和看管人" />
          ) : (
            <Rows
              items={stores}
              keyOf={store => store.id}
              onOpen={store => void go(`/stock/stores/${store.id}`)}
              columns={[
                { title: '仓库', show: store => store.name },
                { title: '级别', width: 100, show: store => storeLevels[store.level] },
                { title: '管理单位', width: 170, minor: true, show: store => store.unitName },
                { title: '状态', width: 70, show: store => storeStates[store.state] },
                {
                  title: '看管人',
                  width: 200,
                  show: store => (
                    <>
                      {store.keeper}{' '}
                      <a href={`tel:${store.keeperPhone}`} onClick={pressed => pressed.stopPropagation()}>
                        {store.keeperPhone}
                      </a>
                    </>
                  ),
                },
                { title: '品种', width: 60, numeric: true, show: store => store.kinds },
                {
                  title: '最早到期',
                  width: 190,
                  named: true,
                  show: store => <Expiry on={store.soonestExpiry} today={today} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </StockFrame>
  )
}
