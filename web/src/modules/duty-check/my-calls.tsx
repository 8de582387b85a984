import { type DutyCallView, dutyCallKinds } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Countdown } from '../../ui/clock/countdown.tsx'
import { primary } from '../../ui/hotkeys.ts'
import { saidOf } from '../../ui/http.ts'
import { myCallsQuery, useAnswer } from './requests.ts'
import './duty-check.css'

/** 点名、查岗 that wait for my answer: one press each. */
export function MyCalls() {
  const { data } = useQuery(myCallsQuery)
  return data?.items.flatMap(call => call.targets.map(one => <AnswerBar key={one.id} call={call} target={one.id} />))
}

export function AnswerBar({ call, target }: { call: DutyCallView; target: string }) {
  const { message } = App.useApp()
  const answer = useAnswer()
  const press = () =>
    answer.mutate(target, {
      onSuccess: () => void message.success('已应答'),
      onError: error => void message.error(saidOf(error)),
    })
  return (
    <section className="panel answer-bar">
      <div>
        <b>
          {dutyCallKinds[call.kind]}：{call.title}
        </b>
        {call.text && <p>{call.text}</p>}
        <Countdown dueAt={call.answerBy} />
      </div>
      <Button {...primary} size="large" loading={answer.isPending} onClick={press}>
        {call.kind === 'reach' ? '我已收到' : '在岗，应答'}
      </Button>
    </section>
  )
}
