import type { CameraProgress, CameraView, EnterpriseSafety, FundTotals } from '@anlan/contract/facility.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'

export const cameraQuery = (id: string) =>
  queryOptions({
    queryKey: ['facilities', 'camera', id],
    queryFn: () => http.get<CameraView>(`/facilities/cameras/${id}`),
  })
export const progressQuery = (year?: number) =>
  queryOptions({
    queryKey: ['facilities', 'camera-progress', year ?? ''],
    queryFn: () => http.get<CameraProgress>('/facilities/camera-progress', { year }),
  })
export const fundsQuery = (year?: number) =>
  queryOptions({
    queryKey: ['facilities', 'funds', year ?? ''],
    queryFn: () => http.get<FundTotals>('/facilities/funds', { year }),
  })
export const enterprisesQuery = queryOptions({
  queryKey: ['facilities', 'enterprises'],
  queryFn: () => http.get<EnterpriseSafety>('/facilities/enterprises'),
})
