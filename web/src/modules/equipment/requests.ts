import type {
  EquipmentDetail,
  EquipmentList,
  RecordCheck,
  RecordMaintenance,
  RecordRepair,
  ReportFault,
} from '@anlan/contract/equipment.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input } from '../../ui/shape.ts'

const touched = [['equipment'], ['registers'], ['resources'], ['obligations']]
export const equipmentQuery = queryOptions({
  queryKey: ['equipment', 'list'],
  queryFn: () => http.get<EquipmentList>('/equipment'),
  refetchInterval: 60_000,
})
export const equipmentItemQuery = (id: string) =>
  queryOptions({
    queryKey: ['equipment', id],
    queryFn: () => http.get<EquipmentDetail>(`/equipment/${id}`),
    refetchInterval: 30_000,
  })
export const useReportFault = (id: string) =>
  useAct((body: Input<typeof ReportFault>) => http.post<EquipmentDetail>(`/equipment/${id}/faults`, body), touched)
export const useRepair = (id: string, fault: string) =>
  useAct(
    (body: Input<typeof RecordRepair>) => http.put<EquipmentDetail>(`/equipment/${id}/faults/${fault}/repair`, body),
    touched,
  )
export const useMaintain = (id: string) =>
  useAct(
    (body: Input<typeof RecordMaintenance>) => http.post<EquipmentDetail>(`/equipment/${id}/maintenances`, body),
    touched,
  )
export const useCheck = (id: string) =>
  useAct((body: Input<typeof RecordCheck>) => http.post<EquipmentDetail>(`/equipment/${id}/checks`, body), touched)
