import { FactView } from '@anlan/contract/administration.ts'
import { ReporterView } from '@anlan/contract/emergency-event.ts'
import { DocumentSeriesView } from '@anlan/contract/reporting-rule.ts'
import { figureOf, inbox, items, readEvent, suspicions, versionsOf } from './acts.ts'
import { assertNothingOpen } from './assertions.ts'
import { floodAfter } from './flood-after.ts'
import { type Flood, floodNight } from './flood-night.ts'
import { exerciseApart } from './flood-response.ts'
import { countyHandsOver } from './handover.ts'
import { assertRosters } from './rosters-again.ts'
import { expectEqual, expectOne, expectThat, minutesFrom, type Scenario } from './scenario.ts'
import { missedAreTold } from './zero-report-acts.ts'

export const dayOfA = '2026-07-12'

/** 情景 A 夜间山洪: what belongs to intake and reporting, minute by minute, and what must be true afterwards. */
export async function replayFlood(s: Scenario): Promise<void> {
  await s.step('A00', '07-11 16:00', '接续县内文号：突发事件信息已用到第 44 期，调度令已用到 06 号', async () => {
    const series = await (await s.as('admin1')).put(
      '/api/document-series/eventReport',
      { year: 2026, lastIssue: 44, reason: '由纸质登记接续' },
      DocumentSeriesView,
    )
    expectEqual(series.lastIssue, 44, '已用期号')
    const orders = await (await s.as('admin1')).put(
      '/api/document-series/dispatchOrder',
      { year: 2026, lastIssue: 6, reason: '由纸质登记接续' },
      DocumentSeriesView,
    )
    expectEqual(orders.lastIssue, 6, '已用调度令号')
    return undefined
  })
  countyHandsOver(s, '07-11 20:20', '07-11 20:20')
  countyHandsOver(s, '07-12 20:20', '07-17 16:00')
  const flood = await floodNight(s)
  await floodAfter(s, flood)
  await assertions(s, flood)
}

async function assertions(s: Scenario, { eventId }: Flood) {
  await missedAreTold(s)
  await assertNothingOpen(s, eventId)
  await s.assert('断言2', '疑似迟报仅 1 条：茶坪镇，25 分钟', async () => {
    const one = expectOne(await suspicions(s, eventId, 'lateReport'), '疑似迟报')
    expectEqual([one.unitName, one.minutes], ['茶坪镇', 25], '疑似迟报')
    for (const kind of ['omittedReport', 'falseReport', 'concealedReport', 'informationBackflow'])
      expectEqual(await suspicions(s, eventId, kind), [], `疑似问题 ${kind}`)
    const lapses = await suspicions(s, eventId, 'intervalLapse')
    return `续报间隔超时另计 ${lapses.length} 条`
  })
  await s.assert('断言2', '失联 2 → 0，两个版本都保留', async () => {
    const versions = await versionsOf(s, eventId, 'missing')
    expectEqual(
      versions.map(one => one.value),
      [2, 0],
      '失联人数各版本',
    )
    expectThat(Boolean(versions[1]?.reason), '更正没有写明理由')
    expectThat(minutesFrom(versions[0]?.recordedAt ?? '', versions[1]?.recordedAt ?? '') > 0, '版本先后有误')
    return undefined
  })
  await s.assert('断言2', '转移安置数据项 596 = 集中 512 + 分散 84', async () => {
    const event = await readEvent(s, eventId)
    const [all, sheltered, elsewhere] = ['relocated', 'relocatedToShelters', 'relocatedElsewhere'].map(
      indicator => figureOf(event, indicator) ?? 0,
    )
    expectEqual(all, 596, '转移安置')
    expectEqual((sheltered ?? 0) + (elsewhere ?? 0), 596, '集中与分散之和')
    return undefined
  })
  s.later('断言2', '应转移 = 已转移 = 596（转移花名册），579 + 17 = 596（回撤）')
  s.later('断言2', 'W1–W4 构成一条引用链，无权限角色不能发布红色预警')
  await s.assert('断言5', '首报专报可导出为 docx', async () => {
    const city = await s.as('city1')
    const first = expectOne(
      (await inbox(s, 'city1', eventId)).filter(one => one.number === '突发事件信息〔2026〕第45期'),
      '市收到的首报',
    )
    const { type, bytes } = await city.download(`/api/event-reports/${first.id}/document.docx`)
    expectThat(type.includes('wordprocessingml.document'), `文件类型为 ${type}`)
    expectEqual(String.fromCharCode(...bytes.slice(0, 2)), 'PK', 'docx 文件头')
    return `${bytes.length} 字节`
  })
  await s.assert('断言5', '报告人姓名、电话脱敏，查看原文留痕', async () => {
    const event = await readEvent(s, eventId)
    expectEqual([event.reporterName, event.reporterPhone], ['田**', '199****1234'], '脱敏后的报告人')
    const inFull = await (await s.as('bureau1')).get(`/api/emergency-events/${eventId}/reporter`, ReporterView)
    expectEqual(inFull.phone, '19900001234', '报告人电话原文')
    const path = `/api/facts?type=personal-data.read&subject=${eventId}`
    const { items: readings } = await (await s.as('audit1')).get(path, items(FactView))
    return `审计员可见查看人 ${expectOne(readings, '查看留痕').actor}`
  })
  await exerciseApart(s)
  s.later('断言5', 'OFD、CAP 校验、其余个人信息与查阅审计、演练预警状态')
  await assertRosters(s)
}
