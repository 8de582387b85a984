import { z } from 'zod'
import { AreaCode, Id, Instant, MaybeWhen, optionalText, Position, requiredText, When } from './codec.ts'

/** How the map draws a thing of a layer. */
export const MapSymbol = z.object({
  shape: z.enum(['circle', 'square', 'triangle', 'diamond', 'star']),
  color: z.string(),
})
export type MapSymbol = z.infer<typeof MapSymbol>

/** Name of a layer, e.g. `register:shelters`, `events`. */
export const LayerName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}(:[a-z][a-z0-9-]{0,40})?$/, { error: '图层名称不正确' })
  .meta({ title: '图层' })

/**
 * A layer (图层) the caller may read. `tiles`: vector tiles at `/api/map/tiles/{name}/{z}/{x}/{y}.mvt`, whose only layer is `things`;
 * `features`: GeoJSON points at `/api/map/features/{name}`, few and lively (events, tasks, duty rooms).
 */
export const MapLayer = z.object({
  name: LayerName,
  label: z.string(),
  group: z.string(),
  symbol: MapSymbol,
  source: z.enum(['tiles', 'features']),
  /** Placed things within reach. */
  count: z.number(),
  /** What its things may be filtered by: the tag `kind` and the words for its codes. Empty: no filter. */
  kinds: z.array(z.object({ code: z.string(), label: z.string() })),
  /** Whether it is drawn before anybody chose. */
  shownAtFirst: z.boolean(),
})
export type MapLayer = z.infer<typeof MapLayer>
export const MapLayers = z.object({ items: z.array(MapLayer) })
export type MapLayers = z.infer<typeof MapLayers>

/**
 * What stands in a vector tile's feature. A cluster (聚合) has `count` > 1 and neither `id` nor `title`; clicking it zooms in. From zoom
 * `unclusteredFrom` on all things stand alone.
 */
export const unclusteredFrom = 15
export interface TileThing {
  count: number
  id?: string
  title?: string
  kind?: string
}

/** A point of a `features` layer. `state` colours it: an event's level (1–4) or a task's status. */
export const LayerFeature = z.object({
  type: z.literal('Feature'),
  geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
  properties: z.object({
    id: z.string(),
    title: z.string(),
    state: z.string().nullable(),
    note: z.string(),
    link: z.string(),
  }),
})
export const LayerFeatures = z.object({ type: z.literal('FeatureCollection'), features: z.array(LayerFeature) })
export type LayerFeatures = z.infer<typeof LayerFeatures>

/** A thing in a list. `metres` is geodesic, from the middle of the shape or the event; null where there is none. */
export const MapThing = z.object({
  layer: LayerName,
  id: z.string(),
  title: z.string(),
  position: Position,
  unitName: z.string(),
  kind: z.string().nullable(),
  metres: z.number().nullable(),
  link: z.string(),
})
export type MapThing = z.infer<typeof MapThing>

/** The card (要素卡片) of one thing. Sensitive values are masked as in the ledger. */
export const ThingCard = MapThing.extend({
  layerLabel: z.string(),
  symbol: MapSymbol,
  /** CGCS2000 as stored; what it was given in, and how exact, where known. */
  srcSystem: z.string().nullable(),
  accuracyM: z.number().nullable(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  phone: z.string().nullable(),
  verifiedAt: MaybeWhen,
})
export type ThingCard = z.infer<typeof ThingCard>

const LngLat = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], { error: '坐标应为经度、纬度' })
  .meta({ title: '坐标' })
const how = <T extends string>(kind: T) => z.literal(kind).meta({ title: '范围形状' })
const layerNames = z.array(LayerName).max(100).meta({ title: '图层' })
const metres = (label: string, max: number) =>
  z
    .number({ error: `${label}应为数字` })
    .positive({ error: `${label}应大于 0` })
    .max(max, { error: `${label}不能超过 ${max / 1000} 公里` })
    .meta({ title: label })

/** Where to look: a circle, a drawn polygon (ring, closed or not, any direction), a township or village, both banks of a river. */
export const QueryShape = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: how('circle'), center: Position, radiusM: metres('半径', 200_000) }),
    z.object({
      kind: how('polygon'),
      ring: z
        .array(LngLat)
        .min(3, { error: '多边形至少要有 3 个点' })
        .max(2000, { error: '多边形不能超过 2000 个点' })
        .meta({ title: '多边形' }),
    }),
    z.object({ kind: how('area'), code: AreaCode }),
    z.object({
      kind: how('river'),
      name: requiredText('河流名称', 40),
      bufferM: metres('沿岸距离', 20_000),
    }),
  ],
  { error: '请选择圆形、多边形、行政区划或河流' },
)
export type QueryShape = z.infer<typeof QueryShape>

/** What lies in a shape (范围查询): counts per layer over everything, and a keyset page of things, nearest to its middle first. */
export const MapQuery = z.object({
  shape: QueryShape.meta({ title: '查询范围' }),
  /** Without it, all layers the caller may read. */
  layers: layerNames.optional(),
  text: optionalText('名称', 60).optional(),
  after: z.string().max(200).optional().meta({ title: '续页位置' }),
  limit: z.int().min(1).max(200).default(50).meta({ title: '条数' }),
})
export type MapQuery = z.infer<typeof MapQuery>
export const MapAnswer = z.object({
  /** The shape as drawn, outer ring first; a river's buffer may have several parts. GeoJSON MultiPolygon coordinates. */
  outline: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
  center: Position,
  areaKm2: z.number(),
  total: z.number(),
  counts: z.array(z.object({ layer: LayerName, label: z.string(), count: z.number() })),
  items: z.array(MapThing),
  next: z.string().nullable(),
})
export type MapAnswer = z.infer<typeof MapAnswer>

/** A line of the base map by name. */
export const MapLine = z.object({
  kind: z.enum(['river', 'road']),
  name: z.string(),
  lengthKm: z.number(),
  line: z.array(z.tuple([z.number(), z.number()])),
})
export type MapLine = z.infer<typeof MapLine>
export const MapLines = z.object({ items: z.array(MapLine) })
export type MapLines = z.infer<typeof MapLines>

/** Search on the map: placed things, townships and villages, rivers and roads; `zoom` shows the find well. */
export const MapFinds = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['thing', 'area', 'line']),
      layer: LayerName.nullable(),
      id: z.string(),
      title: z.string(),
      note: z.string(),
      position: Position,
      zoom: z.number(),
    }),
  ),
})
export type MapFinds = z.infer<typeof MapFinds>

/** What lies around an event (事件周边), by layer, each nearest first, at most `perLayer` listed. */
export const EventSurroundings = z.object({
  event: z.object({
    id: Id,
    title: z.string(),
    level: z.number().nullable(),
    position: Position,
    /** `exact` a point was reported; `area` only the township or village is known, this is its middle. */
    positionFrom: z.enum(['exact', 'area']),
    place: z.string(),
    occurredAt: When,
    link: z.string(),
  }),
  radiusKm: z.number(),
  groups: z.array(
    z.object({
      layer: LayerName,
      label: z.string(),
      symbol: MapSymbol,
      count: z.number(),
      items: z.array(
        MapThing.extend({
          phone: z.string().nullable(),
          /** What decides at a glance: free places of a shelter, standby strength of a team … */
          facts: z.array(z.object({ label: z.string(), value: z.string() })),
        }),
      ),
    }),
  ),
})
export type EventSurroundings = z.infer<typeof EventSurroundings>
export const SurroundingsQuery = z.object({
  radiusKm: z.coerce
    .number({ error: '半径应为数字' })
    .min(0.1, { error: '半径不能小于 0.1 公里' })
    .max(200, { error: '半径不能大于 200 公里' })
    .default(10)
    .meta({ title: '半径（公里）' }),
  perLayer: z.coerce.number().int().min(1).max(50).default(10).meta({ title: '每层条数' }),
})

/** How an event stood at one moment (时间轴回放), from the facts recorded until then. */
export const EventMoment = z.object({
  time: When,
  /** The slider's ends: when it became known, and now or when it was closed. */
  from: When,
  until: When,
  /** Moments at which something changed, for the slider's marks. */
  marks: z.array(z.object({ at: When, label: z.string() })),
  event: z.object({
    title: z.string(),
    level: z.number().nullable(),
    position: Position,
    losses: z.record(z.string(), z.number()),
  }),
  things: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['task', 'arrival', 'vehicle']),
      title: z.string(),
      state: z.string(),
      /** Chinese word for the state. */
      stateLabel: z.string(),
      position: Position.nullable(),
      since: When,
      link: z.string(),
    }),
  ),
})
export type EventMoment = z.infer<typeof EventMoment>
export const MomentQuery = z.object({ time: Instant('时间') })

/** A shape somebody drew on a shared view. */
export const DrawnShape = z.object({
  kind: z.enum(['point', 'line', 'polygon', 'circle', 'text']).meta({ title: '图形' }),
  points: z
    .array(LngLat)
    .min(1, { error: '图形没有点' })
    .max(2000, { error: '图形不能超过 2000 个点' })
    .meta({ title: '图形的点' }),
  radiusM: metres('半径', 200_000).optional(),
  text: optionalText('标注', 60).optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, { error: '颜色应为 #RRGGBB' })
    .optional()
    .meta({ title: '颜色' }),
})
export type DrawnShape = z.infer<typeof DrawnShape>

const viewFields = {
  title: requiredText('标题', 60),
  center: Position,
  zoom: z.number({ error: '比例应为数字' }).min(0).max(24).meta({ title: '比例' }),
  layers: layerNames,
  shapes: z.array(DrawnShape).max(200, { error: '图形不能超过 200 个' }).meta({ title: '图形' }),
  /** Who opens it besides its maker: nobody, his unit with those below, or the whole county. Things in it are shown by each reader's own reach. */
  sharedWith: z.enum(['nobody', 'unit', 'county'], { error: '请选择共享范围' }).meta({ title: '共享范围' }),
  eventId: Id.nullable().default(null).meta({ title: '事件' }),
}
/** A shared view (共享视图) of the map. */
export const CreateMapView = z.object({ id: Id.optional(), ...viewFields })
export type CreateMapView = z.infer<typeof CreateMapView>
export const MapView = z.object({
  id: Id,
  ...viewFields,
  madeBy: z.string(),
  unitName: z.string(),
  madeAt: When,
  mayRemove: z.boolean(),
  link: z.string(),
})
export type MapView = z.infer<typeof MapView>
export const MapViews = z.object({ items: z.array(MapView) })
export type MapViews = z.infer<typeof MapViews>

/**
 * A base map (底图). `pmtiles`: own vector tiles of layers `areas`, `rivers`, `roads`, `labels` at `url`, read by byte ranges; `geojson`:
 * the county's own features at `url`; `xyz` and `wmts`: tiles the browser fetches from elsewhere by `url` with `{z}`, `{x}`, `{y}`.
 */
export const BaseMap = z.object({
  id: Id,
  kind: z.enum(['pmtiles', 'geojson', 'xyz', 'wmts']),
  label: z.string(),
  url: z.string(),
  /** The address once per subdomain, for tiles from elsewhere; otherwise `url` alone. */
  urls: z.array(z.string()),
  attribution: z.string(),
  /** 审图号, shown with the map where the publisher gave one. */
  approvalNumber: z.string(),
  minZoom: z.number(),
  maxZoom: z.number(),
  /** Drawn over another base map (e.g. 天地图注记) instead of being one. */
  overlay: z.boolean(),
  isDefault: z.boolean(),
})
export type BaseMap = z.infer<typeof BaseMap>
/** What the map stands on. Without any base map the outlines at `/api/areas/outlines` are the map. `bounds` is west, south, east, north. */
export const MapGround = z.object({
  baseMaps: z.array(BaseMap),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
})
export type MapGround = z.infer<typeof MapGround>

const sourceFields = {
  label: requiredText('名称', 40),
  attribution: optionalText('版权说明', 200).default(''),
  approvalNumber: optionalText('审图号', 40).default(''),
  overlay: z.boolean().default(false).meta({ title: '叠加图层' }),
  isDefault: z.boolean().default(false).meta({ title: '默认底图' }),
}
/** Tiles from elsewhere. The address carries its key and `{z}`, `{x}`, `{y}`; `{s}` stands for one of `subdomains`. */
export const CreateTileSource = z.object({
  id: Id.optional(),
  kind: z.enum(['xyz', 'wmts'], { error: '请选择 XYZ 或 WMTS' }).meta({ title: '类型' }),
  url: requiredText('地址模板', 500),
  subdomains: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9-]{1,20}$/, { error: '子域名只能是小写字母和数字' })
        .meta({ title: '子域名' }),
    )
    .max(12)
    .default([])
    .meta({ title: '子域名' }),
  minZoom: z.int().min(0).max(24).default(0).meta({ title: '最小级别' }),
  maxZoom: z.int().min(0).max(24).default(18).meta({ title: '最大级别' }),
  ...sourceFields,
})
export type CreateTileSource = z.infer<typeof CreateTileSource>
/** Changes of any base map; what is not named stays. */
export const ChangeBaseMap = z.object({
  version: z.int32().meta({ title: '版本' }),
  label: sourceFields.label.optional(),
  attribution: optionalText('版权说明', 200).optional(),
  approvalNumber: optionalText('审图号', 40).optional(),
  overlay: z.boolean().optional().meta({ title: '叠加图层' }),
  isDefault: z.boolean().optional().meta({ title: '默认底图' }),
})
/** A base map as its administrator sees it. */
export const BaseMapSetting = BaseMap.extend({
  /** Template as entered, with its key. */
  template: z.string().nullable(),
  fileName: z.string().nullable(),
  size: z.number().nullable(),
  version: z.number(),
  addedAt: When,
})
export type BaseMapSetting = z.infer<typeof BaseMapSetting>
export const BaseMapSettings = z.object({ items: z.array(BaseMapSetting) })
export type BaseMapSettings = z.infer<typeof BaseMapSettings>

/** Systems a position may be given in; stored is CGCS2000. */
export const coordinateSystems = {
  CGCS2000: '国家 2000（经纬度）',
  'WGS-84': 'WGS-84（GPS）',
  'GCJ-02': 'GCJ-02（高德、腾讯）',
  'BD-09': 'BD-09（百度）',
  'GK-3': '国家 2000 三度带（米）',
} as const
export const CoordinateSystem = z.enum(
  Object.keys(coordinateSystems) as [keyof typeof coordinateSystems, ...(keyof typeof coordinateSystems)[]],
  { error: '请选择坐标系' },
)
export type CoordinateSystem = z.infer<typeof CoordinateSystem>
