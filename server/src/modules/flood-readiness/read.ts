import {
  computedItems,
  type ReadinessItem,
  type ReadinessPart,
  type ReadinessView,
  readinessItems,
} from '@anlan/contract/flood-readiness.ts'
import { type Selectable, sql } from 'kysely'
import { reachFor, unitsInReach } from '../../kernel/access/reach.ts'
import type { Tables } from '../../kernel/database/database.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { foundInLedgers } from './computed.ts'

const names = Object.keys(readinessItems) as ReadinessItem[]

/** The five of each of these townships: what was stated, and what the ledgers say now. */
export async function partsOf(work: Work, seasonId: string, towns: string[]): Promise<Map<string, ReadinessPart[]>> {
  const statements = await work.tx
    .selectFrom('flood_readiness_statement')
    .selectAll()
    .where('season_id', '=', seasonId)
    .execute()
  const found = await foundInLedgers(work, towns)
  const partOf = (town: string, item: ReadinessItem): ReadinessPart => {
    if (item === 'supplies' || item === 'teams') {
      const { ready, words } = found.get(town)?.[item] ?? { ready: false, words: [] }
      return { item, computed: true, ready, words, statedAt: null, statedBy: null, version: 0 }
    }
    const stated = statements.find(one => one.unit_id === town && one.item === item)
    return {
      item,
      computed: false,
      ready: stated?.ready ?? null,
      words: stated ? [stated.evidence] : [],
      statedAt: stated?.stated_at.toISOString() ?? null,
      statedBy: stated?.stated_by ?? null,
      version: stated?.version ?? 0,
    }
  }
  return new Map(towns.map(town => [town, names.map(item => partOf(town, item))]))
}

/** One check, or the latest, with the townships in reach: those that are late first. A closed one shows what was signed. */
export async function readReadiness(work: Work, asked?: string): Promise<ReadinessView> {
  const seasons = (await work.tx
    .selectFrom('flood_readiness')
    .selectAll()
    .select(sql<string>`due_on::text`.as('due_on'))
    .orderBy('launched_at', 'desc')
    .limit(30)
    .execute()) as Selectable<Tables['flood_readiness']>[]
  const season = asked ? seasons.find(one => one.id === asked) : seasons[0]
  if (asked && !season) throw new Problem('not-found')
  const known = seasons.map(({ id, title }) => ({ id, title }))
  if (!season) return { season: null, seasons: known, items: [] }
  const may = (permission: 'flood-readiness.state' | 'flood-readiness.sign') => {
    const reach = reachFor(work.actor, permission)
    return reach ? sql`r.unit_id in ${unitsInReach({ reach })}` : sql`false`
  }
  const { rows } = await sql<{
    unit_id: string
    name: string
    signed_at: Date | null
    signed_by: string | null
    remark: string
    parts: ReadinessPart[] | null
    may_state: boolean
    may_sign: boolean
  }>`select r.unit_id, u.name, r.signed_at, r.signed_by, r.remark, r.parts, ${may('flood-readiness.state')} as may_state, ${may('flood-readiness.sign')} as may_sign
    from flood_readiness_unit r join unit u on u.id = r.unit_id
    where r.season_id = ${season.id} and r.unit_id in ${unitsInReach(work)} order by u.sort, u.name`.execute(work.tx)
  const now = await partsOf(
    work,
    season.id,
    rows.map(row => row.unit_id),
  )
  const isOpen = season.closed_at === null
  const isPast = season.due_on < shanghaiDay(work.now)
  const items = rows.map((row): ReadinessView['items'][number] => ({
    unitId: row.unit_id,
    unitName: row.name,
    state: row.signed_at ? 'signed' : isPast ? 'overdue' : 'waiting',
    signedAt: row.signed_at?.toISOString() ?? null,
    signedBy: row.signed_by,
    remark: row.remark,
    parts: isOpen || !row.parts ? (now.get(row.unit_id) ?? []) : row.parts,
    mayState: isOpen && row.may_state,
    maySign: isOpen && row.may_sign,
  }))
  const order = { overdue: 0, waiting: 1, signed: 2 }
  return {
    season: {
      id: season.id,
      title: season.title,
      note: season.note,
      dueOn: season.due_on,
      launchedAt: season.launched_at.toISOString(),
      launchedBy: season.launched_by,
      closedAt: season.closed_at?.toISOString() ?? null,
    },
    seasons: known,
    items: items.sort((a, b) => order[a.state] - order[b.state]),
  }
}

/** Whether a township states it itself. */
export const isStated = (item: ReadinessItem) => !computedItems.includes(item)
