import { describe, expect } from 'vitest'
import { readStream, type StreamReader } from '../../../test/event-stream.ts'
import { type Node, test } from '../../../test/platform.ts'
import { sampleId } from '../../sample-county.ts'
import { runSystemWork } from '../house.ts'
import { recordFact } from '../work/work.ts'

const soon = { timeout: 8_000, interval: 20 }
const town = sampleId('unit', 'chaping')
const nextTown = sampleId('unit', 'longtan')
const county = sampleId('unit', 'duty-office')

const note = (node: Node, subject: string, chain = county) =>
  runSystemWork(node.house, async work => {
    recordFact(work, 'test.noted', subject, {}, { chain })
  })

const heard = (reader: StreamReader) =>
  reader.events.filter(one => one.data['type'] === 'test.noted').map(one => one.data['subjectId'] ?? '')

describe('the live stream', () => {
  test('tells at once, within reach only, and gives ids instead of content', async ({ running }) => {
    const node = await running.start()
    const [duty, chaping, longtan] = await Promise.all(['duty1', 'chaping1', 'longtan1'].map(one => node.signIn(one)))
    const readers = await Promise.all([duty, chaping, longtan].map(token => readStream(node.url, token ?? '')))
    await expect.poll(() => readers.every(one => one.events[0]?.event === 'ready'), soon).toBe(true)
    const [countyReader, townReader, nextTownReader] = readers as [StreamReader, StreamReader, StreamReader]
    const latencies: number[] = []
    for (let i = 0; i < 15; i++) {
      const began = performance.now()
      await note(node, `t${i}`, town)
      await expect.poll(() => heard(townReader).includes(`t${i}`), { timeout: 5_000, interval: 1 }).toBe(true)
      latencies.push((townReader.events.at(-1)?.at ?? began) - began)
    }
    // Pushed, not asked for: how fast is measured elsewhere.
    expect(latencies.sort((a, b) => a - b)[7]).toBeLessThan(2_000)
    await note(node, 'n', nextTown)
    await note(node, 'c', county)
    await expect.poll(() => heard(countyReader).length, soon).toBe(17)
    expect(heard(townReader)).toEqual(Array.from({ length: 15 }, (_, i) => `t${i}`))
    expect(heard(nextTownReader)).toEqual(['n'])
    expect(Object.keys(townReader.events.at(-1)?.data ?? {}).sort()).toEqual(
      ['at', 'matterId', 'position', 'subjectId', 'type', 'unitId'].sort(),
    )
    for (const reader of readers) reader.close()
  })

  test('a reader that comes and goes amid concurrent commits on two nodes hears everything once, in one order', {
    timeout: 40_000,
  }, async ({ running }) => {
    const nodes = [await running.start(), await running.start()] as [Node, Node]
    const token = await nodes[0].signIn('duty1')
    const steady = await readStream(nodes[0].url, token)
    await expect.poll(() => steady.events.length, soon).toBeGreaterThan(0)
    const total = 240
    let written = 0
    const write = async (lane: number) => {
      for (let i = 0; i < total / 8; i++) {
        // Some commits come later than others that began after them.
        await runSystemWork((nodes[lane % 2] as Node).house, async work => {
          await work.tx.selectFrom('installation').select('id').execute()
          recordFact(work, 'test.noted', `${lane}/${i}`, {}, { chain: sampleId('unit', `no-such-unit-${lane}`) })
          recordFact(work, 'test.noted', `${lane}/${i}+`, {}, { chain: county })
        })
        written++
      }
    }
    const writers = Promise.all(Array.from({ length: 8 }, (_, lane) => write(lane)))
    const told: string[] = []
    let at = steady.events[0]?.id
    for (let turn = 0; written < total; turn++) {
      const reader = await readStream((nodes[turn % 2] as Node).url, token, at)
      await new Promise(resolve => setTimeout(resolve, 20 + (turn % 5) * 25))
      reader.close()
      told.push(...heard(reader))
      at = reader.lastId() ?? at
    }
    await writers
    const last = await readStream(nodes[1].url, token, at)
    await expect.poll(() => told.length + heard(last).length, soon).toBe(total)
    told.push(...heard(last))
    expect(new Set(told).size).toBe(total)
    await expect.poll(() => heard(steady).length, soon).toBe(total)
    expect(heard(steady)).toEqual(told)
    steady.close()
    last.close()
  })

  test('numbers are compared as numbers: 9 comes before 10 and 999 before 1000', async ({ running }) => {
    const node = await running.start()
    const reader = await readStream(node.url, await node.signIn('duty1'))
    const [row] = await running.query<{ next: string }>('select (max(position) + 1)::text as next from fact')
    const upToThePower = 10 ** (row?.next.length ?? 1) - Number(row?.next)
    const names = Array.from({ length: upToThePower + 20 }, (_, i) => `f${i}`)
    await runSystemWork(node.house, async work => {
      for (const name of names) recordFact(work, 'test.noted', name, {}, { chain: county })
    })
    await expect.poll(() => heard(reader).length, soon).toBeGreaterThanOrEqual(names.length)
    await note(node, 'last')
    await expect.poll(() => heard(reader), soon).toEqual([...names, 'last'])
    reader.close()
  })

  test('a long transaction holds up only what came after it, and nothing is skipped when it ends', async ({
    running,
  }) => {
    const node = await running.start()
    const reader = await readStream(node.url, await node.signIn('duty1'))
    let release = () => {}
    const slow = runSystemWork(node.house, async work => {
      await work.tx.updateTable('installation').set({ sample_county: true }).execute()
      recordFact(work, 'test.noted', 'slow', {}, { chain: county })
      await new Promise<void>(resolve => {
        release = resolve
      })
    })
    await new Promise(resolve => setTimeout(resolve, 50))
    await note(node, 'fast', town)
    await new Promise(resolve => setTimeout(resolve, 700))
    release()
    await slow
    await expect.poll(() => heard(reader).sort(), soon).toEqual(['fast', 'slow'])
    reader.close()
  })

  test('ends within a second when the session is revoked, on another node too', async ({ running }) => {
    const nodes = [await running.start(), await running.start()] as [Node, Node]
    const token = await nodes[0].signIn('duty2')
    const admin = await nodes[0].signIn('admin1')
    const readers = [await readStream(nodes[0].url, token), await readStream(nodes[1].url, token)]
    const reply = await fetch(`${nodes[0].url}/api/accounts/${sampleId('account', 'duty2')}/enabled`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ enabled: false, reason: '调离' }),
    })
    expect(reply.status).toBe(200)
    const began = performance.now()
    await Promise.all(readers.map(one => one.ended))
    expect(performance.now() - began).toBeLessThan(1_000)
    for (const node of nodes) {
      const again = await fetch(`${node.url}/api/emergency-events`, { headers: { authorization: `Bearer ${token}` } })
      expect(again.status).toBe(401)
    }
  })

  test('a role taken away is felt by streams that are open', async ({ running }) => {
    const node = await running.start()
    const token = await node.signIn('duty2')
    const security = await node.signIn('security1')
    const reader = await readStream(node.url, token)
    await fetch(`${node.url}/api/accounts/${sampleId('account', 'duty2')}/grants`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${security}`, 'content-type': 'application/json' },
      body: JSON.stringify({ roles: [] }),
    })
    await reader.ended
    await note(node, 'secret', town)
    const again = await readStream(node.url, token, reader.lastId())
    await new Promise(resolve => setTimeout(resolve, 800))
    expect([...heard(reader), ...heard(again)]).toEqual([])
    again.close()
  })

  test('a position that cannot be is no position, one from another store means starting anew', async ({ running }) => {
    const node = await running.start()
    const token = await node.signIn('duty1')
    const first = async (lastEventId: string) => {
      const reader = await readStream(node.url, token, lastEventId)
      await expect.poll(() => reader.events.length, soon).toBeGreaterThan(0)
      reader.close()
      return reader.events[0]?.event
    }
    for (const one of ['18446744073709551616-1', '1-9223372036854775808', 'x', '1', '-1-1'])
      expect(await first(one)).toBe('ready')
    expect(await first('18446744073709551615-9223372036854775807')).toBe('reset')
    expect(node.said).toEqual([])
  })

  test('administrators hear nothing of the business', async ({ running }) => {
    const node = await running.start()
    const readers = await Promise.all(
      ['admin1', 'security1', 'audit1', 'city1'].map(async one => readStream(node.url, await node.signIn(one))),
    )
    await note(node, 'x', town)
    await new Promise(resolve => setTimeout(resolve, 800))
    expect(readers.flatMap(heard)).toEqual([])
    for (const reader of readers) reader.close()
  })
})
