import type { CheckInView, PresenceView, VouchCheckIn } from '@anlan/contract/duty-check.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items } from '../../../ui/shape.ts'

export const presenceQuery = queryOptions({
  queryKey: ['duty', 'presence'],
  queryFn: () => http.get<Items<PresenceView>>('/duty/presence'),
  refetchInterval: 60_000,
})

const touched = [['duty', 'presence']]

export const useCheckIn = () =>
  useAct((shiftId: string) => http.post<CheckInView>(`/duty/shifts/${shiftId}/check-in`, { id: newId() }), touched)

export const useVouch = (shiftId: string) =>
  useAct(
    (body: Input<typeof VouchCheckIn>) => http.post<CheckInView>(`/duty/shifts/${shiftId}/vouched-check-in`, body),
    touched,
  )
