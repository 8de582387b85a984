import type {
  AreaView,
  CallerMatch,
  EditHolders,
  EditPerson,
  EditUnit,
  OutlineView,
  PersonView,
  PostView,
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
export const useAddPerson = () =>
  useAct((body: Input<typeof EditPerson>) => http.post<Person>('/persons', body), directory)
export const useEditHolders = (postId: string) =>
  useAct((body: Input<typeof EditHolders>) => http.put<Post>(`/posts/${postId}/holders`, body), directory)
