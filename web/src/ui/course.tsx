import type { UseQueryResult } from '@tanstack/react-query'
import { useMinute } from './clock/clock.ts'
import { Loaded } from './states.tsx'
import { showTime } from './time.ts'

interface Entry {
  id: string
  at: string
  byName: string | null
  sentence: string
}

/** 办理过程: what happened to one thing, as sentences; not printed. */
export function Course({ of }: { of: UseQueryResult<{ items: Entry[] }> }) {
  const now = useMinute()
  return (
    <section className="panel no-print">
      <h2>办理过程</h2>
      <Loaded of={of} rows={4}>
        {({ items }) => (
          <ol className="course">
            {items.map(entry => (
              <li key={entry.id}>
                <time>{showTime(entry.at, now)}</time>
                <span>
                  {entry.sentence} <small className="quiet">{entry.byName}</small>
                </span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  )
}
