import { sql } from 'kysely'
import type { PlacedFacts, PlacedLayer } from '../../../kernel/spatial/placed-layers.ts'
import { type PlacedThing, placeThings, unplaceThings } from '../../../kernel/spatial/places.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type EffectiveField, fieldsOf } from '../declaration/fields.ts'
import { type Ledger, permissionsOf, type Values } from '../declaration/ledger.ts'
import { namesOf } from './names.ts'
import { recordsOf } from './reach.ts'
import { showValue, showValues } from './values.ts'

/** The layer of a ledger's records on the map. */
export const layerOf = (ledger: Pick<Ledger, 'name'>): string => `register:${ledger.name}`

/** The field that says where a record is: the first place that is not secret. */
const placeField = (fields: EffectiveField[]) => fields.find(field => field.kind === 'place' && !field.sensitive)

/** What records are told apart by on the map: a choice called `kind`, or the first one in the list. */
const kindField = (fields: EffectiveField[]) => {
  const choices = fields.filter(field => field.kind === 'choice' && !field.sensitive)
  return choices.find(field => field.name === 'kind') ?? choices.find(field => field.inList)
}

interface Row {
  id: string
  unit_id: string
  values: Values
  removed_at: Date | null
}

/** Puts records on the map as they stand now, and takes off those that were struck off or have no place any more. */
export async function placeRecords(work: Work, ledger: Ledger, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const fields = await fieldsOf(work.tx, ledger)
  if (!fields.some(field => field.kind === 'place')) return
  const { rows } = await sql<Row>`select r.id, r.unit_id, r.values, r.removed_at from ${recordsOf(ledger)} r
    where r.ledger = ${ledger.name} and r.id = any(${ids}::uuid[])`.execute(work.tx)
  const things = await thingsOf(work, ledger, fields, rows)
  await placeThings(work, things)
  const placed = new Set(things.map(thing => thing.id))
  await unplaceThings(
    work,
    layerOf(ledger),
    ids.filter(id => !placed.has(id)),
  )
}

const placedAtOnce = 1000

/** Records that have a place and are not on the map yet: entered by an older release, or by the owner of their values. */
export async function placeUnplaced(work: Work, ledger: Ledger): Promise<void> {
  const fields = await fieldsOf(work.tx, ledger)
  const place = placeField(fields)
  if (!place) return
  for (;;) {
    const { rows } = await sql<Row>`select r.id, r.unit_id, r.values, r.removed_at from ${recordsOf(ledger)} r
      where r.ledger = ${ledger.name} and r.removed_at is null and jsonb_typeof(r.values -> ${place.name}::text) = 'object'
        and not exists (select 1 from spatial_point p where p.layer = ${layerOf(ledger)} and p.id = r.id::text and not p.removed)
      order by r.id limit ${placedAtOnce}`.execute(work.tx)
    const things = await thingsOf(work, ledger, fields, rows)
    await placeThings(work, things)
    if (rows.length < placedAtOnce || things.length === 0) return
  }
}

async function thingsOf(work: Work, ledger: Ledger, fields: EffectiveField[], rows: Row[]): Promise<PlacedThing[]> {
  const place = placeField(fields)
  const kind = kindField(fields)
  const title = fields.find(field => field.name === ledger.title && !field.sensitive)
  if (!place) return []
  const standing = rows.filter(row => !row.removed_at && row.values[place.name])
  const names = await namesOf(
    work.tx,
    title ? [title] : [],
    standing.map(row => row.values),
  )
  return standing.map(({ id, unit_id, values }) => {
    const { lng, lat } = values[place.name] as { lng: number; lat: number }
    return {
      layer: layerOf(ledger),
      id,
      lng,
      lat,
      unitId: unit_id,
      open: ledger.readableBy === 'county',
      title: (title && showValue(title, values[title.name], names)) || '（未命名）',
      tags: (kind ? { kind: (values[kind.name] as string | null) ?? null } : {}) as PlacedThing['tags'],
    }
  })
}

const plain = { shape: 'circle', color: '#5b6b7b' } as const
const factsOnCard = 8

/** A ledger as a layer of the map. */
export const ledgerLayer = (ledger: Ledger): PlacedLayer => ({
  name: layerOf(ledger),
  label: ledger.label,
  group: ledger.group,
  symbol: ledger.symbol ?? plain,
  permission: permissionsOf(ledger).read,
  wholeCounty: ledger.readableBy === 'county',
  expected: Object.values(ledger.fields).some(field => field.kind === 'place' && !field.sensitive),
  link: id => `/registers/${ledger.name}?record=${id}`,
  kinds: async work =>
    (kindField(await fieldsOf(work.tx, ledger))?.options ?? []).map(({ code, label }) => ({ code, label })),
  describe: (work, ids) => describeRecords(work, ledger, ids),
})

async function describeRecords(work: Work, ledger: Ledger, ids: string[]): Promise<ReadonlyMap<string, PlacedFacts>> {
  const fields = await fieldsOf(work.tx, ledger)
  const { rows } = await sql<Row & { verified_at: Date | null }>`
    select r.id, r.unit_id, r.values, r.removed_at, r.verified_at from ${recordsOf(ledger)} r
    where r.ledger = ${ledger.name} and r.id = any(${ids}::uuid[])`.execute(work.tx)
  const names = await namesOf(
    work.tx,
    fields,
    rows.map(row => row.values),
  )
  const phone = fields.find(field => field.kind === 'phone')
  const place = placeField(fields)
  // Sensitive values stay in the ledger, where giving a reason opens them.
  const told = fields.filter(
    field => !field.sensitive && field.kind !== 'place' && field !== phone && field.name !== ledger.title,
  )
  const order = [...told.filter(field => field.inList), ...told.filter(field => !field.inList)]
  return new Map(
    rows.map(row => {
      const shown = showValues(fields, row.values, names)
      const given = (place ? row.values[place.name] : null) as { srcSystem?: string; accuracyM?: number } | null
      return [
        row.id,
        {
          facts: order
            .map(({ name, label, unit }) => ({
              label,
              value: shown[name] ? `${shown[name]}${unit ? ` ${unit}` : ''}` : '',
            }))
            .filter(fact => fact.value !== '')
            .slice(0, factsOnCard),
          phone: (phone && shown[phone.name]) || null,
          verifiedAt: row.verified_at,
          srcSystem: given?.srcSystem ?? null,
          accuracyM: given?.accuracyM ?? null,
        },
      ]
    }),
  )
}
