import type { ImportRoomPeople, RoomPeopleSheet, RoomProposal } from '@anlan/contract/duty-room.ts'
import type { ChangeRoom, CreateRoom, RoomView } from '@anlan/contract/roster.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../../ui/form/act.ts'
import { http } from '../../../../ui/http.ts'
import type { Input } from '../../../../ui/shape.ts'

export const proposalQuery = (unit: string) =>
  queryOptions({
    queryKey: ['duty', 'room-proposal', unit],
    queryFn: () => http.get<RoomProposal>('/duty/room-proposal', { unit }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: unit !== '',
  })

const rooms = [
  ['duty', 'rooms'],
  ['duty', 'room'],
  ['duty', 'roster'],
  ['directory', 'persons'],
]
export const useCreateRoom = () =>
  useAct((body: Input<typeof CreateRoom>) => http.post<RoomView>('/duty/rooms', body), rooms)
export const useChangeRoom = (id: string) =>
  useAct((body: Input<typeof ChangeRoom>) => http.put<RoomView>(`/duty/rooms/${id}`, body), rooms)
export const useReadPeople = () =>
  useAct(({ unit, file }: { unit: string; file: File }) =>
    http.upload<RoomPeopleSheet>(`/duty/room-people-sheets?unit=${unit}`, file),
  )
export const useImportPeople = () =>
  useAct((body: Input<typeof ImportRoomPeople>) => http.post<RoomView>('/duty/room-people', body), rooms)
