import { randomUUID } from 'node:crypto'
import { PhoneNumber } from '@anlan/contract/codec.ts'
import type { UnitKind } from '@anlan/contract/directory.ts'
import type { SheetOutcome } from '@anlan/contract/setup.ts'
import type { Work } from '../../../kernel/work/work.ts'
import {
  type AreaInput,
  type FoundedCounty,
  saveFoundingAreas,
  saveFoundingUnits,
} from '../../directory/founding/api.ts'
import { columnLetter, type RawBook } from '../../register/sheets/api.ts'
import { columnLabels, readUnitRows, type SaidRow, type UnitColumn } from './unit-columns.ts'

interface KnownUnit {
  id: string
  name: string
  shortName: string
  kind: UnitKind
  parentId: string | null
  areaCode: string | null
  phone: string | null
  fax: string | null
}
interface Known {
  county: FoundedCounty & { unitId: string }
  units: KnownUnit[]
  /** Names of towns and villages by code. */
  areas: Map<string, string>
}

/** Notes what is wrong with a cell; null, so that the reading of the cell ends with it. */
type Refuse = (column: UnitColumn, message: string) => null
type CellError = SheetOutcome['rows'][number]['errors'][number]
interface Planned {
  from: SaidRow
  title: string
  detail: string
  errors: CellError[]
  action: SheetOutcome['rows'][number]['action']
  unit: (KnownUnit & { sort: number }) | null
  area: AreaInput | null
}

/**
 * What a sheet of units and divisions would do to the county: towns and villages with their codes become divisions and units at once, other
 * rows units. Pure: rows and what is there in, the plan out. A wrong row names its cells and leaves the others alone.
 */
export function planUnits(rows: SaidRow[], known: Known): Planned[] {
  const units = [...known.units]
  const codes = new Map(known.areas)
  const seen = new Map<string, SaidRow>()
  // Parents come first: towns, then villages, then what names its superior.
  const order = (row: SaidRow) => (row.said.village ? 2 : row.said.town && !row.said.name ? 1 : 3)
  const kinds = rows.map((row, i) => ({ row, i, order: order(row) + (kindOf(row, known) === 'town' ? -2 : 0) }))
  const planned = kinds.sort((a, b) => a.order - b.order || a.i - b.i).map(({ row, i }) => ({ i, plan: planRow(row) }))
  return planned.sort((a, b) => a.i - b.i).map(one => one.plan)

  function planRow(from: SaidRow): Planned {
    const { said } = from
    const errors: CellError[] = []
    const refuse: Refuse = (column, message) => {
      const at = from.at[column]
      errors.push({ column: at === undefined ? '' : columnLetter(at), field: columnLabels[column], message })
      return null
    }
    const kind = kindOf(from, known)
    const isPlace = kind === 'town' || kind === 'village' || kind === 'community'
    const name = nameOf(from)
    const plan: Planned = { from, title: name, detail: '', errors, action: 'refused', unit: null, area: null }
    if (!name) refuse('name', '没有单位名称')
    if (Array.from(name).length > 60) refuse('name', '单位名称不能超过 60 个字')
    const phone = phoneIn(said.phone, message => refuse('phone', message))
    const fax = phoneIn(said.fax, message => refuse('fax', message))
    const area = isPlace && name ? areaOf(from, kind, name, refuse) : null
    const parentId = name ? parentOf(from, kind, refuse) : null
    if (errors.length > 0) return plan
    const core = coreOf(name, known.county)
    const key = `${parentId} ${core}`
    const twin = seen.get(key)
    if (twin) {
      refuse(
        said.village ? 'village' : said.name ? 'name' : 'town',
        `与${twin.sheet === from.sheet ? '' : `工作表“${twin.sheet}”`}第 ${twin.row} 行重复`,
      )
      return plan
    }
    seen.set(key, from)
    if (area) codes.set(area.code, area.name)
    const found = units.find(
      unit => unit.parentId === parentId && (unit.shortName === name || coreOf(unit.name, known.county) === core),
    )
    const unit = {
      id: found?.id ?? randomUUID(),
      name: found?.name ?? name,
      shortName: shortNameOf(found?.name ?? name, known.county),
      kind: found?.kind ?? kind,
      parentId,
      areaCode: area?.code ?? found?.areaCode ?? (kind === 'external' ? null : known.county.code),
      phone: phone ?? found?.phone ?? null,
      fax: fax ?? found?.fax ?? null,
      sort: isPlace ? Number(area?.code.slice(6, 9) ?? 0) + 200 : 100,
    }
    if (!found) units.push(unit)
    const same = found && found.phone === unit.phone && found.fax === unit.fax && found.areaCode === unit.areaCode
    const parent = units.find(one => one.id === parentId)?.name
    return {
      ...plan,
      action: !found ? 'create' : same ? 'same' : 'change',
      detail: [
        kindWords[unit.kind],
        parent && `隶属${parent}`,
        area && `代码 ${area.code}`,
        unit.phone && `电话 ${unit.phone}`,
      ]
        .filter(Boolean)
        .join(' · '),
      unit,
      area: area && known.areas.get(area.code) !== area.name ? area : area && hasFigures(area) ? area : null,
    }
  }

  function areaOf({ said }: SaidRow, kind: UnitKind, name: string, refuse: Refuse): AreaInput | null {
    const level = kind === 'town' ? 'town' : 'village'
    const given = said.code?.replace(/[\s']/g, '')
    if (given && /e\+/i.test(given))
      return refuse('code', '代码是科学计数法，位数已丢失，请把单元格设为文本格式后重新填写')
    const own = named(name, level, said.town)
    const code = given ? given.padEnd(12, '0') : own
    if (!code) return refuse('code', '乡镇、村（社区）须有 12 位行政区划代码')
    if (!/^\d{12}$/.test(code) || (given && ![9, 12].includes(given.length)))
      return refuse('code', `代码“${said.code}”应为 12 位数字`)
    if (!code.startsWith(known.county.code.slice(0, 6)))
      return refuse('code', `代码 ${code} 不属于${known.county.name}（${known.county.code.slice(0, 6)}）`)
    if (level === 'town' ? !/^\d{6}(?!000)\d{3}000$/.test(code) : code.endsWith('000'))
      return refuse(
        'code',
        level === 'town' ? `代码 ${code} 不是乡镇级代码（末三位应为 000）` : `代码 ${code} 不是村级代码`,
      )
    const holder = codes.get(code)
    if (holder && plainName(holder) !== plainName(name)) return refuse('code', `代码 ${code} 已是“${holder}”`)
    const parentCode = level === 'town' ? known.county.code : `${code.slice(0, 9)}000`
    if (level === 'village' && !codes.has(parentCode))
      return refuse('code', `代码 ${code} 所属的乡镇（${parentCode}）不在表中，请补上乡镇一行`)
    const figure = (column: UnitColumn): number | null => {
      const text = said[column]?.replace(/[,，户人万]/g, '')
      if (!text) return null
      const value = Number(text)
      if (Number.isFinite(value) && value >= 0 && value < 2_000_000_000) return value
      refuse(column, `${columnLabels[column]}“${said[column]}”应为数字`)
      return null
    }
    const [lng, lat] = [figure('lng'), figure('lat')]
    return {
      code,
      name: placeName(name),
      kind: level,
      parentCode,
      households: whole(figure('households')),
      population: whole(figure('population')),
      center: lng !== null && lat !== null && lng <= 180 && lat <= 90 ? [lng, lat] : null,
    }
  }

  /** The code of a place that is known by its name already, in its town when several share it. */
  function named(name: string, level: 'town' | 'village', town: string | undefined): string | null {
    const found = [...codes].filter(
      ([code, other]) =>
        plainName(other) === plainName(name) &&
        (level === 'town') === code.endsWith('000') &&
        (level === 'town' || !town || plainName(codes.get(`${code.slice(0, 9)}000`) ?? '') === plainName(town)),
    )
    return found.length === 1 ? (found[0]?.[0] ?? null) : null
  }

  function parentOf(from: SaidRow, kind: UnitKind, refuse: Refuse) {
    const { said } = from
    if (kind === 'external') return null
    const above = kind === 'village' || kind === 'community' ? (said.town ?? said.parent) : said.parent
    if (kind === 'village' || kind === 'community') {
      const code = said.code?.replace(/\D/g, '')
      const byCode =
        code?.length === 12 && units.find(unit => unit.kind === 'town' && unit.areaCode === `${code.slice(0, 9)}000`)
      const found =
        byCode ||
        (above ? units.find(unit => unit.kind === 'town' && plainName(unit.name) === plainName(above)) : undefined)
      if (found) return found.id
      refuse(said.town ? 'town' : 'code', above ? `乡镇“${above}”不在表中，也不在机构名录中` : '没有写明所属乡镇')
      return null
    }
    if (!above || isCountyItself(above, known.county)) return known.county.unitId
    const found = units.filter(
      unit => coreOf(unit.name, known.county) === coreOf(above, known.county) || unit.name.endsWith(above),
    )
    if (found.length === 1) return found[0]?.id ?? null
    refuse(
      'parent',
      found.length === 0 ? `上级单位“${above}”不在表中，也不在机构名录中` : `上级单位“${above}”对应多个单位，请写全称`,
    )
    return null
  }
}

const kindWords: Partial<Record<UnitKind, string>> = {
  department: '部门',
  town: '乡镇',
  village: '村',
  community: '社区',
  enterprise: '企业',
  team: '救援队伍',
  external: '外部单位',
  office: '内设机构',
}
const whole = (value: number | null) => (value === null ? null : Math.round(value))
const hasFigures = (area: AreaInput) => area.households !== null || area.population !== null || area.center !== null

/** What kind of unit a row speaks of, from its columns and its name. */
export function kindOf({ said }: SaidRow, { county }: Pick<Known, 'county'>): UnitKind {
  if (said.village) return /(社区|居委会|居民委员会)$/.test(said.village) ? 'community' : 'village'
  const name = said.name ?? ''
  if (!name) return 'town'
  if (county.cityName && name.startsWith(county.cityName)) return 'external'
  if (/^(省|.{2,3}省|.{2,5}自治区)/.test(name) && /厅|局|总队|值班室/.test(name)) return 'external'
  if (/(社区|居委会|居民委员会)$/.test(name)) return 'community'
  if (/(村|村委会|村民委员会)$/.test(name)) return 'village'
  if (/(镇|乡|街道|街道办事处|街道办)(人民政府|政府)?$/.test(name)) return 'town'
  if (/(公司|厂|煤矿|矿业|集团)$/.test(name)) return 'enterprise'
  return /救援队|突击队|分队$/.test(name) ? 'team' : 'department'
}

const nameOf = ({ said }: SaidRow) => (said.village ?? said.name ?? said.town ?? '').replace(/\s/g, '')
/** A place as the division's list calls it: 茶坪镇, not 茶坪镇人民政府. */
const placeName = (name: string) =>
  name.replace(/(人民政府|街道办事处|村民委员会|村委会|居民委员会|居委会)$/, ending =>
    ending === '街道办事处' ? '街道' : ending.startsWith('村') ? '村' : ending.startsWith('居') ? '' : '',
  )
export const plainName = (name: string) =>
  placeName(name.normalize('NFKC').replace(/[\s()（）·]/g, '')).replace(/村村$/, '村')

/** 县水利局, 青峦县水利局 and 水利局 are one. */
const coreOf = (name: string, county: FoundedCounty) => {
  const plain = plainName(name)
  const bare = plain.startsWith(county.name) ? plain.slice(county.name.length) : plain.replace(/^县/, '')
  return Array.from(bare).length >= 2 ? bare : plain
}

const shortNameOf = (name: string, county: FoundedCounty) =>
  Array.from(name.startsWith(county.name) && name.length > county.name.length ? name.slice(county.name.length) : name)
    .slice(0, 30)
    .join('')
const isCountyItself = (name: string, county: FoundedCounty) =>
  [county.name, `${county.name}人民政府`, '县政府', '县人民政府', '县委县政府', '县'].includes(name)

/** The first number of a cell, as dialled. */
function phoneIn(text: string | undefined, refuse: (message: string) => void): string | null {
  if (!text) return null
  const first = text
    .normalize('NFKC')
    .split(/[/、,;\n或]+/)[0]
    ?.trim()
    .replace(/^\((0\d{2,3})\)\s*/, '$1-')
    .replace(/[—–]/g, '-')
    .replace(/\s/g, '')
  if (!first || /^[-/无]+$/.test(first)) return null
  const read = PhoneNumber('电话').safeParse(first)
  if (read.success) return read.data
  refuse(`电话“${text}”应为 11 位手机号或带区号的座机`)
  return null
}

/** Reads a book of units and divisions, and with `apply` brings it in: all of it, or with `withoutRefused` what is right of it. */
export async function importUnits(
  work: Work,
  county: FoundedCounty & { unitId: string },
  book: RawBook,
  apply: boolean,
  withoutRefused: boolean,
): Promise<SheetOutcome> {
  const { rows, remarks } = readUnitRows(book)
  const planned = planUnits(rows, { county, ...(await knownIn(work)) })
  const refused = planned.filter(plan => plan.action === 'refused')
  const applied = apply && (refused.length === 0 || withoutRefused)
  if (applied) {
    await saveFoundingAreas(
      work,
      planned.flatMap(plan => (plan.area && plan.action !== 'refused' ? [plan.area] : [])),
    )
    const writing = planned.filter(plan => plan.unit && (plan.action === 'create' || plan.action === 'change'))
    const rank = (plan: Planned) =>
      plan.unit?.kind === 'town' ? 0 : plan.unit?.kind === 'village' || plan.unit?.kind === 'community' ? 1 : 2
    await saveFoundingUnits(
      work,
      byParent(writing.sort((a, b) => rank(a) - rank(b))).flatMap(({ unit, action }) =>
        unit ? [{ known: action === 'change', unit: { ...unit, dutyPhone: unit.phone } }] : [],
      ),
    )
  }
  const count = (action: Planned['action']) => planned.filter(plan => plan.action === action).length
  return {
    applied,
    counts: { create: count('create'), change: count('change'), same: count('same'), refused: refused.length },
    remarks: remarks.slice(0, 30),
    rows: [...refused, ...planned.filter(plan => plan.action !== 'refused')]
      .slice(0, 300)
      .map(({ from, action, title, detail, errors }) => ({
        sheet: from.sheet,
        row: from.row,
        action,
        title,
        detail,
        errors,
      })),
  }
}

/** A unit never stands before its superior. */
function byParent(plans: Planned[]): Planned[] {
  const waiting = new Map(plans.map(plan => [plan.unit?.id ?? '', plan]))
  const sorted: Planned[] = []
  const place = (plan: Planned) => {
    if (!waiting.delete(plan.unit?.id ?? '')) return
    const parent = waiting.get(plan.unit?.parentId ?? '')
    if (parent) place(parent)
    sorted.push(plan)
  }
  for (const plan of plans) place(plan)
  return sorted
}

async function knownIn({ tx }: Work): Promise<Omit<Known, 'county'>> {
  const units = await tx
    .selectFrom('unit')
    .select([
      'id',
      'name',
      'short_name as shortName',
      'kind',
      'parent_id as parentId',
      'area_code as areaCode',
      'duty_phone as phone',
      'fax',
    ])
    .where('enabled', '=', true)
    .execute()
  const areas = await tx.selectFrom('area').select(['code', 'name']).where('kind', 'in', ['town', 'village']).execute()
  return { units, areas: new Map(areas.map(area => [area.code, area.name])) }
}
