import type {
  CoverageMatrix,
  CoverProof,
  PlanCheckup,
  PlanCheckupList,
  PlanDefectRule,
  PlanGapList,
  PlanNeedRule,
} from '@anlan/contract/plan-check.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'

export const checkupQuery = (planId: string, edition?: string) =>
  queryOptions({
    queryKey: ['plan', planId, 'checkup', edition ?? ''],
    queryFn: () => http.get<PlanCheckup>(`/plans/${planId}/checkup`, { edition }),
  })
export const checkupsQuery = (unit?: string) =>
  queryOptions({
    queryKey: ['plan-checkups', unit ?? ''],
    queryFn: () => http.get<PlanCheckupList>('/plan-checkups', { unit }),
  })
export const useConfirmPhone = (planId: string) =>
  useAct(
    (personId: string) => http.put<null>(`/plan-checkups/phones/${personId}`, { note: '' }),
    [['plan', planId, 'checkup'], ['plan-checkups']],
  )

export const coverageQuery = queryOptions({
  queryKey: ['plan-coverage'],
  queryFn: () => http.get<CoverageMatrix>('/plan-coverage'),
})
const cellPath = (unitId: string, column: string) => `/plan-coverage/units/${unitId}/${encodeURIComponent(column)}`
export const proofQuery = (unitId: string, column: string) =>
  queryOptions({
    queryKey: ['plan-coverage', unitId, column],
    queryFn: () => http.get<CoverProof>(cellPath(unitId, column)),
  })
export const gapsQuery = queryOptions({
  queryKey: ['plan-coverage', 'gaps'],
  queryFn: () => http.get<PlanGapList>('/plan-gaps'),
})
export const useExempt = (unitId: string, column: string) =>
  useAct(
    (said: { reason: string }) => http.put<CoverProof>(`${cellPath(unitId, column)}/exemption`, said),
    [['plan-coverage']],
  )
export const useTaskGaps = () =>
  useAct(
    (input: { id?: string | undefined; gapIds: string[]; dueOn: string }) =>
      http.post<{ tasked: number }>('/plan-gaps/tasks', input),
    [['plan-coverage']],
  )

const editsOf = [['plan-check-rules'], ['plan-checkups'], ['plan-coverage']]
export const defectRulesQuery = queryOptions({
  queryKey: ['plan-check-rules', 'defects'],
  queryFn: () => http.get<{ items: PlanDefectRule[] }>('/plan-defect-rules'),
})
export const useEditDefectRule = () =>
  useAct(
    ({ kind, ...said }: Pick<PlanDefectRule, 'kind' | 'severity' | 'version'> & { reason: string }) =>
      http.put<{ items: PlanDefectRule[] }>(`/plan-defect-rules/${kind}`, said),
    editsOf,
  )
export const needRulesQuery = queryOptions({
  queryKey: ['plan-check-rules', 'needs'],
  queryFn: () => http.get<{ items: PlanNeedRule[] }>('/plan-need-rules'),
})
export const useEditNeedRule = () =>
  useAct(
    ({ code, ...said }: Pick<PlanNeedRule, 'code' | 'enabled' | 'ownValues' | 'version'> & { reason: string }) =>
      http.put<{ items: PlanNeedRule[] }>(`/plan-need-rules/${encodeURIComponent(code)}`, said),
    editsOf,
  )
