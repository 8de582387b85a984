import type {
  AddParticularField,
  EditParticularField,
  EventParticulars,
  ParticularField,
  RecordDamage,
  RecordParticulars,
} from '@anlan/contract/event-particulars.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items } from '../../../ui/shape.ts'

const path = (event: string) => `/emergency-events/${event}`

export const particularsQuery = (event: string) =>
  queryOptions({
    queryKey: ['event', event, 'particulars'],
    queryFn: () => http.get<EventParticulars>(`${path(event)}/particulars`),
  })
export const particularFieldsQuery = queryOptions({
  queryKey: ['event-particular-fields'],
  queryFn: () => http.get<Items<ParticularField>>('/event-particular-fields'),
})

/** What is written changes plans that fit and the first hour, too. */
export function useParticularActs(event: string) {
  const touched = [
    ['event', event],
    ['responses', 'offers', event],
    ['assistance', event],
  ]
  return {
    record: useAct(
      (body: Input<typeof RecordParticulars>) => http.put<EventParticulars>(`${path(event)}/particulars`, body),
      touched,
    ),
    damage: useAct(
      (body: Input<typeof RecordDamage>) => http.post<EventParticulars>(`${path(event)}/damage`, body),
      touched,
    ),
    withdraw: useAct(
      ({ id, reason }: { id: string; reason: string }) =>
        http.post<EventParticulars>(`${path(event)}/damage/${id}/withdrawal`, { reason }),
      touched,
    ),
  }
}

export const useSaveParticularField = () =>
  useAct(
    (body: (Input<typeof AddParticularField> | Input<typeof EditParticularField>) & { id?: string | undefined }) =>
      'version' in body
        ? http.put<ParticularField>(`/event-particular-fields/${body.id}`, body)
        : http.post<ParticularField>('/event-particular-fields', body),
    [['event-particular-fields'], ['event']],
  )
