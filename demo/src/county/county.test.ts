import { expect, test } from 'vitest'
import { codes } from './areas.ts'
import { generateCounty } from './county.ts'
import { checkCharacterOf } from './people.ts'
import { box, contains, edges, signedArea, toPlane } from './plane.ts'
import type { Area, LngLat } from './shape.ts'
import { generateShifts } from './shifts.ts'
import { teamRolls } from './team-rolls.ts'
import { towns } from './town-table.ts'

const county = generateCounty()
const ofKind = (kind: Area['kind']) => county.areas.filter(area => area.kind === kind)
const childrenOf = (area: Area) => county.areas.filter(child => child.parentCode === area.code)
const named = (name: string) => county.areas.find(area => area.name === name)
const outlineOf = (area: Area | undefined): LngLat[] => area?.outline ?? []
const km2Of = (area: Area | undefined) => signedArea(outlineOf(area).slice(1).map(toPlane))
const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0)
const unique = (values: unknown[]) => expect(new Set(values).size).toBe(values.length)

test('two counties are one and the same', () => {
  expect(generateCounty()).toEqual(county)
})

test('the totals are those of the published table', () => {
  const [whole] = ofKind('county')
  expect(whole).toMatchObject({ code: codes.county, households: 95_680, population: 297_400, areaKm2: 2680 })
  expect(ofKind('town')).toHaveLength(12)
  expect(county.units.filter(unit => unit.kind === 'village')).toHaveLength(103)
  expect(county.units.filter(unit => unit.kind === 'community')).toHaveLength(18)
  for (const area of [...ofKind('county'), ...ofKind('town')]) {
    const parts = childrenOf(area)
    expect(sum(parts.map(part => part.households))).toBe(area.households)
    expect(sum(parts.map(part => part.population))).toBe(area.population)
    expect(sum(parts.map(part => part.areaKm2))).toBeCloseTo(area.areaKm2 ?? 0, 6)
  }
})

test('areas, units, posts, people and accounts are told apart, and refer to what exists', () => {
  unique(county.areas.map(area => area.code))
  unique(county.areas.map(area => area.name))
  unique(county.units.map(unit => unit.key))
  unique(county.units.map(unit => unit.name))
  unique(county.units.flatMap(unit => unit.dutyPhone ?? []))
  unique(county.posts.map(post => post.key))
  unique(county.persons.map(person => person.key))
  unique(county.persons.map(person => person.name))
  unique(county.persons.map(person => person.mobile))
  unique(county.persons.map(person => person.idNumber))
  unique(county.accounts.map(account => account.account))
  unique(county.holders.map(holder => `${holder.postKey} ${holder.order}`))

  const refersTo = (known: string[], references: (string | null)[]) => {
    const there = new Set(known)
    expect(references.filter(reference => reference !== null && !there.has(reference))).toEqual([])
  }
  const { areas, units, posts, persons, holders, accounts } = county
  refersTo(
    areas.map(area => area.code),
    [...areas.map(area => area.parentCode), ...units.map(unit => unit.areaCode)],
  )
  refersTo(
    units.map(unit => unit.key),
    [...units.map(unit => unit.parentKey), ...[...posts, ...persons, ...accounts].map(one => one.unitKey)],
  )
  refersTo(
    posts.map(post => post.key),
    [...posts.map(post => post.superiorPostKey), ...holders.map(holder => holder.postKey)],
  )
  refersTo(
    persons.map(person => person.key),
    [...holders, ...accounts].map(one => one.personKey),
  )
})

test('every post is held, and nobody answers to themselves in the end', () => {
  const superiorOf = new Map(county.posts.map(post => [post.key, post.superiorPostKey]))
  for (const { key } of county.posts) {
    expect(
      county.holders.some(holder => holder.postKey === key && holder.order === 0),
      key,
    ).toBe(true)
    let steps = 0
    for (let post: string | null = key; post; post = superiorOf.get(post) ?? null) expect(++steps).toBeLessThan(10)
  }
})

test('numbers look like numbers of their kind', () => {
  for (const { mobile, idNumber } of county.persons) {
    expect(mobile).toMatch(/^1990000\d{4}$/)
    expect(idNumber).toMatch(/^990321(19[789]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dX]$/)
    expect(idNumber?.at(-1)).toBe(checkCharacterOf(idNumber?.slice(0, 17) ?? ''))
  }
  for (const { code } of county.areas) expect(code).toMatch(/^99\d{10}$/)
  for (const { dutyPhone } of county.units) expect(dutyPhone ?? '0990-7000000').toMatch(/^0990-\d{7}$/)
})

test.each([
  ['11010519491231002', 'X'],
  ['99032119800101001', '0'],
  ['99032119550612002', '7'],
])('the check character of %s is %s', (first17, check) => {
  expect(checkCharacterOf(first17)).toBe(check)
})

test('there are 270 information officers: 2 in a village, 2 in a township, 4 in the county', () => {
  expect(county.posts.filter(post => post.kind === 'infoOfficer')).toHaveLength(270)
})

test('a zone stands between one township and some of its villages', () => {
  const zone = county.units.find(unit => unit.kind === 'zone')
  expect(county.units.find(unit => unit.key === zone?.parentKey)?.kind).toBe('town')
  expect(county.units.filter(unit => unit.parentKey === zone?.key).every(unit => unit.kind === 'village')).toBe(true)
})

test('the accounts of the sample county are those others rely on', () => {
  const expected = [
    'duty1 duty2 leader1 bureau1 water1 forest1 health1 chaping1 longtan1 songling1 yanjing1 baiyan1 liangshui1 sancha1',
    'team1 admin1 security1 audit1 city1 truck1 bureau2 water2 forest2 health2 chaping2 longtan2 songling2 yanjing2 baiyan2',
  ]
  const numbered = (name: string, from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `${name}${from + at}`)
  const onShifts = [
    ...numbered('duty', 3, 18),
    ...numbered('leader', 2, 11),
    ...['chaping', 'songling', 'yanjing'].flatMap(town => numbered(town, 3, 8)),
  ]
  expect(county.accounts.map(account => account.account).sort()).toEqual(
    [...expected.join(' ').split(' '), ...onShifts].sort(),
  )
  const who = (account: string) => county.accounts.find(candidate => candidate.account === account)?.displayName
  expect(['duty1', 'duty2', 'leader1'].map(who)).toEqual(['田晓岚', '石磊', '龙启明'])
})

test('the leader who signs in as team1 stands on the roll of his team with his own number, so that a call-out reaches his account', () => {
  const account = county.accounts.find(one => one.account === 'team1')
  const person = county.persons.find(one => one.key === account?.personKey)
  expect(person?.mobile).toBeTruthy()
  const rolls = teamRolls(county).filter(one => one.unitKey === account?.unitKey)
  expect(rolls.map(one => [one.values['name'], one.values['phone']])).toContainEqual([person?.name, person?.mobile])
})

test('outlines are closed, inside the box, and do not cross themselves', () => {
  for (const area of [...ofKind('county'), ...ofKind('town'), ...ofKind('village')]) {
    const ring = outlineOf(area)
    expect(ring.at(-1)).toEqual(ring[0])
    unique(ring.slice(1).map(String))
    for (const [lng, lat] of ring) {
      expect(lng > box.west && lng < box.east && lat > box.south && lat < box.north).toBe(true)
    }
    expect(crossings(ring.slice(1)), area.name).toBe(0)
  }
})

test('townships fill the county, villages their township, without gap or overlap', () => {
  const [whole] = ofKind('county')
  expect(sum(ofKind('town').map(km2Of)) / km2Of(whole)).toBeCloseTo(1, 3)
  for (const level of ['town', 'village'] as const) {
    const sides = ofKind(level).flatMap(area => sidesOf(area))
    unique(sides)
    const known = new Set(sides)
    const outside = sides.filter(side => !known.has(side.split(' ').reverse().join(' ')))
    expect(outside.sort()).toEqual(sidesOf(whole).sort())
  }
})

test('a township is drawn about as large as it is', () => {
  for (const town of ofKind('town')) expect(km2Of(town) / (town.areaKm2 ?? 0)).toBeCloseTo(1, 1)
})

test('every seat and every middle lies inside', () => {
  for (const area of [...ofKind('county'), ...ofKind('town'), ...ofKind('village')]) {
    expect(contains(outlineOf(area).slice(1), area.center), area.name).toBe(true)
  }
})

test('the villages of the scenarios are where the scenarios need them', () => {
  const townOf = (village: string) => county.areas.find(area => area.code === named(village)?.parentCode)?.name
  expect(['凉水村', '河坝村', '三岔村'].map(townOf)).toEqual(['茶坪镇', '茶坪镇', '茶坪镇'])
  expect(['滩口村', '井湾村', '青松村'].map(townOf)).toEqual(['龙滩镇', '盐井镇', '松岭镇'])
  const fire: LngLat = [108.552, 29.318]
  expect(contains(outlineOf(named('松岭镇')), fire)).toBe(true)
  expect(contains(outlineOf(named('青松村')), fire)).toBe(true)
})

test('rivers stay in the county and pass where their names say', () => {
  const passes = (river: string, area: string) => {
    const ring = outlineOf(named(area)).slice(1)
    return county.rivers.find(({ name }) => name === river)?.line.some(point => contains(ring, point))
  }
  for (const { line } of county.rivers) {
    for (const point of line) expect(contains(outlineOf(ofKind('county')[0]), point)).toBe(true)
  }
  for (const town of ['龙滩镇', '峦城镇', '雾江镇', '盐井镇']) expect(passes('雾江', town)).toBe(true)
  for (const village of ['凉水村', '三岔村', '河坝村', '滩口村']) expect(passes('茶坪溪', village)).toBe(true)
  expect(passes('盐井河', '井湾村')).toBe(true)
  expect(passes('石鼓河', '石鼓镇') && passes('水磨河', '水磨乡') && passes('竹溪河', '竹溪乡')).toBe(true)
  expect(county.rivers.find(river => river.name === '雾江')).toMatchObject({ lengthKm: 62, warningLevelM: 212.5 })
})

test.each([
  ['2026-07-11', '2026-07-11T20:30:00+08:00', '2026-07-12T08:30:00+08:00'],
  ['2026-09-17', '2026-09-17T08:30:00+08:00', '2026-09-17T17:30:00+08:00'],
  ['2026-04-05', '2026-04-05T08:30:00+08:00', '2026-04-05T20:30:00+08:00'],
])('龙启明, 田晓岚 and 石磊 are on duty in the scenario of %s', (date, startsAt, endsAt) => {
  const shifts = generateShifts(county, date, date)
  const names = shifts
    .filter(shift => shift.unitKey === 'duty-office' && shift.startsAt === startsAt && shift.endsAt === endsAt)
    .map(({ personKey }) => county.persons.find(person => person.key === personKey)?.name)
  expect(names).toEqual(['龙启明', '田晓岚', '石磊'])
})

test('over a year every shift is filled, follows the one before, and leaves twelve hours of rest', () => {
  const shifts = generateShifts(county, '2026-01-01', '2026-12-31')
  const lines = new Map<string, typeof shifts>()
  for (const shift of shifts) {
    expect(shift.personKey).not.toBe('')
    for (const key of [`${shift.unitKey} ${shift.postName}`, shift.personKey]) {
      lines.set(key, [...(lines.get(key) ?? []), shift])
    }
  }
  expect(shifts).toHaveLength(365 * (2 * 3 + towns.length * 2))
  for (const [key, line] of lines) {
    for (const [earlier, later] of edges(line).slice(0, -1)) {
      const restHours = (Date.parse(later.startsAt) - Date.parse(earlier.endsAt)) / 3_600_000
      if (key.includes(' ')) expect(restHours).toBe(0)
      else expect(restHours).toBeGreaterThanOrEqual(earlier.unitKey === 'duty-office' ? 12 : 24)
    }
  }
})

/** Directed sides of an outline as text, so that a neighbour's side is the same text reversed. */
function sidesOf(area: Area | undefined): string[] {
  return edges(outlineOf(area).slice(1)).map(([a, b]) => `${a} ${b}`)
}

/** How many pairs of sides that are not neighbours cross. */
function crossings(ring: LngLat[]): number {
  const sides = edges(ring)
  const turn = (a: LngLat, b: LngLat, c: LngLat) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
  let count = 0
  for (const [i, [a, b]] of sides.entries()) {
    for (const [c, d] of sides.slice(i + 2)) {
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) count++
    }
  }
  return count
}
