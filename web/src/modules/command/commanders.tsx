import type { CommandRoom, ForceView } from '@anlan/contract/command.ts'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { PersonSelect } from '../../fields/person-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Nothing } from '../../ui/states.tsx'
import { showSpan, showTime } from '../../ui/time.ts'
import type { RoomActs } from './requests.ts'
import { needed, Words } from './words.tsx'

const spanOf = (from: string, until: string | null, now: Date) =>
  showSpan((until ? Date.parse(until) : now.getTime()) - Date.parse(from))

/** 现场指挥官 by interval and what he handed over; forces and how long each has worked. */
export function Commanders({ of, acts }: { of: CommandRoom; acts: RoomActs }) {
  const now = useMinute()
  const [handing, setHanding] = useState(false)
  const [relieving, setRelieving] = useState<ForceView | null>(null)
  return (
    <section className="panel">
      <h2>
        现场指挥官和轮换 <small>{of.rotationHours} 小时应轮换</small>
        <span className="spread" />
        {of.may.command && (
          <Button size="small" onClick={() => setHanding(true)}>
            移交指挥
          </Button>
        )}
      </h2>
      {of.spells.length === 0 && <Nothing what="还没有明确现场指挥官" />}
      {of.spells.map(one => (
        <div key={one.id} className="padded">
          <b>{one.personName ?? '（未落实到人）'}</b> <span className="quiet">{one.postName}</span>{' '}
          {one.until === null && <span className="word-tag">正在指挥</span>}
          {one.over && one.until === null && <b className="overdue-tag">应轮换</b>}
          <div className="quiet">
            {showTime(one.from, now)} 至 {one.until ? showTime(one.until, now) : '现在'}，
            {spanOf(one.from, one.until, now)}
            {one.note && `；交接：${one.note}`}
            {one.open.length > 0 && `；交接时未了：${one.open.join('，')}`}
          </div>
        </div>
      ))}
      {of.forces.map(one => (
        <div key={one.arrivalId} className="plain-row">
          <b>{one.name}</b>
          <span className="quiet">
            {one.people !== null && `${one.people} 人，`}
            {showTime(one.since, now)} 到场，
            {one.relievedAt
              ? `${showTime(one.relievedAt, now)} 轮换${one.relievedBy && `，由${one.relievedBy}接替`}`
              : `已工作 ${spanOf(one.since, null, now)}`}
          </span>
          {one.over && !one.relievedAt && <b className="overdue-tag">应轮换</b>}
          <span className="spread" />
          {of.may.command && !one.relievedAt && (
            <Button size="small" onClick={() => setRelieving(one)}>
              轮换
            </Button>
          )}
        </div>
      ))}
      <ActionDrawer<{ commanderId: string; place: string; note: string }>
        open={handing}
        title="移交现场指挥"
        act="移交"
        initial={{ place: of.place }}
        consequence={of.open.length > 0 ? `一并移交的未了事项：${of.open.join('；')}` : '现在没有未了事项。'}
        onAct={(values, id) => acts.handOver.mutateAsync({ ...values, id })}
        onClose={() => setHanding(false)}
      >
        <Form.Item name="commanderId" label="接任指挥官" rules={needed('请选择接任指挥官')}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="place" label="现场指挥部地点" rules={needed('请填写现场指挥部地点')}>
          <Input maxLength={100} />
        </Form.Item>
        <Words name="note" label="交接说明" rows={3} />
      </ActionDrawer>
      <ActionDrawer<{ relievedBy?: string }>
        open={relieving !== null}
        title={`轮换：${relieving?.name ?? ''}`}
        act="登记轮换"
        onAct={(values, id) => acts.relieve.mutateAsync({ ...values, id, arrivalId: relieving?.arrivalId ?? '' })}
        onClose={() => setRelieving(null)}
      >
        <Form.Item name="relievedBy" label="接替力量">
          <Input autoFocus maxLength={100} />
        </Form.Item>
      </ActionDrawer>
    </section>
  )
}
