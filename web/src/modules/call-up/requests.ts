import type { CallUpQuery, RequestCallUp } from '@anlan/contract/call-up.ts'
import type { CheckRuleView, SaveCheckRule } from '@anlan/contract/call-up-checks.ts'
import type { CallUpPriceView, ChangeCallUpPrice, EventCosts, YearCosts } from '@anlan/contract/call-up-costs.ts'
import type { CallUpByPlan, CallUpPlanView, SaveCallUpPlan } from '@anlan/contract/call-up-plan.ts'
import type { CallUpLine, CallUpView } from '@anlan/contract/call-up-view.ts'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import type { CapabilityView, NearestReply, ResourceHit } from '@anlan/contract/resource.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output, Page } from '../../ui/shape.ts'

export type CallUpFilter = Omit<Input<typeof CallUpQuery>, 'after' | 'limit'>
export type CourseEntry = Output<typeof InstructionTimelineEntry>

const path = (id: string) => `/call-ups/${id}`
export const slipAddress = (id: string) => `/api${path(id)}/slip.docx`
export const letterAddress = (id: string) => `/api${path(id)}/request-letter.docx`
export const requisitionAddress = (id: string) => `/api${path(id)}/requisition.docx`
export const costAddress = (eventId: string) => `/api/emergency-events/${eventId}/call-up-costs/document.docx`

export const useCallUps = (filter: CallUpFilter) =>
  useKeyset<CallUpLine>(['call-ups', 'list'], '/call-ups', { ...filter })
export const boxQuery = (box: CallUpFilter['box']) =>
  queryOptions({
    queryKey: ['call-ups', 'box', box],
    queryFn: () => http.get<Page<CallUpLine>>('/call-ups', { box, limit: 100 }),
  })
export const eventCallUpsQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['call-ups', 'event', eventId],
    queryFn: () => http.get<Page<CallUpLine>>('/call-ups', { event: eventId, limit: 100 }),
    refetchInterval: 60_000,
  })
export const callUpQuery = (id: string) =>
  queryOptions({
    queryKey: ['call-up', id, 'view'],
    queryFn: () => http.get<CallUpView>(path(id)),
    refetchInterval: 60_000,
  })
export const callUpCourseQuery = (id: string) =>
  queryOptions({
    queryKey: ['call-up', id, 'course'],
    queryFn: () => http.get<Items<CourseEntry>>(`${path(id)}/timeline`),
  })
export const eventCostsQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['call-ups', 'costs', eventId],
    queryFn: () => http.get<EventCosts>(`/emergency-events/${eventId}/call-up-costs`),
  })
export const yearCostsQuery = (year: number) =>
  queryOptions({
    queryKey: ['call-ups', 'year', year],
    queryFn: () => http.get<YearCosts>('/call-up-costs', { year }),
  })
export const pricesQuery = queryOptions({
  queryKey: ['call-ups', 'prices'],
  queryFn: () => http.get<Items<CallUpPriceView>>('/call-up-prices'),
})
export const plansQuery = queryOptions({
  queryKey: ['call-ups', 'plans'],
  queryFn: () => http.get<Items<CallUpPlanView>>('/call-up-plans'),
})
export const checkRulesQuery = queryOptions({
  queryKey: ['call-ups', 'checks'],
  queryFn: () => http.get<Items<CheckRuleView>>('/call-up-checks'),
})
export const checkHistoryQuery = (code: string) =>
  queryOptions({
    queryKey: ['call-ups', 'checks', code],
    queryFn: () => http.get<Items<ChangeEntry>>(`/call-up-checks/${code}/history`),
  })
export const offerQuery = (id: string) =>
  queryOptions({
    queryKey: ['resources', 'offer', id],
    queryFn: () => http.get<Items<ResourceHit>>(`/resources/offers/${id}`),
  })
export const capabilitiesQuery = queryOptions({
  queryKey: ['resources', 'capabilities'],
  queryFn: () => http.get<Items<CapabilityView>>('/resources/capabilities'),
})
export const nearestTo = (query: { lng: number; lat: number; capability: string; quantity: number }) =>
  http.get<NearestReply>('/resources/nearest', { ...query, limit: 8 })

const lists = [['call-ups'], ['obligations'], ['event'], ['resources']]
export const useRequestCallUp = () =>
  useAct((body: Input<typeof RequestCallUp>) => http.post<Items<CallUpView>>('/call-ups', body), lists)
export const useSavePlan = () =>
  useAct(
    ({ planId, ...body }: Input<typeof SaveCallUpPlan> & { planId?: string }) =>
      planId
        ? http.put<CallUpPlanView>(`/call-up-plans/${planId}`, body)
        : http.post<CallUpPlanView>('/call-up-plans', body),
    [['call-ups']],
  )
export const useCallUpByPlan = () =>
  useAct(
    ({ planId, ...body }: Input<typeof CallUpByPlan> & { planId: string }) =>
      http.post<Items<CallUpView>>(`/call-up-plans/${planId}/call-ups`, body),
    lists,
  )
export const useChangePrice = () =>
  useAct(
    ({ code, ...body }: Input<typeof ChangeCallUpPrice> & { code: string }) =>
      http.put<CallUpPriceView>(`/call-up-prices/${code}`, body),
    [['call-ups']],
  )
export const useSaveCheckRule = () =>
  useAct(
    ({ code, ...body }: Input<typeof SaveCheckRule> & { code: string | null }) =>
      code === null
        ? http.post<CheckRuleView>('/call-up-checks', body)
        : http.put<CheckRuleView>(`/call-up-checks/${code}`, body),
    [['call-ups', 'checks']],
  )
/** One step of a slip, by the name of its address. */
export const useCallUpStep = (id: string) =>
  useAct(
    ({ step, body = {} }: { step: string; body?: object }) =>
      step === 'departure-check'
        ? http.put<CallUpView>(`${path(id)}/${step}`, body)
        : http.post<CallUpView>(`${path(id)}/${step}`, body),
    [['call-up', id], ...lists],
  )
export type CallUpStepAct = ReturnType<typeof useCallUpStep>
