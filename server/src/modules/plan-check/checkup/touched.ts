import { sql } from 'kysely'
import type { RecordedFact, Subscriber } from '../../../kernel/module.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { liveEditionIds } from '../../plan/api.ts'
import { capabilitiesBeside } from '../../resource/api.ts'
import { recheck, recheckAll } from './check.ts'
import { notePhone } from './phones.ts'

/** Editions that name any of these, as `plan_checked.refs` has them. */
async function naming(work: Work, refs: string[]): Promise<string[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<{ edition_id: string }>`
    select c.edition_id from plan_checked c join plan_edition e on e.id = c.edition_id
    where c.refs && ${[...new Set(refs)]}::text[] and e.state not in ('superseded', 'abolished') order by c.edition_id`.execute(
    work.tx,
  )
  return rows.map(row => row.edition_id)
}

const recheckNaming = async (work: Work, refs: string[]) => recheck(work, await naming(work, refs))

/** A unit, post or person changed: plans that name it, its unit or somebody in it, and those with a post that nobody filled. */
const directory: Subscriber = {
  on: ['directory.changed', 'directory.dead-number-reported', 'directory.dead-number-settled'],
  async handle(work, { subjectId, data }) {
    if (!isUuid(subjectId)) return recheckAll(work)
    const posts = Array.isArray(data['posts']) ? (data['posts'] as string[]) : []
    const { rows } = await sql<{ id: string }>`
      select unit_id as id from person where id = ${subjectId}
      union select unit_id from post where id = ${subjectId} or id = any(${posts}::uuid[])
      union select p.unit_id from post_holder h join post p on p.id = h.post_id where h.person_id = ${subjectId}`.execute(
      work.tx,
    )
    await recheckNaming(work, ['?', subjectId, ...rows.map(row => row.id)])
  },
}
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** What the county can call on changed. */
const resources: Subscriber = {
  on: [
    'stock.moved',
    'stock.corrected',
    'stock.shared',
    'stock.agreement-made',
    'stock.agreement-ended',
    'resource.booked',
    'resource.released',
    'team.status-changed',
    'team.standby-reported',
    'equipment.state-changed',
    'equipment.fault-reported',
    'equipment.repaired',
    'equipment.serviced',
    'shelter.opened',
    'shelter.entered',
    'shelter.left',
    'shelter.closed',
  ],
  async handle(work, fact) {
    await recheckNaming(work, [fact.subjectId, ...(await capabilitiesOf(work, fact))])
  },
}

async function capabilitiesOf(work: Work, { type, subjectId, data }: RecordedFact): Promise<string[]> {
  if (type.startsWith('stock.agreement')) return everyCapability(work)
  const item = data['item']
  const codes = await capabilitiesBeside(work, typeof item === 'string' ? { code: item } : { offerId: subjectId })
  return codes.map(code => `capability:${code}`)
}

async function everyCapability(work: Work): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select distinct ref from plan_checked, unnest(refs) ref where starts_with(ref, 'capability:')`.execute(work.tx)
  return rows.map(row => row.ref)
}

/** A record of a ledger whose things plans name or count on. */
const records: Subscriber = {
  on: ['register.record-created', 'register.record-changed', 'register.record-removed', 'register.record-restored'],
  concerns: data => ['rescue-teams', 'shelters', 'stock-stores', 'equipment'].includes(String(data['ledger'])),
  async handle(work, fact) {
    const beside = await capabilitiesBeside(work, { offerId: fact.subjectId })
    const codes =
      fact.data['ledger'] === 'stock-stores' ? await everyCapability(work) : beside.map(code => `capability:${code}`)
    await recheckNaming(work, [fact.subjectId, ...codes])
  },
}

/** A plan itself changed, or one that it stands under. */
const plans: Subscriber = {
  on: [
    'plan.created',
    'plan.about-changed',
    'plan.content-saved',
    'plan.edition-opened',
    'plan.state-changed',
    'plan.issued',
    'plan.abolished',
    'plan-cycle.reviewed',
    'plan-cycle.recorded',
  ],
  async handle(work, { subjectId, type, data }) {
    const own = await liveEditionIds(work, [subjectId])
    const named = type === 'plan.content-saved' ? [] : await naming(work, [`plan:${subjectId}`])
    // The edition that left its state has open defects to close.
    const left = typeof data['replaces'] === 'string' ? [data['replaces']] : []
    const ended = type === 'plan.abolished' && typeof data['editionId'] === 'string' ? [data['editionId']] : []
    await recheck(work, [...new Set([...own, ...named, ...left, ...ended])])
  },
}

const kinds: Subscriber = { on: ['plan.kind-changed', 'plan-check.severity-changed'], handle: recheckAll }

/** Somebody answered under his number, or his entry was confirmed: it is a number that reaches him. */
const phones: Subscriber = {
  on: ['duty-check.reached', 'duty-check.answered', 'register.record-verified', 'plan-check.phone-confirmed'],
  async handle(work, fact) {
    const known = await confirmedBy(work, fact)
    if (known) await recheckNaming(work, [known])
  },
}

async function confirmedBy(work: Work, { type, subjectId, actorId, data }: RecordedFact): Promise<string | null> {
  const noted = async (personId: unknown, how: string) =>
    typeof personId === 'string' && (await notePhone(work, personId, how, how)) ? personId : null
  if (type === 'plan-check.phone-confirmed') return subjectId
  if (type === 'register.record-verified') return data['ledger'] === 'persons' ? noted(subjectId, '通讯录核实') : null
  if (type === 'duty-check.reached')
    return ['atOnce', 'secondCall'].includes(String(data['result'])) ? noted(data['person'], '通讯畅通抽测') : null
  if (data['kind'] !== 'reach' || data['manner'] !== 'own' || !actorId) return null
  const account = await work.tx.selectFrom('account').select('person_id').where('id', '=', actorId).executeTakeFirst()
  return noted(account?.person_id, '通讯畅通抽测')
}

export const checkupSubscribers: Record<string, Subscriber> = { directory, resources, records, plans, kinds, phones }
