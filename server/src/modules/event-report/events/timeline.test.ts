import type { EventView } from '@anlan/contract/emergency-event.ts'
import { isInMainThread, type TimelineEntry, threadOf } from '@anlan/contract/event-timeline.ts'
import type { NoticeView } from '@anlan/contract/notice.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { unzip } from '../../../../test/unzip.ts'
import { test, type World } from '../../../../test/world.ts'

type Notice = z.output<typeof NoticeView>

/** A flood, a notice to three towns about it, and two of their answers. */
async function askedTowns(world: World) {
  await world.at('2026-07-12T02:50:00+08:00')
  const duty = await world.as('duty1')
  const { id } = (
    await duty.post<EventView>('/api/emergency-events', {
      title: '茶坪镇山洪',
      eventTypeCode: '11A51',
      areaCode: '990321104000',
      knownAt: '2026-07-12T02:46:00+08:00',
      source: '茶坪镇值班室',
      summary: '河坝村进水。',
      losses: { missing: 2 },
    })
  ).body
  const towns = ['chaping', 'longtan', 'baiyan']
  const notice = await duty.post<Notice>('/api/notices', {
    title: '请立即清点人数',
    body: '清点后即报',
    matterId: id,
    unitIds: towns.map(world.unit),
  })
  expect(notice.status).toBe(201)
  for (const town of ['longtan', 'chaping']) {
    await world.at(town === 'longtan' ? '2026-07-12T02:52:00+08:00' : '2026-07-12T02:55:00+08:00')
    const delivery = notice.body.deliveries.find(one => one.unitId === world.unit(town))
    const answer = `/api/notice-deliveries/${delivery?.id}/acknowledgement`
    expect((await (await world.as(`${town}1`)).post(answer)).status).toBe(204)
  }
  const { items } = (await duty.get<{ items: TimelineEntry[] }>(`/api/emergency-events/${id}/timeline?limit=200`)).body
  return { duty, id, thread: threadOf(items) }
}

describe('the timeline of an event', () => {
  test('begins with the report; the clocks it started are one line, and so are the answers to a notice', async ({
    world,
  }) => {
    const { thread } = await askedTowns(world)
    expect(thread[0]?.entry.type).toBe('emergency-event.reported')
    const clocks = thread.filter(line => line.entry.type === 'obligation.opened')
    expect(clocks).toHaveLength(1)
    expect(clocks[0]?.folded.length).toBeGreaterThan(2)
    expect(clocks[0]?.sentence).toBe(`开始计时 ${clocks[0]?.folded.length} 项`)

    const asked = thread.filter(line => line.sentence.includes('请立即清点人数'))
    expect(asked).toMatchObject([{ tally: '已确认 2/3' }])
    expect(asked[0]?.folded.map(one => one.sentence)).toEqual([
      expect.stringContaining('龙滩镇已确认'),
      expect.stringContaining('茶坪镇已确认'),
    ])
    expect(thread.some(line => line.entry.type === 'notice.acknowledged')).toBe(false)
    expect(thread.filter(isInMainThread).map(line => line.kind)).not.toContain('clock')
  })

  test('can be taken along as a paper with the same lines', async ({ world }) => {
    const { duty, id, thread } = await askedTowns(world)
    const at = `/api/emergency-events/${id}/timeline/document.docx`
    const main = await duty.get(at)
    expect(main.status).toBe(200)
    expect(decodeURIComponent(String(main.raw.headers['content-disposition']))).toMatch(/茶坪镇山洪处置经过\.docx$/)
    const text = textOf(main.raw.rawPayload)
    expect(text).toContain('接报：茶坪镇山洪')
    expect(text).toContain('请立即清点人数（已确认 2/3）')
    expect(text).toContain(`共 ${thread.filter(isInMainThread).length} 条`)
    expect(text).not.toContain('开始计时')
    expect(textOf((await duty.get(`${at}?view=all`)).raw.rawPayload)).toContain('开始计时')
    expect(await world.facts(id)).toContain('emergency-event.exported')
    expect((await duty.get(`${at}?view=half`)).problem.errors).toMatchObject([{ pointer: '/view', field: '范围' }])
    expect((await (await world.as('team1')).get(at)).status).toBe(404)
  })
})

const textOf = (docx: Buffer) => (unzip(docx).get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
