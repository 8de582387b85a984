import { channels, deliveryStates } from '@anlan/contract/notice.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useMinute } from '../../ui/clock/clock.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { noticeQuery, useTickCall } from './requests.ts'

const rungName = (rung: number) => (rung === 0 ? '' : `第 ${rung} 级催告`)

/** Who has answered and who has not; those without an answer float up, and a phone call is ticked here. */
export function NoticeDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Drawer open={id !== null} onClose={onClose} title="送达和确认" size={760}>
      {id && <Deliveries id={id} />}
    </Drawer>
  )
}

function Deliveries({ id }: { id: string }) {
  const notice = useQuery(noticeQuery(id))
  const tick = useTickCall()
  const now = useMinute()
  return (
    <Loaded of={notice}>
      {view => (
        <>
          <h3 style={{ marginTop: 0 }}>{view.title}</h3>
          <p>{view.body}</p>
          <Rows
            items={[...view.deliveries].sort(
              (a, b) => Number(Boolean(a.acknowledgedAt)) - Number(Boolean(b.acknowledgedAt)),
            )}
            keyOf={delivery => delivery.id}
            toneOf={delivery => (delivery.acknowledgedAt ? 'stale' : undefined)}
            columns={[
              { title: '单位', show: delivery => delivery.unitName },
              {
                title: '人员',
                show: delivery => (
                  <>
                    {delivery.personName ?? delivery.postName}{' '}
                    {delivery.phone && (
                      <a style={{ whiteSpace: 'nowrap' }} href={`tel:${delivery.phone}`}>
                        {delivery.phone}
                      </a>
                    )}{' '}
                    <span className="quiet">{rungName(delivery.rung)}</span>
                  </>
                ),
              },
              { title: '渠道', width: 90, show: delivery => channels[delivery.channel] },
              {
                title: '状态',
                width: 150,
                show: delivery =>
                  delivery.acknowledgedAt
                    ? `${showTime(delivery.acknowledgedAt, now)} 确认`
                    : deliveryStates[delivery.state],
              },
              {
                title: '电话结果',
                width: 150,
                show: delivery =>
                  delivery.channel === 'phone' &&
                  !delivery.acknowledgedAt && (
                    <span style={{ display: 'flex', gap: 4 }}>
                      <Button
                        size="small"
                        onClick={() => tick.mutate({ deliveryId: delivery.id, result: 'acknowledged' })}
                      >
                        已接
                      </Button>
                      <Button
                        size="small"
                        onClick={() => tick.mutate({ deliveryId: delivery.id, result: 'unreachable' })}
                      >
                        未接通
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        </>
      )}
    </Loaded>
  )
}
