import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { usePermits } from '../../../app/session.tsx'
import { saidOf } from '../../../ui/http.ts'
import { shiftStepsQuery, useShiftTick } from './requests.ts'
import { StepList } from './step-list.tsx'

/** 接班流程: what to do when a shift begins; it leaves the desk once every step is ticked. */
export function ShiftSteps() {
  const may = usePermits()
  const { message } = App.useApp()
  const { data, refetch } = useQuery({ ...shiftStepsQuery, enabled: may('desk.tick-step') })
  const tick = useShiftTick()
  const startedAt = data?.subject
  if (!data || !startedAt || data.groups.every(group => group.steps.every(step => step.doneAt))) return null
  return (
    <StepList
      of={data}
      title="接班流程"
      busy={tick.isPending}
      onTick={step =>
        tick.mutate(
          { startedAt, ...step },
          {
            onError: error => {
              void message.error(saidOf(error))
              void refetch()
            },
          },
        )
      }
    />
  )
}
