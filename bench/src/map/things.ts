import { randomUUID } from 'node:crypto'
import { callOk } from '../lib/client.ts'
import { openPool } from '../lib/databases.ts'

export const layer = 'register:cameras'
/** The sample county, in which the things lie in forty clusters and evenly between them. */
const bounds = { west: 108.2, south: 29.0, east: 108.8, north: 29.5 }

export interface Thing {
  id: string
  lng: number
  lat: number
  title: string
}

/** Always the same places: most in forty clusters, as villages are, the rest anywhere. */
export function scatter(count: number): Thing[] {
  let seed = 20260712
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  const within = (low: number, high: number) => low + next() * (high - low)
  const middles = Array.from({ length: 40 }, () => [
    within(bounds.west, bounds.east),
    within(bounds.south, bounds.north),
  ])
  return Array.from({ length: count }, (_, i) => {
    const middle = middles[Math.floor(next() * middles.length)] as [number, number]
    const isApart = i % 5 === 0
    const [lng, lat] = isApart
      ? [within(bounds.west, bounds.east), within(bounds.south, bounds.north)]
      : [middle[0] + within(-0.03, 0.03), middle[1] + within(-0.03, 0.03)]
    return { id: randomUUID(), lng, lat, title: `监控点 ${i + 1}` }
  })
}

/** Puts them into the store behind the server's back, which reads them at its next start. */
export async function place(databaseUrl: string, things: Thing[]) {
  const pool = openPool(databaseUrl)
  await pool.query(
    `insert into spatial_point (layer, id, lng, lat, unit_id, open, title, tags)
     select $1, t.id, t.lng, t.lat, null, true, t.title, '{}' from jsonb_to_recordset($2) as t(id text, lng float8, lat float8, title text)`,
    [layer, JSON.stringify(things)],
  )
  await pool.end()
}

/** How many things the layer has, once it has them. */
export async function waitForLayer(url: string, token: string, count: number): Promise<number> {
  for (const until = Date.now() + 30_000; ; ) {
    const { items } = await callOk<{ items: { name: string; count: number }[] }>(url, 'GET', '/api/map/layers', {
      token,
    })
    const found = items.find(item => item.name === layer)?.count ?? 0
    if (found >= count || Date.now() > until) return found
    await new Promise(resolve => setTimeout(resolve, 250))
  }
}

export const geojsonOf = (things: Thing[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: things.map(({ id, lng, lat, title }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { id, title },
    })),
  })
