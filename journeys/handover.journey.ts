import type { HandoverView } from '@anlan/contract/handover.ts'
import type { SessionView } from '@anlan/contract/session.ts'
import { expect } from 'vitest'
import { type Person, test } from './src/person.ts'

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const read = async <T>({ page }: Person, path: string) => (await (await page.request.get(path)).json()) as T
const post = async ({ page }: Person, path: string, data: object) => {
  const reply = await page.request.post(path, { data })
  expect(reply.status(), await reply.text()).toBe(201)
}

test('a shift is handed over: prepared and signed by who goes off, acknowledged and signed by who comes on', async ({
  people,
}) => {
  const [out, into] = [await people.signIn('duty1'), await people.signIn('duty2')]
  const units = await read<{ items: { id: string; name: string }[] }>(out, '/api/units')
  const unitId = units.items.find(unit => unit.name === '县人民政府办公室')?.id
  for (const [who, from, to] of [
    [out, -60, 15],
    [into, 15, 240],
  ] as const) {
    const { personId } = await read<SessionView>(who, '/api/session')
    const shift = { unitId, post: 'primary', personId, startsAt: minutesFromNow(from), endsAt: minutesFromNow(to) }
    await post(out, '/api/duty/shifts', shift)
  }
  const event = {
    ...{ title: '城区积水', eventTypeCode: '11A01', areaCode: '990321104202', source: '群众', summary: '多处积水' },
    knownAt: minutesFromNow(-5),
    reporterUnitId: unitId,
  }
  await post(out, '/api/emergency-events', event)

  // An office without a roster of its own: no change of shift of the day stands beside this one.
  // Who goes off: from the desk to the signature.
  await out.page.goto('/desk')
  await out.press('交班')
  await out.page.waitForURL(/\/duty\/handovers\//)
  const record = out.page.url()
  await out.sees('县人民政府办公室交接班记录')
  await out.sees(/双方签字前由原班人员负责/)
  await out.press('交班签字')
  await out.sees(/请检查电话并选择状态/)
  await out.press('其余全部正常')
  await out.write('钥匙、印章', '钥匙 2 把，清点无误')
  await out.write('需关注事项', '城区积水点')
  const nothing = out.page.getByRole('checkbox', { name: '本班无事' })
  if (await nothing.isVisible()) await nothing.check()
  await out.press('交班签字')
  await out.sees(/交班签字时（.*）的未结事项/)

  // Who comes on: every open item, then the signature.
  await into.page.goto('/desk')
  await into.press('接班')
  await into.page.waitForURL(record)
  await into.sees('城区积水点')
  const open = into.page.getByRole('button', { name: /^(确 ?认|本组全部确认)$/ })
  const view = () => read<HandoverView>(into, record.replace(/^.*\/duty/, '/api/duty'))
  expect((await view()).items.length).toBeGreaterThan(0)
  const waiting = async () => (await view()).items.filter(item => !item.acknowledgedAt).length
  for (let left = await waiting(); left > 0; left = await waiting()) {
    // A button that has just been pressed is busy and goes by another name; the next one comes with the reply.
    await open.first().click()
    await expect.poll(waiting).toBeLessThan(left)
  }
  await into.press('接班签字')
  await into.sees('到接班时间前由原班人员负责')
  expect((await view()).signatures.map(one => one.side)).toEqual(['outgoing', 'incoming'])

  // What was signed is printed as the official record.
  await into.page.emulateMedia({ media: 'print' })
  const paper = await into.page.locator('.printed-handover').innerText()
  expect(paper).toMatch(/县人民政府办公室交接班记录[\s\S]*钥匙 2 把，清点无误[\s\S]*接班人签字/)
})
