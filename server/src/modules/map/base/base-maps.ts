import { randomUUID } from 'node:crypto'
import type { BaseMap, BaseMapSetting, ChangeBaseMap, CreateTileSource, MapGround } from '@anlan/contract/map.ts'
import type { z } from 'zod'
import type { House } from '../../../kernel/house.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import type { StoredBaseMap } from '../schema.ts'
import { ownBase } from './own-base.ts'
import { addressesOf, addressRefusal, originsOf } from './tile-address.ts'

/** The county's own base map is no row: it is made from the directory. */
const ownId = '00000000-0000-4000-8000-0000000000ba'

const inForce = (work: Work) =>
  work.tx
    .selectFrom('map_base')
    .selectAll('map_base')
    .where('map_base.removed_at', 'is', null)
    .orderBy('map_base.added_at')
    .orderBy('map_base.id')

/** What the map can stand on: the county's own base map, and what the installation added; exactly one that is not laid over is the default. */
export async function readGround(work: Work, house: House): Promise<MapGround> {
  const rows = await inForce(work).execute()
  const own = await ownBase(work, house)
  const chosen = rows.some(row => row.is_default)
  const ownMap: BaseMap[] = own
    ? [
        {
          id: ownId,
          kind: 'pmtiles',
          label: '本县底图',
          url: `/api/map/own-base.pmtiles?v=${own.version}`,
          urls: [`/api/map/own-base.pmtiles?v=${own.version}`],
          attribution: '县行政区划、水系、道路数据',
          approvalNumber: '',
          minZoom: own.minZoom,
          maxZoom: own.maxZoom,
          overlay: false,
          isDefault: !chosen,
        },
      ]
    : []
  return { baseMaps: [...ownMap, ...rows.map(present)], bounds: own?.bounds ?? null }
}

export async function listBaseMaps(work: Work): Promise<BaseMapSetting[]> {
  const rows = await inForce(work)
    .leftJoin('file as f', 'f.id', 'map_base.file_id')
    .select(['f.name as file_name', 'f.size as file_size'])
    .execute()
  return rows.map(row => ({
    ...present(row),
    template: row.template,
    fileName: row.file_name,
    size: row.file_size === null ? null : Number(row.file_size),
    version: row.version,
    addedAt: row.added_at.toISOString(),
  }))
}

export async function readBaseMap(work: Work, id: string): Promise<BaseMapSetting> {
  const found = (await listBaseMaps(work)).find(one => one.id === id)
  if (!found) throw new Problem('not-found')
  return found
}

/** Tiles from elsewhere, fetched by the browser alone: the server calls no foreign host. */
export async function addTileSource(work: Work, input: z.output<typeof CreateTileSource>): Promise<string> {
  const refusal = addressRefusal(input.url, input.subdomains)
  if (refusal) throw fieldProblem('invalid-input', '/url', '地址模板', refusal)
  if (input.minZoom > input.maxZoom)
    throw fieldProblem('invalid-input', '/maxZoom', '最大级别', '最大级别不能小于最小级别')
  return addBaseMap(work, {
    id: input.id ?? randomUUID(),
    kind: input.kind,
    label: input.label,
    template: input.url,
    subdomains: input.subdomains,
    file_id: null,
    attribution: input.attribution,
    approval_number: input.approvalNumber,
    min_zoom: input.minZoom,
    max_zoom: input.maxZoom,
    overlay: input.overlay,
    is_default: input.isDefault,
  })
}

export async function addBaseMap(
  work: Work,
  row: Omit<StoredBaseMap, 'version' | 'added_at' | 'removed_at'>,
): Promise<string> {
  assertNotBoth(row)
  if (row.is_default) await clearDefault(work)
  await work.tx
    .insertInto('map_base')
    .values({ ...row, version: 1, added_at: work.now, removed_at: null })
    .execute()
  recordFact(work, 'map.base-added', row.id, { kind: row.kind, label: row.label, host: hostOf(row) })
  return row.id
}

export async function changeBaseMap(work: Work, id: string, input: z.output<typeof ChangeBaseMap>): Promise<void> {
  const row = await lockAsSeen(
    work.tx.selectFrom('map_base').selectAll().where('id', '=', id).where('removed_at', 'is', null),
    input.version,
  )
  const change = {
    label: input.label ?? row.label,
    attribution: input.attribution ?? row.attribution,
    approval_number: input.approvalNumber ?? row.approval_number,
    overlay: input.overlay ?? row.overlay,
    is_default: input.isDefault ?? row.is_default,
  }
  assertNotBoth(change)
  if (change.is_default && !row.is_default) await clearDefault(work)
  await work.tx
    .updateTable('map_base')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'map.base-changed', id, { label: change.label, isDefault: change.is_default })
}

export async function removeBaseMap(work: Work, id: string): Promise<void> {
  const row = await inForce(work).where('map_base.id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  await work.tx
    .updateTable('map_base')
    .set({ removed_at: work.now, is_default: false, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  await work.tx.deleteFrom('map_line').where('base_map_id', '=', id).execute()
  recordFact(work, 'map.base-removed', id, { label: row.label })
}

function assertNotBoth(row: { overlay: boolean; is_default: boolean }) {
  if (row.overlay && row.is_default)
    throw fieldProblem('invalid-input', '/isDefault', '默认底图', '叠加图不能设为默认底图')
}

const clearDefault = (work: Work) =>
  work.tx.updateTable('map_base').set({ is_default: false }).where('is_default', '=', true).execute()

const hostOf = ({ template, subdomains }: Pick<StoredBaseMap, 'template' | 'subdomains'>) =>
  template ? originsOf(template, subdomains) : []

/** Tells browsers from where tiles may be loaded (Content-Security-Policy): exactly the hosts of the base maps in force. */
export async function trustTileHosts(house: House): Promise<void> {
  const rows = await house.reading(tx =>
    tx.selectFrom('map_base').select(['template', 'subdomains']).where('removed_at', 'is', null).execute(),
  )
  house.trustedHosts = new Set(rows.flatMap(hostOf))
}

const fileUrl = ({ id }: StoredBaseMap) => `/api/map/base-files/${id}`

const present = (row: StoredBaseMap): BaseMap => ({
  id: row.id,
  kind: row.kind,
  label: row.label,
  url: row.template ?? fileUrl(row),
  urls: row.template ? addressesOf(row.template, row.subdomains) : [fileUrl(row)],
  attribution: row.attribution,
  approvalNumber: row.approval_number,
  minZoom: row.min_zoom,
  maxZoom: row.max_zoom,
  overlay: row.overlay,
  isDefault: row.is_default,
})
