import { dutyModes, type MyCallIn } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMinute } from '../../ui/clock/clock.ts'
import { saidOf } from '../../ui/http.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { showTime } from '../../ui/time.ts'
import { myCallInsQuery, useAnswer } from './requests.ts'
import './duty-mode.css'

/** 我的召回, for a thumb: 收到, 预计到达, 已到岗. */
export function MyCallInPage() {
  const mine = useQuery(myCallInsQuery)
  return (
    <>
      <header className="head">
        <h1>我的召回</h1>
      </header>
      <section className="panel">
        <Loaded of={mine}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="现在没有召回您的通知" />
            ) : (
              items.map(one => <One key={one.memberId} one={one} />)
            )
          }
        </Loaded>
      </section>
    </>
  )
}

/** The same on a home; nothing while nobody is called. */
export function MyCallInCard() {
  const { data } = useQuery(myCallInsQuery)
  const open = data?.items.filter(one => !one.arrivedAt) ?? []
  if (open.length === 0) return null
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>召回：请到岗</h2>
      </div>
      {open.map(one => (
        <One key={one.memberId} one={one} />
      ))}
    </section>
  )
}

function One({ one }: { one: MyCallIn }) {
  const now = useMinute()
  const answer = useAnswer()
  const say = (said: 'received' | 'arrived') => answer.mutate({ memberId: one.memberId, said })
  const expect = (inMinutes: number) => answer.mutate({ memberId: one.memberId, said: 'expected', inMinutes })
  return (
    <div className="called-in">
      <h3>
        {one.unitName}召回您到岗（{one.post}）
      </h3>
      <div>
        {dutyModes[one.mode]}值班状态：{one.reason}
      </div>
      <div className="quiet">
        {showTime(one.openedAt, now)} 发出，{showTime(one.dueAt, now)} 前到岗
      </div>
      <div>
        {one.arrivedAt
          ? `已于 ${showTime(one.arrivedAt, now)} 到岗`
          : one.expectedAt
            ? `预计 ${showTime(one.expectedAt, now)} 到达`
            : one.acknowledgedAt
              ? `已于 ${showTime(one.acknowledgedAt, now)} 确认收到，请选择预计到达时间`
              : '尚未确认'}
      </div>
      {!one.arrivedAt && (
        <div className="called-in-taps">
          {!one.acknowledgedAt && (
            <Button type="primary" size="large" loading={answer.isPending} onClick={() => say('received')}>
              收到
            </Button>
          )}
          {[10, 20, 30, 60].map(minutes => (
            <Button key={minutes} size="large" disabled={answer.isPending} onClick={() => expect(minutes)}>
              {minutes} 分钟到
            </Button>
          ))}
          <Button
            type={one.acknowledgedAt ? 'primary' : 'default'}
            size="large"
            disabled={answer.isPending}
            onClick={() => say('arrived')}
          >
            已到岗
          </Button>
        </div>
      )}
      {answer.error && <div className="late-word">{saidOf(answer.error)}</div>}
    </div>
  )
}
