import type { CallResult, ChannelView, MyNotice, NoticeView, SendNotice } from '@anlan/contract/notice.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output, Page } from '../../ui/shape.ts'

export const openNoticesQuery = queryOptions({
  queryKey: ['notices', 'mine', 'open'],
  queryFn: () => http.get<Page<MyNotice>>('/notices/mine', { state: 'open', limit: 50 }),
  refetchInterval: 60_000,
})

export const useMyNotices = (state: 'open' | 'all') =>
  useKeyset<MyNotice>(['notices', 'mine', 'list'], '/notices/mine', { state })
export const useNotices = (matter?: string) => useKeyset<NoticeView>(['notices', 'sent'], '/notices', { matter })

export const noticeQuery = (id: string) =>
  queryOptions({ queryKey: ['notices', 'one', id], queryFn: () => http.get<NoticeView>(`/notices/${id}`) })

export const channelsQuery = queryOptions({
  queryKey: ['administration', 'channels'],
  queryFn: () => http.get<Items<Output<typeof ChannelView>>>('/notice-channels'),
  staleTime: 60_000,
})

const notices = [['notices']]
export const useSendNotice = () =>
  useAct((body: Input<typeof SendNotice>) => http.post<NoticeView>('/notices', body), notices)
export const useAcknowledge = () =>
  useAct((deliveryId: string) => http.post(`/notice-deliveries/${deliveryId}/acknowledgement`), notices)
export const useTickCall = () =>
  useAct(
    ({ deliveryId, ...body }: Input<typeof CallResult> & { deliveryId: string }) =>
      http.post(`/notice-deliveries/${deliveryId}/call-result`, body),
    notices,
  )
