import type { BaseMapSetting, BaseMapSettings, ChangeBaseMap, CreateTileSource } from '@anlan/contract/map.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Output } from '../../../ui/shape.ts'

export type BaseMapRow = Output<typeof BaseMapSetting>
type Change = Input<typeof ChangeBaseMap> & { id: string }

/** Base maps that were added, as their administrator sees them; the county's own is not among them. */
export const sourcesQuery = queryOptions({
  queryKey: ['map-sources'],
  queryFn: () => http.get<Output<typeof BaseMapSettings>>('/map/sources'),
})

const touched = [['map-sources'], ['map-ground']]

export const useAddSource = () =>
  useAct((body: Input<typeof CreateTileSource>) => http.post<BaseMapRow>('/map/sources', body), touched)
export const useChangeBaseMap = () =>
  useAct(({ id, ...body }: Change) => http.patch<BaseMapRow>(`/map/sources/${id}`, body), touched)
export const useRemoveBaseMap = () => useAct((id: string) => http.post<void>(`/map/sources/${id}/removal`), touched)

/** Uploads a file and, since its form says more than its name, states the rest of it. */
export const useUploadBaseMap = () =>
  useAct(async ({ file, label, ...more }: { file: File; label: string } & Omit<Change, 'id' | 'version' | 'label'>) => {
    const added = await http.upload<BaseMapRow>(`/map/base-files?${new URLSearchParams({ label })}`, file)
    return http.patch<BaseMapRow>(`/map/sources/${added.id}`, { version: added.version, ...more })
  }, touched)
