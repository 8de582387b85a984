import type { EventView, TimelineEntry } from '@anlan/contract/emergency-event.ts'
import { Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useMinute } from '../../../../ui/clock/clock.ts'
import { KeysetList } from '../../../../ui/keyset.tsx'
import { Nothing } from '../../../../ui/states.tsx'
import { dayOf, showInstant, showMinute } from '../../../../ui/time.ts'
import { useTimeline } from '../requests.ts'
import { kindNames, kindOf, type TimelineKind } from './timeline-kinds.ts'

const newestFirst = 'newest'

/** Facts as sentences. Decisions stand out, clocks and notices can be left out. */
export function EventTimeline({ event }: { event: EventView }) {
  const timeline = useTimeline(event.id)
  const [kind, setKind] = useState<TimelineKind | 'all'>('all')
  const [order, setOrder] = useState<string>(newestFirst)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = timeline

  // The record reads oldest first; the newest line is wanted on top, so the whole of it is read.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const present = new Set(timeline.items?.map(entry => kindOf(entry.type)))
  const kinds = (Object.keys(kindNames) as TimelineKind[]).filter(one => present.has(one))
  return (
    <section className="panel timeline-panel">
      <h2>
        经过
        <span className="spread" />
        <Segmented
          size="small"
          value={order}
          onChange={setOrder}
          options={[
            { value: newestFirst, label: '新在上' },
            { value: 'oldest', label: '从头看' },
          ]}
        />
      </h2>
      {kinds.length > 1 && (
        <div className="timeline-kinds">
          {(['all', ...kinds] as const).map(one => (
            <button
              key={one}
              type="button"
              className={one === kind ? 'is-chosen' : undefined}
              onClick={() => setKind(one)}
            >
              {one === 'all' ? '全部' : kindNames[one]}
            </button>
          ))}
        </div>
      )}
      <KeysetList of={timeline} empty={<Nothing what="还没有记录" />}>
        {items => {
          const shown = items.filter(entry => kind === 'all' || kindOf(entry.type) === kind)
          return <Entries items={order === newestFirst ? [...shown].reverse() : shown} />
        }}
      </KeysetList>
    </section>
  )
}

function Entries({ items }: { items: TimelineEntry[] }) {
  const today = dayOf(useMinute())
  let day = today
  return (
    <ol className="timeline">
      {items.map(entry => {
        const entryDay = dayOf(entry.at)
        const isNewDay = entryDay !== day
        day = entryDay
        return (
          <li key={entry.id} className={`timeline-${kindOf(entry.type)}`}>
            {isNewDay && <div className="timeline-day">{entryDay}</div>}
            <time className="figure" title={showInstant(entry.at)}>
              {showMinute(entry.at)}
            </time>
            <span>
              {entry.sentence}
              <small className="quiet"> {[entry.unitName, entry.byName].filter(Boolean).join(' ') || '系统'}</small>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
