import { type StepsView, stepMoments } from '@anlan/contract/desk.ts'
import { Checkbox } from 'antd'
import { usePermits } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showTime } from '../../../ui/time.ts'
import '../desk.css'

interface StepListProps {
  of: StepsView
  title: string
  busy: boolean
  onTick: (step: { key: string; done: boolean }) => void
}

/** Steps to be done one after the other, each ticked once it is; the next one stands out. */
export function StepList({ of, title, busy, onTick }: StepListProps) {
  const may = usePermits()
  const now = useMinute()
  const all = of.groups.flatMap(group => group.steps)
  const next = all.find(step => !step.doneAt)
  return (
    <section className="panel">
      <h2>
        {title}{' '}
        <small>
          {all.filter(step => step.doneAt).length} / {all.length}
        </small>
      </h2>
      {of.groups.map(group => (
        <div key={group.when} className="steps">
          {of.groups.length > 1 && <div className="quiet">{stepMoments[group.when]}</div>}
          {group.steps.map(step => (
            <Checkbox
              key={step.key}
              className={step === next ? 'step-next' : undefined}
              checked={step.doneAt !== null}
              disabled={!may('desk.tick-step') || busy}
              onChange={({ target }) => onTick({ key: step.key, done: target.checked })}
            >
              {step.text}
              {step.isOwn && <span className="quiet">（本单位）</span>}
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
