import { figureOf, owed, readEvent, suspicions, versionsOf } from './acts.ts'
import { assertNothingOpen } from './assertions.ts'
import { fireAfter, omissions } from './fire-after.ts'
import { type Fire, fireFirstHours } from './fire-first-hours.ts'
import { beforeTheHoliday } from './fire-response.ts'
import { countyHandsOver } from './handover.ts'
import { county, provinceForestry } from './offices.ts'
import { expectEqual, expectOne, type Scenario } from './scenario.ts'
import { missedAreTold } from './zero-report-acts.ts'

export const dayOfC = '2026-04-05'

/** 情景 C 清明森林火灾: the level rises with the area, the threat to a settlement goes to the province, a township keeps silent. */
export async function replayFire(s: Scenario): Promise<void> {
  await s.moveTo('04-03 16:00')
  countyHandsOver(s, '04-03 17:20', '04-12 16:00')
  await beforeTheHoliday(s)
  await s.moveTo('08:00')
  const fire = await fireFirstHours(s)
  await fireAfter(s, fire)
  await assertions(s, fire)
}

async function assertions(s: Scenario, { eventId }: Fire) {
  await missedAreTold(s)
  await assertNothingOpen(s, eventId)
  await s.assert('断言4', '面积越过 1 公顷时系统建议由一般改为较大', async () => {
    const { classifications } = await readEvent(s, eventId)
    expectEqual([classifications[0]?.proposedLevel, classifications[0]?.level], [3, 3], '建议级别与确认级别')
    const [first, second] = await versionsOf(s, eventId, 'burnedAreaHectares')
    expectEqual([first?.value, second?.value], [0.8, 3.5], '过火面积')
    return undefined
  })
  await s.assert('断言4', '疑似漏报仅 1 条：白岩乡，70 分钟', async () => {
    const one = expectOne(await omissions(s), '疑似漏报')
    expectEqual([one.unitName, one.minutes], ['白岩乡', 70], '疑似漏报')
    expectEqual(
      (await suspicions(s, eventId, 'lateReport')).map(late => late.evidence),
      [],
      '疑似迟报',
    )
    return undefined
  })
  await s.assert('断言4', '威胁居民区产生报省事项并已完成', async () => {
    const one = expectOne(await owed(s, eventId, { rule: 'RR-32B', by: county, to: provinceForestry }), '报省事项')
    expectEqual([one.state, one.source.name], ['met', '《森林防火条例》（国务院令第541号）'], '报省事项')
    return undefined
  })
  await s.assert('断言4', '疏散人数数据项 151', async () => {
    expectEqual(figureOf(await readEvent(s, eventId), 'emergencyEvacuated'), 151, '疏散人数')
    return undefined
  })
  s.later('断言4', '转移花名册 151 人')
}
