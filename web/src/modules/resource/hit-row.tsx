import { offerKinds, type ResourceHit, reserveForms } from '@anlan/contract/resource.ts'
import { Button } from 'antd'
import { Link } from 'react-router'
import { Permitted } from '../../app/session.tsx'
import { showMetres } from '../shelter/metres.ts'

const isDiallable = (phone: string) => /^[\d-]+$/.test(phone)

function Phone({ keeper, title }: { keeper: ResourceHit['keeper']; title: string }) {
  if (!keeper) return null
  return (
    <span>
      {title} {keeper.name}{' '}
      {isDiallable(keeper.phone) ? (
        <a className="figure" href={`tel:${keeper.phone}`}>
          {keeper.phone}
        </a>
      ) : (
        <span className="figure">{keeper.phone}</span>
      )}
    </span>
  )
}

const verified = (hit: ResourceHit) =>
  hit.verifiedDaysAgo === null
    ? '从未核实'
    : hit.verifiedDaysAgo === 0
      ? '今日已核实'
      : `${hit.verifiedDaysAgo} 天前核实`

/** One owner: how far, how much, whom to call, and the way to ask for it. */
export function HitRow({ hit, ask }: { hit: ResourceHit; ask: string }) {
  return (
    <li className={`hit${hit.reason ? ' hit-off' : ''}`}>
      <div className="hit-way">
        <b className="figure">{hit.metres === null ? '—' : showMetres(hit.metres)}</b>
        <span className="quiet">{hit.roadMinutes === null ? '距离不明' : `约 ${hit.roadMinutes} 分钟`}</span>
      </div>
      <div className="hit-what">
        <p>
          <Link to={hit.link}>{hit.name}</Link>
          <span className={`word-tag reserve-${hit.reserve}`}>{reserveForms[hit.reserve]}</span>
          <span className="word-tag">{offerKinds[hit.kind]}</span>
          {hit.withOperator && <span className="word-tag">带操作手</span>}
          {hit.stale && <span className="word-tag hit-stale">信息可能过期</span>}
        </p>
        <p className="quiet">
          {hit.unitName && <span>{hit.unitName}</span>}
          <span>{verified(hit)}</span>
          {hit.readyMinutes !== null && <span>出发前准备 {hit.readyMinutes} 分钟</span>}
          {hit.validUntil && <span>协议至 {hit.validUntil}</span>}
          {hit.rating !== null && <span>单台规格 {hit.rating}</span>}
        </p>
        <p>
          <Phone keeper={hit.keeper} title={hit.kind === 'neighbour' ? '值班电话' : '负责人'} />
          <Phone keeper={hit.backupKeeper} title="备用" />
        </p>
        {hit.reason && <p className="hit-reason">{hit.reason}</p>}
      </div>
      <div className="hit-much">
        {hit.free === null ? (
          <span className="quiet">数量另行商定</span>
        ) : (
          <>
            <span>
              可用 <b className="figure">{hit.free}</b> / {hit.total} {hit.unit}
            </span>
            {hit.booked > 0 && <span className="quiet">已占用 {hit.booked}</span>}
          </>
        )}
        {!hit.reason && (
          <Permitted to="resource.call">
            <Link to={ask}>
              <Button type={hit.enough ? 'primary' : 'default'}>请求调用</Button>
            </Link>
          </Permitted>
        )}
      </div>
    </li>
  )
}
