import type {
  AddPlanRecord,
  AskOpinions,
  DecidePlan,
  FinishPlanTask,
  IssuePlan,
  OpenCampaign,
  PlanCampaignPage,
  PlanCampaignView,
  PlanCycleView,
  PlanFilingView,
  PlanTaskView,
  ReceiveFiling,
  ReviewPlan,
} from '@anlan/contract/plan-cycle.ts'
import type { PaperCompletion } from '@anlan/contract/plan-papers.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items, Output } from '../../../ui/shape.ts'

export const cycleQuery = (id: string) =>
  queryOptions({ queryKey: ['plan', id, 'cycle'], queryFn: () => http.get<PlanCycleView>(`/plans/${id}/cycle`) })
export const planTasksQuery = queryOptions({
  queryKey: ['plans', 'tasks'],
  queryFn: () => http.get<Items<PlanTaskView>>('/plan-tasks'),
})
export const filingsQuery = (open: boolean) =>
  queryOptions({
    queryKey: ['plans', 'filings', open],
    queryFn: () => http.get<Items<PlanFilingView>>('/plan-filings', { open }),
  })
export const campaignsQuery = queryOptions({
  queryKey: ['plans', 'campaigns'],
  queryFn: () => http.get<Items<Output<typeof PlanCampaignView>>>('/plan-campaigns'),
})
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['plans', 'campaigns', id],
    queryFn: () => http.get<Output<typeof PlanCampaignPage>>(`/plan-campaigns/${id}`),
  })

export const completionQuery = queryOptions({
  queryKey: ['plans', 'completion'],
  queryFn: () => http.get<Output<typeof PaperCompletion>>('/plan-papers/completion'),
})

const touched = [['plans'], ['plan'], ['obligations']]

function useStep<T>(id: string, step: string, method: 'put' | 'post' = 'put') {
  return useAct((body: T) => http[method](`/plans/${id}/${step}`, body), touched)
}

/** Everything that leads an edition through its life. */
export function useCycleActs(id: string) {
  return {
    ask: useStep<Input<typeof AskOpinions>>(id, 'consultations', 'post'),
    closeConsultation: useStep<object>(id, 'consultation-end'),
    submit: useStep<object>(id, 'submission'),
    review: useStep<Input<typeof ReviewPlan>>(id, 'reviews', 'post'),
    decide: useStep<Input<typeof DecidePlan>>(id, 'decision'),
    issue: useStep<Input<typeof IssuePlan>>(id, 'issue'),
    abolish: useStep<{ reason: string }>(id, 'abolition'),
    record: useStep<Input<typeof AddPlanRecord>>(id, 'records', 'post'),
    answer: useAct(
      ({ opinion, text }: { opinion: string; text: string }) => http.put(`/plan-opinions/${opinion}/answer`, { text }),
      touched,
    ),
    adopt: useAct(
      ({ opinion, ...body }: { opinion: string; adopted: 'adopted' | 'partly' | 'rejected'; reason: string }) =>
        http.put(`/plan-opinions/${opinion}/decision`, body),
      touched,
    ),
  }
}
export type CycleActs = ReturnType<typeof useCycleActs>

export const useReceiveFiling = () =>
  useAct(
    ({ filing, ...body }: Input<typeof ReceiveFiling> & { filing: string }) =>
      http.put(`/plan-filings/${filing}/receipt`, body),
    touched,
  )
export const useFinishTask = () =>
  useAct(
    ({ task, ...body }: Input<typeof FinishPlanTask> & { task: string }) =>
      http.put(`/plan-tasks/${task}/result`, body),
    touched,
  )
export const useOpenCampaign = () =>
  useAct((body: Input<typeof OpenCampaign>) => http.post('/plan-campaigns', body), touched)
