import type { AllocationSupplyView, AllocationView } from '@anlan/contract/allocation.ts'
import { Button } from 'antd'
import { Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { showMuch } from './sums.ts'
import type { Editing } from './use-editing.ts'

/** More would hide those that give something. */
const mostShown = 30

const nameIn = (view: AllocationView, capability: string | null) =>
  view.demands.find(one => one.capability === capability)

/** What is taken of what each owner has free, those that give first. */
export function Owners({ editing: { view, shares } }: { editing: Editing }) {
  const demandOf = new Map(view.demands.map(one => [one.key, one.capability]))
  const used = (supply: AllocationSupplyView) =>
    shares
      .filter(share => share.offerId === supply.offerId && demandOf.get(share.key) === supply.capability)
      .reduce((sum, share) => sum + share.quantity, 0)
  const items = view.supplies
    .map(supply => ({ supply, used: used(supply) }))
    .sort((a, b) => Number(b.used > 0) - Number(a.used > 0) || b.used - a.used || b.supply.free - a.supply.free)
  const several = new Set(view.demands.map(one => one.capability)).size > 1
  const giving = items.filter(one => one.used > 0).length
  const people = view.kind === 'people'
  return (
    <section className="panel">
      <h2>
        {people ? '各场所接收' : '各单位调出'} <small>{giving > 0 && `${giving} 家`}</small>
      </h2>
      {items.length === 0 ? (
        <Nothing what={people ? '范围内没有适用的避难场所' : '范围内没有可调用的单位'} />
      ) : (
        <Rows
          items={items.slice(0, Math.max(giving, mostShown))}
          keyOf={({ supply }) => `${supply.offerId} ${supply.capability}`}
          toneOf={one => (one.used > one.supply.free ? 'late' : one.used === 0 ? 'stale' : undefined)}
          columns={[
            {
              title: people ? '避难场所' : '资源',
              show: ({ supply }) => (
                <>
                  {supply.name}{' '}
                  <small className="quiet">
                    {[supply.unitName, several && nameIn(view, supply.capability)?.capabilityName]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </>
              ),
            },
            {
              title: people ? '接收 / 空余' : '调出 / 可用',
              width: 150,
              numeric: true,
              show: one => (
                <span className="alloc-amount">
                  {one.used > 0 ? <b>{showMuch(one.used)}</b> : 0} / {showMuch(one.supply.free)}{' '}
                  {nameIn(view, one.supply.capability)?.unit}
                </span>
              ),
            },
          ]}
        />
      )}
      {items.length > Math.max(giving, mostShown) && (
        <p className="alloc-padded quiet">另有 {items.length - Math.max(giving, mostShown)} 家没有动用</p>
      )}
    </section>
  )
}

/** Roads and owners that are left out, so that they can be taken back. */
export function LeftOut({ editing }: { editing: Editing }) {
  const { view, cut } = editing
  if (cut.blocked.length + cut.without.length === 0) return null
  const owner = (offerId: string) => view.supplies.find(one => one.offerId === offerId)?.name ?? '已不在名单中'
  const place = (key: string) => view.demands.find(one => one.key === key)?.name ?? ''
  return (
    <section className="panel no-print">
      <h2>不计入的</h2>
      <ul className="alloc-brief">
        {cut.blocked.map(way => (
          <li key={`${way.offerId} ${way.key}`}>
            <span>
              {owner(way.offerId)}到{place(way.key)}：道路中断
            </span>
            {view.mayChange && (
              <Button size="small" onClick={() => editing.toggleRoad(way)}>
                道路恢复
              </Button>
            )}
          </li>
        ))}
        {cut.without.map(offerId => (
          <li key={offerId}>
            <span>{owner(offerId)}：不调用</span>
            {view.mayChange && (
              <Button size="small" onClick={() => editing.toggleOwner(offerId)}>
                恢复使用
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
