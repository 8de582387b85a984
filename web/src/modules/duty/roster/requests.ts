import type {
  AddLeave,
  AddWish,
  ChangeAssignments,
  GenerateRoster,
  LeaveView,
  RoomLine,
  RoomView,
  RosterLine,
  RosterProgress,
  RosterView,
  WishView,
} from '@anlan/contract/roster.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items } from '../../../ui/shape.ts'

export const roomsQuery = queryOptions({
  queryKey: ['duty', 'rooms'],
  queryFn: () => http.get<Items<RoomLine>>('/duty/rooms'),
})
export const roomQuery = (id: string) =>
  queryOptions({ queryKey: ['duty', 'room', id], queryFn: () => http.get<RoomView>(`/duty/rooms/${id}`) })
export const rostersQuery = (query: { room: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['duty', 'rosters', query],
    queryFn: () => http.get<Items<RosterLine>>('/duty/rosters', query),
  })
export const rosterQuery = (id: string) =>
  queryOptions({ queryKey: ['duty', 'roster', id], queryFn: () => http.get<RosterView>(`/duty/rosters/${id}`) })
export const absencesQuery = (query: { room: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['duty', 'absences', query],
    queryFn: () => http.get<{ leaves: LeaveView[]; wishes: WishView[] }>('/duty/absences', query),
  })

/** How far a roster is that is being made; nothing when this is not known. */
export const progressQuery = (id: string) =>
  queryOptions({
    queryKey: ['duty', 'roster-progress', id],
    queryFn: () =>
      http
        .get<{ progress: RosterProgress | null }>(`/duty/rosters/${id}/progress`)
        .then(({ progress }) => progress)
        .catch(() => null),
    refetchInterval: 700,
  })

/** A command about one roster; its answer is what the screen shows from then on. */
export function useRosterAct<In>(run: (input: In) => Promise<RosterView>) {
  const queries = useQueryClient()
  return useAct(
    async (input: In) => {
      const roster = await run(input)
      queries.setQueryData(rosterQuery(roster.id).queryKey, roster)
      return roster
    },
    [
      ['duty', 'rosters'],
      ['duty', 'shifts'],
      ['duty', 'now'],
    ],
  )
}

export const useGenerate = () =>
  useRosterAct(({ signal, ...body }: Input<typeof GenerateRoster> & { signal: AbortSignal }) =>
    http.post<RosterView>('/duty/rosters', body, signal),
  )
export const useChangeCells = (id: string) =>
  useRosterAct((body: Input<typeof ChangeAssignments>) => http.put<RosterView>(`/duty/rosters/${id}/assignments`, body))
export const usePublish = (id: string) =>
  useRosterAct((version: number) => http.post<RosterView>(`/duty/rosters/${id}/publication`, { version }))
export const useWithdraw = (id: string) =>
  useRosterAct((reason: string) => http.post<RosterView>(`/duty/rosters/${id}/withdrawal`, { reason }))

const absences = [
  ['duty', 'absences'],
  ['duty', 'roster'],
]
export const useAddLeave = () =>
  useAct((body: Input<typeof AddLeave>) => http.post<LeaveView>('/duty/leaves', body), absences)
export const useRemoveLeave = () => useAct((id: string) => http.delete(`/duty/leaves/${id}`), absences)
export const useAddWish = (room: string) =>
  useAct((body: Input<typeof AddWish>) => http.post<WishView>(`/duty/rooms/${room}/wishes`, body), absences)
export const useRemoveWish = (room: string) =>
  useAct((id: string) => http.delete(`/duty/rooms/${room}/wishes/${id}`), absences)
