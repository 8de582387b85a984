import type {
  AreaView,
  CallerMatch,
  ContactEntry,
  DeadNumberView,
  DefectView,
  EditHolders,
  EditUnit,
  MergeUnit,
  OutlineView,
  PersonView,
  PostView,
  ReportDeadNumber,
  RoundUnitView,
  RoundView,
  SettleDeadNumber,
  StartRound,
  TenureView,
  UnitView,
} from '@anlan/contract/directory.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items, Output } from '../../ui/shape.ts'

type Post = Output<typeof PostView>
type Person = Output<typeof PersonView>
export type Area = Output<typeof AreaView>
export type Outlines = Output<typeof OutlineView>

/** Units, areas and outlines change a few times a year. */
const seldom = 10 * 60_000

export const unitsQuery = queryOptions({
  queryKey: ['directory', 'units'],
  queryFn: () => http.get<Items<UnitView>>('/units'),
  staleTime: seldom,
})

export const areasQuery = queryOptions({
  queryKey: ['directory', 'areas'],
  queryFn: () => http.get<Items<Area>>('/areas'),
  staleTime: seldom,
})

export const outlinesQuery = queryOptions({
  queryKey: ['directory', 'outlines'],
  queryFn: () => http.get<Outlines>('/areas/outlines'),
  staleTime: Number.POSITIVE_INFINITY,
})

export const postsQuery = (unit: string) =>
  queryOptions({ queryKey: ['directory', 'posts', unit], queryFn: () => http.get<Items<Post>>('/posts', { unit }) })

export const personsQuery = (query: { unit?: string; text?: string }) =>
  queryOptions({
    queryKey: ['directory', 'persons', query],
    queryFn: () => http.get<Items<Person>>('/persons', query),
    staleTime: 60_000,
  })

export const callerQuery = (phone: string) =>
  queryOptions({
    queryKey: ['directory', 'caller', phone],
    queryFn: () => http.get<{ match: CallerMatch | null }>('/callers', { phone }),
    staleTime: 60_000,
  })

const directory = [['directory']]
export const useAddUnit = () => useAct((body: Input<typeof EditUnit>) => http.post<UnitView>('/units', body), directory)
export const useEditUnit = (id: string) =>
  useAct((body: Input<typeof EditUnit>) => http.put<UnitView>(`/units/${id}`, body), directory)
export const useEditHolders = (postId: string) =>
  useAct((body: Input<typeof EditHolders>) => http.put<Post>(`/posts/${postId}/holders`, body), directory)

export type Contact = Output<typeof ContactEntry>
export type DeadNumber = Output<typeof DeadNumberView>
export type Defect = Output<typeof DefectView>
export type Round = Output<typeof RoundView>
export type RoundUnit = Output<typeof RoundUnitView>

export const contactsQuery = (query: { text?: string; unit?: string; below?: 'true' | 'false' }) =>
  queryOptions({
    queryKey: ['directory', 'contacts', query],
    queryFn: () => http.get<Items<Contact>>('/contacts', query),
    staleTime: 30_000,
  })
export const tenuresQuery = (postId: string) =>
  queryOptions({
    queryKey: ['directory', 'tenures', postId],
    queryFn: () => http.get<Items<Output<typeof TenureView>>>(`/posts/${postId}/tenures`),
  })
export const defectsQuery = queryOptions({
  queryKey: ['directory', 'defects'],
  queryFn: () => http.get<Items<Defect>>('/directory-defects'),
})
export const deadNumbersQuery = queryOptions({
  queryKey: ['directory', 'dead-numbers'],
  queryFn: () => http.get<Items<DeadNumber>>('/dead-numbers'),
})
export const roundsQuery = queryOptions({
  queryKey: ['directory', 'rounds'],
  queryFn: () => http.get<Items<Round>>('/contact-rounds'),
})
export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: ['directory', 'rounds', id],
    queryFn: () => http.get<Items<RoundUnit>>(`/contact-rounds/${id}`),
  })

export const useMergeUnit = (id: string) =>
  useAct((body: Input<typeof MergeUnit>) => http.post<UnitView>(`/units/${id}/merger`, body), directory)
export const useReportDeadNumber = () =>
  useAct((body: Input<typeof ReportDeadNumber>) => http.post<{ id: string }>('/dead-numbers', body), directory)
export const useConfirmNumber = (id: string) =>
  useAct(
    (body: Input<typeof SettleDeadNumber>) => http.post<object>(`/dead-numbers/${id}/confirmation`, body),
    directory,
  )
export const useStartRound = () =>
  useAct((body: Input<typeof StartRound>) => http.post<{ id: string }>('/contact-rounds', body), directory)
export const useFileUnit = (roundId: string) =>
  useAct((unitId: string) => http.post<object>(`/contact-rounds/${roundId}/units/${unitId}/filing`, {}), directory)
export const useCheckUnit = (roundId: string) =>
  useAct(
    ({ unitId, remark }: { unitId: string; remark: string }) =>
      http.post<object>(`/contact-rounds/${roundId}/units/${unitId}/check`, { remark }),
    directory,
  )
