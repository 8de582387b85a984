import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { usePermits } from '../../app/session.tsx'
import { saidOf } from '../../ui/http.ts'
import { eventStepsQuery, useTick } from './procedure/requests.ts'
import { StepList } from './procedure/step-list.tsx'

/** 值班工作流程 of one's own desk for this event. */
export function EventSteps({ eventId }: { eventId: string }) {
  const may = usePermits()
  const { message } = App.useApp()
  const { data } = useQuery({ ...eventStepsQuery(eventId), enabled: may('desk.read') })
  const tick = useTick()
  if (!data || data.groups.length === 0) return null
  return (
    <StepList
      of={data}
      title="值班工作流程"
      busy={tick.isPending}
      onTick={step =>
        tick.mutate({ matterId: eventId, ...step }, { onError: error => void message.error(saidOf(error)) })
      }
    />
  )
}
