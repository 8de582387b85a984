import { type AllocationDemandView, urgencies } from '@anlan/contract/allocation.ts'
import { reserveForms } from '@anlan/contract/resource.ts'
import { Button, InputNumber, Select } from 'antd'
import { Link } from 'react-router'
import { minutesTo, type Share, shareKey, showMinutes, showMuch, supplyFor } from './sums.ts'
import type { Editing } from './use-editing.ts'

/** What every place gets, from whom, how soon, and why something is missing. */
export function Places({ editing }: { editing: Editing }) {
  const { view } = editing
  return (
    <section className="panel">
      <h2>
        {view.kind === 'people' ? '各村去向' : '各处分配'} <small>{view.demands.length} 处</small>
      </h2>
      {view.demands.map(demand => (
        <Place key={demand.key} demand={demand} editing={editing} />
      ))}
    </section>
  )
}

function Place({ demand, editing }: { demand: AllocationDemandView; editing: Editing }) {
  const { view, shares } = editing
  const own = shares
    .filter(share => share.key === demand.key)
    .sort((a, b) => (a.minutes ?? Number.POSITIVE_INFINITY) - (b.minutes ?? Number.POSITIVE_INFINITY))
  const given = own.reduce((sum, share) => sum + share.quantity, 0)
  const missing = demand.quantity - given
  return (
    <div className="alloc-demand">
      <h3>
        <span>{demand.name}</span>
        <span className="quiet">
          {[demand.capabilityName, urgencies[demand.urgency], demand.households && `${demand.households} 户`]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="spread" />
        <span className={missing > 0 ? 'alloc-short' : undefined}>
          {showMuch(given)} / {showMuch(demand.quantity)} {demand.unit}
          {missing > 0 && `，缺 ${showMuch(missing)}`}
          {missing < 0 && `，多 ${showMuch(-missing)}`}
        </span>
      </h3>
      {missing > 0 && (
        <p className="alloc-why">{editing.sharesChanged ? '保存调整后重新说明缺口原因' : demand.shortfall}</p>
      )}
      <ul className={view.kind === 'people' ? 'alloc-shares alloc-people' : 'alloc-shares'}>
        {own.map(share => (
          <ShareRow key={shareKey(share)} share={share} demand={demand} editing={editing} />
        ))}
      </ul>
      {view.mayChange && <AddOwner demand={demand} taken={own} missing={missing} editing={editing} />}
    </div>
  )
}

interface ShareRowProps {
  share: Share
  demand: AllocationDemandView
  editing: Editing
}

function ShareRow({ share, demand, editing }: ShareRowProps) {
  const { view, cut } = editing
  const supply = supplyFor(view, share.offerId, demand)
  const isCut = cut.blocked.some(one => shareKey(one) === shareKey(share))
  const isOut = cut.without.includes(share.offerId)
  const proposed = share.lines.reduce((sum, line) => sum + line.proposed, 0)
  const vehicles = [...new Set(share.lines.flatMap(line => line.vehicleName ?? []))]
  const households = share.lines.reduce((sum, line) => sum + (line.households ?? 0), 0)
  const slips = [...new Set(share.lines.flatMap(line => line.slipId ?? []))]
  const change = (quantity: number | null) => {
    const whole = share.lines.reduce((sum, line) => sum + line.quantity, 0)
    const before = share.lines.length > 0 ? Math.max(...share.lines.map(line => line.minutes ?? 0)) : share.minutes
    const direct = supply ? minutesTo(view, supply, demand.key) : null
    editing.setQuantity({ ...share, minutes: quantity === whole ? before : (direct ?? before) }, quantity ?? 0)
  }
  return (
    <li className={isCut || isOut ? 'alloc-cut' : share.quantity === 0 ? 'stale' : undefined}>
      <div className="alloc-share-name">
        <b>{supply?.name ?? share.lines[0]?.offerName}</b>
        <small className="quiet">
          {[
            supply?.unitName,
            share.lines[0]?.reserve && share.lines[0].reserve !== 'physical' && reserveForms[share.lines[0].reserve],
            vehicles.length > 0 && `车辆 ${vehicles.join('、')}`,
            share.lines.length > 1 && `分 ${share.lines.length} 趟`,
            share.quantity !== proposed && `计算结果为 ${showMuch(proposed)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      <span className="alloc-minutes">{share.minutes !== null && <>约 {showMinutes(share.minutes)}</>}</span>
      {view.mayChange ? (
        <InputNumber
          aria-label={`${supply?.name}到${demand.name}的数量`}
          min={0}
          max={supply?.free}
          precision={0}
          value={share.quantity}
          suffix={demand.unit}
          onChange={change}
        />
      ) : (
        <b className="alloc-amount">
          {showMuch(share.quantity)} {demand.unit}
        </b>
      )}
      {view.kind === 'people' && <span className="quiet">{households > 0 && `${households} 户`}</span>}
      {view.mayChange && (
        <span className="alloc-toggles">
          <Button size="small" onClick={() => editing.toggleRoad({ offerId: share.offerId, key: demand.key })}>
            {isCut ? '道路恢复' : '道路中断'}
          </Button>
          <Button size="small" onClick={() => editing.toggleOwner(share.offerId)}>
            {isOut ? '恢复使用' : view.kind === 'people' ? '不用此场所' : '不调用此单位'}
          </Button>
        </span>
      )}
      {slips.map(slip => (
        <Link key={slip} to={`/call-ups/${slip}`}>
          调用单
        </Link>
      ))}
    </li>
  )
}

interface AddOwnerProps {
  demand: AllocationDemandView
  taken: Share[]
  missing: number
  editing: Editing
}

/** Others that could give to this place, nearest first, with what they have left. */
function AddOwner({ demand, taken, missing, editing }: AddOwnerProps) {
  const { view, shares } = editing
  const had = new Set(taken.map(share => share.offerId))
  const demandOf = new Map(view.demands.map(one => [one.key, one.capability]))
  const others = view.supplies
    .filter(supply => supply.capability === demand.capability && !had.has(supply.offerId))
    .map(supply => {
      const used = shares
        .filter(share => share.offerId === supply.offerId && demandOf.get(share.key) === supply.capability)
        .reduce((sum, share) => sum + share.quantity, 0)
      return { supply, left: Math.floor(supply.free) - used, minutes: minutesTo(view, supply, demand.key) }
    })
    .filter(one => one.minutes !== null)
    .sort((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0))
  if (others.length === 0) return null
  return (
    <Select
      size="small"
      className="alloc-add-owner no-print"
      aria-label={`为${demand.name}增加来源`}
      placeholder={view.kind === 'people' ? '改去其他场所……' : '从其他单位调……'}
      showSearch={{ optionFilterProp: 'label' }}
      value={null}
      options={others.map(({ supply, left, minutes }) => ({
        value: supply.offerId,
        label: `${supply.name}　约 ${showMinutes(minutes)}，余 ${showMuch(left)}`,
      }))}
      onChange={(offerId: string | null) => {
        const chosen = others.find(one => one.supply.offerId === offerId)
        if (chosen)
          editing.add({
            offerId: chosen.supply.offerId,
            key: demand.key,
            quantity: Math.max(0, Math.min(missing, chosen.left)),
            minutes: chosen.minutes,
            lines: [],
          })
      }}
    />
  )
}
