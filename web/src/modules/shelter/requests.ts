import type {
  AreaStandard,
  CheckFunctions,
  CloseShelter,
  EnterShelter,
  LeaveShelter,
  NearestShelters,
  OpenShelter,
  SetAreaStandard,
  ShelterDuration,
  ShelterHazard,
  ShelterOpeningView,
  ShelterPicture,
  ShelterView,
} from '@anlan/contract/shelter.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items } from '../../ui/shape.ts'

export interface PastOpening {
  id: string
  purpose: string
  openedAt: string
  closedAt: string | null
  closeReason: string | null
  persons: number
}

const touched = [['shelters'], ['registers']]
export const sheltersQuery = queryOptions({
  queryKey: ['shelters', 'list'],
  queryFn: () => http.get<Items<ShelterView>>('/shelters'),
  refetchInterval: 30_000,
})
export const pictureQuery = queryOptions({
  queryKey: ['shelters', 'picture'],
  queryFn: () => http.get<ShelterPicture>('/shelters/picture'),
})
export const shelterQuery = (id: string) =>
  queryOptions({
    queryKey: ['shelters', id],
    queryFn: () => http.get<ShelterView>(`/shelters/${id}`),
    refetchInterval: 15_000,
  })
export const openingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['shelters', id, 'openings'],
    queryFn: () => http.get<Items<PastOpening>>(`/shelters/${id}/openings`),
  })
export const openingQuery = (id: string) =>
  queryOptions({
    queryKey: ['shelters', 'opening', id],
    queryFn: () => http.get<ShelterOpeningView>(`/shelter-openings/${id}`),
    refetchInterval: 15_000,
  })
export const nearestQuery = (unitId: string, persons: number, hazard?: ShelterHazard) =>
  queryOptions({
    queryKey: ['shelters', 'nearest', unitId, persons, hazard ?? ''],
    queryFn: () => http.get<NearestShelters>('/shelters/nearest', { unitId, persons, hazard }),
  })
export const standardsQuery = queryOptions({
  queryKey: ['shelters', 'standards'],
  queryFn: () => http.get<Items<AreaStandard>>('/shelters/area-standards'),
})
export const useOpen = (id: string) =>
  useAct((body: Input<typeof OpenShelter>) => http.post<ShelterOpeningView>(`/shelters/${id}/openings`, body), touched)
export const useClose = (opening: string) =>
  useAct(
    (body: Input<typeof CloseShelter>) => http.put<ShelterOpeningView>(`/shelter-openings/${opening}/closing`, body),
    touched,
  )
export const useEnter = (opening: string) =>
  useAct(
    (body: Input<typeof EnterShelter>) => http.post<ShelterOpeningView>(`/shelter-openings/${opening}/entries`, body),
    touched,
  )
export const useLeave = (opening: string, entry: string) =>
  useAct(
    (body: Input<typeof LeaveShelter>) =>
      http.post<ShelterOpeningView>(`/shelter-openings/${opening}/entries/${entry}/leavings`, body),
    touched,
  )
export const useCheck = (id: string) =>
  useAct((body: Input<typeof CheckFunctions>) => http.put<ShelterView>(`/shelters/${id}/functions`, body), touched)
export const useSetStandard = (duration: ShelterDuration) =>
  useAct((body: Input<typeof SetAreaStandard>) => http.put(`/shelters/area-standards/${duration}`, body), touched)
