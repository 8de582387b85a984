import type {
  HandoverDue,
  HandoverLine,
  HandoverSide,
  HandoversFlagged,
  HandoverView,
  SaveSheet,
  SignAtOnce,
} from '@anlan/contract/handover.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { http } from '../../../ui/http.ts'
import { useKeyset } from '../../../ui/keyset.tsx'
import type { Input } from '../../../ui/shape.ts'

export const handoverQuery = (id: string) =>
  queryOptions({
    queryKey: ['duty', 'handover', id],
    queryFn: () => http.get<HandoverView>(`/duty/handovers/${id}`),
  })
export const handoverDueQuery = queryOptions({
  queryKey: ['duty', 'handover-due'],
  queryFn: () => http.get<HandoverDue>('/duty/handover-due'),
  refetchInterval: 60_000,
})
export const unsignedHandoversQuery = queryOptions({
  queryKey: ['duty', 'unsigned-handovers'],
  queryFn: () => http.get<HandoversFlagged>('/duty/unsigned-handovers'),
  refetchInterval: 60_000,
})
export const useHandovers = (query: { unit?: string; state?: string }) =>
  useKeyset<HandoverLine>(['duty', 'handovers'], '/duty/handovers', query)

const touched = [['duty']]
const at = (id: string, step: string) => `/duty/handovers/${id}/${step}`

export const useOpenHandover = () => useAct(() => http.post<HandoverView>('/duty/handovers', { id: newId() }), touched)
export const useSaveSheet = (id: string) =>
  useAct((body: Input<typeof SaveSheet>) => http.put<HandoverView>(`/duty/handovers/${id}`, body), touched)
export const useAcknowledge = (id: string) =>
  useAct((keys: string[]) => http.post<HandoverView>(at(id, 'acknowledgements'), { keys }), touched)
export const useSign = (id: string) =>
  useAct(
    ({ side, version }: { side: HandoverSide; version: number }) =>
      http.post<HandoverView>(at(id, `${side}-signature`), side === 'outgoing' ? { version } : {}),
    touched,
  )
export const useSignAtOnce = (id: string) =>
  useAct((body: Input<typeof SignAtOnce>) => http.post<HandoverView>(at(id, 'signature-at-once'), body), touched)
export const useCorrect = (id: string) =>
  useAct((text: string) => http.post<HandoverView>(at(id, 'corrections'), { id: newId(), text }), touched)
