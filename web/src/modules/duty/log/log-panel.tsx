import { type LogEntryView, logKinds } from '@anlan/contract/duty.ts'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { useNow } from '../../../ui/clock/clock.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { dayOf, showMinute } from '../../../ui/time.ts'
import { useDutyLog } from '../requests.ts'
import { LogLine, type Mentionable } from './log-line.tsx'
import '../duty.css'

interface LogPanelProps {
  matters: Mentionable[]
  units: Mentionable[]
  mayWrite: boolean
}

/** Today's log, newest on top, with the entry line always at hand. */
export function LogPanel({ matters, units, mayWrite }: LogPanelProps) {
  const on = dayOf(useNow())
  const log = useDutyLog({ on })
  return (
    <section className="panel log-panel">
      <h2>
        今日值班日志 <span className="spread" />
        <Link to="/duty/log">往日</Link>
      </h2>
      {mayWrite && <LogLine matters={matters} units={units} />}
      <div className="log-entries">
        <KeysetList of={log} empty={<Nothing what="今天还没有日志。在上面一行写下第一条，回车即记" />}>
          {items => <LogEntries items={items} />}
        </KeysetList>
      </div>
    </section>
  )
}

export function LogEntries({ items, showDay = false }: { items: LogEntryView[]; showDay?: boolean }) {
  return (
    <ol className="log">
      {items.map((entry, index) => {
        const before = items[index - 1]
        const isNewDay = showDay && (!before || dayOf(before.at) !== dayOf(entry.at))
        return (
          <Fragment key={entry.id}>
            {isNewDay && <li className="log-day">{dayOf(entry.at)}</li>}
            <li className={entry.automatic ? 'is-automatic' : undefined}>
              <time className="figure">{showMinute(entry.at)}</time>
              <span className="log-kind">{logKinds[entry.kind]}</span>
              <span className="log-text">
                {entry.text}
                {entry.correctsId && <em> 更正前一条</em>}
                {entry.matterId && (
                  <>
                    {' '}
                    <Link to={`/events/${entry.matterId}`}>查看事件</Link>
                  </>
                )}
                <small className="quiet"> {entry.automatic ? '系统记' : entry.byName}</small>
              </span>
            </li>
          </Fragment>
        )
      })}
    </ol>
  )
}
