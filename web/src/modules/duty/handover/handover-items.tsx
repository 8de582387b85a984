import { type HandoverGroup, type HandoverItem, type HandoverView, handoverGroups } from '@anlan/contract/handover.ts'
import { Button } from 'antd'
import { Link } from 'react-router'
import { saidOf } from '../../../ui/http.ts'
import { showInstant } from '../../../ui/time.ts'
import { useAcknowledge } from './requests.ts'

/** What is handed over, by groups; the incoming side ticks each item, or a whole group. */
export function HandoverItems({ handover }: { handover: HandoverView }) {
  const acknowledge = useAcknowledge(handover.id)
  const groups = (Object.keys(handoverGroups) as HandoverGroup[])
    .map(group => ({ group, items: handover.items.filter(item => item.group === group) }))
    .filter(({ items }) => items.length > 0)
  const mayTick = handover.may.acknowledge
  return (
    <>
      <h2>交接事项（{handover.items.length}）</h2>
      <p className="quiet">
        {handover.frozenAt
          ? `交班签字时（${showInstant(handover.frozenAt)}）的未结事项`
          : '按当前记录自动汇总，交班签字时固定'}
      </p>
      {groups.length === 0 && <p>没有未结事项</p>}
      {groups.map(({ group, items }) => {
        const open = items.filter(item => !item.acknowledgedAt).map(item => item.key)
        return (
          <section key={group} className="handover-group">
            <h3>
              {handoverGroups[group]}（{items.length}）
              {mayTick && open.length > 1 && (
                <Button
                  size="small"
                  className="no-print"
                  loading={acknowledge.isPending}
                  onClick={() => acknowledge.mutate(open)}
                >
                  本组全部确认
                </Button>
              )}
            </h3>
            <ul>
              {items.map(item => (
                <li key={item.key}>
                  <Words item={item} />
                  {item.acknowledgedAt ? (
                    <small className="quiet">{item.acknowledgedByName} 已确认</small>
                  ) : (
                    mayTick && (
                      <Button
                        className="no-print"
                        loading={acknowledge.isPending}
                        onClick={() => acknowledge.mutate([item.key])}
                      >
                        确认
                      </Button>
                    )
                  )}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {acknowledge.error && <div className="failed">{saidOf(acknowledge.error)}</div>}
    </>
  )
}

const Words = ({ item }: { item: HandoverItem }) => (
  <span>
    {item.link ? <Link to={item.link}>{item.title}</Link> : item.title}
    <div className="quiet">
      {[item.detail, item.dueAt && `时限 ${showInstant(item.dueAt)}`].filter(Boolean).join('，')}
    </div>
  </span>
)
