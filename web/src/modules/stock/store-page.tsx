import { type LotView, type StoreView, storeLevels, storeStates } from '@anlan/contract/stock.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { LedgerList } from './ledger-list.tsx'
import { LotList, VerifyDrawer } from './lot-list.tsx'
import { type HandKind, MoveDrawer } from './move-drawer.tsx'
import { storeQuery, useShare } from './requests.ts'
import { amount } from './stock-frame.tsx'
import './stock.css'

const quick: [HandKind, string][] = [
  ['out', '出库'],
  ['in', '入库'],
  ['loan', '借出'],
  ['return', '归还'],
]
const further: [HandKind, string][] = [
  ['transfer', '调拨'],
  ['rotation', '轮换'],
  ['consume', '消耗'],
  ['scrap', '报废'],
]

/** One store: who keeps it, what lies in it, what moved; the four taps of a keeper stand on top. */
export function StorePage() {
  const { id = '' } = useParams()
  const [act, setAct] = useState<{ kind: HandKind; lot?: LotView } | null>(null)
  const [seen, setSeen] = useState<LotView | null>(null)
  return (
    <Loaded of={useQuery(storeQuery(id))} rows={8}>
      {store => (
        <>
          <header className="head">
            <Link to="/stock/stores">仓库</Link>
            <h1>{store.name}</h1>
          </header>
          <section className="panel">
            <div className="stock-store">
              <span>
                {storeLevels[store.level]} · {store.unitName} · {storeStates[store.state]}
              </span>
              <span>
                看管人 <a href={`tel:${store.keeperPhone}`}>{`${store.keeper} ${store.keeperPhone}`}</a>
              </span>
              {store.backupKeeper && (
                <span>
                  备用 <a href={`tel:${store.backupPhone}`}>{`${store.backupKeeper} ${store.backupPhone}`}</a>
                </span>
              )}
              <span className="quiet">
                {store.address}
                {store.open24 ? '，24 小时可取用' : ''}
              </span>
            </div>
            {store.may.move && (
              <div className="stock-quick">
                {quick.map(([one, word]) => (
                  <Button key={one} type={one === 'out' ? 'primary' : 'default'} onClick={() => setAct({ kind: one })}>
                    {word}
                  </Button>
                ))}
                {further.map(([one, word]) => (
                  <Button key={one} type="text" onClick={() => setAct({ kind: one })}>
                    {word}
                  </Button>
                ))}
              </div>
            )}
            <LotList store={store} onAct={(kind, lot) => setAct({ kind, lot })} onVerify={setSeen} />
          </section>
          <section className="panel" style={{ marginTop: 12 }}>
            <h2>可供调用</h2>
            <Shares store={store} />
          </section>
          <section className="panel" style={{ marginTop: 12 }}>
            <h2>出入库记录</h2>
            <LedgerList query={{ store: store.id }} />
          </section>
          {act && (
            <MoveDrawer
              key={`${act.kind} ${act.lot?.id}`}
              store={store}
              kind={act.kind}
              lot={act.lot}
              onClose={() => setAct(null)}
            />
          )}
          {seen && <VerifyDrawer key={seen.id} of={seen} onClose={() => setSeen(null)} />}
        </>
      )}
    </Loaded>
  )
}

/** What others may call on (W228); left blank, all that is usable. */
function Shares({ store }: { store: StoreView }) {
  const { message } = App.useApp()
  const share = useShare(store.id)
  if (store.items.length === 0) return <Nothing what="入库后在这里决定可供全县调用的数量" />
  return (
    <Rows
      items={store.items}
      keyOf={item => item.itemCode}
      columns={[
        { title: '物资', show: item => item.itemName },
        { title: '可用', width: 130, numeric: true, show: item => amount(item.usable, item.unit) },
        { title: '借出未还', width: 100, numeric: true, show: item => (item.onLoan ? amount(item.onLoan) : '') },
        {
          title: '可共享数量',
          width: 190,
          show: item =>
            store.may.move ? (
              <InputNumber<number>
                key={item.version}
                aria-label={`${item.itemName}可共享数量`}
                placeholder="全部可用"
                min={0}
                {...(item.shared !== null && { defaultValue: item.shared })}
                onBlur={event => {
                  const text = event.target.value.trim()
                  const shared = text === '' ? null : Number(text)
                  if (shared !== item.shared && !Number.isNaN(shared))
                    share.mutate(
                      { itemCode: item.itemCode, shared, version: item.version },
                      {
                        onSuccess: () => void message.success('已更新可共享数量'),
                        onError: error => void message.error(saidOf(error)),
                      },
                    )
                }}
              />
            ) : item.shared === null ? (
              '全部可用'
            ) : (
              amount(item.shared)
            ),
        },
      ]}
    />
  )
}
