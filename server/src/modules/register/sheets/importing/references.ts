import { sql } from 'kysely'
import type { Work } from '../../../../kernel/work/work.ts'
import type { EffectiveField } from '../../declaration/fields.ts'
import type { Ledger } from '../../declaration/ledger.ts'
import { editableUnits } from '../../records/reach.ts'
import type { Names } from '../../records/values.ts'

interface Unit {
  id: string
  name: string
  short_name: string
  parent: string | null
  area_code: string | null
  editable: boolean
}
interface Area {
  code: string
  name: string
  kind: string
  parent: string | null
}
interface Person {
  id: string
  name: string
  mobile: string | null
  unit_id: string
  unit: string
}

export type Found = { value: string } | { error: string }

/** Units, areas and persons by what sheets call them. */
export interface References {
  /** Of units that may own records only those in reach are considered first. */
  unit(text: string, asOwner?: boolean): Found
  area(text: string, near: string | null): Found
  person(text: string, unitId: string | null): Found
  areaCodeOf(unitId: string | null): string | null
  isEditable(unitId: string): boolean
  knows(id: string): boolean
  names: Names
  /** As lists to choose from show them. */
  allUnits: string[]
  editableUnits: string[]
  allAreas: string[]
  /** How a unit or person is written so that it is found again. */
  written(kind: 'unit' | 'person', id: string): string
}

/** Loads what the fields of the ledger may refer to. */
export async function loadReferences(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  compare: (text: string) => string,
): Promise<References> {
  const has = (kind: string) => fields.some(field => field.kind === kind)
  const { rows: units } = await sql<Unit>`select u.id, u.name, u.short_name, p.name as parent, u.area_code,
      u.id in ${editableUnits(work, ledger)} as editable
    from unit u left join unit p on p.id = u.parent_id where u.enabled order by u.sort, u.name`.execute(work.tx)
  const { rows: areas } = has('area')
    ? await sql<Area>`select a.code, a.name, a.kind, case when a.kind = 'village' then p.name end as parent
        from area a left join area p on p.code = a.parent_code`.execute(work.tx)
    : { rows: [] }
  const { rows: persons } = has('person')
    ? await sql<Person>`select p.id, p.name, p.mobile, p.unit_id, u.name as unit from person p join unit u on u.id = p.unit_id
        where p.enabled`.execute(work.tx)
    : { rows: [] }
  const unitsById = new Map(units.map(unit => [unit.id, unit]))
  const sameName = countBy(units, unit => unit.name)
  const samePerson = countBy(persons, person => person.name)
  const personsById = new Map(persons.map(person => [person.id, person]))
  const names = new Map([
    ...units.map(unit => [unit.id, unit.name] as const),
    ...persons.map(person => [person.id, person.name] as const),
    ...areas.map(area => [area.code, `${area.parent ?? ''}${area.name}`] as const),
  ])
  const written: References['written'] = (kind, id) => {
    const unit = unitsById.get(id)
    if (kind === 'unit')
      return unit && sameName.get(unit.name) !== 1 && unit.parent ? `${unit.parent}/${unit.name}` : (unit?.name ?? '')
    const person = personsById.get(id)
    return person && samePerson.get(person.name) !== 1 ? `${person.name}（${person.unit}）` : (person?.name ?? '')
  }
  return {
    unit: unitFinder(units, compare),
    area: areaFinder(areas, compare),
    person: personFinder(persons, compare),
    areaCodeOf: id => unitsById.get(id ?? '')?.area_code ?? null,
    isEditable: id => unitsById.get(id)?.editable ?? false,
    knows: id => names.has(id),
    names,
    written,
    allUnits: units.map(unit => written('unit', unit.id)),
    editableUnits: units.filter(unit => unit.editable).map(unit => written('unit', unit.id)),
    allAreas: areas
      .filter(area => area.kind === 'town' || area.kind === 'village')
      .map(area => `${area.parent ?? ''}${area.name}`),
  }
}

function unitFinder(units: Unit[], compare: (text: string) => string): References['unit'] {
  const plain = (text: string) => compare(text).replace(/[\s/·、>-]/g, '')
  const rows = units.map(unit => ({
    ...unit,
    is: plain(unit.name),
    short: plain(unit.short_name),
    path: plain(`${unit.parent ?? ''}${unit.name}`),
  }))
  const steps: ((row: (typeof rows)[number], word: string) => boolean)[] = [
    (row, word) => row.is === word || row.path === word,
    (row, word) => row.short === word,
    (row, word) => row.is === word.replace(/(人民政府|政府|街道办事处|办事处)$/, ''),
    (row, word) => word.length >= 2 && row.path.includes(word),
  ]
  const find = remembering((text: string): typeof rows => {
    const word = plain(text)
    for (const step of steps) {
      const found = rows.filter(row => step(row, word))
      if (found.length > 0) return found
    }
    return []
  })
  return (text, asOwner = false) => {
    const all = find(text)
    const own = all.filter(row => row.editable)
    const found = asOwner && own.length > 0 ? own : all
    if (found[0] && found.length === 1) return { value: found[0].id }
    if (found.length === 0) return { error: `“${short(text)}”不在机构名录中` }
    return {
      error: `“${short(text)}”对应多个单位：${listed(found.map(row => `${row.parent ?? ''}/${row.name}`))}，请写成“上级单位/单位”`,
    }
  }
}

/** Towns and villages; a village's name alone is looked for in the town of the record's unit when others share it. */
function areaFinder(areas: Area[], compare: (text: string) => string): References['area'] {
  const rows = areas.map(area => ({
    ...area,
    is: compare(area.name).replace(/\s/g, ''),
    full: compare(`${area.parent ?? ''}${area.name}`).replace(/\s/g, ''),
  }))
  const codes = new Map(rows.map(row => [row.code, row]))
  const suffix = /(村|社区|居委会|镇|乡|街道)$/
  const find = remembering((text: string): typeof rows => {
    const word = compare(text).replace(/[\s/·、-]/g, '')
    const steps: ((row: (typeof rows)[number]) => boolean)[] = [
      row => row.full === word || row.is === word,
      row => row.full !== '' && word.endsWith(row.full) && row.parent !== null,
      row => row.is.replace(suffix, '') === word || row.full.replace(suffix, '') === word,
    ]
    for (const step of steps) {
      const found = rows.filter(step)
      if (found.length > 0) return found
    }
    return []
  })
  return (text, near) => {
    if (/^\d{6,12}$/.test(text)) {
      const area = codes.get(text.padEnd(12, '0'))
      return area ? { value: area.code } : { error: `代码 ${text} 不在本县区划表中` }
    }
    const all = find(text)
    const here = near ? all.filter(row => row.code.startsWith(near.slice(0, 9))) : []
    const found = all.length > 1 && here.length > 0 ? here : all
    if (found[0] && found.length === 1) return { value: found[0].code }
    if (found.length === 0) return { error: `“${short(text)}”不在本县区划表中` }
    return {
      error: `“${short(text)}”对应多个地方：${listed(found.map(row => `${row.parent ?? ''}${row.name}`))}，请写出乡镇`,
    }
  }
}

/** 张三, 张三 13800000000, 张三（茶坪镇）. Whom it could mean is not told: telephone numbers are personal. */
function personFinder(persons: Person[], compare: (text: string) => string): References['person'] {
  const byName = new Map<string, Person[]>()
  for (const person of persons) {
    const name = compare(person.name).replace(/\s/g, '')
    byName.set(name, [...(byName.get(name) ?? []), person])
  }
  return (text, unitId) => {
    const word = compare(text)
    const phone = word.match(/1\d{10}/)?.[0]
    const inBrackets = word
      .match(/[(（]([^)）]+)[)）]/)?.[1]
      ?.replace(phone ?? '', '')
      .trim()
    const name = word
      .replace(/[(（].*$/, '')
      .replace(phone ?? '', '')
      .replace(/[\s,、:：/]/g, '')
    let found = byName.get(name) ?? []
    if (phone) found = found.filter(person => person.mobile === phone)
    if (inBrackets) found = found.filter(person => compare(person.unit).includes(inBrackets))
    const here = found.filter(person => person.unit_id === unitId)
    if (found.length > 1 && here.length > 0) found = here
    if (found[0] && found.length === 1) return { value: found[0].id }
    if (found.length === 0) return { error: `“${short(text)}”不在人员名录中` }
    return { error: `有多名“${name}”，请在姓名后写明手机号或单位，例如：${name}（某单位）` }
  }
}

function remembering<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const found = known.get(text) ?? find(text)
    known.set(text, found)
    return found
  }
}

const countBy = <T>(rows: T[], of: (row: T) => string) => {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1)
  return counts
}
const short = (text: string) => (Array.from(text).length > 30 ? `${Array.from(text).slice(0, 30).join('')}…` : text)
const listed = (words: string[]) => words.slice(0, 3).join('、') + (words.length > 3 ? ' 等' : '')
