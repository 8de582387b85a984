import type { County } from '@anlan/demo/county/shape.ts'
import { sql } from 'kysely'
import { placeUnit } from '../kernel/access/reach.ts'
import type { Tx } from '../kernel/database/database.ts'
import type { UnitFunction } from '../modules/directory/api.ts'
import { insertAll, sampleId } from './rows.ts'

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

export async function loadAreas(tx: Tx, county: County) {
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
  await insertAll(
    tx,
    'map_line',
    county.roads.map(road => ({
      kind: 'road' as const,
      name: road.name,
      class: road.class,
      line: JSON.stringify(road.line),
      length_km: road.lengthKm,
      base_map_id: null,
    })),
  )
}

export async function loadUnits(tx: Tx, county: County) {
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

export async function loadPeople(tx: Tx, county: County) {
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

export async function loadAccounts(tx: Tx, county: County, passwordHash: string, now: Date) {
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
