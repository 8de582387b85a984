import { townCode } from './areas.ts'
import { anyone, type Directory } from './directory.ts'
import type { Unit } from './shape.ts'
import { type TownFigures, towns } from './town-table.ts'
import { type VillageName, villageNames } from './village-names.ts'

/** The one sample of a level between township and village (管区): its name, and how many villages belong to it. */
const zone = { townKey: 'huaqiao', key: 'huaqiao-east', name: '花桥镇东片管区', shortName: '东片管区', villages: 4 }

/** Townships with their villages and communities (乡镇、村、社区). */
export function fillTownships(directory: Directory): void {
  const names = villageNames()
  for (const figures of towns) {
    const town = fillTown(directory, figures)
    const villages = names.get(figures.key) ?? []
    const inZone =
      figures.key === zone.townKey ? villages.filter(v => v.kind === 'village').slice(0, zone.villages) : []
    const middle = inZone.length > 0 ? fillZone(directory, town) : town
    for (const village of villages) fillVillage(directory, inZone.includes(village) ? middle : town, figures, village)
  }
}

function fillTown({ unit, hire, post }: Directory, figures: TownFigures): Unit {
  const { key, name } = figures
  const own = unit({
    key,
    name,
    shortName: name,
    kind: 'town',
    parentKey: 'county',
    areaCode: townCode(figures),
    aliases: [`${name}人民政府`, `${name}政府`, name.slice(0, -1)],
  })
  const title = name.endsWith('镇') ? '镇长' : '乡长'
  const [head, secretary, first, second, third] = hire(own, anyone(5))
  if (!head || !secretary || !first || !second || !third) throw new Error(`${key} has no leaders`)
  const top = `${key}/head`
  post(own, {
    slug: 'party-secretary',
    name: '党委书记',
    kind: 'head',
    held: [secretary, head],
    superior: 'leadership/party-secretary',
  })
  post(own, {
    slug: 'head',
    name: title,
    kind: 'head',
    held: [head, first, second],
    superior: 'leadership/county-head',
  })
  post(own, {
    slug: 'deputy-head',
    name: `副${title}（分管应急）`,
    kind: 'deputyHead',
    held: [first, second],
    superior: top,
  })
  const leaders = [head, secretary, first, second, third]
  post(own, { slug: 'shift-leader', name: '带班领导', kind: 'shiftLeader', held: leaders, superior: top })
  const officers = hire(own, anyone(7))
  post(own, { slug: 'duty-officer', name: '值班室主班', kind: 'dutyOfficer', held: officers, superior: top })
  const informants = hire(own, anyone(2))
  for (const [i, informant] of informants.entries()) {
    const held = [informant, informants[1 - i]].filter(person => person !== undefined)
    post(own, { slug: `info-${i + 1}`, name: `灾害信息员${i + 1}`, kind: 'infoOfficer', held, superior: top })
  }
  return own
}

function fillZone({ unit, hire, post }: Directory, town: Unit): Unit {
  const { key, name, shortName } = zone
  const own = unit({ key, name, shortName, kind: 'zone', parentKey: town.key, areaCode: town.areaCode })
  const held = hire(own, anyone(2))
  post(own, { slug: 'head', name: '管区书记', kind: 'head', held, superior: `${town.key}/party-secretary` })
  return own
}

function fillVillage({ unit, hire, post }: Directory, parent: Unit, town: TownFigures, village: VillageName) {
  const { code, name, kind } = village
  const own = unit({
    key: `${town.key}-${code.slice(9)}`,
    name,
    shortName: name,
    kind,
    parentKey: parent.key,
    areaCode: code,
    dutyPhone: null,
    aliases: [`${name}${kind === 'village' ? '村民' : '居民'}委员会`, town.name + name],
  })
  const [head, a, b] = hire(own, anyone(3))
  if (!head || !a || !b) throw new Error(`${name} has no people`)
  const top = `${own.key}/head`
  const title = kind === 'village' ? '村党支部书记、村委会主任' : '社区党委书记、居委会主任'
  post(own, { slug: 'head', name: title, kind: 'head', held: [head, a], superior: `${parent.key}/head` })
  post(own, { slug: 'info-a', name: '灾害信息员A岗', kind: 'infoOfficer', held: [a, b], superior: top })
  post(own, { slug: 'info-b', name: '灾害信息员B岗', kind: 'infoOfficer', held: [b, a], superior: top })
}
