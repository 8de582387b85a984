import type {
  ProcedureVersions,
  ProcedureView,
  SaveProcedure,
  StepsView,
  TickShiftStep,
  TickStep,
} from '@anlan/contract/desk.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input } from '../../../ui/shape.ts'

/** Whose steps: the county standard, or those of one's own unit. */
export type Owner = 'standard' | 'own'

const base = 'duty-procedure'

export const procedureQuery = queryOptions({
  queryKey: [base, 'in-force'],
  queryFn: () => http.get<ProcedureView>('/duty-procedure'),
})
export const versionsQuery = (of: Owner) =>
  queryOptions({
    queryKey: [base, 'versions', of],
    queryFn: () => http.get<ProcedureVersions>('/duty-procedure/versions', { of }),
  })
/** Refused or not, what holds now is read again: a colleague's version comes into view behind the drawer. */
export const useSaveProcedure = (of: Owner) => {
  const queries = useQueryClient()
  return async (body: Input<typeof SaveProcedure>) => {
    try {
      return await http.put<ProcedureView>(`/duty-procedure/${of}`, body)
    } finally {
      await queries.invalidateQueries({ queryKey: [base] })
    }
  }
}

export const eventStepsQuery = (matter: string) =>
  queryOptions({
    queryKey: [base, 'steps', matter],
    queryFn: () => http.get<StepsView>('/duty-procedure/steps', { matter }),
  })
/** The steps on a report of an event of this type, before there is an event. */
export const typeStepsQuery = (type: string | undefined) =>
  queryOptions({
    queryKey: [base, 'of-type', type ?? ''],
    queryFn: () => http.get<StepsView>('/duty-procedure/steps', type ? { type } : {}),
    placeholderData: before => before,
  })
export const shiftStepsQuery = queryOptions({
  queryKey: [base, 'shift-steps'],
  queryFn: () => http.get<StepsView>('/duty-procedure/shift-steps'),
  refetchInterval: 60_000,
})
export const useTick = () =>
  useAct(
    (body: Input<typeof TickStep>) => http.put<StepsView>('/duty-procedure/ticks', body),
    (_, { matterId }) => [
      [base, 'steps', matterId],
      ['event', matterId],
    ],
  )
export const useShiftTick = () =>
  useAct(
    (body: Input<typeof TickShiftStep>) => http.put<StepsView>('/duty-procedure/shift-ticks', body),
    [[base, 'shift-steps']],
  )
