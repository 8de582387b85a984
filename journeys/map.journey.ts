import { expect } from 'vitest'
import { test } from './src/person.ts'

test('an event is opened on the map, a circle around it is asked about, and the view is shared with a colleague', async ({
  people,
}) => {
  const officer = await people.signIn('duty1')
  const eventId = await officer.page.evaluate(async () => {
    const areas = (await (await fetch('/api/areas')).json()).items as {
      code: string
      kind: string
      center: [number, number] | null
    }[]
    const town = areas.find(area => area.kind === 'town' && area.center)
    const [lng, lat] = town?.center ?? [0, 0]
    const reply = await fetch('/api/emergency-events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: crypto.randomUUID(),
        title: '图上事件走查',
        eventTypeCode: '11A51',
        areaCode: town?.code,
        knownAt: new Date().toISOString(),
        source: '村信息员',
        summary: '溪水漫堤，正在转移群众。',
        location: { lng, lat },
      }),
    })
    return (await reply.json()).id as string
  })
  const base = new URL(officer.page.url()).origin

  await officer.page.goto(`${base}/map?event=${eventId}`)
  await officer.sees('应急避难场所')
  await officer.page.getByText('10 公里', { exact: true }).click()
  await officer.page.getByRole('link', { name: '请求调用' }).first().waitFor()

  await officer.page.getByRole('button', { name: '圆形查询' }).click()
  const paper = officer.page.locator('.maplibregl-canvas')
  await paper.waitFor()
  await paper.focus()
  await officer.page.keyboard.press('Space')
  for (let press = 0; press < 2; press++) await officer.page.keyboard.press('ArrowRight')
  await officer.page.waitForTimeout(600)
  await officer.page.keyboard.press('Space')
  const total = officer.page.locator('.answer-total b')
  await total.waitFor()
  expect(Number((await total.innerText()).replaceAll(',', ''))).toBeGreaterThan(0)

  await officer.press(/^视图$/)
  await officer.press('保存当前视图')
  await officer.write('标题', '走查视图')
  await officer.page.getByText('全县', { exact: true }).click()
  await officer.press('保存视图', { inFront: true })
  await officer.page.waitForURL(/view=/)
  const address = officer.page.url()

  const colleague = await people.signIn('leader1')
  await colleague.page.goto(address)
  await colleague.sees('图上事件走查')
  await colleague.page.locator('.maplibregl-canvas').waitFor()

  // On a machine whose browser cannot draw maps the same is found by name.
  await colleague.page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string, options?: unknown) {
        return kind.startsWith('webgl') ? null : getContext.call(this, kind, options)
      },
    })
  })
  await colleague.page.goto(`${base}/map`)
  await colleague.sees('此浏览器不能绘制地图')
  await colleague.pick('按乡镇查询', '石鼓镇')
  const inTown = colleague.page.locator('.answer-total b')
  await inTown.waitFor()
  expect(Number((await inTown.innerText()).replaceAll(',', ''))).toBeGreaterThan(0)
})
