import type { EventLine } from '@anlan/contract/emergency-event.ts'
import type { EventMoment, MapLayer } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { LevelTag } from '../../../fields/level-tag.tsx'
import { useNow } from '../../../ui/clock/clock.ts'
import { useHotkey } from '../../../ui/hotkeys.ts'
import { dayOf, showAgo, showOfficialDay, showSecond, showSpan, weekdayOf } from '../../../ui/time.ts'
import { openEventsQuery } from '../../event-report/event/requests.ts'
import { wallColours } from '../canvas/colours.ts'
import { CountyMap } from '../canvas/county-map.tsx'
import { ShapesLayer } from '../canvas/shapes-layer.tsx'
import { SymbolMark } from '../canvas/symbol-mark.tsx'
import { ThingLayer } from '../canvas/thing-layer.tsx'
import { calledFirst } from '../event/called-first.ts'
import { noShapes, replayOf } from '../page/shown-shapes.ts'
import { usePulse } from '../page/use-pulse.ts'
import { layersQuery, momentQuery } from '../requests.ts'
import './dispatch-wall.css'

const shownEvents = 3
const shownMoves = 5
/** The screen says so itself when what it shows has grown old. */
const staleAfterMs = 150_000
const minuteMs = 60_000

/** 调度大屏: where it happens, what is on its way and at the scene, what moved last. Read from five metres. */
export function DispatchWall() {
  const go = useNavigate()
  useHotkey('Escape', () => void go('/map'), { always: true })
  const now = useNow()
  const layers = useQuery({ ...layersQuery, refetchInterval: 20_000 })
  const events = useQuery({ ...openEventsQuery, refetchInterval: 20_000 })
  const version = usePulse()
  const [worst] = events.data?.items ?? []
  // One reading a minute: the moment is part of the question, and the same question is not asked twice.
  const minute = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs + minuteMs).toISOString()
  const moment = useQuery({ ...momentQuery(worst?.id ?? '', minute), enabled: worst !== undefined })
  const forces = useMemo(() => (moment.data ? replayOf(moment.data) : noShapes), [moment.data])
  const age = now.getTime() - Math.min(layers.dataUpdatedAt || now.getTime(), events.dataUpdatedAt || now.getTime())
  const isStale = age > staleAfterMs || Boolean(layers.error ?? events.error)
  const today = dayOf(now)
  return (
    <div className="dispatch-wall">
      <header>
        <h1>应急调度</h1>
        <span>
          {showOfficialDay(today)} 星期{weekdayOf(today)}
        </span>
        <b className="wall-clock">{showSecond(now)}</b>
        <span className={isStale ? 'wall-age is-stale' : 'wall-age'}>
          {isStale ? `数据已 ${showSpan(age)}未更新` : '数据实时'}
        </span>
      </header>
      <section className="dispatch-map">
        <CountyMap label="调度图" colours={wallColours} moves={false}>
          {(layers.data?.items ?? []).filter(isForCommand).map(layer => (
            <ThingLayer key={layer.name} layer={layer} hiddenKinds={[]} version={version} />
          ))}
          <ShapesLayer id="forces" features={forces} color="#5cc48a" onTop />
        </CountyMap>
      </section>
      <section className="dispatch-side">
        <OpenEvents items={events.data?.items ?? []} />
        <Underway moment={moment.data} />
        <Forces layers={layers.data?.items ?? []} />
        <h2>最近动态{worst && <small> {worst.title}</small>}</h2>
        <ul className="dispatch-moves">
          {movesOf(moment.data)
            .slice(0, shownMoves)
            .map(move => (
              <li key={`${move.at} ${move.label}`}>
                <b>{move.label}</b> <span>{showAgo(move.at, now)}</span>
              </li>
            ))}
          {movesOf(moment.data).length === 0 && <li className="wall-quiet">暂无调度动态</li>}
        </ul>
      </section>
    </div>
  )
}

/** On the wall's map stands what happens and what moves; where forces are kept would hide it. */
const isForCommand = (layer: MapLayer) => layer.source === 'features' && layer.shownAtFirst
const isForce = (layer: MapLayer) => layer.name !== 'register:cameras' && calledFirst.includes(layer.name)

const movesOf = (
  moment:
    | { things: { title: string; stateLabel: string; since: string }[]; marks: { at: string; label: string }[] }
    | undefined,
) =>
  moment
    ? [
        ...moment.things.map(thing => ({ at: thing.since, label: `${thing.title} ${thing.stateLabel}` })),
        ...moment.marks,
      ].sort((one, other) => other.at.localeCompare(one.at))
    : []

function OpenEvents({ items }: { items: EventLine[] }) {
  return (
    <>
      <h2>
        处置中 <b className="dispatch-figure">{items.length}</b> 起
      </h2>
      {items.slice(0, shownEvents).map(event => (
        <p key={event.id} className="dispatch-event">
          <LevelTag level={event.eventLevel} proposed={event.proposedLevel} short /> <b>{event.title}</b>
        </p>
      ))}
      {items.length > shownEvents && <p className="wall-quiet">另有 {items.length - shownEvents} 起</p>}
    </>
  )
}

/** What moves for the most pressing event: how many in each state. */
function Underway({ moment }: { moment: EventMoment | undefined }) {
  const states = [...new Set((moment?.things ?? []).map(thing => thing.stateLabel))]
  if (!moment || states.length === 0) return null
  return (
    <ul className="dispatch-forces">
      {states.slice(0, 3).map(state => (
        <li key={state}>
          <b className="dispatch-figure">{moment.things.filter(thing => thing.stateLabel === state).length}</b>
          <span>{state}</span>
        </li>
      ))}
    </ul>
  )
}

function Forces({ layers }: { layers: MapLayer[] }) {
  const counted = layers.filter(isForce)
  return (
    <ul className="dispatch-forces">
      {counted.map(layer => (
        <li key={layer.name}>
          <b className="dispatch-figure">{layer.count.toLocaleString()}</b>
          <span>
            <SymbolMark symbol={layer.symbol} size={22} /> {layer.label}
          </span>
        </li>
      ))}
    </ul>
  )
}
