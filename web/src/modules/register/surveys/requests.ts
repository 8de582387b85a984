import type { StartSurvey, SurveyLine, SurveyView } from '@anlan/contract/survey.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items } from '../../../ui/shape.ts'

const touched = [['surveys'], ['obligations']]
export const surveysQuery = queryOptions({
  queryKey: ['surveys', 'list'],
  queryFn: () => http.get<Items<SurveyLine>>('/surveys'),
})
export const surveyQuery = (id: string) =>
  queryOptions({
    queryKey: ['surveys', id],
    queryFn: () => http.get<SurveyView>(`/surveys/${id}`),
    refetchInterval: 20_000,
  })
export const useStart = () =>
  useAct((body: Input<typeof StartSurvey>) => http.post<SurveyView>('/surveys', body), touched)
export const useAnswer = (id: string) =>
  useAct(
    ({ unitId, ledger, none }: { unitId: string; ledger: string; none: boolean }) =>
      http.put<SurveyView>(`/surveys/${id}/units/${unitId}/ledgers/${ledger}`, { none }),
    touched,
  )
export const useCloseSurvey = (id: string) =>
  useAct((body: { reason: string }) => http.put<SurveyView>(`/surveys/${id}/closing`, body), touched)
