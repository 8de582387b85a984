import type { EventSurroundings } from '@anlan/contract/map.ts'
import { Button, Segmented } from 'antd'
import { Link } from 'react-router'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { Loaded } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { showMetres } from '../canvas/measures.ts'
import { SymbolMark } from '../canvas/symbol-mark.tsx'
import { callUpLink } from './call-up-link.ts'
import { byCall } from './called-first.ts'

const shownFacts = 3
export const radiiKm = [1, 3, 5, 10]

interface EventPanelProps {
  surroundings: { data: EventSurroundings | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  radiusKm: number
  onRadius: (km: number) => void
  onThing: (thing: { layer: string; id: string }) => void
  onReplay: () => void
}

/** 事件周边: what lies around an event, nearest first, each one press from the act. */
export function EventPanel({ surroundings, radiusKm, onRadius, onThing, onReplay }: EventPanelProps) {
  return (
    <Loaded of={surroundings}>
      {({ event, groups }) => (
        <div className="around">
          <h2>
            <LevelTag level={event.level as 1 | 2 | 3 | 4 | null} short /> <Link to={event.link}>{event.title}</Link>
          </h2>
          <p className="quiet">
            {event.place} · {showInstant(event.occurredAt)}
            {event.positionFrom === 'area' && ' · 尚无准确坐标，以所在区划中心代替'}
          </p>
          <div className="around-acts">
            <Segmented
              aria-label="半径"
              value={radiusKm}
              options={radiiKm.map(km => ({ value: km, label: `${km} 公里` }))}
              onChange={onRadius}
            />
            <Button size="small" onClick={onReplay}>
              按时间回放
            </Button>
          </div>
          {groups.every(group => group.count === 0) && (
            <p className="quiet">{radiusKm} 公里内没有登记的力量和对象，可放大半径</p>
          )}
          {byCall(groups.filter(group => group.count > 0)).map(group => (
            <section key={group.layer}>
              <h3>
                <SymbolMark symbol={group.symbol} /> {group.label} <b className="figure">{group.count}</b>
              </h3>
              <ul className="thing-list">
                {group.items.map(thing => {
                  const call = callUpLink(thing.layer, thing.id, event.id)
                  return (
                    <li key={thing.id}>
                      <button type="button" onClick={() => onThing(thing)}>
                        <b>{thing.title}</b>
                        <span className="quiet">
                          {thing.facts
                            .slice(0, shownFacts)
                            .map(fact => `${fact.label} ${fact.value}`)
                            .join(' · ') || thing.unitName}
                        </span>
                        {thing.metres !== null && <span className="figure">{showMetres(thing.metres)}</span>}
                      </button>
                      <span className="thing-steps">
                        {thing.phone && (
                          <a href={`tel:${thing.phone}`} className="figure">
                            {thing.phone}
                          </a>
                        )}
                        {call && <Link to={call.to}>{call.words}</Link>}
                        <Link to={thing.link}>打开</Link>
                      </span>
                    </li>
                  )
                })}
              </ul>
            </section>
          ))}
        </div>
      )}
    </Loaded>
  )
}
