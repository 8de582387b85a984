import { sql } from 'kysely'
import type { Tx } from '../../kernel/database/database.ts'
import { contactLadder, findUnit, territorialUnits, type Unit, unitFunctions, unitsByFunction } from './api.ts'

/** What posts are resolved against: the department that leads, and where it happened. */
export interface Ground {
  lead: Unit | undefined
  areaCode: string | null
}
/** A post as it is held now. `defect` says what is missing: the unit, or somebody in the post. */
export interface Resolved {
  bearer: string
  unitId: string | null
  unitName: string
  personId: string | null
  personName: string | null
  postName: string
  phone: string | null
  defect: string | null
}

const postWords: Record<string, string> = {
  head: '主要负责人',
  deputyHead: '分管负责人',
  shiftLeader: '带班领导',
  primary: '主班',
  dutyOfficer: '值班员',
  infoOfficer: '信息员',
  teamLeader: '队长',
  headquartersOffice: '指挥部办公室主任',
}

/** Who holds the post now. A post without a holder, or an office that no unit fills, comes back as a defect, never as a guess. */
export async function resolveBearer(tx: Tx, bearer: string, ground: Ground): Promise<Resolved> {
  if (bearer === 'supervisor') return ofPost(tx, bearer, await supervisorPost(tx, ground.lead), '分管县领导')
  if (bearer.startsWith('leader:')) {
    const words = bearer.slice('leader:'.length)
    return ofPost(tx, bearer, await leaderPost(tx, words), words)
  }
  if (bearer.startsWith('post:'))
    return ofPost(tx, bearer, await postById(tx, bearer.slice('post:'.length)), '指定岗位')
  const [where = '', kind = 'head'] = bearer.split('/')
  const unit = await unitOf(tx, where, ground)
  if (!unit) return nobody(bearer, unitWords(where), postWords[kind] ?? '', '没有单位承担')
  const post = await postOfKind(tx, unit, kind)
  if (post) return ofPost(tx, bearer, post, postWords[kind] ?? '')
  const [first] = await contactLadder(tx, unit.id)
  const held = kind === 'head' && first?.personId ? first : undefined
  return {
    ...nobody(bearer, unit.name, postWords[kind] ?? '', held ? null : '岗位空缺'),
    unitId: unit.id,
    personId: held?.personId ?? null,
    personName: held?.personName ?? null,
    ...(held?.postName && { postName: held.postName }),
    phone: held?.phone ?? unit.duty_phone,
  }
}

/** Everybody who holds the post, deputies in their order included: each of them acts with its authority. */
export async function holdersOf(
  tx: Tx,
  bearer: string,
  ground: Ground,
): Promise<{ personId: string; name: string; post: string }[]> {
  const [where = '', kind = 'head'] = bearer.split('/')
  const byItself = bearer === 'supervisor' || bearer.startsWith('leader:') || bearer.startsWith('post:')
  const unit = byItself ? undefined : await unitOf(tx, where, ground)
  const post =
    bearer === 'supervisor'
      ? await supervisorPost(tx, ground.lead)
      : bearer.startsWith('leader:')
        ? await leaderPost(tx, bearer.slice('leader:'.length))
        : bearer.startsWith('post:')
          ? await postById(tx, bearer.slice('post:'.length))
          : unit && (await postOfKind(tx, unit, kind))
  if (!post) return []
  const rows = await holders(tx, post.id)
  return rows.map(row => ({ personId: row.id, name: row.name, post: post.name }))
}

/** How a post is called where nobody needs to know who holds it. */
export function bearerWords(bearer: string): string {
  if (bearer === 'supervisor') return '分管县领导'
  if (bearer.startsWith('leader:')) return bearer.slice('leader:'.length)
  if (bearer.startsWith('post:')) return '指定岗位'
  const [where = '', kind = 'head'] = bearer.split('/')
  return `${unitWords(where)}${kind === 'head' ? '' : postWords[kind]}`
}

function unitWords(where: string): string {
  if (where === 'lead') return '牵头部门'
  if (where === 'place:town') return '属地乡镇（街道）'
  if (where === 'place:village') return '属地村（社区）'
  if (where.startsWith('office:')) return unitFunctions[where.slice(7) as 'water'] ?? where.slice(7)
  return '指定单位'
}

async function unitOf(tx: Tx, where: string, ground: Ground): Promise<Unit | undefined> {
  if (where === 'lead') return ground.lead
  if (where.startsWith('office:')) return (await unitsByFunction(tx)).get(where.slice(7))
  if (where.startsWith('unit:')) return findUnit(tx, where.slice(5))
  if (!ground.areaCode) return undefined
  const units = await territorialUnits(tx, ground.areaCode)
  return units.find(unit => (where === 'place:town' ? unit.kind === 'town' : unit.kind !== 'town'))
}

interface Post {
  id: string
  name: string
  unit_id: string
}

const postById = (tx: Tx, id: string): Promise<Post | undefined> =>
  tx.selectFrom('post').select(['id', 'name', 'unit_id']).where('id', '=', id).executeTakeFirst()

const postOfKind = (tx: Tx, unit: Unit, kind: string): Promise<Post | undefined> =>
  tx
    .selectFrom('post')
    .select(['id', 'name', 'unit_id'])
    .where('unit_id', '=', unit.id)
    .where('kind', '=', unit.kind === 'team' && kind === 'head' ? 'teamLeader' : kind)
    .orderBy('sort')
    .executeTakeFirst()

async function supervisorPost(tx: Tx, lead: Unit | undefined): Promise<Post | undefined> {
  const head = lead && (await postOfKind(tx, lead, 'head'))
  if (!head) return undefined
  return tx
    .selectFrom('post as p')
    .innerJoin('post as above', 'above.id', 'p.superior_post_id')
    .select(['above.id', 'above.name', 'above.unit_id'])
    .where('p.id', '=', head.id)
    .executeTakeFirst()
}

/** The post of that name among the county's leaders, or the first whose name contains the words. */
const leaderPost = (tx: Tx, words: string): Promise<Post | undefined> =>
  tx
    .selectFrom('post as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.unit_id'])
    .where('u.kind', '=', 'leadership')
    .where(sql<boolean>`position(${words} in p.name) > 0`)
    .orderBy(sql`p.name <> ${words}`)
    .orderBy('p.sort')
    .executeTakeFirst()

const holders = (tx: Tx, postId: string) =>
  tx
    .selectFrom('post_holder as h')
    .innerJoin('person as p', 'p.id', 'h.person_id')
    .select(['p.id', 'p.name', 'p.mobile'])
    .where('h.post_id', '=', postId)
    .where('p.enabled', '=', true)
    .orderBy('h.order')
    .execute()

async function ofPost(tx: Tx, bearer: string, post: Post | undefined, words: string): Promise<Resolved> {
  if (!post) return nobody(bearer, '', words, '没有这个岗位')
  const unit = await findUnit(tx, post.unit_id)
  const [holder] = await holders(tx, post.id)
  return {
    bearer,
    unitId: post.unit_id,
    unitName: unit?.name ?? '',
    personId: holder?.id ?? null,
    personName: holder?.name ?? null,
    postName: post.name,
    phone: holder?.mobile ?? unit?.duty_phone ?? null,
    defect: !holder ? '岗位空缺' : holder.mobile ? null : '任职人没有登记手机号',
  }
}

const nobody = (bearer: string, unitName: string, postName: string, defect: string | null): Resolved => ({
  bearer,
  unitId: null,
  unitName,
  personId: null,
  personName: null,
  postName,
  phone: null,
  defect,
})

/** A defect as a sentence. */
export const defectWords = (one: Resolved) =>
  `${[one.unitName, one.postName].filter(Boolean).join(' ') || bearerWords(one.bearer)}：${one.defect}`
