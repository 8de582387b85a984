import type {
  CompleteSetup,
  CountyView,
  DutyPosts,
  FoundCounty,
  OfficeView,
  OpenSetup,
  SetOffices,
  SetupPerson,
  SetupState,
  SetupUnit,
  SetupView,
  SheetOutcome,
} from '@anlan/contract/setup.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items, Output } from '../../../ui/shape.ts'

export type County = Output<typeof CountyView>
export type Office = Output<typeof OfficeView>
export type SetupUnitRow = Output<typeof SetupUnit>
export type SetupPersonRow = Output<typeof SetupPerson>

/** null: there is nothing to set up, the store has accounts. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => http.get<SetupState>('/setup').then(state => (state.open ? state : null)),
  staleTime: 60_000,
  retry: false,
})
export const setupUnitsQuery = queryOptions({
  queryKey: ['setup', 'units'],
  queryFn: () => http.get<Items<SetupUnitRow>>('/setup/units'),
})
export const setupPersonsQuery = queryOptions({
  queryKey: ['setup', 'persons'],
  queryFn: () => http.get<Items<SetupPersonRow>>('/setup/persons'),
})

const all = [setupQuery.queryKey]
export const useOpenSetup = () => useAct((body: Input<typeof OpenSetup>) => http.post('/setup/session', body), all)
export const useFoundCounty = () =>
  useAct((body: Input<typeof FoundCounty>) => http.put<SetupView>('/setup/county', body), all)
export const useSetOffices = () =>
  useAct((body: Input<typeof SetOffices>) => http.put<SetupView>('/setup/offices', body), all)
export const useSetDuty = () => useAct((body: Input<typeof DutyPosts>) => http.put<SetupView>('/setup/duty', body), all)

export interface SheetUpload {
  file: File
  apply: boolean
  withoutRefused: boolean
}
export const useSheet = (path: 'unit-sheets' | 'person-sheets') =>
  useAct(
    ({ file, apply, withoutRefused }: SheetUpload) =>
      http.upload<SheetOutcome>(`/setup/${path}?apply=${apply}&withoutRefused=${withoutRefused}`, file),
    outcome => (outcome.applied ? all : []),
  )

export const useCompleteSetup = () =>
  useAct((body: Input<typeof CompleteSetup>) => http.post('/setup/completion', body))
