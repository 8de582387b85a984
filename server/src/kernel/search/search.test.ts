import type { Findings } from '@anlan/contract/search.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { type Caller, test } from '../../../test/world.ts'

type Found = z.output<typeof Findings>
const search = async (who: Caller, text: string, more = '') =>
  (await who.get<Found>(`/api/search?text=${encodeURIComponent(text)}${more}`)).body

const landslide = {
  title: '凉水村三组山体滑坡',
  eventTypeCode: '11B01',
  source: '村支书电话',
  summary: '羊角岩下方滑坡体约八千方，堵塞村道，暂无人员伤亡。',
}

test('one box finds events, units, people and ledger records by part of their words, each within reach only', async ({
  world,
}) => {
  await world.at('2026-07-11T18:00:00Z')
  const duty = await world.as('duty1')
  const types = await duty.get<{ items: { code: string; name: string }[] }>('/api/event-types')
  const code = types.body.items.find(type => type.name.includes('滑坡'))?.code ?? landslide.eventTypeCode
  const areas = await duty.get<{ items: { code: string; name: string }[] }>('/api/areas')
  const areaCode = areas.body.items.find(area => area.name === '凉水村')?.code
  const created = await duty.post<{ id: string }>('/api/emergency-events', {
    ...landslide,
    eventTypeCode: code,
    areaCode,
    knownAt: '2026-07-11T17:58:00Z',
  })
  expect(created.status).toBe(201)
  await world.at('2026-07-11T18:01:00Z')

  for (const words of ['羊角岩', '滑坡 村道', '羊角巖', '八千'])
    expect(
      (await search(duty, words)).items.map(item => item.id),
      words,
    ).toContain(created.body.id)
  expect((await search(duty, '羊角岩无')).items).toEqual([])
  expect((await search(duty, '羊角岩')).items[0]).toMatchObject({
    kindLabel: '突发事件',
    link: `/events/${created.body.id}`,
  })
  expect((await search(await world.as('longtan1'), '羊角岩')).items).toEqual([])
  expect((await search(await world.as('chaping1'), '羊角岩')).items).toHaveLength(1)
  expect((await search(await world.as('admin1'), '羊角岩')).items).toEqual([])

  const water = await search(duty, '水利局')
  expect(water.kinds.map(kind => kind.label)).toContain('机构名录')
  expect(
    (await search(duty, '水利局', '&kind=register:persons')).items.every(item => item.kind === 'register:persons'),
  ).toBe(true)
})

test('pages of findings follow each other without gaps or repeats', async ({ world }) => {
  const duty = await world.as('duty1')
  const all = await search(duty, '村', '&limit=60')
  const seen: string[] = []
  let after = ''
  do {
    const part = await search(duty, '村', `&limit=7${after}`)
    seen.push(...part.items.map(item => item.id))
    after = part.next ? `&after=${encodeURIComponent(part.next)}` : ''
  } while (after && seen.length < 60)
  expect(seen.slice(0, 60)).toEqual(all.items.map(item => item.id).slice(0, seen.length))
})
