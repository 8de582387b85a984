import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database/database.ts'
import {
  type Contact,
  contactLadders,
  findUnits,
  territorialUnits,
  type Unit,
  unitFunctions,
  unitsByFunction,
} from '../api.ts'

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
  return (await resolveBearers(tx, [bearer], ground)).get(bearer) as Resolved
}

/** The same for many posts in the same few statements; every one asked for is in the answer. */
export async function resolveBearers(tx: Tx, bearers: string[], ground: Ground): Promise<Map<string, Resolved>> {
  const book = await openBook(tx, bearers, ground)
  const headless = bearers.flatMap(bearer => {
    const [where = '', kind = 'head'] = bearer.split('/')
    const unit = isByItself(bearer) || kind !== 'head' ? undefined : unitOf(book, where)
    return unit && !postOfKind(book, unit, kind) ? [unit.id] : []
  })
  const ladders = await contactLadders(tx, headless)
  return new Map(bearers.map(bearer => [bearer, resolvedIn(book, bearer, ladders)]))
}

/** Everybody who holds the post, deputies in their order included: each of them acts with its authority. `order` 0 is the holder himself. */
export async function holdersOf(
  tx: Tx,
  bearer: string,
  ground: Ground,
): Promise<{ personId: string; name: string; post: string; order: number }[]> {
  const book = await openBook(tx, [bearer], ground)
  const [where = '', kind = 'head'] = bearer.split('/')
  const unit = isByItself(bearer) ? undefined : unitOf(book, where)
  const post = isByItself(bearer) ? postByItself(book, bearer).post : unit && postOfKind(book, unit, kind)
  if (!post) return []
  return holders(book, post).map(one => ({ personId: one.id, name: one.name, post: post.name, order: one.order }))
}

function resolvedIn(book: Book, bearer: string, ladders: ReadonlyMap<string, Contact[]>): Resolved {
  if (isByItself(bearer)) {
    const { post, words } = postByItself(book, bearer)
    return ofPost(book, bearer, post, words)
  }
  const [where = '', kind = 'head'] = bearer.split('/')
  const unit = unitOf(book, where)
  if (!unit) return nobody(bearer, unitWords(where), postWords[kind] ?? '', '没有单位承担')
  const post = postOfKind(book, unit, kind)
  if (post) return ofPost(book, bearer, post, postWords[kind] ?? '')
  const first = ladders.get(unit.id)?.[0]
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

interface Post {
  id: string
  name: string
  unit_id: string
  kind: string
  superior_post_id: string | null
  leads_county: boolean
}
interface Holder {
  id: string
  name: string
  mobile: string | null
  order: number
}
/** Posts and who holds them, as far as the question needs them, at one moment. */
interface Book {
  ground: Ground
  functions: ReadonlyMap<string, Unit>
  units: ReadonlyMap<string, Unit>
  /** Units of the place, innermost first. */
  places: Unit[]
  posts: Post[]
  holders: ReadonlyMap<string, Holder[]>
}

async function openBook(tx: Tx, bearers: string[], ground: Ground): Promise<Book> {
  const wheres = bearers.filter(bearer => !isByItself(bearer)).map(bearer => bearer.split('/')[0] ?? '')
  const functions = await unitsByFunction(tx)
  const named = await findUnits(
    tx,
    wheres.filter(where => where.startsWith('unit:')).map(where => where.slice(5)),
  )
  const isPlaced = wheres.some(where => where.startsWith('place:'))
  const places = isPlaced && ground.areaCode ? await territorialUnits(tx, ground.areaCode) : []
  const offices = wheres.flatMap(where => functions.get(where.replace(/^office:/, '')) ?? [])
  const units = [...named.values(), ...places, ...offices, ...(ground.lead ? [ground.lead] : [])]
  const posts = await postsFor(tx, {
    unitIds: units.map(unit => unit.id),
    postIds: bearers.filter(bearer => bearer.startsWith('post:')).map(bearer => bearer.slice(5)),
    leaders: bearers.some(bearer => bearer === 'supervisor' || bearer.startsWith('leader:')),
  })
  const homes = await findUnits(
    tx,
    posts.map(post => post.unit_id),
  )
  return {
    ground,
    functions,
    units: new Map([...homes, ...units.map(unit => [unit.id, unit] as const)]),
    places,
    posts,
    holders: await holdersByPost(
      tx,
      posts.map(post => post.id),
    ),
  }
}

/** Posts of units, posts by their id, and the county's leaders with whoever stands above a head of these units. In their order. */
async function postsFor(
  tx: Tx,
  { unitIds, postIds, leaders }: { unitIds: string[]; postIds: string[]; leaders: boolean },
) {
  const { rows } = await sql<Post>`
    select p.id, p.name, p.unit_id, p.kind, p.superior_post_id, u.kind = 'leadership' as leads_county
    from post p join unit u on u.id = p.unit_id
    where p.unit_id = any(${unitIds}::uuid[]) or p.id = any(${postIds}::uuid[]) or (${leaders} and (u.kind = 'leadership'
      or p.id in (select h.superior_post_id from post h where h.unit_id = any(${unitIds}::uuid[]))))
    order by p.sort`.execute(tx)
  return rows
}

async function holdersByPost(tx: Tx, postIds: string[]): Promise<Map<string, Holder[]>> {
  const found = new Map<string, Holder[]>()
  if (postIds.length === 0) return found
  const { rows } = await sql<Holder & { post_id: string }>`
    select h.post_id, p.id, p.name, p.mobile, h."order" from post_holder h join person p on p.id = h.person_id
    where h.post_id = any(${postIds}::uuid[]) and p.enabled order by h."order"`.execute(tx)
  for (const row of rows) found.set(row.post_id, [...(found.get(row.post_id) ?? []), row])
  return found
}

function unitOf({ functions, units, places, ground }: Book, where: string): Unit | undefined {
  if (where === 'lead') return ground.lead
  if (where.startsWith('office:')) return functions.get(where.slice(7))
  if (where.startsWith('unit:')) return units.get(where.slice(5))
  return places.find(unit => (where === 'place:town' ? unit.kind === 'town' : unit.kind !== 'town'))
}

const isByItself = (bearer: string) =>
  bearer === 'supervisor' || bearer.startsWith('leader:') || bearer.startsWith('post:')

function postByItself(book: Book, bearer: string): { post: Post | undefined; words: string } {
  if (bearer === 'supervisor') return { post: supervisorPost(book), words: '分管县领导' }
  if (bearer.startsWith('leader:')) {
    const words = bearer.slice('leader:'.length)
    return { post: leaderPost(book, words), words }
  }
  return { post: book.posts.find(post => post.id === bearer.slice('post:'.length)), words: '指定岗位' }
}

const postOfKind = ({ posts }: Book, unit: Unit, kind: string): Post | undefined =>
  posts.find(
    post => post.unit_id === unit.id && post.kind === (unit.kind === 'team' && kind === 'head' ? 'teamLeader' : kind),
  )

function supervisorPost(book: Book): Post | undefined {
  const head = book.ground.lead && postOfKind(book, book.ground.lead, 'head')
  return head && book.posts.find(post => post.id === head.superior_post_id)
}

/** The post of that name among the county's leaders, or the first whose name contains the words. */
function leaderPost({ posts }: Book, words: string): Post | undefined {
  const leaders = posts.filter(post => post.leads_county)
  return leaders.find(post => post.name === words) ?? leaders.find(post => post.name.includes(words))
}

const holders = ({ holders: all }: Book, post: Post): Holder[] => all.get(post.id) ?? []

function ofPost(book: Book, bearer: string, post: Post | undefined, words: string): Resolved {
  if (!post) return nobody(bearer, '', words, '没有这个岗位')
  const unit = book.units.get(post.unit_id)
  const [holder] = holders(book, post)
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
