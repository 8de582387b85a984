import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyFacts } from '@anlan/server/kernel/work/verify-facts.ts'
import type pg from 'pg'
import { openPlatform, type Platform } from './faults/platform.ts'
import { call, callOk, openSessions, signIn } from './lib/client.ts'
import { assertDurable } from './lib/databases.ts'
import { round } from './lib/statistics.ts'
import type { BenchOptions, BenchResult } from './main.ts'

interface Asked {
  id: string
  kind: string
  itemCode: string
  quantity: number
}
interface Journal {
  accepted: Asked[]
  refused: Set<string>
  tried: Set<string>
  wrong: string[]
  repeated: number
}

const clients = 24
const itemCodes = ['sack', 'life-jacket', 'quilt']
const kinds = ['in', 'out', 'loan', 'return', 'transfer', 'consume', 'scrap'] as const
/** What a kind does to all stores together: a transfer moves, everything else adds or takes. */
const effectOf: Record<string, number> = { in: 1, return: 1, out: -1, loan: -1, consume: -1, scrap: -1, transfer: 0 }

/** Broken when it returns a row. */
const invariants: [title: string, sql: string][] = [
  [
    'a lot whose totals are not the sum of its lines',
    `select l.id from stock_lot l left join (select lot_id, sum(delta) as delta, sum(loan_delta) as loan from stock_line group by lot_id) t on t.lot_id = l.id
      where l.balance <> coalesce(t.delta, 0) or l.on_loan <> coalesce(t.loan, 0) or l.balance <> l.opening + l.in_total - l.out_total or l.balance < 0 or l.on_loan < 0`,
  ],
  [
    'a movement without lines',
    'select m.id from stock_movement m where not exists (select 1 from stock_line t where t.movement_id = m.id)',
  ],
  [
    'a movement whose lines are not its quantity',
    `select m.id from stock_movement m join stock_line t on t.movement_id = m.id group by m.id, m.kind, m.quantity
      having sum(case when m.kind = 'transfer' then abs(t.delta) / 2 else abs(t.delta) end) <> m.quantity`,
  ],
  [
    'a balance written beside a line that no order of its lot’s lines gives',
    `select lot_id as id from stock_line group by lot_id having count(*) filter (where balance_after < 0) > 0`,
  ],
  [
    'a movement of a client without exactly one fact',
    `select m.id from stock_movement m where m.note = 'bench' and (select count(*) from fact f where f.subject_id = m.id::text and f.type = 'stock.moved') <> 1`,
  ],
  [
    'an offer that says another quantity than lies there',
    `select o.id from stock_offer o join resource_offer r on r.id = o.id left join resource_offer_capability c on c.offer_id = o.id and c.capability = o.item_code
      cross join lateral (select coalesce(sum(l.balance), 0) as usable from stock_lot l where l.store_id = o.store_id and l.item_code = o.item_code
        and l.quality = 'qualified' and (l.expires_on is null or l.expires_on >= (now() at time zone 'Asia/Shanghai')::date)) u
      where (r.withdrawn and u.usable > 0) or (not r.withdrawn and c.quantity <> u.usable)`,
  ],
]

/** Random movements from many clients on PostgreSQL, `kill -9` of the platform in the middle: books, facts and offers agree, every 2xx is there once. */
export async function benchStock(options: BenchOptions): Promise<BenchResult> {
  const result: BenchResult = { figures: {}, assertions: [], failures: [] }
  // `--trials N`: so many movements.
  const wanted = options.trials ?? (options.quick ? 1_000 : 10_000)
  for (const kind of options.quick ? (['embedded'] as const) : (['server'] as const)) {
    const platform = await openPlatform(kind)
    if (!platform) {
      result.failures.push('there is no PostgreSQL server of ours here')
      continue
    }
    try {
      result.assertions.push(
        `PostgreSQL ${platform.databaseVersion}: ${(await assertDurable(platform.pool())).join(', ')}`,
      )
      await moveOn(platform, wanted, result)
    } finally {
      await platform.stop()
    }
  }
  return result
}

async function moveOn(platform: Platform, wanted: number, result: BenchResult) {
  const bureau = await signIn(platform.server().url, 'bureau1')
  const tokens = await openSessions(platform.pool(), bureau.accountId, clients)
  const stores = await callOk<{ items: { id: string; level: string }[] }>(
    platform.server().url,
    'GET',
    '/api/stock/stores',
    {
      token: tokens[0] ?? '',
    },
  )
  const chosen = stores.items
    .filter(one => one.level !== 'village')
    .slice(0, 5)
    .map(one => one.id)
  const before = await balances(platform.pool())
  const journal: Journal = { accepted: [], refused: new Set(), tried: new Set(), wrong: [], repeated: 0 }
  let left = wanted
  const startedAt = performance.now()
  const running = tokens.map(async token => {
    while (left-- > 0) await insist(platform, token, movement(chosen), journal)
  })
  while (left > wanted / 2) await sleep(20)
  await platform.server().kill('SIGKILL')
  await platform.start()
  await Promise.all(running)
  const seconds = (performance.now() - startedAt) / 1000

  const pool = platform.pool()
  const settleBy = Date.now() + 60_000
  const waiting = async () =>
    (await pool.query<{ n: number }>('select count(*)::int as n from fact_delivery where dead_at is null')).rows[0]
      ?.n ?? 0
  while ((await waiting()) > 0 && Date.now() < settleBy) await sleep(100)
  for (const [title, sql] of invariants) {
    const { rows } = await pool.query<{ id: string }>(sql)
    if (rows.length) result.failures.push(`${title}: ${rows.length}, e.g. ${rows[0]?.id}`)
  }
  await compare(pool, journal, before, result)
  const verified = await verifyFacts(pool, platform.trustedKey())
  if (verified.broken) result.failures.push(`the chain of facts is broken: ${verified.broken}`)
  result.failures.push(...journal.wrong.slice(0, 5))
  result.figures['movements'] = {
    tried: journal.tried.size,
    accepted: journal.accepted.length,
    refused: journal.refused.size,
  }
  result.figures['repeatedAfterLoss'] = journal.repeated
  result.figures['perSecond'] = round(journal.tried.size / seconds)
  result.figures['clients'] = clients
  result.assertions.push(
    `${journal.accepted.length} movements acknowledged and found once, ${journal.refused.size} refused and absent; balances are what the clients were told`,
  )
}

function movement(stores: string[]): Asked & Record<string, unknown> {
  const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
  const kind = any(kinds)
  const storeId = any(stores)
  return {
    id: randomUUID(),
    kind,
    storeId,
    itemCode: any(itemCodes),
    quantity: 1 + Math.floor(Math.random() * 40),
    ...(kind === 'in' && { origin: 'purchase', lot: { lotNo: String(Math.random()).slice(2, 8) } }),
    ...(kind === 'transfer' && { toStoreId: any(stores.filter(one => one !== storeId)) }),
    note: 'bench',
  }
}

/** Until it is accepted or refused for what is there; what was lost on the way is asked again with the same id. */
async function insist(platform: Platform, token: string, asked: Asked, journal: Journal) {
  journal.tried.add(asked.id)
  for (let attempt = 1; attempt < 500; attempt++) {
    const reply = await call(platform.server().url, 'POST', '/api/stock/movements', {
      token,
      body: asked,
      timeoutMs: 30_000,
    }).catch(() => null)
    if (reply?.status === 201) return void journal.accepted.push(asked)
    if (reply?.status === 409 && /"stock\/(not-enough|not-on-loan)"/.test(reply.text))
      return void journal.refused.add(asked.id)
    if (reply && reply.status !== 503 && reply.status !== 429)
      return void journal.wrong.push(`${reply.status} (attempt ${attempt}): ${reply.text.slice(0, 300)}`)
    journal.repeated++
    await sleep(100)
  }
  journal.wrong.push(`${asked.id} was never answered`)
}

async function balances(pool: pg.Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ item_code: string; sum: number }>(
    'select item_code, sum(balance)::float8 as sum from stock_lot where item_code = any($1) group by item_code',
    [itemCodes],
  )
  return new Map(rows.map(row => [row.item_code, row.sum]))
}

/** What the clients were told against what is there. */
async function compare(pool: pg.Pool, journal: Journal, before: Map<string, number>, result: BenchResult) {
  const { rows } = await pool.query<{ id: string; kind: string; quantity: number }>(
    `select id, kind, quantity::float8 as quantity from stock_movement where note = 'bench'`,
  )
  const stored = new Map(rows.map(row => [row.id, row]))
  for (const one of journal.accepted) {
    const found = stored.get(one.id)
    if (found?.kind !== one.kind || found.quantity !== one.quantity) result.failures.push(`lost or changed: ${one.id}`)
  }
  if (stored.size !== journal.accepted.length)
    result.failures.push(`${stored.size} movements stored, ${journal.accepted.length} acknowledged`)
  const after = await balances(pool)
  for (const item of itemCodes) {
    const net = journal.accepted
      .filter(one => one.itemCode === item)
      .reduce((sum, one) => sum + (effectOf[one.kind] ?? 0) * one.quantity, before.get(item) ?? 0)
    if (net !== after.get(item)) result.failures.push(`${item}: ${after.get(item)} stored, ${net} by the clients`)
  }
}
