import { createHash } from 'node:crypto'
import { RosterRules } from '@anlan/contract/roster.ts'
import { generateCounty } from '@anlan/demo/county/county.ts'
import { type SampleRoom, sampleRooms } from '@anlan/demo/county/duty-rooms.ts'
import { floodRoom, generateFloodShifts } from '@anlan/demo/county/flood-office.ts'
import { keyAreaWatches } from '@anlan/demo/county/key-areas.ts'
import { ledgerRecords } from '@anlan/demo/county/ledger-records.ts'
import type { County, Shift } from '@anlan/demo/county/shape.ts'
import { generateShifts } from '@anlan/demo/county/shifts.ts'
import { generateShiftsBelow, scenarioSpans } from '@anlan/demo/county/shifts-below.ts'
import { type Insertable, sql } from 'kysely'
import { hashPassword } from './kernel/access/passwords.ts'
import { placeUnit } from './kernel/access/reach.ts'
import type { Tables, Tx } from './kernel/database/database.ts'
import { type House, runSystemWork } from './kernel/house.ts'
import { recordFact, type Work } from './kernel/work/work.ts'
import { addDays, shanghaiDay } from './modules/calendar/api.ts'
import { loadSampleBulletins } from './modules/desk/bulletins/sample-bulletins.ts'
import type { UnitFunction } from './modules/directory/api.ts'
import { loadSampleLog } from './modules/duty/log/sample-log.ts'
import { loadSampleDraft } from './modules/duty/roster/drafts/sample-draft.ts'
import { writeParts } from './modules/duty/roster/rooms/rooms.ts'
import { loadSampleChanges } from './modules/duty/shifts/sample-changes.ts'
import { loadSampleChecks } from './modules/duty-check/sample-checks.ts'
import { planWhereMissing } from './modules/duty-handover/module.ts'
import { loadSampleHandovers } from './modules/duty-handover/sample-handovers.ts'
import { loadSampleCollections } from './modules/form/sample-collections.ts'
import { fieldsOf } from './modules/register/declaration/fields.ts'
import { ledgerNamed } from './modules/register/declaration/ledgers.ts'
import { register } from './modules/register/module.ts'
import { writeNew } from './modules/register/records/save.ts'
import { loadSampleDutyModes } from './sample-duty-modes.ts'

const samplePassword = 'Anlan@2026'

/** Which unit of the sample county fills which office. */
const functions: Record<UnitFunction, string> = {
  county: 'county',
  generalDutyOffice: 'duty-office',
  emergencyBureau: 'emergency-bureau',
  water: 'water-bureau',
  forestry: 'forestry-bureau',
  health: 'health-commission',
  naturalResources: 'natural-resources-bureau',
  ecology: 'environment-bureau',
  transport: 'transport-bureau',
  publicSecurity: 'public-security-bureau',
  housing: 'housing-commission',
  education: 'education-commission',
  marketSupervision: 'market-bureau',
  culture: 'culture-tourism-commission',
  agriculture: 'agriculture-commission',
  industry: 'economy-commission',
  fireRescue: 'fire-brigade',
  power: 'power-company',
  telecom: 'telecom-company',
  weather: 'weather-bureau',
  publicity: 'publicity-department',
  cyberspace: 'cyberspace-office',
  civilAffairs: 'civil-affairs-bureau',
  development: 'development-commission',
  commerce: 'commerce-commission',
  humanResources: 'human-resources-bureau',
  governmentOffice: 'government-office',
  partyOffice: 'party-office',
  armedForces: 'armed-forces-department',
  cityDutyOffice: 'city-duty-office',
  cityEmergencyBureau: 'city-emergency-bureau',
  cityWater: 'city-water-bureau',
  cityForestry: 'city-forestry-bureau',
  cityHealth: 'city-health-commission',
  cityNaturalResources: 'city-natural-resources-bureau',
  cityEcology: 'city-environment-bureau',
  cityTransport: 'city-transport-bureau',
  cityAgriculture: 'city-agriculture-bureau',
  cityMarketSupervision: 'city-market-bureau',
  provinceEmergencyBureau: 'province-emergency-department',
  provinceForestry: 'province-forestry-bureau',
  provinceEcology: 'province-environment-department',
  provinceNaturalResources: 'province-natural-resources-department',
}

/** The id of a sample record: the same key always gives the same id, in every store. */
export function sampleId(kind: string, key: string): string {
  const hex = createHash('sha256').update(`anlan sample ${kind} ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Loads 青峦县 into a store that has no units yet. All of it, or nothing. */
export async function loadSampleCounty(house: House): Promise<void> {
  const any = await house.database.db.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (any) return
  const county = generateCounty()
  const passwordHash = await hashPassword(samplePassword)
  await runSystemWork(house, async work => {
    await loadAreas(work.tx, county)
    await loadUnits(work.tx, county)
    await loadPeople(work.tx, county)
    await loadAccounts(work.tx, county, passwordHash, work.now)
    await loadShifts(work, county)
    await loadDutyRooms(work, sampleRooms(county), county)
    await loadSeason(work, county)
    await loadSampleChanges(work, { swap: sampleId('unit', 'longtan'), cover: sampleId('unit', 'songling') })
    await loadSampleChecks(work)
    await loadHandovers(work, county)
    await loadBulletins(work, county)
    await register.seed?.(work)
    await loadLedgers(work)
    await loadCollections(work, county)
    await work.tx.updateTable('installation').set({ sample_county: true }).execute()
    await planWhereMissing(work)
    recordFact(work, 'installation.sample-county-loaded', 'county', {
      units: county.units.length,
      persons: county.persons.length,
    })
  })
  await loadSampleDutyModes(house)
}

/** A store for rehearsals is moved to days of its own: what belongs to the real week would lie in its future. */
async function isForRehearsals(work: Work): Promise<boolean> {
  const installation = await work.tx.selectFrom('installation').select('clock').executeTakeFirst()
  return installation?.clock === 'virtual'
}

async function loadCollections(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  await loadSampleCollections(work, {
    keeper: sampleId('unit', 'duty-office'),
    units: county.units
      .filter(unit => unit.kind === 'town')
      .map(({ key, name }) => ({
        id: sampleId('unit', key),
        name,
        alwaysReports: ['chaping', 'longtan', 'songling'].includes(key),
      })),
  })
}

async function loadHandovers(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  const rooms = {
    county: sampleId('unit', 'duty-office'),
    towns: county.units.filter(unit => unit.kind === 'town').map(({ key }) => sampleId('unit', key)),
  }
  await loadSampleLog(work, rooms)
  await loadSampleHandovers(work, { ...rooms, unsigned: sampleId('unit', 'songling') })
}

async function loadBulletins(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  const idOf = (key: string) => sampleId('unit', key)
  await loadSampleBulletins(work, {
    county: idOf('duty-office'),
    towns: county.units.filter(unit => unit.kind === 'town').map(unit => idOf(unit.key)),
    warned: ['chaping', 'longtan', 'songling', 'yunding', 'baiyan'].map(idOf),
    unread: ['chaping', 'longtan', 'yunding'].map(idOf),
  })
}

async function insertAll<T extends keyof Tables & string>(tx: Tx, table: T, rows: Insertable<Tables[T]>[]) {
  // PostgreSQL takes at most 65,535 parameters in one statement.
  for (let i = 0; i < rows.length; i += 1000)
    await tx
      .insertInto(table)
      .values(rows.slice(i, i + 1000) as never)
      .execute()
}

async function loadAreas(tx: Tx, county: County) {
  const order = ['province', 'city', 'county', 'town', 'village']
  const rows = [...county.areas].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  await insertAll(
    tx,
    'area',
    rows.map(area => ({
      code: area.code,
      name: area.name,
      kind: area.kind,
      parent_code: area.parentCode,
      households: area.households,
      population: area.population,
      area_km2: area.areaKm2,
      center_lng: area.center[0],
      center_lat: area.center[1],
      outline: area.outline ? JSON.stringify(area.outline) : null,
    })),
  )
  await insertAll(
    tx,
    'river',
    county.rivers.map(river => ({
      name: river.name,
      line: JSON.stringify(river.line),
      length_km: river.lengthKm,
      warning_level_m: river.warningLevelM,
      guarantee_level_m: river.guaranteeLevelM,
    })),
  )
}

async function loadUnits(tx: Tx, county: County) {
  const depth = new Map<string, number>()
  const depthOf = (key: string | null): number => {
    if (key === null) return 0
    const known = depth.get(key)
    if (known !== undefined) return known
    const found = depthOf(county.units.find(unit => unit.key === key)?.parentKey ?? null) + 1
    depth.set(key, found)
    return found
  }
  const rows = [...county.units].sort((a, b) => depthOf(a.key) - depthOf(b.key))
  await insertAll(
    tx,
    'unit',
    rows.map(unit => ({
      id: sampleId('unit', unit.key),
      name: unit.name,
      short_name: unit.shortName,
      kind: unit.kind,
      parent_id: unit.parentKey ? sampleId('unit', unit.parentKey) : null,
      area_code: unit.areaCode,
      duty_phone: unit.dutyPhone,
      sort: unit.sort,
      enabled: true,
    })),
  )
  for (const unit of rows)
    await placeUnit({ tx }, sampleId('unit', unit.key), unit.parentKey ? sampleId('unit', unit.parentKey) : null)
  const keys = new Set(county.units.map(unit => unit.key))
  await insertAll(
    tx,
    'unit_function',
    Object.entries(functions).flatMap(([name, key]) =>
      keys.has(key) ? [{ function: name, unit_id: sampleId('unit', key) }] : [],
    ),
  )
}

async function loadPeople(tx: Tx, county: County) {
  await insertAll(
    tx,
    'person',
    county.persons.map(person => ({
      id: sampleId('person', person.key),
      name: person.name,
      mobile: person.mobile,
      email: null,
      unit_id: sampleId('unit', person.unitKey),
      enabled: true,
    })),
  )
  await insertAll(
    tx,
    'post',
    county.posts.map(post => ({
      id: sampleId('post', post.key),
      unit_id: sampleId('unit', post.unitKey),
      name: post.name,
      kind: post.kind,
      superior_post_id: null,
      sort: post.sort,
    })),
  )
  for (const post of county.posts)
    if (post.superiorPostKey)
      await tx
        .updateTable('post')
        .set({ superior_post_id: sampleId('post', post.superiorPostKey) })
        .where('id', '=', sampleId('post', post.key))
        .execute()
  await insertAll(
    tx,
    'post_holder',
    county.holders.map(holder => ({
      post_id: sampleId('post', holder.postKey),
      person_id: sampleId('person', holder.personKey),
      order: holder.order,
    })),
  )
  await sql`insert into post_tenure (post_id, person_id, "order") select post_id, person_id, "order" from post_holder`.execute(
    tx,
  )
}

/** Records of ledgers that no other table holds. */
async function loadLedgers(work: Work) {
  // The watches are to be confirmed every week of the real calendar.
  const records = [...ledgerRecords(), ...((await isForRehearsals(work)) ? [] : keyAreaWatches())]
  for (const name of new Set(records.map(record => record.ledger))) {
    const ledger = ledgerNamed(name)
    const fields = await fieldsOf(work.tx, ledger)
    await writeNew(
      work,
      ledger,
      fields,
      records
        .filter(record => record.ledger === name)
        .map(record => ({
          id: sampleId('record', record.key),
          unitId: sampleId('unit', record.unitKey),
          values: Object.fromEntries(fields.map(field => [field.name, record.values[field.name] ?? null])),
        })),
    )
  }
}

async function loadAccounts(tx: Tx, county: County, passwordHash: string, now: Date) {
  for (const one of county.accounts) {
    const id = sampleId('account', one.account)
    // The city's duty officer sits in the city's duty room and answers for all of the city.
    const seat = one.unitKey === 'city' ? 'city-duty-office' : one.unitKey
    await tx
      .insertInto('account')
      .values({
        id,
        account: one.account,
        display_name: one.displayName,
        unit_id: sampleId('unit', seat),
        person_id: one.personKey ? sampleId('person', one.personKey) : null,
        password_hash: passwordHash,
        must_change_password: false,
        sample: true,
        last_signed_in_at: null,
        created_at: now,
      })
      .execute()
    for (const role of one.roles)
      await tx
        .insertInto('account_grant')
        .values({ account_id: id, role, unit_id: sampleId('unit', one.unitKey) })
        .execute()
  }
}

const posts = { 带班领导: 'shiftLeader', 主班: 'primary', 副班: 'secondary' } as const

async function loadShifts(work: Work, county: County) {
  const [first, last] = ['2026-01-01', '2027-03-31']
  const today = shanghaiDay(work.now)
  const villageSpans = [...scenarioSpans, [addDays(today, -31), addDays(today, 45)] as [string, string]]
  const shifts = [
    ...generateShifts(county, first, last),
    ...generateShiftsBelow(county, 'department', first, last, null),
    ...villageSpans.flatMap(([from, to]) => generateShiftsBelow(county, 'village', from, to, addDays(today, -2))),
  ]
  // Spans may overlap: the same shift has the same id, and is written once.
  await insertAll(
    work.tx,
    'duty_shift',
    [...new Map(shifts.map(shift => [keyOfShift(shift), shift])).values()].map(shiftRow),
  )
}

const shiftRow = (shift: Shift) => ({
  id: sampleId('shift', keyOfShift(shift)),
  unit_id: sampleId('unit', shift.unitKey),
  post: posts[shift.postName],
  person_id: sampleId('person', shift.personKey),
  starts_at: new Date(shift.startsAt),
  ends_at: new Date(shift.endsAt),
})

const keyOfShift = (shift: Shift) => `${shift.unitKey} ${shift.postName} ${shift.personKey} ${shift.startsAt}`

/** The flood room of the season that runs or ran last, with its shifts, and next month's roster of the county room as a draft. */
async function loadSeason(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  const today = shanghaiDay(work.now)
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '05-01' ? 1 : 0)
  const room = floodRoom(county, year)
  await loadDutyRooms(work, [room], county)
  await insertAll(
    work.tx,
    'duty_shift',
    generateFloodShifts(county, year).map(shift => ({
      ...shiftRow(shift),
      room_id: sampleId('duty-room', room.unitKey),
    })),
  )
  await loadSampleDraft(work, sampleId('duty-room', 'duty-office'))
}

async function loadDutyRooms(work: Work, rooms: SampleRoom[], county: County) {
  for (const room of rooms) {
    const id = sampleId('duty-room', room.unitKey)
    const needs = Object.fromEntries(room.posts.map(({ post }) => [post, 1]))
    const rules = RosterRules.parse({ nightsPerWeek: room.nightsPerWeek })
    await work.tx
      .insertInto('duty_room')
      .values({
        id,
        unit_id: sampleId('unit', room.unitKey),
        name: room.name,
        phone: county.units.find(unit => unit.key === room.unitKey)?.dutyPhone ?? null,
        fax: null,
        from_day: room.season?.from ?? null,
        to_day: room.season?.to ?? null,
        change_at: '08:30',
        always: JSON.stringify(needs),
        rules: JSON.stringify(rules),
      })
      .execute()
    const people = [...new Set(room.posts.flatMap(({ pool }) => pool))]
    await writeParts(work, id, {
      name: room.name,
      phone: null,
      fax: null,
      from: room.season?.from ?? null,
      to: room.season?.to ?? null,
      changeAt: '08:30',
      always: needs,
      rules,
      patterns: room.patterns.map(({ key, ...pattern }) => ({
        ...pattern,
        id: sampleId('duty-pattern', `${room.unitKey} ${key}`),
        from: null,
        to: null,
        needs,
      })),
      pool: people.map(person => ({
        personId: sampleId('person', person),
        posts: [
          ...room.posts.filter(({ pool }) => pool.includes(person)).map(({ post }) => post),
          ...room.helpers.filter(({ pool }) => pool.includes(person)).map(({ post }) => post),
        ],
        from: null,
        to: null,
        trained: true,
        isGuard: false,
        nightExempt: false,
        isNew: false,
      })),
      pairs: [],
    })
  }
}
