import type { EventView } from '@anlan/contract/emergency-event.ts'
import {
  isInMainThread,
  type TimelineKind,
  type TimelineLine,
  threadOf,
  timelineKinds,
  timelineViews,
} from '@anlan/contract/event-timeline.ts'
import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useMinute } from '../../../../ui/clock/clock.ts'
import { KeysetList } from '../../../../ui/keyset.tsx'
import { Nothing } from '../../../../ui/states.tsx'
import { dayOf, showInstant, showMinute } from '../../../../ui/time.ts'
import { timelineDocument, useTimeline } from '../requests.ts'

const newestFirst = 'newest'

type Chosen = TimelineKind | keyof typeof timelineViews

const isChosen = (chosen: Chosen, line: TimelineLine) =>
  chosen === 'all' || (chosen === 'main' ? isInMainThread(line) : line.kind === chosen)

/** Facts as sentences: the main thread first, with answers and clocks folded; one kind alone, or all of it, on demand. */
export function EventTimeline({ event }: { event: EventView }) {
  const timeline = useTimeline(event.id)
  const [chosen, setChosen] = useState<Chosen>('main')
  const [order, setOrder] = useState<string>(newestFirst)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = timeline

  // The record reads oldest first; the newest line is wanted on top, so the whole of it is read.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const lines = threadOf(timeline.items ?? [])
  const present = new Set(lines.map(line => line.kind))
  const kinds = (Object.keys(timelineKinds) as TimelineKind[]).filter(one => present.has(one))
  const names = { ...timelineViews, ...timelineKinds }
  return (
    <section className="panel timeline-panel">
      <h2>
        经过
        <span className="spread" />
        <Button
          size="small"
          type="text"
          className="no-print"
          href={timelineDocument(event.id, chosen === 'main' ? 'main' : 'all')}
        >
          导出
        </Button>
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
          {(['main', 'all', ...kinds] as const).map(one => (
            <button
              key={one}
              type="button"
              aria-pressed={one === chosen}
              className={one === chosen ? 'is-chosen' : undefined}
              onClick={() => setChosen(one)}
            >
              {names[one]}
            </button>
          ))}
        </div>
      )}
      <KeysetList of={timeline} empty={<Nothing what="还没有记录" />}>
        {() => {
          const shown = lines.filter(line => isChosen(chosen, line))
          return <Lines lines={order === newestFirst ? shown.reverse() : shown} />
        }}
      </KeysetList>
    </section>
  )
}

function Lines({ lines }: { lines: TimelineLine[] }) {
  const today = dayOf(useMinute())
  let day = today
  return (
    <ol className="timeline">
      {lines.map(line => {
        const lineDay = dayOf(line.entry.at)
        const isNewDay = lineDay !== day
        day = lineDay
        return <Line key={line.entry.id} line={line} newDay={isNewDay ? lineDay : null} />
      })}
    </ol>
  )
}

function Line({
  line: { entry, kind, sentence, by, tally, folded },
  newDay,
}: {
  line: TimelineLine
  newDay: string | null
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li className={`timeline-${kind}`}>
      {newDay && <div className="timeline-day">{newDay}</div>}
      <time className="figure" title={showInstant(entry.at)}>
        {showMinute(entry.at)}
      </time>
      <span>
        {sentence}
        {tally && folded.length === 0 && <small className="quiet"> {tally}</small>}
        {folded.length > 0 && (
          <button
            type="button"
            className="link timeline-more"
            aria-expanded={isOpen}
            onClick={() => setOpen(before => !before)}
          >
            {tally ?? (isOpen ? '收起' : '展开')}
          </button>
        )}
        <small className="quiet"> {by}</small>
        {isOpen && (
          <ul className="timeline-folded">
            {folded.map(one => (
              <li key={one.id}>
                <time className="figure" title={showInstant(one.at)}>
                  {showMinute(one.at)}
                </time>{' '}
                {one.sentence}
              </li>
            ))}
          </ul>
        )}
      </span>
    </li>
  )
}
