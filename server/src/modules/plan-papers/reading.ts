import type { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanPapers, PlanTableRow } from '@anlan/contract/plan-papers.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { sql } from 'kysely'
import { maskedPhone } from '../../kernel/access/masking.ts'
import { reachFor, reachOfNothing, unitsInReach } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'
import { findUnit, type Resolved, resolveBearers } from '../directory/api.ts'
import { bearerWordsOf, mayReadPeople, planEdition } from '../plan/api.ts'
import { postsOf } from '../plan-check/api.ts'
import { sheltersWithCapacity } from '../shelter/api.ts'
import { chartSvg } from './chart-svg.ts'
import { helperLists } from './helper-lists.ts'

/** An edition with its posts as they are held at this moment. */
export interface Printed {
  plan: PlanInBrief
  content: PlanContent
  words: (bearer: string) => string
  held: ReadonlyMap<string, Resolved>
  table: PlanTableRow[]
  /** Whether the reader may see people by name and number: whoever reads the unit's drafts. */
  personal: boolean
  /** Names of the shelters that evacuation units go to, by id. */
  shelters: ReadonlyMap<string, string>
}

/** Reads an edition for printing. Outside reach: `not-found`. Telephone numbers of units outside one's reach are masked. */
export async function readPrinted(work: Work, planId: string, editionId?: string): Promise<Printed> {
  const { plan, content } = await planEdition(work, planId, editionId)
  const uses = postsOf(content)
  const bearers = [...uses.keys()]
  const unit = await findUnit(work.tx, plan.unitId)
  const isDepartment = unit !== undefined && unit.kind !== 'county' && unit.kind !== 'leadership'
  const held = await resolveBearers(work.tx, bearers, {
    lead: isDepartment ? unit : undefined,
    areaCode: unit?.area_code ?? null,
  })
  const names = await bearerWordsOf(work, bearers)
  const reach = work.reach.everything ? work.reach : (reachFor(work.actor, 'directory.read') ?? reachOfNothing)
  const { rows } = await sql<{ id: string }>`select u.id from unit u
    where u.id = any(${[...held.values()].flatMap(one => one.unitId ?? [])}::uuid[]) and u.id in ${unitsInReach({ reach })}`.execute(
    work.tx,
  )
  const inReach = new Set(rows.map(row => row.id))
  const table = [...uses].map(([bearer, roles]): PlanTableRow => {
    const one = held.get(bearer)
    const phone = one?.phone ?? null
    return {
      bearer,
      role:
        roles
          .filter(role => !role.startsWith('行动'))
          .slice(0, 4)
          .join('、') || '执行行动',
      unitName: one?.unitName || (names[bearer] ?? ''),
      postName: one?.postName ?? '',
      holder: one?.personName ?? null,
      phone: one?.unitId && inReach.has(one.unitId) ? phone : maskedPhone(phone),
      defect: one?.personId ? null : bearer.startsWith('place:') ? '到事发时确定' : (one?.defect ?? '岗位空缺'),
    }
  })
  const contacts = content.contacts
    .filter(one => one.bearer === null && (one.said || one.phone))
    .map(
      (one): PlanTableRow => ({
        bearer: null,
        role: one.note || '通讯录',
        unitName: one.said,
        postName: '',
        holder: null,
        phone: maskedPhone(one.phone || null),
        defect: '没有对应到岗位',
      }),
    )
  return {
    plan,
    content,
    words: bearer => names[bearer] ?? bearer,
    held,
    table: [...table, ...contacts],
    shelters: await sheltersOf(work, content),
    personal: await mayReadPeople(work, plan.unitId),
  }
}

async function sheltersOf(work: Work, { evacuation }: PlanContent): Promise<Map<string, string>> {
  const wanted = new Set(evacuation.flatMap(one => one.shelterId ?? []))
  if (wanted.size === 0) return new Map()
  return new Map((await sheltersWithCapacity(work)).filter(one => wanted.has(one.id)).map(one => [one.id, one.name]))
}

/** What of the three papers (一本一图一表) a content can give; empty when all are there. */
export function lackingOf({ chapters, levels, steps }: PlanContent, table: number): string[] {
  return [
    ...(chapters.some(one => one.text.trim() !== '') && levels.length > 0 ? [] : ['一本（需有章节内容和响应级别）']),
    ...(steps.length > 0 ? [] : ['一图（需有行动步骤）']),
    ...(table > 0 ? [] : ['一表（需有责任岗位）']),
  ]
}

export async function readPapers(work: Work, planId: string, editionId?: string): Promise<PlanPapers> {
  const { plan, content, words, table, personal } = await readPrinted(work, planId, editionId)
  const lacking = lackingOf(content, table.length)
  const has = (paper: string) => !lacking.some(one => one.startsWith(paper))
  return {
    planId,
    editionId: plan.editionId,
    has: { booklet: has('一本'), chart: has('一图'), table: has('一表') },
    lacking,
    chart: chartSvg(content, plan.title, words),
    table,
    helpers: personal ? helperLists(content).length : 0,
  }
}
