import type { SetupView, SheetOutcome } from '@anlan/contract/setup.ts'
import { describe, expect, test as rule } from 'vitest'
import { personBook, unitBook } from '../../../../test/new-county.ts'
import { type Node, test } from '../../../../test/platform.ts'
import { planUnits } from './plan-units.ts'
import type { SaidRow } from './unit-columns.ts'

const county = {
  unitId: '00000000-0000-4000-8000-000000000001',
  name: '清溪县',
  code: '511999000000',
  dutyPhone: '0838-5550000',
  cityName: '德宁市',
  cityDutyPhone: '0838-5559000',
}
const nobody = { county, units: [], areas: new Map<string, string>() }
const row = (said: SaidRow['said'], at = 5): SaidRow => ({
  sheet: '区划',
  row: at,
  said,
  at: { code: 3, phone: 4, town: 1, village: 2 },
})

describe('a list of divisions', () => {
  rule('a town and its village become divisions and units at once, whatever their order', () => {
    const [village, town] = planUnits(
      [
        row({ town: '柳坪镇', village: '大湾村', code: '511999102201' }),
        row({ town: '柳坪镇', code: '511999102000' }, 6),
      ],
      nobody,
    )
    expect(town).toMatchObject({
      action: 'create',
      unit: { kind: 'town', areaCode: '511999102000', parentId: county.unitId },
    })
    expect(village).toMatchObject({
      action: 'create',
      unit: { kind: 'village', parentId: town?.unit?.id },
      area: { parentCode: '511999102000' },
    })
  })

  rule('a wrong code or telephone number is refused with its cell, and the other rows stand', () => {
    const said = (code: string, phone = '') =>
      planUnits(
        [row({ town: '柳坪镇', code: '511999102000' }), row({ town: '柳坪镇', village: '大湾村', code, phone }, 6)],
        nobody,
      )[1]?.errors
    expect(said('511888102201')).toEqual([
      { column: 'D', field: '行政区划代码', message: '代码 511888102201 不属于清溪县（511999）' },
    ])
    expect(said('5.11999E+11')?.[0]?.message).toContain('科学计数法')
    expect(said('511999109201')?.[0]?.message).toContain('所属的乡镇')
    expect(said('511999102201', '八位数字')?.[0]).toMatchObject({ column: 'E', field: '值班电话' })
    expect(said('')?.[0]?.message).toBe('乡镇、村（社区）须有 12 位行政区划代码')
  })

  rule('县水利局 and 清溪县水利局 are one unit', () => {
    const water = {
      id: '00000000-0000-4000-8000-000000000002',
      name: '清溪县水利局',
      shortName: '县水利局',
      kind: 'department' as const,
      parentId: county.unitId,
      areaCode: county.code,
      phone: null,
      fax: null,
    }
    const [plan] = planUnits([row({ name: '县水利局', phone: '0838-5551003' })], { ...nobody, units: [water] })
    expect(plan).toMatchObject({ action: 'change', unit: { id: water.id, phone: '0838-5551003' } })
  })
})

/** Somebody at the server with the code from its console. */
function installer(node: Node) {
  const headers = { cookie: `anlan_setup=${node.setupCode ?? ''}` }
  const send = async <T>(method: string, path: string, body?: object) => {
    const reply = await fetch(`${node.url}/api/setup${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: reply.status, body: (await reply.json().catch(() => null)) as T }
  }
  return {
    send,
    upload: async (path: string, content: Buffer) => {
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(content)]), '表.xlsx')
      const reply = await fetch(`${node.url}/api/setup${path}`, { method: 'POST', headers, body: form })
      return { status: reply.status, body: (await reply.json()) as SheetOutcome }
    },
  }
}

test.override({ empty: true })

const password = (who: string) => `First-${who}@2026`
const account = (name: string, displayName: string) => ({
  account: name,
  displayName,
  personId: null,
  initialPassword: password(name),
})

test('an empty county is founded with the code of its console, from two sheets, and then the set-up is gone', {
  timeout: 120_000,
}, async ({ running }) => {
  const node = await running.start({ sampleCounty: false })
  expect(node.setupCode).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$/)
  expect(await (await fetch(`${node.url}/api/setup`)).json()).toMatchObject({ unlocked: false, county: null })
  const stranger = await fetch(`${node.url}/api/setup/county`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie: 'anlan_setup=AAAA-BBBB-CCCC' },
    body: JSON.stringify(county),
  })
  expect(stranger.status).toBe(404)
  const { send, upload } = installer(node)

  expect(
    (await send<{ errors: { field: string }[] }>('PUT', '/county', { ...county, code: '511900' })).body.errors[0]
      ?.field,
  ).toBe('行政区划代码')
  expect((await send<SetupView>('PUT', '/county', { ...county, code: '511999' })).body).toMatchObject({
    county: { code: '511999000000', cityName: '德宁市' },
  })

  const units = await unitBook()
  const looked = await upload('/unit-sheets', units)
  expect(looked.body).toMatchObject({ applied: false, counts: { create: 18, refused: 0 } })
  expect((await send<SetupView>('GET', '')).body.counts.towns).toBe(0)
  expect((await upload('/unit-sheets?apply=true', units)).body.applied).toBe(true)
  expect((await upload('/unit-sheets?apply=true', units)).body.counts).toEqual({
    create: 0,
    change: 0,
    same: 19,
    refused: 0,
  })

  const people = await personBook()
  const refused = (await upload('/person-sheets?apply=true', people)).body
  expect(refused.applied).toBe(false)
  expect(refused.rows[0]).toMatchObject({ action: 'refused', title: '孙浩', errors: [{ field: '手机' }] })
  const taken = (await upload('/person-sheets?apply=true&withoutRefused=true', people)).body
  expect(taken).toMatchObject({ applied: true, counts: { create: 8, refused: 1 } })
  expect(taken.remarks.join()).toContain('两个号码')

  const view = (await send<SetupView>('GET', '')).body
  expect(view.counts).toEqual({ towns: 3, villages: 8, units: 23, persons: 8 })
  const proposed = view.offices.filter(one => one.proposedUnitId).map(one => one.office)
  expect(proposed).toEqual(
    expect.arrayContaining([
      'water',
      'forestry',
      'health',
      'publicSecurity',
      'transport',
      'naturalResources',
      'fireRescue',
      'emergencyBureau',
    ]),
  )
  const set = await send<SetupView>('PUT', '/offices', {
    offices: view.offices.flatMap(one =>
      one.proposedUnitId && !one.unitId ? [{ office: one.office, unitId: one.proposedUnitId }] : [],
    ),
  })
  expect(set.body.offices.find(one => one.office === 'water')?.unitId).toBeTruthy()
  const persons = (await send<{ items: { id: string; name: string }[] }>('GET', '/persons')).body.items
  const named = (name: string) => persons.find(one => one.name === name)?.id
  expect(
    (
      await send('PUT', '/duty', {
        leaders: [named('何世安')],
        primaries: [named('周明')],
        secondaries: [named('吴小琴')],
      })
    ).status,
  ).toBe(200)

  const list = (await send<{ items: { id: string; name: string; kind: string; account: string }[] }>('GET', '/units'))
    .body.items
  const townUnits = list.filter(unit => unit.kind === 'town')
  expect(townUnits.map(unit => unit.account)).toEqual(['qingxi', 'liuping', 'gaoyan'])
  const completion = {
    id: crypto.randomUUID(),
    systemAdmin: account('sysadmin', '钱一'),
    securityAdmin: account('secadmin', '钱一'),
    auditor: account('auditor', '钱三'),
    dutyOfficer: { ...account('duty', '周明'), personId: named('周明') ?? null },
    units: townUnits.map(unit => ({
      ...account(unit.account, `${unit.name}值班`),
      unitId: unit.id,
      role: 'township_officer',
    })),
  }
  const same = await send<{ code: string }>('POST', '/completion', completion)
  expect(same.body.code).toBe('administration/separate-powers')
  const right = { ...completion, securityAdmin: account('secadmin', '钱二') }
  expect((await send('POST', '/completion', right)).status).toBe(204)

  expect(await (await fetch(`${node.url}/api/setup`)).json()).toEqual({ open: false })
  for (const [method, path] of [
    ['PUT', '/county'],
    ['GET', '/units'],
    ['POST', '/completion'],
  ] as const)
    expect(
      `${method} ${path} ${(await send(method, path, method === 'GET' ? undefined : method === 'PUT' ? county : right)).status}`,
    ).toBe(`${method} ${path} 404`)
  const signedIn = await fetch(`${node.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'qingxi', password: password('qingxi') }),
  })
  expect(await signedIn.json()).toMatchObject({
    roles: ['township_officer'],
    mustChangePassword: true,
    unitName: '清溪镇',
  })
  const grants = await running.query(
    'select a.account, g.role from account a join held_grant g on g.account_id = a.id order by 1',
  )
  expect(grants).toHaveLength(7)
  const chains = await running.query(`select distinct type from fact where type like 'installation.%'`)
  expect(chains.map(one => one['type'])).toEqual(
    expect.arrayContaining(['installation.county-founded', 'installation.set-up-completed']),
  )
})
