import { arrivalKinds, sceneSteps } from '@anlan/contract/response.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Countdown } from '../../../ui/clock/countdown.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { type ResponseActs, useCallResult } from '../requests.ts'

interface PanelProps {
  of: ResponseView
  acts: ResponseActs
}

/** 到场: who is still awaited first. */
export function ArrivalsPanel({ of, acts }: PanelProps) {
  const now = useMinute()
  const { message } = App.useApp()
  const awaited = of.arrivals.filter(one => one.arrivedAt === null)
  return (
    <section className="panel">
      <h2>
        到场 <small>{of.arrivals.length - awaited.length}</small>
        {awaited.length > 0 && <b>未到 {awaited.length}</b>}
      </h2>
      {of.arrivals.length === 0 && <Nothing what="还没有到场登记。领导、部门、队伍到场后自己签到，或由值班室登记" />}
      {of.arrivals.map(one => (
        <div key={one.id} className="arrival-row">
          <b>{[...new Set([one.unitName, one.name])].filter(Boolean).join(' ')}</b>
          <span className="word-tag">{arrivalKinds[one.kind]}</span>
          {one.people !== null && <span>{one.people} 人</span>}
          {one.arrivedAt ? (
            <span className="quiet">
              {showTime(one.arrivedAt, now)} {one.how === 'self' ? '本人签到' : `${one.byName}登记`}
              {one.late && '，晚于预计'}
            </span>
          ) : (
            one.plannedAt && <Countdown dueAt={one.plannedAt} />
          )}
          {one.may.checkIn && (
            <Button
              size="small"
              onClick={() => void acts.arrived.mutateAsync(one.id).catch(error => message.error(saidOf(error)))}
            >
              已到
            </Button>
          )}
        </div>
      ))}
    </section>
  )
}

export function StepsPanel({ of, onStep }: { of: ResponseView; onStep: () => void }) {
  const now = useMinute()
  return (
    <section className="panel">
      <h2>
        现场处置六步 <small>{of.steps.filter(one => one.at).length}/6</small>
        <span className="spread" />
        {of.may.command && of.steps.some(one => !one.at) && (
          <Button size="small" onClick={onStep}>
            登记
          </Button>
        )}
      </h2>
      {of.steps.map(one => (
        <div key={one.step} className="plain-row">
          <span className={one.at ? 'met-mark' : 'quiet'}>{sceneSteps[one.step]}</span>
          {one.at && (
            <span className="quiet">
              {one.ownerName} {showTime(one.at, now)}
            </span>
          )}
          {one.note && <p>{one.note}</p>}
        </div>
      ))}
    </section>
  )
}

/** Leaders who were to be told at this level, one line each: in the app, by telephone, confirmed when. */
export function ToldPanel({ of }: { of: ResponseView }) {
  const now = useMinute()
  const { message } = App.useApp()
  const call = useCallResult()
  // Chromium 108 has no Map.groupBy.
  const keys = [...new Set(of.told.map(one => `${one.title}${one.personName}`))]
  const people = keys.map(key => of.told.filter(one => `${one.title}${one.personName}` === key))
  const confirmed = people.filter(lines => lines.some(one => one.acknowledgedAt)).length
  const tick = (deliveryId: string, result: 'acknowledged' | 'unreachable') =>
    void call.mutateAsync({ deliveryId, result }).catch(error => message.error(saidOf(error)))
  return (
    <section className="panel">
      <h2>
        告知领导{' '}
        <small>
          已确认 {confirmed}/{people.length}
        </small>
      </h2>
      {people.map(lines => {
        const [first] = lines
        const answer = lines.find(one => one.acknowledgedAt)
        const toCall = lines.find(one => one.channel === '电话' && !one.acknowledgedAt)
        if (!first) return null
        return (
          <div key={first.deliveryId} className="told-row">
            <b>{first.personName}</b>
            <span className="quiet">{first.postName}</span>
            <span>{first.phone}</span>
            {answer?.acknowledgedAt ? (
              <span className="met-mark">
                {showTime(answer.acknowledgedAt, now)} {answer.acknowledgedVia}
              </span>
            ) : (
              <span className="quiet">
                {showTime(first.toldAt, now)} 已发，{toCall?.state ?? '未确认'}
              </span>
            )}
            {toCall && !answer && of.may.command && (
              <span className="no-print">
                <Button size="small" onClick={() => tick(toCall.deliveryId, 'acknowledged')}>
                  已电话告知
                </Button>{' '}
                <Button size="small" onClick={() => tick(toCall.deliveryId, 'unreachable')}>
                  未接通
                </Button>
              </span>
            )}
          </div>
        )
      })}
    </section>
  )
}

/** Conditions for ending, each looked into; afterwards what is owed. */
export function ClosingPanel({ of, acts }: PanelProps) {
  const now = useMinute()
  const [condition, setCondition] = useState<ResponseView['closing'][number] | null>(null)
  const [followUp, setFollowUp] = useState<ResponseView['followUps'][number] | null>(null)
  return (
    <section className="panel">
      <h2>
        终止条件{' '}
        <small>
          {of.closing.filter(one => one.metAt).length}/{of.closing.length}
        </small>
      </h2>
      {of.closing.map(one => (
        <div key={one.code} className="plain-row">
          <span className={one.metAt ? 'met-mark' : ''}>{one.name}</span>
          {one.metAt ? (
            <span className="quiet">
              {one.byName} {showTime(one.metAt, now)}：{one.note}
            </span>
          ) : (
            of.may.command && (
              <Button size="small" onClick={() => setCondition(one)}>
                核实
              </Button>
            )
          )}
        </div>
      ))}
      {of.followUps.map(one => (
        <div key={one.kind} className="plain-row">
          <b>{one.title}</b>
          <span className="quiet">{one.unitName}</span>
          {one.metAt ? (
            <span className="met-mark">{showTime(one.metAt, now)} 已办</span>
          ) : (
            <Countdown dueAt={one.dueAt} />
          )}
          {!one.metAt && of.may.followUp && (
            <Button size="small" onClick={() => setFollowUp(one)}>
              已办
            </Button>
          )}
        </div>
      ))}
      <ActionDrawer<{ note: string }>
        open={condition !== null}
        title={`核实：${condition?.name ?? ''}`}
        act="确认满足"
        onAct={values => acts.tick.mutateAsync({ ...values, code: condition?.code ?? '' })}
        onClose={() => setCondition(null)}
      >
        <Form.Item name="note" label="核实情况" rules={[{ required: true, message: '请填写核实情况' }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      </ActionDrawer>
      <ActionDrawer<{ note: string }>
        open={followUp !== null}
        title={followUp?.title ?? ''}
        act="已办"
        onAct={(values, id) => acts.followUp.mutateAsync({ ...values, id, kind: followUp?.kind ?? '' })}
        onClose={() => setFollowUp(null)}
      >
        <Form.Item name="note" label="办理情况" rules={[{ required: true, message: '请填写办理情况' }]}>
          <Input.TextArea autoFocus autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </ActionDrawer>
    </section>
  )
}
