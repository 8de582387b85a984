import type { ThingCard as Card } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { useNow } from '../../../ui/clock/clock.ts'
import { Loaded } from '../../../ui/states.tsx'
import { showAgo } from '../../../ui/time.ts'
import { showPosition } from '../canvas/measures.ts'
import { SymbolMark } from '../canvas/symbol-mark.tsx'
import { callUpLink } from '../event/call-up-link.ts'
import { cardQuery } from '../requests.ts'

interface ThingCardProps {
  thing: { layer: string; id: string }
  /** The event the map was opened for: what is called, is called for it. */
  eventId: string | null
  onAround: (card: Card) => void
}

/** 要素卡片: what it is, whose, by which telephone, how fresh; and the next act. */
export function ThingCard({ thing, eventId, onAround }: ThingCardProps) {
  const card = useQuery(cardQuery(thing))
  const now = useNow()
  return (
    <Loaded of={card}>
      {view => {
        const call = callUpLink(view.layer, view.id, eventId)
        return (
          <div className="thing-card">
            <h2>
              <SymbolMark symbol={view.symbol} size={20} /> {view.title}
            </h2>
            <p className="quiet">
              {view.layerLabel} · {view.unitName}
            </p>
            {view.phone && (
              <a className="thing-phone figure" href={`tel:${view.phone}`}>
                {view.phone}
              </a>
            )}
            <dl>
              {view.facts.map(fact => (
                <div key={fact.label}>
                  <dt>{fact.label}</dt>
                  <dd>{fact.value}</dd>
                </div>
              ))}
              <div>
                <dt>坐标</dt>
                <dd className="figure">
                  {showPosition([view.position.lng, view.position.lat])}
                  {view.srcSystem && view.srcSystem !== 'CGCS2000' && `（由 ${view.srcSystem} 换算）`}
                  {view.accuracyM !== null && `，误差约 ${view.accuracyM} 米`}
                </dd>
              </div>
              <div>
                <dt>核实</dt>
                <dd>{view.verifiedAt ? `${showAgo(view.verifiedAt, now)}核实` : '未核实'}</dd>
              </div>
            </dl>
            <div className="thing-acts">
              {call && (
                <Link to={call.to}>
                  <Button type="primary">{call.words}</Button>
                </Link>
              )}
              <Link to={view.link}>
                <Button>打开{view.layer === 'events' ? '事件' : '台账'}</Button>
              </Link>
              <Button onClick={() => onAround(view)}>查周边</Button>
            </div>
          </div>
        )
      }}
    </Loaded>
  )
}
