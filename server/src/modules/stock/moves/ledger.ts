import {
  inOrigins,
  type LedgerFilter,
  type LedgerLine,
  type LedgerQuery,
  type MovementKind,
  movementKinds,
  useKinds,
} from '@anlan/contract/stock.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, type Page, pageOf } from '../../../kernel/database/keyset.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { guarded, type WrittenCell, xlsxFile } from '../../register/sheets/api.ts'

interface Row {
  id: string
  movement_id: string
  at: Date
  kind: MovementKind
  origin: string | null
  store_id: string
  store_name: string
  unit_name: string
  item_code: string
  item_name: string
  unit: string
  lot_id: string
  lot_no: string
  expires_on: string | null
  delta: number
  loan_delta: number
  balance_after: number
  to_store_name: string | null
  handler_name: string
  receiver: string
  order_no: string
  note: string
  slip_id: string | null
  event_id: string | null
  corrects_id: string | null
  corrected_by: string | null
  may_move: boolean
}

const lines = (work: Work, where: RawBuilder<unknown>, tail: RawBuilder<unknown>) => {
  const move = reachFor(work.actor, 'stock.move')
  return sql<Row>`
    select t.id, t.movement_id, t.at, m.kind, m.origin, t.store_id, s.name as store_name, u.name as unit_name, t.item_code, i.name as item_name, i.unit,
      t.lot_id, l.lot_no, l.expires_on, t.delta, t.loan_delta, t.balance_after,
      case when m.to_store_id = t.store_id then f.name else d.name end as to_store_name,
      m.handler_name, m.receiver, m.order_no, m.note, m.slip_id, m.event_id, m.corrects_id, c.id as corrected_by,
      ${move ? sql<boolean>`s.unit_id in ${unitsInReach({ reach: move })}` : sql<boolean>`false`} as may_move
    from stock_line t join stock_movement m on m.id = t.movement_id join stock_store s on s.id = t.store_id join unit u on u.id = s.unit_id
      join stock_item i on i.code = t.item_code join stock_lot l on l.id = t.lot_id
      left join stock_store d on d.id = m.to_store_id left join stock_store f on f.id = m.store_id
      left join stock_movement c on c.corrects_id = m.id
    where s.unit_id in ${unitsInReach(work)} and ${where} ${tail}`.execute(work.tx)
}

const filtered = (filter: z.output<typeof LedgerFilter>) => {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (filter.ledger === 'use')
    conditions.push(
      sql`coalesce((select o.kind from stock_movement o where o.id = m.corrects_id), m.kind) = any(${useKinds}::text[])`,
    )
  if (filter.store) conditions.push(sql`t.store_id = ${filter.store}`)
  if (filter.unit)
    conditions.push(sql`s.unit_id in (select descendant_id from unit_closure where ancestor_id = ${filter.unit})`)
  if (filter.item) conditions.push(sql`t.item_code = ${filter.item}`)
  if (filter.kind) conditions.push(sql`m.kind = ${filter.kind}`)
  if (filter.from) conditions.push(sql`t.at >= ${shanghaiInstant(filter.from, '00:00')}`)
  if (filter.to) conditions.push(sql`t.at < ${shanghaiInstant(addDays(filter.to, 1), '00:00')}`)
  return sql.join(conditions, sql` and `)
}

/** 储备台账: every line; 使用台账: what left the stores and came back. The latest first. */
export async function listLedger(work: Work, query: z.output<typeof LedgerQuery>): Promise<Page<LedgerLine>> {
  const { rows } = await lines(
    work,
    sql`${filtered(query)} and ${followsCursor(query.after, 't.at', 't.id')}`,
    sql`order by t.at desc, t.id desc limit ${query.limit + 1}`,
  )
  return pageOf(rows, query.limit, row => [row.at.toISOString(), row.id], present)
}

export const movementLines = async (work: Work, movementId: string): Promise<LedgerLine[]> =>
  (await lines(work, sql`t.movement_id = ${movementId}`, sql`order by t.id`)).rows.map(present)

const present = (row: Row): LedgerLine => ({
  id: row.id,
  movementId: row.movement_id,
  at: row.at.toISOString(),
  kind: row.kind,
  origin: row.origin,
  storeId: row.store_id,
  storeName: row.store_name,
  unitName: row.unit_name,
  itemCode: row.item_code,
  itemName: row.item_name,
  unit: row.unit,
  lotId: row.lot_id,
  lotNo: row.lot_no,
  expiresOn: row.expires_on,
  delta: row.delta,
  loanDelta: row.loan_delta,
  balanceAfter: row.balance_after,
  toStoreName: row.to_store_name,
  handlerName: row.handler_name,
  receiver: row.receiver,
  orderNo: row.order_no,
  note: row.note,
  slipId: row.slip_id,
  eventId: row.event_id,
  correctsId: row.corrects_id,
  correctedById: row.corrected_by,
  mayCorrect: row.may_move && row.kind !== 'correction' && row.corrected_by === null && row.slip_id === null,
})

const heads: [label: string, width: number][] = [
  ['序号', 6],
  ['时间', 18],
  ['类型', 8],
  ['来源', 8],
  ['仓库', 24],
  ['管理单位', 18],
  ['物资', 18],
  ['单位', 6],
  ['批次', 14],
  ['有效期至', 12],
  ['入库', 10],
  ['出库', 10],
  ['借出未还', 10],
  ['结存', 10],
  ['对方仓库', 20],
  ['领用（交货）', 18],
  ['单据号', 16],
  ['经办人', 10],
  ['说明', 36],
]
const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
/** Longer ledgers are taken out by period. */
const mostRows = 20_000

/** The ledger as .xlsx; that it was taken out is a fact. */
export async function exportLedger(
  work: Work,
  filter: z.output<typeof LedgerFilter>,
): Promise<{ name: string; content: Buffer }> {
  const { rows } = await lines(work, filtered(filter), sql`order by t.at, t.id limit ${mostRows}`)
  const title = filter.ledger === 'use' ? '应急物资使用台账' : '应急物资储备台账'
  const made = `导出人：${work.actor.name}　导出时间：${shanghai.format(work.now)}${rows.length === mostRows ? `　仅前 ${mostRows} 行，请按日期分段导出` : ''}`
  const cells = rows.map((row, i): WrittenCell[] => [
    i + 1,
    shanghai.format(row.at),
    movementKinds[row.kind],
    row.origin ? inOrigins[row.origin as keyof typeof inOrigins] : null,
    ...[row.store_name, row.unit_name, row.item_name, row.unit, row.lot_no].map(guarded),
    row.expires_on,
    row.delta > 0 ? row.delta : null,
    row.delta < 0 ? -row.delta : null,
    row.loan_delta === 0 ? null : row.loan_delta,
    row.balance_after,
    ...[row.to_store_name ?? '', row.receiver, row.order_no, row.handler_name, row.note].map(guarded),
  ])
  const sheet = {
    name: title,
    titles: [title, made],
    footer: made,
    columns: heads.map(([label, width]) => ({ label, width })),
  }
  const parts: Buffer[] = []
  for await (const part of xlsxFile(sheet, once(cells))) parts.push(part)
  recordFact(work, 'stock.ledger-exported', filter.ledger, { rows: rows.length })
  return { name: `${title}${shanghaiDay(work.now)}.xlsx`, content: Buffer.concat(parts) }
}

async function* once(rows: WrittenCell[][]) {
  yield rows
}
