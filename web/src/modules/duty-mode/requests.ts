import type {
  AnswerCallIn,
  CallInForecast,
  CallInView,
  DutyMode,
  EditModeRule,
  EditModeTrigger,
  ModeHistoryEntry,
  ModeRuleChange,
  ModeRuleView,
  ModesView,
  ModeTables,
  ModeTriggerView,
  MyCallIn,
  NoteCallInCall,
  SupplementView,
  SwitchMode,
  SwitchResult,
} from '@anlan/contract/duty-mode.ts'
import type { KeyPeriodLine, KeyPeriodView, PreparationPart, RemindResult } from '@anlan/contract/key-period.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items, Output } from '../../ui/shape.ts'

export const modesQuery = queryOptions({
  queryKey: ['duty-modes', 'all'],
  queryFn: () => http.get<ModesView>('/duty-modes'),
  refetchInterval: 30_000,
})
export const forecastQuery = (to: DutyMode) =>
  queryOptions({
    queryKey: ['duty-modes', 'forecast', to],
    queryFn: () => http.get<Items<CallInForecast>>('/duty-mode-forecast', { to }),
  })
export const modeHistoryQuery = (unit: string) =>
  queryOptions({
    queryKey: ['duty-modes', 'history', unit],
    queryFn: () => http.get<Items<ModeHistoryEntry>>(`/duty-modes/${unit}/history`),
  })
export const supplementQuery = (unit: string) =>
  queryOptions({
    queryKey: ['duty-modes', 'supplement', unit],
    queryFn: () => http.get<SupplementView>(`/duty-modes/${unit}/supplement`),
  })
export const callInQuery = (id: string) =>
  queryOptions({
    queryKey: ['duty-modes', 'call-in', id],
    queryFn: () => http.get<CallInView>(`/duty-call-ins/${id}`),
    refetchInterval: 15_000,
  })
export const myCallInsQuery = queryOptions({
  queryKey: ['duty-modes', 'mine'],
  queryFn: () => http.get<Items<MyCallIn>>('/duty-call-ins/mine'),
  refetchInterval: 30_000,
})
export const tablesQuery = queryOptions({
  queryKey: ['duty-mode-tables'],
  queryFn: () => http.get<ModeTables>('/duty-mode-tables'),
})
export const changesQuery = (row: string) =>
  queryOptions({
    queryKey: ['duty-mode-tables', 'changes', row],
    queryFn: () => http.get<Items<Output<typeof ModeRuleChange>>>('/duty-mode-changes', { row }),
  })
export const keyPeriodsQuery = queryOptions({
  queryKey: ['key-periods', 'all'],
  queryFn: () => http.get<Items<KeyPeriodLine>>('/key-periods'),
})
export const keyPeriodQuery = (id: string) =>
  queryOptions({
    queryKey: ['key-periods', id],
    queryFn: () => http.get<KeyPeriodView>(`/key-periods/${encodeURIComponent(id)}`),
  })

const touched = [['duty-modes'], ['duty'], ['obligations'], ['notices']]

export const useSwitchMode = () =>
  useAct(
    (body: Input<typeof SwitchMode>) => http.post<Output<typeof SwitchResult>>('/duty-mode-switches', body),
    touched,
  )
export const useDecide = () =>
  useAct(
    ({ id, direction, ...body }: { id: string; direction: 'raise' | 'lower'; accept: boolean; note?: string }) =>
      http.post<ModesView>(`/duty-mode-proposals/${id}/${direction === 'raise' ? 'decision' : 'approval'}`, body),
    touched,
  )
export const useAcceptSupplement = (unit: string) =>
  useAct(
    (expected: number) => http.post<SupplementView>(`/duty-modes/${unit}/supplement`, { expected }),
    [...touched, ['coverage']],
  )
export const useAnswer = () =>
  useAct(
    ({ memberId, ...body }: Input<typeof AnswerCallIn> & { memberId: string }) =>
      http.post<Items<MyCallIn>>(`/duty-call-in-members/${memberId}/answer`, body),
    touched,
  )
export const useNoteCall = () =>
  useAct(
    ({ memberId, ...body }: Input<typeof NoteCallInCall> & { memberId: string }) =>
      http.post<CallInView>(`/duty-call-in-members/${memberId}/call`, body),
    touched,
  )
export const useAddMember = (list: string) =>
  useAct(
    (body: { id: string; personId?: string; unitId?: string }) =>
      http.post<CallInView>(`/duty-call-ins/${list}/members`, body),
    touched,
  )
export const useEditRule = () =>
  useAct(
    ({ scope, mode, ...body }: Input<typeof EditModeRule> & { scope: string; mode: string }) =>
      http.put<ModeRuleView>(`/duty-mode-rules/${scope}/${mode}`, body),
    [['duty-mode-tables'], ['duty-modes']],
  )
export const useEditTrigger = () =>
  useAct(
    ({ id, ...body }: Input<typeof EditModeTrigger> & { id: string }) =>
      http.put<ModeTriggerView>(`/duty-mode-triggers/${id}`, body),
    [['duty-mode-tables']],
  )

const prepared = [['key-periods'], ['obligations'], ['notices'], ['papers']]
const base = (id: string) => `/key-periods/${encodeURIComponent(id)}`
export const usePrepare = (id: string) =>
  useAct(() => http.post<KeyPeriodView>(`${base(id)}/preparation`, {}), prepared)
export const useRemind = (id: string) =>
  useAct(() => http.post<Output<typeof RemindResult>>(`${base(id)}/reminders`, {}), prepared)
export const useStatePart = (id: string) =>
  useAct(
    ({ unitId, ...body }: { unitId: string; part: PreparationPart; text: string }) =>
      http.put<KeyPeriodView>(`${base(id)}/units/${unitId}/statement`, body),
    prepared,
  )
export const useSign = (id: string) =>
  useAct(
    ({ check, note }: { check: string; note: string }) =>
      http.put<KeyPeriodView>(`${base(id)}/checks/${check}/signature`, { note }),
    prepared,
  )
export const useWritePlan = (id: string) =>
  useAct((body: { plan: string; version: number }) => http.put<KeyPeriodView>(`${base(id)}/plan`, body), prepared)
export const useAddPeriod = () =>
  useAct(
    (body: { name: string; from: string; to: string; mode: 'strengthened'; dailyReport: boolean; source: string }) =>
      http.post<{ id: string }>('/calendar/special-periods', body),
    [['key-periods'], ['calendar']],
  )
