import type { ChangeEntry } from '@anlan/contract/change.ts'
import { gbClasses, type ItemView, type SaveItem, type StockClass, stockClasses } from '@anlan/contract/stock.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { changeHistory, plain, withUnit, yesNo } from '../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { declareCapabilities } from '../resource/api.ts'
import type { StockItem } from './schema.ts'

type Row = [code: string, name: string, gb: string, unit: string, months: number | null, yuan: number | null]

/** The internal catalogue (物资目录): shelf lives of domain 9.2; prices are what replacing one costs, ours until the county enters its own. */
const catalogue: Record<StockClass, Row[]> = {
  relief: [
    ['tent-12', '12㎡救灾帐篷', '1', '顶', 96, 1500],
    ['folding-bed', '折叠床', '1', '张', 96, 160],
    ['quilt', '棉被', '1', '床', 72, 120],
    ['coat', '棉大衣', '1', '件', 72, 130],
    ['blanket', '毛毯', '1', '条', 96, 80],
    ['instant-food', '方便食品', '1', '箱', 9, 60],
    ['drinking-water', '饮用水', '1', '箱', 12, 30],
    ['toilet', '应急厕所', '1', '套', null, 900],
    ['stove', '炉具', '1', '台', null, 300],
    ['family-kit', '家庭应急包', '1', '个', 36, 200],
  ],
  flood: [
    ['life-jacket', '救生衣', '2', '件', 60, 90],
    ['assault-boat', '冲锋舟', '2', '艘', null, 45_000],
    ['rubber-boat', '橡皮艇', '2', '艘', 96, 12_000],
    ['throw-bag', '抛绳器', '2', '套', 60, 1200],
    ['sack', '编织袋', '3', '条', 36, 2],
    ['geotextile', '土工布', '3', '㎡', 60, 6],
    ['iron-wire', '铅丝', '3', 'kg', null, 8],
    ['rock', '块石', '3', 'm³', null, 120],
    ['pump-large', '大功率排水泵', '2', '台', null, 38_000],
    ['generator', '发电机', '2', '台', null, 9000],
  ],
  forestFire: [
    ['blower', '风力灭火机', '2', '台', null, 2200],
    ['tool-2', '2号工具', '2', '把', 36, 45],
    ['tool-3', '3号工具', '2', '把', 36, 55],
    ['fire-pump', '森林消防水泵', '2', '台', null, 16_000],
    ['hose', '水带', '2', 'm', 60, 15],
    ['water-gun', '灭火水枪', '2', '支', 60, 260],
    ['chain-saw', '油锯', '2', '台', null, 1900],
    ['brush-cutter', '割灌机', '2', '台', null, 1600],
    ['fire-suit', '森林防火服', '2', '套', 60, 420],
    ['helmet', '防火头盔', '2', '顶', 36, 110],
  ],
  chemical: [
    ['chemical-suit', '重型防化服', '2', '套', 60, 9800],
    ['breathing-apparatus', '空气呼吸器', '2', '套', 180, 5200],
    ['gas-detector', '气体检测仪', '2', '台', 60, 6500],
    ['leak-kit', '堵漏工具', '2', '套', null, 15_000],
    ['oil-boom', '围油栏', '2', 'm', 60, 130],
    ['absorbent', '吸附棉', '2', 'kg', 60, 35],
    ['lime', '石灰（中和剂）', '3', 'kg', 12, 1],
  ],
  communication: [
    ['satellite-phone', '卫星电话', '2', '部', null, 7800],
    ['video-unit', '单兵图传', '2', '套', null, 18_000],
    ['light-tower', '移动照明灯塔', '2', '台', null, 12_000],
    ['radio', '对讲机', '2', '部', 60, 900],
    ['hand-siren', '手摇报警器', '2', '台', null, 320],
    ['gong', '铜锣', '2', '面', null, 120],
    ['megaphone', '扩音器', '2', '个', 60, 180],
    ['torch', '强光手电', '2', '个', 36, 60],
    ['whistle', '口哨', '2', '个', null, 5],
  ],
  medical: [
    ['first-aid', '急救箱', '2', '个', 36, 260],
    ['stretcher', '担架', '2', '副', null, 380],
    ['disinfectant', '消毒粉', '2', 'kg', 24, 18],
    ['mask', '口罩', '2', '只', 36, 1],
    ['aed', '自动体外除颤器', '2', '台', 60, 16_000],
  ],
  machinery: [
    ['shovel', '铁锨', '3', '把', null, 35],
    ['steel-bridge', '钢桥构件', '3', '套', null, 260_000],
  ],
  transport: [
    ['raincoat', '雨衣', '2', '件', 60, 70],
    ['fuel', '燃油', '2', 'L', null, 8],
  ],
}

/** What a piece does beside being itself: 500 m³ an hour for a large pump. */
const generalCapabilities: Record<string, { code: string; rating: number }> = {
  'pump-large': { code: 'drainage', rating: 500 },
  'fire-pump': { code: 'drainage', rating: 30 },
  generator: { code: 'power-supply', rating: 30 },
  'light-tower': { code: 'lighting', rating: 4 },
}

/** Rows that come with the product; those that are there stay as the county has them. */
export async function seedCatalogue(work: Work): Promise<void> {
  let sort = 0
  const rows = Object.entries(catalogue).flatMap(([itemClass, items]) =>
    items.map(([code, name, gb, unit, months, yuan]) => ({
      code,
      name,
      class: itemClass as StockClass,
      gb_first: gb,
      unit,
      shelf_life_months: months,
      price_yuan: yuan,
      price_source: '产品默认，以县采购价为准',
      capability: generalCapabilities[code]?.code ?? null,
      rating: generalCapabilities[code]?.rating ?? null,
      enabled: true,
      sort: sort++,
      source: '产品默认（大类依 GB/T 38565-2020，分层编码待核）',
      confidence: '设计' as const,
    })),
  )
  await work.tx
    .insertInto('stock_item')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export async function listItems(work: Work): Promise<ItemView[]> {
  const rows = await work.tx.selectFrom('stock_item').selectAll().orderBy('sort').orderBy('code').execute()
  const known = await capabilitiesOf(work, rows)
  return rows.map(row => present(row, known))
}

type Capabilities = Map<string, NonNullable<ItemView['capability']>>
async function capabilitiesOf(work: Work, rows: { capability?: string | null | undefined }[]): Promise<Capabilities> {
  const codes = [...new Set(rows.flatMap(row => row.capability ?? []))]
  if (codes.length === 0) return new Map()
  const found = await work.tx
    .selectFrom('resource_capability')
    .select(['code', 'name', 'rating_unit'])
    .where('code', 'in', codes)
    .execute()
  return new Map(found.map(({ code, name, rating_unit }) => [code, { code, name, ratingUnit: rating_unit }]))
}

/** Adds an item (version 0) or changes it as of `version`. */
export async function saveItem(work: Work, code: string, input: z.output<typeof SaveItem>): Promise<ItemView> {
  const before = await work.tx
    .selectFrom('stock_item')
    .selectAll()
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  if ((before?.version ?? 0) !== input.version) throw new Problem('conflict')
  if (before && !input.reason) throw fieldProblem('invalid-input', '/reason', '修改原因', '请填写修改原因')
  const twin = await work.tx
    .selectFrom('stock_item')
    .select('code')
    .where('name', '=', input.name)
    .where('code', '<>', code)
    .executeTakeFirst()
  if (twin) throw fieldProblem('invalid-input', '/name', '物资名称', '已有同名物资')
  if (before && before.unit !== input.unit && (await isUsed(work, code)))
    throw fieldProblem('invalid-input', '/unit', '计量单位', '已有出入库记录，不能改计量单位')
  const capability = input.capability === undefined ? (before?.capability ?? null) : input.capability
  const rating = input.rating === undefined ? (before?.rating ?? null) : input.rating
  const known = await capabilitiesOf(work, [{ capability }, before ?? {}])
  if (capability !== null && (!known.has(capability) || capability === code))
    throw fieldProblem('invalid-input', '/capability', '通用能力', '能力目录中没有这项通用能力')
  if (capability === null && rating !== null)
    throw fieldProblem('invalid-input', '/rating', '单件能力', '填写单件能力的，请先选择通用能力')
  const values = {
    capability,
    rating,
    name: input.name,
    class: input.class,
    gb_first: input.gbFirst,
    unit: input.unit,
    shelf_life_months: input.shelfLifeMonths,
    price_yuan: input.priceYuan,
    price_source: input.priceSource,
    enabled: input.enabled,
  }
  const saved = before
    ? await work.tx
        .updateTable('stock_item')
        .set({ ...values, version: before.version + 1 })
        .where('code', '=', code)
        .returningAll()
        .executeTakeFirstOrThrow()
    : await work.tx
        .insertInto('stock_item')
        .values({
          ...values,
          code,
          sort: 1000,
          source: '本县增设',
          confidence: '设计',
        })
        .returningAll()
        .executeTakeFirstOrThrow()
  await declareCapabilities(work, [{ code, name: saved.name, unit: saved.unit, source: saved.source }])
  if (before)
    recordFact(work, changed, code, {
      before: stateOf(present(before, known)),
      after: stateOf(present(saved, known)),
      reason: input.reason,
    })
  else recordFact(work, 'stock.item-added', code, stateOf(present(saved, known)))
  return present(saved, known)
}

const changed = 'stock.item-changed'
const stateOf = (view: ItemView) => {
  const { code: _, version: __, source: ___, confidence: ____, capability, ...state } = view
  return { ...state, capability: capability?.name ?? null }
}

/** What was changed of one item, newest first. */
export async function historyOfItem(work: Work, code: string): Promise<ChangeEntry[]> {
  const known = await work.tx.selectFrom('stock_item').select('code').where('code', '=', code).executeTakeFirst()
  if (!known) throw new Problem('not-found')
  return changeHistory(work, changed, code, [
    { key: 'name', label: '物资名称', show: plain },
    { key: 'class', label: '物资类别', show: value => stockClasses[value as StockClass] ?? plain(value) },
    { key: 'gbFirst', label: '国标大类', show: value => gbClasses[value as keyof typeof gbClasses] ?? plain(value) },
    { key: 'unit', label: '计量单位', show: plain },
    { key: 'shelfLifeMonths', label: '储存年限', show: withUnit('个月') },
    { key: 'priceYuan', label: '重置单价', show: withUnit('元') },
    { key: 'priceSource', label: '单价来源', show: plain },
    { key: 'capability', label: '通用能力', show: plain },
    { key: 'rating', label: '单件能力', show: plain },
    { key: 'enabled', label: '启用', show: yesNo },
  ])
}

const isUsed = async (work: Work, code: string) =>
  (await work.tx.selectFrom('stock_lot').select('id').where('item_code', '=', code).limit(1).executeTakeFirst()) !==
  undefined

const present = (row: StockItem, known: Capabilities): ItemView => ({
  code: row.code,
  name: row.name,
  class: row.class,
  gbFirst: row.gb_first,
  unit: row.unit,
  shelfLifeMonths: row.shelf_life_months,
  priceYuan: row.price_yuan,
  priceSource: row.price_source,
  capability: (row.capability !== null && known.get(row.capability)) || null,
  rating: row.rating,
  enabled: row.enabled,
  version: row.version,
  source: row.source,
  confidence: row.confidence,
})
