import { type PlanContent, planKinds } from '@anlan/contract/plan.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { sql } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { metresBetween } from '../../../kernel/spatial/sphere.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findUnits, type Resolved, resolveBearers, type Unit } from '../../directory/api.ts'
import { planKindRows, plansInForce } from '../../plan/api.ts'
import { capabilityWords, type FreeAmount, freeAmounts } from '../../resource/api.ts'
import { sheltersWithCapacity } from '../../shelter/api.ts'
import { mayBeSent, teamsIn } from '../../team/api.ts'
import { needsOf } from '../rules/means.ts'
import { postsOf } from '../rules/posts.ts'
import { type AmountFact, amountKey, type PlanWorld, type PostFact, type TeamFact } from '../rules/world.ts'
import { plansPerTeam } from '../settings.ts'
import { historyOf } from './history.ts'
import { verifiedPeople } from './phones.ts'

export interface Edition {
  plan: PlanInBrief
  content: PlanContent
}

/** What each edition is held against, read for all of them together: a few statements however many there are. */
export async function worldsOf(work: Work, editions: Edition[]): Promise<Map<string, PlanWorld>> {
  if (editions.length === 0) return new Map()
  const today = shanghaiDay(work.now)
  const kinds = new Map((await planKindRows(work)).map(row => [row.kind, row]))
  const units = await findUnits(work.tx, [...new Set(editions.map(one => one.plan.unitId))])
  const posts = await postsFor(work, editions, units)
  const amounts = await amountsFor(work, editions, units)
  const teams = await teamsFor(work, editions)
  const shelters = await sheltersFor(work, editions)
  const linked = await linkedFor(work, editions)
  const history = await historyOf(work, [...new Set(editions.map(one => one.plan.id))])
  const perTeam = await settingOf(work, plansPerTeam)
  return new Map(
    editions.map(({ plan }) => {
      const kind = kinds.get(plan.kind)
      return [
        plan.editionId,
        {
          today,
          plan: {
            id: plan.id,
            title: plan.title,
            unitId: plan.unitId,
            parentId: plan.parentId,
            issuedOn: plan.issuedOn,
            inForce: plan.state === 'inForce',
          },
          kind: {
            kind: plan.kind,
            name: planKinds[plan.kind],
            requiredParts: kind?.requiredParts ?? [],
            reviewYears: kind?.reviewYears ?? null,
            checkMonths: kind?.checkMonths ?? null,
            drillMonths: (plan.topic && kind?.drillMonthsByTopic[plan.topic]) || (kind?.drillMonths ?? null),
          },
          posts: posts.get(plan.editionId) ?? new Map(),
          amounts: amounts.get(plan.editionId) ?? new Map(),
          teams: teamsSeenBy(teams, plan.id),
          shelters,
          linked,
          history: history.get(plan.id) ?? { evaluatedOn: null, checkedOn: null, drilledOn: null },
          plansPerTeam: perTeam,
        },
      ]
    }),
  )
}

/** Units from whose plan alone nobody can tell which department will lead. */
const isAboveDepartments = (unit: Unit | undefined) => !unit || unit.kind === 'leadership' || unit.kind === 'county'

/** Posts of each edition, those that do not depend on whose plan it is resolved once for all. */
async function postsFor(work: Work, editions: Edition[], units: ReadonlyMap<string, Unit>) {
  const dependsOn = (bearer: string) => /^(supervisor|lead|place:)/.test(bearer)
  const named = new Map(editions.map(({ plan, content }) => [plan.editionId, [...postsOf(content).keys()]]))
  const all = [...new Set([...named.values()].flat())]
  const everywhere = await resolveBearers(
    work.tx,
    all.filter(one => !dependsOn(one)),
    { lead: undefined, areaCode: null },
  )
  const grounds = new Map<string, Map<string, Resolved>>()
  for (const { plan } of editions) {
    const local = (named.get(plan.editionId) ?? []).filter(dependsOn)
    if (local.length === 0) continue
    const unit = units.get(plan.unitId)
    const known = grounds.get(plan.unitId) ?? new Map<string, Resolved>()
    const missing = local.filter(one => !known.has(one))
    const ground = { lead: isAboveDepartments(unit) ? undefined : unit, areaCode: unit?.area_code ?? null }
    for (const [bearer, one] of await resolveBearers(work.tx, missing, ground)) known.set(bearer, one)
    grounds.set(plan.unitId, known)
  }
  const resolved = [...everywhere.values(), ...[...grounds.values()].flatMap(one => [...one.values()])]
  const personIds = [...new Set(resolved.flatMap(one => one.personId ?? []))]
  const verified = await verifiedPeople(work, personIds)
  const mobiles = await mobilesOf(work, personIds)
  const factOf = (one: Resolved, open: boolean): PostFact => {
    const mobile = (one.personId && mobiles.get(one.personId)) || null
    const vacant = one.personId === null ? (one.defect ?? '岗位空缺') : null
    return {
      words: [one.unitName, one.postName].filter(Boolean).join(' '),
      unitId: one.unitId,
      personId: one.personId,
      personName: one.personName,
      vacant,
      mobile,
      verified: one.personId !== null && verified.has(one.personId),
      open,
    }
  }
  return new Map(
    editions.map(({ plan }) => {
      const unit = units.get(plan.unitId)
      const facts = new Map<string, PostFact>()
      for (const bearer of named.get(plan.editionId) ?? []) {
        const one = everywhere.get(bearer) ?? grounds.get(plan.unitId)?.get(bearer)
        if (!one) continue
        // Which township, village or department it will be only the event says.
        const waits =
          one.unitId === null && (bearer.startsWith('place:') || (dependsOn(bearer) && isAboveDepartments(unit)))
        facts.set(bearer, factOf(one, waits))
      }
      return [plan.editionId, facts]
    }),
  )
}

async function mobilesOf(work: Work, personIds: string[]): Promise<Map<string, string | null>> {
  if (personIds.length === 0) return new Map()
  const rows = await work.tx.selectFrom('person').select(['id', 'mobile']).where('id', 'in', personIds).execute()
  return new Map(rows.map(row => [row.id, row.mobile]))
}

/** What of each needed capability is free within the need's distance of the middle of the plan's area. */
async function amountsFor(work: Work, editions: Edition[], units: ReadonlyMap<string, Unit>) {
  const needs = new Map(editions.map(({ plan, content }) => [plan.editionId, needsOf(content)]))
  const codes = [...new Set([...needs.values()].flat().map(need => need.capability))]
  const offers = new Map<string, FreeAmount[]>()
  for (const offer of await freeAmounts(work, codes))
    offers.set(offer.capability, [...(offers.get(offer.capability) ?? []), offer])
  const words = await capabilityWords(work, codes)
  const centres = codes.length > 0 ? await centresOf(work) : new Map<string, Place>()
  return new Map(
    editions.map(({ plan }) => {
      const code = units.get(plan.unitId)?.area_code
      const centre = (code ? centres.get(code) : undefined) ?? centres.get('county')
      const facts = new Map<string, AmountFact>()
      for (const { capability, withinKm } of needs.get(plan.editionId) ?? []) {
        const metres = (one: FreeAmount) =>
          centre && one.position ? metresBetween(centre, one.position) : Number.POSITIVE_INFINITY
        const reachable = (offers.get(capability) ?? [])
          .filter(one => withinKm === null || metres(one) <= withinKm * 1000)
          .sort((a, b) => metres(a) - metres(b))
        const [nearest] = reachable
        facts.set(amountKey(capability, withinKm), {
          name: words.get(capability)?.name ?? capability,
          unit: words.get(capability)?.unit ?? '',
          free: Math.round(reachable.reduce((sum, one) => sum + one.free, 0) * 1e6) / 1e6,
          owner: nearest ? { name: nearest.offerName, unitId: nearest.unitId, link: nearest.link } : null,
        })
      }
      return [plan.editionId, facts]
    }),
  )
}

interface Place {
  lng: number
  lat: number
}
/** Middles of areas by code, that of the county under `county`. */
async function centresOf(work: Work): Promise<Map<string, Place>> {
  const { rows } = await sql<{ code: string; kind: string; lng: number; lat: number }>`
    select code, kind, center_lng as lng, center_lat as lat from area where center_lng is not null and kind in ('county', 'town', 'village')`.execute(
    work.tx,
  )
  return new Map(rows.flatMap(row => [[row.code, row], ...(row.kind === 'county' ? [['county', row] as const] : [])]))
}

async function teamsFor(work: Work, editions: Edition[]): Promise<Map<string, TeamFact & { planIds: string[] }>> {
  const ids = [...new Set(editions.flatMap(({ content }) => content.resources.flatMap(one => one.teamId ?? [])))]
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ team_id: string; plan_id: string; title: string }>`
    select distinct r ->> 'teamId' as team_id, p.id as plan_id, p.title from plan_edition e join plan p on p.id = e.plan_id,
      jsonb_array_elements(e.content -> 'resources') r
    where e.state = 'inForce' and r ->> 'teamId' = any(${ids}) order by p.title`.execute(work.tx)
  const teams = new Map<string, TeamFact & { planIds: string[] }>()
  for (const team of await teamsIn(work, ids)) {
    const plans = rows.filter(row => row.team_id === team.id)
    teams.set(team.id, {
      name: team.name,
      unitId: team.unitId,
      against: await mayBeSent(work, team.id),
      plans: plans.map(row => row.title),
      planIds: plans.map(row => row.plan_id),
    })
  }
  return teams
}
const teamsSeenBy = (teams: Map<string, TeamFact & { planIds: string[] }>, planId: string): Map<string, TeamFact> =>
  new Map(
    [...teams].map(([id, { planIds, plans, ...team }]) => [
      id,
      { ...team, plans: plans.filter((_, i) => planIds[i] !== planId) },
    ]),
  )

async function sheltersFor(work: Work, editions: Edition[]) {
  const asked = editions.some(({ content }) => content.evacuation.some(one => one.shelterId !== null))
  const shelters = asked ? await sheltersWithCapacity(work) : []
  return new Map(
    shelters.map(one => [one.id, { name: one.name, unitId: one.unitId, inUse: true, capacity: one.capacity }]),
  )
}

async function linkedFor(work: Work, editions: Edition[]) {
  const ids = editions.flatMap(({ plan, content }) => [
    ...(plan.parentId ? [plan.parentId] : []),
    ...content.links.flatMap(one => one.planId ?? []),
  ])
  const plans = ids.length > 0 ? await plansInForce(work, { ids: [...new Set(ids)] }) : []
  return new Map(plans.map(one => [one.id, { id: one.id, title: one.title, issuedOn: one.issuedOn }]))
}
