import { type StepsView, stepMoments } from '@anlan/contract/desk.ts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { App, Checkbox } from 'antd'
import { usePermits } from '../../app/session.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { useAct } from '../../ui/form/act.ts'
import { http, saidOf } from '../../ui/http.ts'
import { showTime } from '../../ui/time.ts'
import './desk.css'

const stepsQuery = (matter: string) =>
  queryOptions({
    queryKey: ['duty-procedure', 'steps', matter],
    queryFn: () => http.get<StepsView>('/duty-procedure/steps', { matter }),
  })
const useTick = (matterId: string) =>
  useAct(
    (step: { key: string; done: boolean }) => http.put<StepsView>('/duty-procedure/ticks', { matterId, ...step }),
    [['duty-procedure', 'steps', matterId]],
  )

/** 值班工作流程 of one's own desk for this event, step by step, each ticked once it is done. */
export function EventSteps({ eventId }: { eventId: string }) {
  const may = usePermits()
  const now = useMinute()
  const { message } = App.useApp()
  const { data } = useQuery({ ...stepsQuery(eventId), enabled: may('desk.read') })
  const tick = useTick(eventId)
  if (!data || data.groups.length === 0) return null
  const all = data.groups.flatMap(group => group.steps)
  const next = all.find(step => !step.doneAt)
  return (
    <section className="panel">
      <h2>
        值班工作流程{' '}
        <small>
          {all.filter(step => step.doneAt).length} / {all.length}
        </small>
      </h2>
      {data.groups.map(group => (
        <div key={group.when} className="steps">
          <div className="quiet">{stepMoments[group.when]}</div>
          {group.steps.map(step => (
            <Checkbox
              key={step.key}
              className={step === next ? 'step-next' : undefined}
              checked={step.doneAt !== null}
              disabled={!may('desk.tick-step') || tick.isPending}
              onChange={({ target }) =>
                tick.mutate(
                  { key: step.key, done: target.checked },
                  { onError: error => void message.error(saidOf(error)) },
                )
              }
            >
              {step.text}
              {step.doneAt && (
                <span className="quiet">
                  {' '}
                  {step.doneBy} {showTime(step.doneAt, now)}
                </span>
              )}
            </Checkbox>
          ))}
        </div>
      ))}
    </section>
  )
}
