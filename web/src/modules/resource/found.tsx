import type { NearestReply, ResourceHit } from '@anlan/contract/resource.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { Link, useNavigate } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showMetres } from '../shelter/metres.ts'
import { HitRow } from './hit-row.tsx'
import { type Asked, nearestQuery } from './requests.ts'

interface FoundProps {
  asked: Asked
  /** The event that is asked for, if any. */
  event: string | null
  onUnavailable: (shown: boolean) => void
}

/** The page that asks an owner for something. */
const askFor = (hit: ResourceHit, quantity: number, { asked, event }: Pick<FoundProps, 'asked' | 'event'>) =>
  `/call-ups/new?${new URLSearchParams({
    offer: hit.id,
    capability: hit.capability ?? asked.capability,
    quantity: String(quantity),
    ...(event && { event }),
  })}`

/** The page that asks all owners of a combination at once. */
const askAll = (parts: NonNullable<NearestReply['combination']>['parts'], { asked, event }: FoundProps) => {
  const query = new URLSearchParams({ capability: asked.capability, ...(event && { event }) })
  for (const { offer, take } of parts) {
    query.append('offer', offer.id)
    query.append('quantity', String(take))
  }
  return `/call-ups/new?${query}`
}

/** The page that distributes it among several places, beginning with the one asked for. */
const allocateFor = (quantity: number, { asked, event }: Pick<FoundProps, 'asked' | 'event'>) =>
  `/allocations/new?${new URLSearchParams({
    from: event ? `event:${event}` : `at:${asked.lng},${asked.lat}`,
    capability: asked.capability,
    quantity: String(quantity),
    ...(event && { event }),
  })}`

/** Who has it, nearest first, and how several together have enough. */
export function Found(props: FoundProps) {
  const { asked, onUnavailable } = props
  const found = useQuery(nearestQuery(asked))
  return (
    <Loaded of={found} rows={8}>
      {reply => (
        <>
          <Together reply={reply} {...props} />
          <section className="panel">
            <h2>
              {reply.capabilities.map(one => one.name).join('、')}
              <small>
                实物 {reply.physical.owners} 家共 {reply.physical.free}，协议 {reply.agreement.owners} 家共{' '}
                {reply.agreement.free}
              </small>
              <span className="spread" />
              {reply.unavailable > 0 && (
                <Checkbox checked={asked.includeUnavailable} onChange={event => onUnavailable(event.target.checked)}>
                  显示不可调用的 {reply.unavailable} 项及原因
                </Checkbox>
              )}
            </h2>
            {reply.items.length === 0 ? (
              <Nothing what="没有找到符合条件的资源。可以放宽范围或规格，或换一个名称。">
                {reply.unavailable > 0 && <p className="quiet">另有 {reply.unavailable} 项目前不可调用。</p>}
              </Nothing>
            ) : (
              <ul className="hits">
                {reply.items.map(hit => (
                  <HitRow
                    key={hit.id}
                    hit={hit}
                    ask={askFor(hit, Math.min(hit.free ?? asked.quantity, asked.quantity), props)}
                  />
                ))}
              </ul>
            )}
          </section>
          <p className="quiet">
            距离为直线距离；路程时间按运行参数中的车速和绕行系数估算，不代表实际路况。超过 {reply.staleDays}{' '}
            天未核实的排在后面。
          </p>
        </>
      )}
    </Loaded>
  )
}

function Together({ reply, ...props }: FoundProps & { reply: NearestReply }) {
  const { combination } = reply
  const may = usePermits()
  const go = useNavigate()
  if (!combination || combination.parts.length === 0) return null
  const unit = reply.capabilities[0]?.unit ?? ''
  const { parts, missing } = combination
  return (
    <section className={`panel together${missing > 0 ? ' together-short' : ''}`}>
      <p>
        <b>
          {missing > 0
            ? `${parts.length} 家合计 ${combination.total} ${unit}，还缺 ${missing} ${unit}`
            : `${parts.length} 家合计可满足 ${reply.quantity} ${unit}`}
        </b>
        {may('call-up.request') && (
          <Button type="primary" size="small" onClick={() => void go(askAll(parts, { ...props }))}>
            按此组合请求调用
          </Button>
        )}
        {may('allocation.plan') && <Link to={allocateFor(reply.quantity, props)}>几处同时需要，算出怎样分配最快</Link>}
      </p>
      <ul>
        {parts.map(({ offer, take }) => (
          <li key={offer.id}>
            <Link to={askFor(offer, take, props)}>
              {offer.name} 调 {take} {unit}
            </Link>{' '}
            <span className="quiet">
              {offer.metres !== null && `${showMetres(offer.metres)}，约 ${offer.roadMinutes} 分钟`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
