import type { IntakeAdvice, IntakeDraft, IntakeSoFar, SaveIntakeDraft } from '@anlan/contract/emergency-event.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { http } from '../../../ui/http.ts'
import type { Input, Output } from '../../../ui/shape.ts'

export type SoFar = Input<typeof IntakeSoFar>

/** What to ask and what will start, for what has been typed so far. The last advice stays while the next one comes. */
export const adviceQuery = (soFar: SoFar) =>
  queryOptions({
    queryKey: ['intake', 'advice', soFar],
    queryFn: () => http.post<IntakeAdvice>('/intake/advice', soFar),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })

type Draft = Output<typeof IntakeDraft>
export const readDraft = () => http.get<{ draft: Draft | null }>('/intake/draft')
export const saveDraft = (body: Input<typeof SaveIntakeDraft>) => http.put<Draft>('/intake/draft', body)
export const dropDraft = () => http.delete('/intake/draft')
