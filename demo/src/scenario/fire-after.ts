import { EventView } from '@anlan/contract/emergency-event.ts'
import { ReportView } from '@anlan/contract/event-report.ts'
import { ObligationView } from '@anlan/contract/obligation.ts'
import { CallView } from '@anlan/contract/switchboard.ts'
import {
  expectDue,
  expectMet,
  figureOf,
  items,
  logCall,
  note,
  readEvent,
  recordFigures,
  said,
  sendReport,
  suspicions,
  versionsOf,
} from './acts.ts'
import type { Fire } from './fire-first-hours.ts'
import {
  afternoon,
  backToNormal,
  backToStrengthened,
  ended,
  filed,
  linesHeld,
  relitOut,
  watch,
  watersSupplied,
} from './fire-response.ts'
import { city, cityForestry, county, forestry, provinceForestry } from './offices.ts'
import { reviewed } from './review-acts.ts'
import { expectEqual, expectOne, minutesFrom, type Scenario } from './scenario.ts'
import { handInZeroReports, synthesise, zeroReportsAt } from './zero-report-acts.ts'

const baiyan = '白岩乡'

/** 情景 C from 16:00 to the verified area and the closing of the file. */
export async function fireAfter(s: Scenario, fire: Fire): Promise<void> {
  await reportedToProvince(s, fire)
  await secondHotspot(s, fire)
  await untilPutOut(s, fire)
  await theEnd(s, fire)
}

async function reportedToProvince(s: Scenario, fire: Fire) {
  const { eventId } = fire
  await s.step('C14', '16:00', '县续报 1 报市并报省：较大，威胁居民区', async () => {
    await note(s, eventId, '风向转西南，火线距青松村三组 400 米，三组 43 户 151 人正在转移')
    const report = await followUp(s, eventId, { trend: said('火场威胁青松村三组居民区。') }, 120)
    const province = expectOne(
      report.recipients.filter(one => one.unitName === provinceForestry),
      '省林业局主送',
    )
    const delivered = await (await s.as('duty1')).post(
      `/api/event-reports/${report.id}/manual-delivery`,
      { unitId: province.unitId, how: '传真' },
      ReportView,
    )
    const copy = delivered.recipients.find(one => one.unitName === provinceForestry)
    expectEqual(
      copy?.deliveredManuallyAt && Date.parse(copy.deliveredManuallyAt),
      Date.parse(s.now),
      '送达省林业局时间',
    )
    return expectMet(s, eventId, { rule: 'RR-32B', by: county, to: provinceForestry }, 30)
  })
  await s.step('C11', '16:05', '三组 43 户 151 人疏散完成入册', async () => {
    const source = '松岭镇值班室电话'
    await recordFigures(s, 'duty1', eventId, [{ indicator: 'emergencyEvacuated', value: 151, source }])
    return undefined
  })
  await afternoon(s, fire)
}

/** Every further 续报 of the county; the one before it asked for it within `minutes`. */
async function followUp(
  s: Scenario,
  eventId: string,
  elements: Parameters<typeof sendReport>[2]['elements'],
  minutes: number,
) {
  const report = await sendReport(s, eventId, {
    by: 'duty1',
    signedBy: 'leader1',
    kind: 'followUp',
    elements: { nextStep: said('继续扑救，两小时内续报。'), ...elements },
  })
  expectEqual(
    report.nextReportBy && Date.parse(report.nextReportBy) - Date.parse(s.now),
    minutes * 60_000,
    '下次报告间隔（毫秒）',
  )
  return report
}

/** 白岩乡 says nothing about its own hotspot for 70 minutes. */
async function secondHotspot(s: Scenario, fire: Fire) {
  const { secondHotspotId } = fire
  await s.step('C16', '16:10', '白岩乡第二处卫星热点登记，期限 18:10', async () => {
    await logCall(s, {
      id: secondHotspotId,
      kind: 'hotspot',
      sourceKind: 'satellite',
      callerUnitId: s.unit(cityForestry),
      areaCode: '990321201000',
      occurredAt: s.at('16:10'),
      content: '卫星热点 H-2026-0405-09，白岩乡，请核查反馈。',
    })
    await expectDue(s, secondHotspotId, { rule: 'RR-33', by: forestry, to: cityForestry }, '18:10')
    return undefined
  })
  await townsAllClear(s, '16:55')
  await allClear(s, '17:00')
  await townsMissing(s, '17:01')
  await s.step('C16', '17:11', '白岩乡 60 分钟未报告，记疑似漏报', async () => {
    const one = expectOne(await omissions(s), '疑似漏报')
    expectEqual([one.unitName, one.minutes], [baiyan, null], '疑似漏报')
    return one.evidence
  })
  await s.step('C16', '17:20', '白岩乡电话报告计划烧除，疑似漏报计 70 分钟', async () => {
    await logCall(s, {
      sourceKind: 'township',
      callerUnitId: s.unit(baiyan),
      areaCode: '990321201000',
      content: '热点为村民未经批准的计划烧除，已扑灭。',
    })
    const one = expectOne(await omissions(s), '疑似漏报')
    expectEqual([one.unitName, one.minutes], [baiyan, 70], '疑似漏报')
    return one.evidence
  })
  await s.step('C16', '17:35', '第二处热点核查反馈', async () => {
    const answer = '系未经批准的计划烧除，已扑灭，无森林受害。'
    const path = `/api/calls/${secondHotspotId}/answer`
    const call = await (await s.as('duty1')).post(path, { answer }, CallView)
    expectEqual(call.state, 'closed', '来电状态')
    return expectMet(s, secondHotspotId, { rule: 'RR-33', by: forestry, to: cityForestry }, 85)
  })
  s.later('C16 17:35', '违规烧除立案')
  await watersSupplied(s, fire)
}

/** 白岩乡's hotspot belongs to no event. */
export const omissions = (s: Scenario) => suspicions(s, null, 'omittedReport')

/** 清明 asks every township for a zero report by 17:00. */
async function townsAllClear(s: Scenario, time: string) {
  await s.step('C00', time, '清明假期各乡镇17时零报告，龙滩镇、茶坪镇报无情况', async () => {
    const { current } = await zeroReportsAt(s, '每日 17:00')
    expectEqual(Date.parse(current?.dueAt ?? ''), Date.parse(s.at('17:00')), '零报告截止时间')
    await handInZeroReports(s, 'longtan1', { none: true }, '每日 17:00')
    await handInZeroReports(s, 'chaping1', { none: true }, '每日 17:00')
    return `应报 ${current?.owed} 个乡镇`
  })
}

async function townsMissing(s: Scenario, time: string) {
  await s.step('C00', time, '零报告未报清单和县情况综合', async () => {
    const { missing, text } = await synthesise(s, '每日 17:00')
    expectEqual(missing.includes(baiyan), true, '白岩乡未报')
    expectEqual(missing.includes('龙滩镇'), false, '龙滩镇已报')
    expectEqual(text.includes('其中无情况 2 个'), true, '情况综合的数字')
    return `未报 ${missing.length} 个`
  })
}

/** 无事报平安 of the holiday, due at 17:00. */
async function allClear(s: Scenario, time: string) {
  await s.step('C00', time, '清明假期每日报告报市', async () => {
    const duty = await s.as('duty1')
    const day = s.now.slice(0, 10)
    await duty.post('/api/daily-reports', { content: '值守在岗；松岭镇森林火灾另行续报。' }, { parse: value => value })
    const { items: all } = await duty.get('/api/obligations?state=met&limit=200', items(ObligationView))
    const one = expectOne(
      all.filter(owed => owed.ruleCode === 'RR-71' && owed.title.includes(day)),
      `${day} 每日报告`,
    )
    expectEqual([one.state, one.minutesLate], ['met', null], '每日报告状态')
    return one.title
  })
}

async function untilPutOut(s: Scenario, fire: Fire) {
  const { eventId } = fire
  for (const [time, ordinal] of [
    ['18:00', 2],
    ['20:00', 3],
  ] as const) {
    if (ordinal === 3) await linesHeld(s, fire)
    await s.step('C14', time, `县续报 ${ordinal}，距上次 2 小时，按时`, async () => {
      await note(s, eventId, `${time} 火势得到控制，正在合围`)
      const report = await followUp(s, eventId, {}, 120)
      expectEqual(report.ordinal, ordinal, '续报序号')
      const from = `${String(Number(time.slice(0, 2)) - 2)}:00`
      return expectMet(s, eventId, { rule: 'ST-02B', by: county, to: city, from }, 120)
    })
  }
  await s.step('C18', '21:30', '明火扑灭，7 小时 38 分；过火 5.9 公顷入册，县续报 4', async () => {
    await recordFigures(s, 'forest1', eventId, [
      { indicator: 'burnedAreaHectares', value: 5.9, source: '前方指挥部', reason: '明火扑灭后复测' },
    ])
    await note(s, eventId, '明火扑灭，留守 40 人看守火场')
    const { occurredAt } = await readEvent(s, eventId)
    expectEqual(minutesFrom(occurredAt ?? '', s.now), 7 * 60 + 38, '事发到明火扑灭（分钟）')
    const report = await followUp(s, eventId, { outcome: said('明火扑灭。') }, 120)
    expectEqual(report.ordinal, 4, '续报序号')
    return report.number ?? undefined
  })
  await watch(s, fire)
  await s.step('C19', '04-06 08:32', '复燃点扑灭记入时间线', async () => {
    await note(s, eventId, '8 时 10 分 1 处复燃，8 时 32 分扑灭')
    return undefined
  })
  await relitOut(s, fire)
}

async function theEnd(s: Scenario, fire: Fire) {
  const { eventId } = fire
  s.later('C20 04-06 10:00', '151 人返回')
  await s.step('C20', '04-06 12:00', '处置结束，零伤亡', async () => {
    const path = `/api/emergency-events/${eventId}/ending`
    const event = await (await s.as('duty1')).post(path, { note: '明火扑灭，无复燃，群众返回。' }, EventView)
    expectEqual(event.state, 'ended', '事件状态')
    for (const indicator of ['deaths', 'missing', 'seriousInjuries', 'minorInjuries'])
      expectEqual(figureOf(event, indicator), 0, indicator)
    return undefined
  })
  await ended(s, fire)
  await backToStrengthened(s)
  await allClear(s, '04-06 16:50')
  await s.step('C21', '04-07 09:00', '县终报', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'final',
      elements: {
        scope: said('青松村坟山，过火约 5.9 公顷，待核定。'),
        loss: said('过火约 5.9 公顷，待核定。'),
        cause: said('祭祀用火。'),
        outcome: said('明火于 5 日 21 时 30 分扑灭，无人员伤亡，151 人已返回。'),
      },
    })
    expectEqual(report.completeness.missing, [], '终报所缺要素')
    return `${report.number}，${await expectMet(s, eventId, { rule: 'ST-03', by: county, to: city }, 1260)}`
  })
  s.later('C21 04-08 21:30', '火场验收与看守撤离')
  await s.step('C22', '04-09 15:00', '核定面积 6.8 公顷入册，各版本保留', async () => {
    await recordFigures(s, 'forest1', eventId, [
      { indicator: 'burnedAreaHectares', value: 6.8, source: '林业局、公安局', reason: '实地核定', status: 'verified' },
    ])
    const versions = await versionsOf(s, eventId, 'burnedAreaHectares')
    const values = versions.map(one => one.value)
    expectEqual(values, [0.8, 3.5, 5.9, 6.8], '过火面积各版本')
    expectEqual((await readEvent(s, eventId)).eventLevel, 3, '事件级别')
    return values.join(' → ')
  })
  await filed(s, fire)
  s.later('C22 04-09', '起因与责任人认定、案件移送')
  await backToNormal(s)
  await s.step('C23', '04-10 18:30', '复盘评估审定印发，整改计时', () =>
    reviewed(s, fire.responseId, {
      sections: [
        ['orders', '村组和专业队按指令到位。', ''],
        ['tasks', '', '漏报 70 分钟，火情核实不及时。'],
      ],
      rectifications: [
        { problem: '火情漏报', measure: '墓地、林缘烟点十分钟内核实并报告', unit: '松岭镇', dueOn: '2026-05-10' },
      ],
    }),
  )
}
