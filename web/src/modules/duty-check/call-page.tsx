import {
  type DutyCallTargetView,
  type DutyCallView,
  dutyCallKinds,
  type ReachResult,
  reachResults,
  videoFindings,
} from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Progress } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Permitted, useSession } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { Rows } from '../../ui/rows.tsx'
import { Loaded } from '../../ui/states.tsx'
import { showInstant, showTime } from '../../ui/time.ts'
import { useReportDeadNumber } from '../directory/requests.ts'
import { AnswerBar } from './my-calls.tsx'
import { callQuery, useAnswerByPhone, useRecordReach, useStartReachTest } from './requests.ts'
import { VideoTaps } from './video-taps.tsx'
import './duty-check.css'

/** One roll-call, random check or reachability test: answer it here, and watch who has answered. */
export function CallPage() {
  const { id = '' } = useParams()
  return <Loaded of={useQuery(callQuery(id))}>{call => <Board call={call} />}</Loaded>
}

const stateWords = { waiting: '等待应答', answered: '按时应答', late: '迟到应答', missed: '未应答' } as const
const wordOf = (call: DutyCallView, of: DutyCallTargetView) => {
  if (!call.byVideo) return stateWords[of.state]
  if (of.video && of.video !== 'joined') return videoFindings[of.video]
  return { waiting: '等待入会', answered: '按时入会', late: '迟到入会', missed: '未登记入会' }[of.state]
}
const inOrder = ['missed', 'waiting', 'late', 'answered']

function Board({ call }: { call: DutyCallView }) {
  const now = useMinute()
  const isReach = call.kind === 'reach'
  const rate = call.asked ? Math.round((call.answered / call.asked) * 100) : 0
  const mine = call.targets.filter(one => one.may.answer)
  const targets = [...call.targets].sort((a, b) => inOrder.indexOf(a.state) - inOrder.indexOf(b.state))
  return (
    <>
      <header className="head">
        <h1>
          {call.byVideo && '视频'}
          {dutyCallKinds[call.kind]}：{call.title}
        </h1>
        <span className="quiet">
          {call.startedBy} {showInstant(call.startedAt)} 发出
        </span>
        <span className="spread" />
        {call.closedAt ? (
          <span className="word-tag">已于 {showTime(call.closedAt, now)} 关闭</span>
        ) : (
          <Countdown dueAt={call.answerBy} />
        )}
        {isReach && <RepeatButton call={call} />}
      </header>
      {mine.map(one => (
        <AnswerBar key={one.id} call={call} target={one.id} />
      ))}
      {mine.length === 0 && <WhoAnswers call={call} />}
      <section className="panel">
        <div className="filters">
          <Progress percent={rate} style={{ width: 220 }} />
          <b>
            {isReach ? '联系上' : '应答'} {call.answered} / {call.asked}
          </b>
          {call.late > 0 && <span>其中迟到 {call.late}</span>}
        </div>
        <Rows
          items={targets}
          keyOf={one => one.id}
          toneOf={one => (one.state === 'missed' ? 'late' : one.answeredAt ? 'stale' : undefined)}
          columns={[
            { title: '单位', width: 170, show: one => one.unitName },
            { title: isReach ? '人员' : '当班人员', show: one => one.name },
            { title: '电话', width: 130, show: one => one.phone && <a href={`tel:${one.phone}`}>{one.phone}</a> },
            {
              title: isReach ? '结果' : '应答',
              show: one => (
                <>
                  {one.result ? reachResults[one.result] : wordOf(call, one)}
                  {one.answeredAt && <span className="quiet"> {showTime(one.answeredAt, now)}</span>}
                  {one.state === 'late' && <span className="quiet">，迟 {one.minutesLate} 分钟</span>}
                  {one.answeredBy && !isReach && <span className="quiet"> {one.answeredBy}</span>}
                  {one.rostered === false && <b> 不在值班表</b>}
                </>
              ),
            },
            {
              title: '登记',
              width: isReach ? 300 : call.byVideo ? 320 : 110,
              show: one => <Record call={call} of={one} />,
            },
          ]}
        />
      </section>
    </>
  )
}

/** Why there is no button: those on duty answer for their unit, people for themselves. */
function WhoAnswers({ call }: { call: DutyCallView }) {
  const { unitId } = useSession()
  const own = call.targets.filter(one => one.unitId === unitId && one.state !== 'answered' && one.state !== 'late')
  if (call.closedAt || own.length === 0) return null
  const names = [...new Set(own.map(one => one.name))].join('、')
  return (
    <section className="panel answer-bar">
      <div>
        <b>
          {call.byVideo
            ? '视频点名：请当班人员进入视频会议'
            : call.kind === 'reach'
              ? '由被抽测的本人应答'
              : '由当班人员应答'}
        </b>
        <p>
          {call.kind === 'reach'
            ? `请 ${names} 用本人账号确认。`
            : `此刻您不在班，请当班人员（${names}）用本人账号应答，或由点名人电话登记。`}
        </p>
        <Countdown dueAt={call.answerBy} />
      </div>
    </section>
  )
}

function Record({ call, of }: { call: DutyCallView; of: DutyCallTargetView }) {
  const [isOpen, setOpen] = useState(false)
  if (!of.may.record) return null
  if (call.kind === 'reach') return <ReachTaps of={of} />
  if (call.byVideo) return <VideoTaps call={call} of={of} />
  if (of.answeredAt) return null
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        电话登记
      </Button>
      <PhoneAnswerDrawer of={of} open={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}

function PhoneAnswerDrawer({ of, open, onClose }: { of: DutyCallTargetView; open: boolean; onClose: () => void }) {
  const answer = useAnswerByPhone(of.id)
  return (
    <ActionDrawer<{ spokeWith: string }>
      open={open}
      title={`电话登记：${of.unitName}`}
      act="登记应答"
      consequence="用于没有电脑或网络中断的单位。记录会注明是您电话登记、谁接的。"
      onAct={values => answer.mutateAsync({ ...values, version: of.version })}
      onClose={onClose}
    >
      <Form.Item name="spokeWith" label={`接听人（当班：${of.name}）`} required>
        <Input />
      </Form.Item>
    </ActionDrawer>
  )
}

/** One tap a person. A wrong number is at once the directory's to correct. */
function ReachTaps({ of }: { of: DutyCallTargetView }) {
  const { message } = App.useApp()
  const record = useRecordReach()
  const dead = useReportDeadNumber()
  const tap = async (result: ReachResult) => {
    try {
      if (result === 'wrongNumber' && of.personId && of.phone)
        await dead.mutateAsync({ id: newId(), subjectId: of.personId, number: of.phone, problem: '空号' })
      await record.mutateAsync({ target: of.id, version: of.version, result })
    } catch (error) {
      void message.error(saidOf(error))
    }
  }
  return (
    <span className="taps">
      {(Object.keys(reachResults) as ReachResult[]).map(result => (
        <Button
          key={result}
          size="small"
          type={of.result === result ? 'primary' : 'default'}
          disabled={record.isPending}
          onClick={() => void tap(result)}
        >
          {reachResults[result]}
        </Button>
      ))}
    </span>
  )
}

function RepeatButton({ call }: { call: DutyCallView }) {
  const { message } = App.useApp()
  const start = useStartReachTest()
  const left = call.asked - call.answered
  if (left === 0) return null
  const repeat = () =>
    start.mutate(
      { id: newId(), title: `${call.title}（复测）`, notReachedIn: call.id },
      {
        onSuccess: () => void message.success('已对未联系上的人员发起复测，在通讯抽测列表中查看'),
        onError: error => void message.error(saidOf(error)),
      },
    )
  return (
    <Permitted to="duty-check.run">
      <Button loading={start.isPending} onClick={repeat}>
        复测未联系上的 {left} 人
      </Button>
    </Permitted>
  )
}
