import { sql } from 'kysely'
import type { Tx } from '../../kernel/database/database.ts'
import type { UnitTable } from './schema.ts'

/** Posts said by their code (责任岗位), and who holds them now. */
export {
  bearerWords,
  defectWords,
  type Ground,
  holdersOf,
  type Resolved,
  resolveBearer,
  resolveBearers,
} from './bearers/resolve.ts'
/** Whom beyond the border an event near it concerns. */
export { type Course, courseOf } from './course.ts'
export { neighboursOf } from './neighbours.ts'
/** Adds a person to a unit within the reach of the work; the module that asks has looked at the permission. */
export { savePerson } from './people.ts'

/**
 * What other modules ask of the directory: units by id, function or place, who holds a post, whose telephone number it is.
 * Published fact: `directory.changed` when units, posts or holders change.
 */

/** Offices that rules speak of; which unit fills each is a row of `unit_function`. */
export const unitFunctions = {
  county: '县政府',
  generalDutyOffice: '县总值班室',
  emergencyBureau: '县应急管理局',
  water: '县水利部门',
  forestry: '县林业部门（县森防办）',
  health: '县卫生健康部门',
  naturalResources: '县自然资源部门',
  ecology: '县生态环境部门',
  transport: '县交通运输部门',
  publicSecurity: '县公安部门',
  housing: '县住房城乡建设部门',
  education: '县教育部门',
  marketSupervision: '县市场监管部门',
  culture: '县文化旅游部门',
  agriculture: '县农业农村部门',
  industry: '县经济信息化部门',
  fireRescue: '县消防救援机构',
  power: '县供电企业',
  telecom: '县通信企业',
  weather: '县气象部门',
  publicity: '县宣传部门',
  cyberspace: '县网信部门',
  civilAffairs: '县民政部门',
  development: '县发展改革（物资储备）部门',
  commerce: '县商务部门',
  humanResources: '县人力资源社会保障部门',
  governmentOffice: '县政府办公室',
  partyOffice: '县委办公室',
  armedForces: '县人民武装部',
  cityDutyOffice: '市总值班室',
  cityEmergencyBureau: '市应急管理局',
  cityWater: '市水利部门',
  cityForestry: '市林业部门（市森防办）',
  cityHealth: '市卫生健康部门',
  cityNaturalResources: '市自然资源部门',
  cityEcology: '市生态环境部门',
  cityTransport: '市交通运输部门',
  cityAgriculture: '市农业农村部门',
  cityMarketSupervision: '市市场监管部门',
  provinceEmergencyBureau: '省应急管理厅',
  provinceForestry: '省林业部门（省森防办）',
  provinceEcology: '省生态环境厅',
  provinceNaturalResources: '省自然资源厅',
} as const
export type UnitFunction = keyof typeof unitFunctions

export type Unit = UnitTable

// What one unit of work asked before: a single command asks for the same few units a dozen times.
const known = new WeakMap<Tx, { units: Map<string, Unit>; functions: Map<string, Unit> | null }>()

function knownIn(tx: Tx) {
  const here = known.get(tx) ?? { units: new Map(), functions: null }
  known.set(tx, here)
  return here
}

/** Units changed within this unit of work: what it knew of them no longer counts. */
export const forgetUnits = (tx: Tx) => void known.delete(tx)

export async function findUnit(tx: Tx, id: string): Promise<Unit | undefined> {
  const here = knownIn(tx)
  const unit = here.units.get(id) ?? (await tx.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst())
  if (unit) here.units.set(id, unit)
  return unit
}

/** Units by their ids, those there are. */
export async function findUnits(tx: Tx, ids: string[]): Promise<ReadonlyMap<string, Unit>> {
  const here = knownIn(tx)
  const wanted = [...new Set(ids)]
  const unknown = wanted.filter(id => !here.units.has(id))
  if (unknown.length > 0) {
    const rows = await tx.selectFrom('unit').selectAll().where(sql<boolean>`id = any(${unknown}::uuid[])`).execute()
    for (const unit of rows) here.units.set(unit.id, unit)
  }
  return new Map(wanted.flatMap(id => (here.units.has(id) ? [[id, here.units.get(id) as Unit]] : [])))
}

/** The unit that fills an office now; undefined when the county has none. */
export const unitOfFunction = async (tx: Tx, name: UnitFunction): Promise<Unit | undefined> =>
  (await unitsByFunction(tx)).get(name)

/** All offices and the units that fill them. */
export async function unitsByFunction(tx: Tx): Promise<ReadonlyMap<string, Unit>> {
  const here = knownIn(tx)
  if (here.functions) return here.functions
  const rows = await tx
    .selectFrom('unit_function as f')
    .innerJoin('unit as u', 'u.id', 'f.unit_id')
    .selectAll('u')
    .select('f.function')
    .execute()
  here.functions = new Map(rows.map(({ function: name, ...unit }) => [name, unit]))
  for (const unit of here.functions.values()) here.units.set(unit.id, unit)
  return here.functions
}

export const findArea = (tx: Tx, code: string) =>
  tx
    .selectFrom('area')
    .select(['code', 'name', 'kind', 'parent_code', 'center_lng', 'center_lat'])
    .where('code', '=', code)
    .executeTakeFirst()

/** Full name of a place from the town downward, e.g. 茶坪镇凉水村. */
export async function areaFullName(tx: Tx, code: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    with recursive up as (
      select code, name, kind, parent_code, 0 as depth from area where code = ${code}
      union all select a.code, a.name, a.kind, a.parent_code, up.depth + 1 from area a join up on a.code = up.parent_code where up.kind not in ('county', 'city', 'province'))
    select name from up where kind in ('town', 'village') or depth = 0 order by depth desc`.execute(tx)
  return (
    rows
      .map(row => row.name)
      .filter((name, i, all) => all.length === 1 || i > 0 || !name.endsWith('县'))
      .join('') || '本县'
  )
}

/** The units responsible for a place: its village or community, its town, innermost first. */
export async function territorialUnits(tx: Tx, areaCode: string): Promise<Unit[]> {
  const { rows } = await sql<Unit & { depth: number }>`
    with recursive up as (
      select code, parent_code, 0 as depth from area where code = ${areaCode}
      union all select a.code, a.parent_code, up.depth + 1 from area a join up on a.code = up.parent_code)
    select u.*, up.depth from up join unit u on u.area_code = up.code
    where u.kind in ('village', 'community', 'town') and u.enabled order by up.depth`.execute(tx)
  return rows
}

/** Someone to be told something: a person in a post, or a unit's duty phone when nobody is named. */
export interface Contact {
  unitId: string
  unitName: string
  personId: string | null
  personName: string | null
  postName: string | null
  phone: string | null
}

/** Posts on the ladder of a unit, and how many of each are asked: whoever answers for the desk, then leaders, then the head. */
const ladderPosts = [
  { kinds: ['primary', 'dutyOfficer', 'infoOfficer', 'teamLeader'], atMost: 2 },
  { kinds: ['shiftLeader', 'deputyHead'], atMost: 1 },
  { kinds: ['head'], atMost: 1 },
]

/**
 * Whom to ask at a unit, in order: holder and deputy of its duty post, a leader, the head of the unit. Falls back to the unit's duty phone when
 * no post has a holder.
 */
export const contactLadder = async (tx: Tx, unitId: string): Promise<Contact[]> =>
  (await contactLadders(tx, [unitId])).get(unitId) ?? []

/** The same for many units, by the unit asked about. */
export async function contactLadders(tx: Tx, unitIds: string[]): Promise<Map<string, Contact[]>> {
  const answering = await whereAnswered(tx, unitIds)
  const units = [...new Set([...answering.values()].map(unit => unit.id))]
  if (units.length === 0) return new Map()
  const rows = await tx
    .selectFrom('post as po')
    .innerJoin('post_holder as h', 'h.post_id', 'po.id')
    .innerJoin('person as p', 'p.id', 'h.person_id')
    .select(['p.id', 'p.name', 'p.mobile', 'po.name as post', 'po.kind', 'po.unit_id'])
    .where(sql<boolean>`po.unit_id = any(${units}::uuid[])`)
    .where('p.enabled', '=', true)
    .orderBy('h.order')
    .orderBy('po.sort')
    .execute()
  return new Map(
    [...answering].map(([asked, unit]) => [
      asked,
      ladderOf(
        unit,
        rows.filter(row => row.unit_id === unit.id),
      ),
    ]),
  )
}

/** An ended unit's telephone is answered where it went. */
async function whereAnswered(tx: Tx, unitIds: string[]): Promise<Map<string, Unit>> {
  const answering = new Map(await findUnits(tx, unitIds))
  for (;;) {
    const moved = [...answering].filter(([, unit]) => !unit.enabled && unit.merged_into_id)
    if (moved.length === 0) return answering
    const heirs = await findUnits(
      tx,
      moved.map(([, unit]) => unit.merged_into_id ?? ''),
    )
    for (const [asked, unit] of moved) {
      const heir = heirs.get(unit.merged_into_id ?? '')
      if (heir) answering.set(asked, heir)
      else answering.delete(asked)
    }
  }
}

function ladderOf(
  unit: Unit,
  rows: { id: string; name: string; mobile: string | null; post: string; kind: string }[],
): Contact[] {
  const asked = new Set<string>()
  const ladder = ladderPosts.flatMap(({ kinds, atMost }) => {
    const here = rows.filter(row => kinds.includes(row.kind) && !asked.has(row.id))
    const chosen = here.filter((row, at) => here.findIndex(other => other.id === row.id) === at).slice(0, atMost)
    for (const row of chosen) asked.add(row.id)
    return chosen
  })
  const contact = { unitId: unit.id, unitName: unit.name }
  if (ladder.length === 0)
    return [{ ...contact, personId: null, personName: null, postName: null, phone: unit.duty_phone }]
  return ladder.map(row => ({
    ...contact,
    personId: row.id,
    personName: row.name,
    postName: row.post,
    phone: row.mobile ?? unit.duty_phone,
  }))
}

/** Whose number this is: a person's mobile or a unit's duty phone. */
export async function callerOf(tx: Tx, phone: string) {
  const digits = phone.replaceAll(/[^\d]/g, '')
  const person = await tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('post_holder as h', join => join.onRef('h.person_id', '=', 'p.id').on('h.order', '=', 0))
    .leftJoin('post as po', 'po.id', 'h.post_id')
    .select([
      'u.id as unitId',
      'u.name as unitName',
      'p.id as personId',
      'p.name as personName',
      'po.name as postName',
      'u.area_code as areaCode',
    ])
    .where('p.mobile', '=', digits)
    .executeTakeFirst()
  if (person) return person
  const unit = await tx
    .selectFrom('unit as u')
    .select(['u.id as unitId', 'u.name as unitName', 'u.area_code as areaCode'])
    .where(sql<boolean>`regexp_replace(u.duty_phone, '[^0-9]', '', 'g') = ${digits}`)
    .executeTakeFirst()
  return unit ? { ...unit, personId: null, personName: null, postName: null } : null
}

/**
 * The place that a text names: the longest village or town name found in it. `otherTown`: the text puts that village into a town that it does
 * not belong to.
 */
export async function areaNamedIn(tx: Tx, text: string) {
  const { rows } = await sql<{ code: string; name: string; town: string | null; other: string | null }>`
    select a.code, a.name, t.name as town, coalesce(position(t.name in ${text}) > 0, false) as town_named,
      (select o.name from area o where o.kind = 'town' and o.code <> t.code and position(o.name in ${text}) > 0
        order by position(o.name in ${text}) limit 1) as other
    from area a left join area t on t.code = a.parent_code and t.kind = 'town'
    where a.kind in ('town', 'village')
      -- 柳坪镇大湾村 does not name 柳坪村.
      and position(regexp_replace(a.name, '(村|社区)$', '') in replace(${text}, coalesce(t.name, ''), '')) > 0
    order by (a.kind = 'village') desc, town_named desc, length(a.name) desc limit 1`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const otherTown = row.town && !text.includes(row.town) ? row.other : null
  return { code: row.code, fullName: `${row.town ?? ''}${row.name}`, name: row.name, town: row.town, otherTown }
}

/** The village or town whose middle is nearest to a point. Scaled by latitude; good for choosing, not for measuring. */
export async function nearestArea(tx: Tx, lng: number, lat: number) {
  const { rows } = await sql<{ code: string; name: string; town: string | null }>`
    select a.code, a.name, t.name as town from area a left join area t on t.code = a.parent_code and t.kind = 'town'
    where a.kind = 'village' and a.center_lng is not null and a.center_lat is not null
    order by power((a.center_lng - ${lng}) * cos(radians(${lat})), 2) + power(a.center_lat - ${lat}, 2) limit 1`.execute(
    tx,
  )
  const row = rows[0]
  return row ? { code: row.code, fullName: `${row.town ?? ''}${row.name}`, name: row.name } : null
}
