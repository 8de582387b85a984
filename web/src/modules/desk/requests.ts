import type { BulletinKind, BulletinProposal, BulletinView, EnterBulletin } from '@anlan/contract/desk.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items } from '../../ui/shape.ts'

export const useBulletins = (kind?: BulletinKind) =>
  useKeyset<BulletinView>(['bulletins', 'list'], '/bulletins', kind ? { kind } : {})
export const unreadBulletinsQuery = queryOptions({
  queryKey: ['bulletins', 'unread'],
  queryFn: () => http.get<Items<BulletinView>>('/bulletins/unread'),
  refetchInterval: 30_000,
})
export const proposeBulletin = (text: string) => http.post<BulletinProposal>('/bulletins/proposal', { text })
export const useEnterBulletin = () =>
  useAct((body: Input<typeof EnterBulletin>) => http.post<BulletinView>('/bulletins', body), [['bulletins']])
export const useReadBulletin = () =>
  useAct((id: string) => http.put<BulletinView>(`/bulletins/${id}/reading`, {}), [['bulletins'], ['duty', 'log']])
