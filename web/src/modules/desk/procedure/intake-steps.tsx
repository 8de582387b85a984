import { askingStep } from '@anlan/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { usePermits } from '../../../app/session.tsx'
import { typeStepsQuery } from './requests.ts'
import '../desk.css'

/** What to do besides asking while a call is taken; ticked on the event's page once it is written down. */
export function IntakeSteps({ type }: { type: string | undefined }) {
  const may = usePermits()
  const { data } = useQuery({ ...typeStepsQuery(type), enabled: may('desk.read') })
  const steps = data?.groups.flatMap(group => group.steps).filter(step => step.key !== askingStep) ?? []
  if (steps.length === 0) return null
  return (
    <section className="panel">
      <h2>
        值班流程 <small>登记为事件后在事件页打勾</small>
      </h2>
      <ol className="intake-steps">
        {steps.map(step => (
          <li key={step.key}>{step.text}</li>
        ))}
      </ol>
    </section>
  )
}
