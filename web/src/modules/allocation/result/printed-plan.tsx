import {
  type AllocationDemandView,
  type AllocationView,
  allocationStates,
  urgencies,
} from '@anlan/contract/allocation.ts'
import { showOfficial } from '../../../ui/time.ts'
import { type Share, shareKey, showMinutes, showMuch, supplyFor } from './sums.ts'

/** The plan on paper: 物资装备调配方案 or 群众安置分配表. */
export function PrintedPlan({ view, shares }: { view: AllocationView; shares: Share[] }) {
  const people = view.kind === 'people'
  return (
    <div className="alloc-printed">
      <h1>{people ? '群众安置分配表' : '物资装备调配方案'}</h1>
      <p>
        <span>{view.title}</span>
        <span>{allocationStates[view.state]}</span>
      </p>
      <table>
        <thead>
          <tr>
            <th>{people ? '村（社区）' : '需求地点'}</th>
            <th>{people ? '应安置' : '物资及数量'}</th>
            <th>紧急程度</th>
            <th>{people ? '避难场所' : '调出单位和资源'}</th>
            <th>{people ? '安置' : '调拨'}</th>
            <th>预计到达</th>
          </tr>
        </thead>
        <tbody>
          {view.demands.map(demand => (
            <DemandRows key={demand.key} demand={demand} view={view} shares={shares} />
          ))}
        </tbody>
      </table>
      <p>
        <span>
          编制：{view.unitName}　{view.madeByName}
        </span>
        <span>{showOfficial(view.issuedAt ?? view.madeAt)}</span>
      </p>
      <p>
        <span>预计到达按直线距离、绕行系数和运行参数中的车速估算。</span>
      </p>
    </div>
  )
}

interface DemandRowsProps {
  demand: AllocationDemandView
  view: AllocationView
  shares: Share[]
}

function DemandRows({ demand, view, shares }: DemandRowsProps) {
  const people = view.kind === 'people'
  const own = shares.filter(share => share.key === demand.key && share.quantity > 0)
  const cells = [
    ...own.map(share => {
      const supply = supplyFor(view, share.offerId, demand)
      const households = share.lines.reduce((sum, line) => sum + (line.households ?? 0), 0)
      return {
        key: shareKey(share),
        show: (
          <>
            <td>{people ? supply?.name : `${supply?.unitName}　${supply?.name}`}</td>
            <td>
              {showMuch(share.quantity)} {demand.unit}
              {households > 0 && `（${households} 户）`}
            </td>
            <td>{showMinutes(share.minutes)}</td>
          </>
        ),
      }
    }),
    ...(demand.missing > 0 || own.length === 0
      ? [
          {
            key: 'missing',
            show: (
              <td colSpan={3}>
                缺 {showMuch(demand.missing)} {demand.unit}：{demand.shortfall}
              </td>
            ),
          },
        ]
      : []),
  ]
  return cells.map(({ key, show }, i) => (
    <tr key={key}>
      {i === 0 && (
        <>
          <td rowSpan={cells.length}>{demand.name}</td>
          <td rowSpan={cells.length}>
            {demand.capabilityName} {showMuch(demand.quantity)} {demand.unit}
            {demand.households ? `（${demand.households} 户）` : ''}
          </td>
          <td rowSpan={cells.length}>{urgencies[demand.urgency]}</td>
        </>
      )}
      {show}
    </tr>
  ))
}
