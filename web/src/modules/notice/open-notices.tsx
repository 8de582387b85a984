import type { MyNotice } from '@anlan/contract/notice.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { Ago, Countdown } from '../../ui/clock/countdown.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { openNoticesQuery, useAcknowledge } from './requests.ts'
import './notice.css'

/** Urgent ones first, those to be answered soonest on top; then the newest. */
const byUrgency = (left: MyNotice, right: MyNotice) =>
  Number(right.urgent) - Number(left.urgent) ||
  (left.acknowledgeBy ?? '9999').localeCompare(right.acknowledgeBy ?? '9999') ||
  right.sentAt.localeCompare(left.sentAt)

/** Where what the notice asks is done: its event, or the roll-call it belongs to. */
const pageOf = ({ matterId, kind }: MyNotice) => {
  const call = /^duty-check\.call\/(.+)$/.exec(kind)?.[1]
  return call ? `/duty-check/calls/${call}` : matterId ? `/events/${matterId}` : null
}

/** Notices that wait for my answer. */
export function OpenNotices({ limit = 8, hideEmpty = false }: { limit?: number; hideEmpty?: boolean }) {
  const open = useQuery(openNoticesQuery)
  const acknowledge = useAcknowledge()
  if (hideEmpty && open.data?.items.length === 0) return null
  return (
    <section className="panel">
      <h2>
        待确认通知 <small>{open.data?.items.length || ''}</small>
        <span className="spread" />
        <Link to="/notices">全部</Link>
      </h2>
      <Loaded of={open} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="没有待确认的通知" />
          ) : (
            <ul className="notices">
              {[...items]
                .sort(byUrgency)
                .slice(0, limit)
                .map(notice => (
                  <li key={notice.deliveryId} className={notice.urgent ? 'is-urgent' : undefined}>
                    <div>
                      <b>
                        {notice.urgent && <span className="urgent-word">紧急</span>}
                        {pageOf(notice) ? <Link to={pageOf(notice) ?? ''}>{notice.title}</Link> : notice.title}
                      </b>
                      <p>{notice.body}</p>
                      <small className="quiet">
                        {notice.sentByUnitName} · <Ago at={notice.sentAt} />
                        {notice.rung > 0 && ' · 前一级未应答，转催告'}
                        {notice.acknowledgeBy && (
                          <>
                            {' '}
                            · <Countdown dueAt={notice.acknowledgeBy} />
                          </>
                        )}
                      </small>
                    </div>
                    <Button
                      loading={acknowledge.isPending && acknowledge.variables === notice.deliveryId}
                      onClick={() => acknowledge.mutate(notice.deliveryId)}
                    >
                      确认收到
                    </Button>
                  </li>
                ))}
              {items.length > limit && (
                <li>
                  <Link to="/notices">另有 {items.length - limit} 条待确认</Link>
                </li>
              )}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
