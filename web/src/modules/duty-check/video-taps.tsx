import type { DutyCallTargetView, DutyCallView, TickVideo } from '@anlan/contract/duty-check.ts'
import { App, Button, InputNumber, Popover } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { saidOf } from '../../ui/http.ts'
import type { Input } from '../../ui/shape.ts'
import { useTickVideo } from './requests.ts'

/** 视频点名: one tap a unit; who came late also says by how much. */
export function VideoTaps({ call, of }: { call: DutyCallView; of: DutyCallTargetView }) {
  const { message } = App.useApp()
  const tick = useTickVideo(of.id)
  const press = (what: Omit<Input<typeof TickVideo>, 'version'>) =>
    tick.mutate({ ...what, version: of.version }, { onError: error => void message.error(saidOf(error)) })
  const button = (label: string, isIt: boolean, what: Omit<Input<typeof TickVideo>, 'version'>) => (
    <Button size="small" type={isIt ? 'primary' : 'default'} disabled={tick.isPending} onClick={() => press(what)}>
      {label}
    </Button>
  )
  return (
    <span className="taps">
      {button('按时', of.video === 'joined' && of.state === 'answered', { finding: 'joined' })}
      <Late call={call} isIt={of.state === 'late'} onLate={minutesLate => press({ finding: 'joined', minutesLate })} />
      {button('故障已报', of.video === 'reported', { finding: 'reported' })}
      {button('故障未报', of.video === 'unreported', { finding: 'unreported' })}
    </span>
  )
}

function Late({ call, isIt, onLate }: { call: DutyCallView; isIt: boolean; onLate: (minutes: number) => void }) {
  const since = Math.floor((useMinute().getTime() - Date.parse(call.answerBy)) / 60_000)
  const [isOpen, setOpen] = useState(false)
  const [minutes, setMinutes] = useState<number | null>(null)
  const keep = () => {
    setOpen(false)
    onLate(minutes ?? since)
  }
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      title="超过时限几分钟入会"
      content={
        <span className="taps">
          <InputNumber
            aria-label="迟到分钟数"
            min={1}
            max={Math.max(1, since)}
            value={minutes ?? since}
            onChange={setMinutes}
            suffix="分钟"
          />
          <Button type="primary" onClick={keep}>
            登记迟到
          </Button>
        </span>
      }
    >
      <Button
        size="small"
        type={isIt ? 'primary' : 'default'}
        disabled={since < 1}
        title={since < 1 ? '时限未到，入会即为按时' : undefined}
      >
        迟到
      </Button>
    </Popover>
  )
}
