import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { StockLot } from '../schema.ts'
import type { Movement, Scene } from './post.ts'
import { expiryOf, inOrderOfExpiry, isUsable, takeFrom } from './rules.ts'

export interface LineDraft {
  lotId: string
  storeId: string
  delta: number
  loanDelta?: number
  opens?: boolean
}

/** The lines that a movement consists of; makes the lots that it needs. */
export async function linesFor(work: Work, scene: Scene): Promise<LineDraft[]> {
  const { movement } = scene
  const { storeId, quantity } = movement
  switch (movement.kind) {
    case 'opening':
    case 'in':
    case 'countGain':
      return [{ lotId: await lotToGrow(work, scene), storeId, delta: quantity, opens: movement.kind === 'opening' }]
    case 'out':
    case 'scrap':
    case 'countLoss':
      return taken(scene).map(({ lot, quantity }) => ({ lotId: lot.id, storeId, delta: -quantity }))
    case 'loan':
      return taken(scene).map(({ lot, quantity }) => ({
        lotId: lot.id,
        storeId,
        delta: -quantity,
        loanDelta: quantity,
      }))
    case 'consume':
      return consumed(work, scene)
    case 'return':
      return returned(work, scene)
    case 'rotation':
      return rotated(work, scene)
    case 'transfer':
      return transferred(work, scene)
  }
}

/** Which lots an issue takes: the one named, or first expiry first of what may be used; scrapping begins with what may not. */
function taken({ movement, item, lots, today }: Scene) {
  const named = movement.lotId ? [namedLot(lots, movement)] : null
  const issues = ['out', 'loan'].includes(movement.kind)
  const [first] = named ?? []
  if (issues && first && !isUsable(first, today))
    throw new Problem('stock/lot-unusable', {
      detail: `该批次${first.quality === 'qualified' ? '已过有效期' : '质量不合格或待检'}，请另选批次或先报废`,
    })
  const usable = lots.filter(lot => isUsable(lot, today))
  const unusable = lots.filter(lot => !isUsable(lot, today))
  const order =
    named ??
    (movement.kind === 'scrap' || movement.kind === 'countLoss'
      ? [...inOrderOfExpiry(unusable), ...inOrderOfExpiry(usable)]
      : inOrderOfExpiry(usable))
  const found = takeFrom(order, lot => lot.balance, movement.quantity)
  if (!found) {
    const there = order.reduce((sum, lot) => sum + lot.balance, 0)
    throw new Problem('stock/not-enough', {
      detail: `${item.name}可用 ${plain(there)} ${item.unit}，不足 ${plain(movement.quantity)} ${item.unit}`,
      errors: [{ pointer: '/quantity', field: '数量', message: `不能超过 ${plain(there)} ${item.unit}` }],
    })
  }
  return found
}

function namedLot(lots: StockLot[], { lotId }: Pick<Movement, 'lotId'>): StockLot {
  const lot = lots.find(one => one.id === lotId)
  if (!lot) throw fieldProblem('invalid-input', '/lotId', '批次', '该仓库没有这一批次')
  return lot
}

/** The lot that an entry adds to: the one named, or a new one. */
async function lotToGrow(work: Work, scene: Scene, replaces: string | null = null): Promise<string> {
  const { movement, item, lots, today } = scene
  if (movement.lotId && !replaces) return namedLot(lots, movement).id
  const words = movement.lot ?? {}
  const producedOn = words.producedOn ?? null
  if (producedOn && producedOn > today)
    throw fieldProblem('invalid-input', '/lot/producedOn', '生产日期', '生产日期不能晚于今天')
  if (producedOn && words.expiresOn && words.expiresOn <= producedOn)
    throw fieldProblem('invalid-input', '/lot/expiresOn', '有效期至', '有效期应晚于生产日期')
  const expiresOn =
    words.expiresOn ?? (item.shelf_life_months === null ? null : expiryOf(producedOn ?? today, item.shelf_life_months))
  const id = words.id ?? randomUUID()
  await work.tx
    .insertInto('stock_lot')
    .values({
      id,
      store_id: movement.storeId,
      item_code: item.code,
      lot_no: words.lotNo || today.replaceAll('-', ''),
      quality: words.quality ?? 'qualified',
      produced_on: producedOn,
      entered_on: today,
      expires_on: expiresOn,
      place: words.place ?? '',
      unit_price: words.unitPrice ?? null,
      replaces_lot_id: replaces,
      from_lot_id: null,
      verified_at: work.now,
      verified_by: work.actor.name,
    })
    .execute()
  return id
}

interface Outstanding {
  lot_id: string
  lent: number
  issued: number
}

/** What one slip, or all together, took from these lots and did not bring back. */
async function outstanding(work: Work, { movement, lots }: Scene): Promise<Outstanding[]> {
  if (!movement.slipId)
    return lots
      .filter(lot => !movement.lotId || lot.id === movement.lotId)
      .map(lot => ({ lot_id: lot.id, lent: lot.on_loan, issued: 0 }))
  const { rows } = await sql<Outstanding>`
    select l.lot_id, sum(l.loan_delta) as lent,
      sum(case when coalesce(c.kind, m.kind) in ('out', 'return') and l.loan_delta = 0 then -l.delta else 0 end) as issued
    from stock_line l join stock_movement m on m.id = l.movement_id left join stock_movement c on c.id = m.corrects_id
    where m.slip_id = ${movement.slipId} and l.store_id = ${movement.storeId} and l.item_code = ${movement.itemCode}
      and (${movement.lotId ?? null}::uuid is null or l.lot_id = ${movement.lotId ?? null})
    group by l.lot_id order by l.lot_id`.execute(work.tx)
  return rows
}

/** 归还: into the lots it came from. What was issued for good may come back too, where the slip says that it left. */
async function returned(work: Work, scene: Scene): Promise<LineDraft[]> {
  const { movement, item } = scene
  const out = await outstanding(work, scene)
  const held = out.flatMap(one => [
    { lotId: one.lot_id, held: Math.max(0, one.lent), isLoan: true },
    { lotId: one.lot_id, held: Math.max(0, one.issued), isLoan: false },
  ])
  const found = takeFrom(held, one => one.held, movement.quantity)
  if (!found)
    throw new Problem('stock/not-on-loan', {
      detail: `${item.name}借出未还 ${plain(held.reduce((sum, one) => sum + one.held, 0))} ${item.unit}，归还数量不能更多`,
    })
  return found.map(({ lot, quantity }) => ({
    lotId: lot.lotId,
    storeId: movement.storeId,
    delta: quantity,
    loanDelta: lot.isLoan ? -quantity : 0,
  }))
}

/** 消耗: of what a slip has on loan first, which the store has left already; the rest out of the store. */
async function consumed(work: Work, scene: Scene): Promise<LineDraft[]> {
  const { movement } = scene
  const storeId = movement.storeId
  const lent = movement.slipId ? (await outstanding(work, scene)).filter(one => one.lent > 0) : []
  const total = lent.reduce((sum, one) => sum + one.lent, 0)
  const ofLoan = Math.min(total, movement.quantity)
  const lines: LineDraft[] = (takeFrom(lent, one => one.lent, ofLoan) ?? []).map(({ lot, quantity }) => ({
    lotId: lot.lot_id,
    storeId,
    delta: 0,
    loanDelta: -quantity,
  }))
  const rest = Math.round((movement.quantity - ofLoan) * 1000) / 1000
  if (rest === 0) return lines
  const more = taken({ ...scene, movement: { ...movement, quantity: rest } })
  return [...lines, ...more.map(({ lot, quantity }) => ({ lotId: lot.id, storeId, delta: -quantity }))]
}

/** 轮换: the same quantity leaves the old lot and enters a new one, which names the old. */
async function rotated(work: Work, scene: Scene): Promise<LineDraft[]> {
  const { movement } = scene
  if (!movement.lotId) throw fieldProblem('invalid-input', '/lotId', '批次', '请选择要轮换的批次')
  const old = namedLot(scene.lots, movement)
  const [part] = taken(scene)
  const fresh = await lotToGrow(work, scene, old.id)
  const quantity = part?.quantity ?? movement.quantity
  return [
    { lotId: old.id, storeId: movement.storeId, delta: -quantity },
    { lotId: fresh, storeId: movement.storeId, delta: quantity },
  ]
}

/** 调拨: out of the one store and into the other, lot by lot with what is known of each. */
async function transferred(work: Work, scene: Scene): Promise<LineDraft[]> {
  const { movement } = scene
  const toStoreId = movement.toStoreId ?? ''
  const lines: LineDraft[] = []
  for (const { lot, quantity } of taken(scene)) {
    const { rows } = await sql<{ id: string }>`
      insert into stock_lot (id, store_id, item_code, lot_no, quality, produced_on, entered_on, expires_on, place, unit_price, from_lot_id, verified_at, verified_by)
      select ${randomUUID()}, ${toStoreId}, item_code, lot_no, quality, produced_on, ${scene.today}, expires_on, '', unit_price, id, ${work.now}, ${work.actor.name}
      from stock_lot where id = ${lot.id}
      on conflict (store_id, from_lot_id) do update set quality = excluded.quality returning id`.execute(work.tx)
    const arrived = rows[0]?.id ?? ''
    lines.push({ lotId: lot.id, storeId: movement.storeId, delta: -quantity })
    lines.push({ lotId: arrived, storeId: toStoreId, delta: quantity })
  }
  return lines
}

/** Without the zeros behind the point. */
export const plain = (quantity: number): string => String(Math.round(quantity * 1000) / 1000)
