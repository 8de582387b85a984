import { expectMet, figureOf, readEvent, suspicions } from './acts.ts'
import { assertNothingOpen } from './assertions.ts'
import { countyHandsOver } from './handover.ts'
import { city, county } from './offices.ts'
import { expectEqual, expectThat, minutesFrom, type Scenario } from './scenario.ts'
import { afterTheSpill } from './spill-after.ts'
import { spillFirstHours } from './spill-first-hours.ts'
import { environmentBureau, environmentBureaux, type Spill, trackOf } from './spill-units.ts'
import { missedAreTold } from './zero-report-acts.ts'

export const dayOfB = '2026-09-17'

/** 情景 B 高速公路盐酸罐车泄漏: one event under two laws, an accident of level Ⅳ and an environmental event of level Ⅲ. */
export async function replaySpill(s: Scenario): Promise<void> {
  countyHandsOver(s, '09-17 17:20', '09-30 16:00')
  const spill = await spillFirstHours(s)
  await afterTheSpill(s, spill)
  await assertions(s, spill)
}

async function assertions(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await missedAreTold(s)
  await assertNothingOpen(s, eventId)
  await s.assert('断言3', '两类级别并存：事故一般（Ⅳ），环境较大（Ⅲ）', async () => {
    const event = await readEvent(s, eventId)
    expectEqual(trackOf(event, '12D02').level, 4, '事故级别')
    expectEqual(trackOf(event, '12Q01').level, 3, '环境事件级别')
    return undefined
  })
  await s.assert('断言3', 'RR-50、RR-52 均按时完成', async () => {
    for (const [rule, offices] of [
      ['RR-50', environmentBureaux.slice(0, 2)],
      ['RR-52', environmentBureaux],
    ] as const)
      for (const to of offices) await expectMet(s, eventId, { rule, by: environmentBureau, to }, 38)
    return undefined
  })
  await s.assert('断言3', '县获知 14:18，14:35 电话、14:55 书面均按时，县总值班室无迟报', async () => {
    const since = { rule: 'RR-12', by: county, to: city, from: '14:18' }
    const phone = await expectMet(s, eventId, { ...since, medium: 'phone' }, 17)
    const written = await expectMet(s, eventId, { ...since, medium: 'written' }, 37)
    const late = (await suspicions(s, eventId, 'lateReport')).filter(one => one.unitName === county)
    expectEqual(
      late.map(one => one.evidence),
      [],
      '县总值班室疑似迟报',
    )
    return `电话 ${phone}，书面 ${written}`
  })
  await s.assert('断言3', '取水中断 5 小时 30 分', async () => {
    const event = await readEvent(s, eventId)
    const outage = event.figures.find(one => one.indicator === 'waterIntakeOutage')
    expectEqual(figureOf(event, 'waterIntakeOutage'), 1, '取水中断')
    expectThat(spill.reopenedAt !== null, '没有恢复取水的记录')
    expectEqual(minutesFrom(outage?.asOf ?? '', spill.reopenedAt), 330, '取水中断（分钟）')
    return undefined
  })
  s.later('断言5', '其他文书、脱敏与查阅审计')
}
