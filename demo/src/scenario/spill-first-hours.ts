import { randomUUID } from 'node:crypto'
import { EventView } from '@anlan/contract/emergency-event.ts'
import {
  expectDue,
  expectMet,
  noteKnowledge,
  readEvent,
  receive,
  recordFigures,
  reportEvent,
  said,
  sendReport,
  transmit,
} from './acts.ts'
import { expectGuide, fillParticulars, firstHour } from './assistance-acts.ts'
import { spillCallUps } from './call-ups/spill.ts'
import { bureau, city, cityBureau, county } from './offices.ts'
import { expectEqual, expectThat, minutesFrom, type Scenario } from './scenario.ts'
import { fourthLevel, intakeStopped, onScene, thirdLevel } from './spill-response.ts'
import {
  carrier,
  environmentBureau,
  environmentBureaux,
  police,
  type Spill,
  trackOf,
  transport,
} from './spill-units.ts'

const yanjing = '盐井镇'

/** 情景 B until 15:30: the crash, the first reports, and the pollution that makes it an environmental event too. */
export async function spillFirstHours(s: Scenario): Promise<Spill> {
  const spill: Spill = { eventId: randomUUID(), responseId: '', reopenedAt: null }
  await smallerEventThatMorning(s)
  await takenIn(s, spill)
  await firstReports(s, spill)
  await polluted(s, spill)
  return spill
}

/** The day's first number goes to a report that turns out to be nothing. */
async function smallerEventThatMorning(s: Scenario) {
  await s.step('B00', '09:20', '当日首个事件 EV20260917-001：误报，核实后撤销', async () => {
    const id = randomUUID()
    const event = await reportEvent(s, 'duty1', {
      id,
      title: '峦城镇疑似燃气泄漏',
      eventTypeCode: '12P99',
      areaCode: '990321101000',
      knownAt: s.now,
      source: '群众来电',
      sourceKind: 'public',
      summary: '群众反映楼道有异味，疑似燃气泄漏。',
    })
    expectEqual(event.number, 'EV20260917-001', '事件编号')
    const reason = '燃气公司现场检测无泄漏，系误报。'
    const dismissed = await (await s.as('leader1')).post(`/api/emergency-events/${id}/dismissal`, { reason }, EventView)
    expectEqual(dismissed.state, 'withdrawn', '事件状态')
    return undefined
  })
}

/** 14:08 to 14:26: who learned of it when, and whom they told. */
async function takenIn(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await s.step('B04', '14:22', '县总值班室接报建立事件，较大涉险，关联道路交通类型', async () => {
    const event = await reportEvent(s, 'duty1', {
      id: eventId,
      title: '岚云高速 K42+300 盐酸罐车泄漏事故',
      eventTypeCode: '12D02',
      areaCode: '990321107000',
      occurredAt: s.at('14:08'),
      knownAt: s.at('14:18'),
      source: '县公安局 110 电话',
      sourceKind: 'hotline',
      reporterUnitId: s.unit(police),
      reporterKnownAt: s.at('14:10'),
      summary:
        '14时08分，岚云高速 K42+300 处一辆装载 28.6 吨 31% 盐酸的罐车被追尾泄漏，驾驶员重伤，盐酸流向盐井河，下游 8.4 公里有乡镇取水口。',
      location: { lng: 108.53, lat: 29.21, address: '岚云高速 K42+300' },
      losses: { deaths: 0, missing: 0, seriousInjuries: 1, trapped: 0 },
      // An acid spill above a water intake: 严重污染的较大涉险, which has to be reported upward although only one is hurt.
      circumstances: ['majorDanger'],
      siteContact: '高速交警大队值班室',
      measuresTaken: '封控现场，救治伤员，调集堵漏和中和物资。',
    })
    expectEqual(event.number, 'EV20260917-002', '事件编号')
    expectEqual(event.mustReport, true, '是否必报')
    const path = `/api/emergency-events/${eventId}/classifications`
    const linked = await (await s.as('duty1')).post(
      path,
      { eventTypeCode: '12H02', knownAt: s.at('14:18'), reason: '追尾事故' },
      EventView,
    )
    for (const code of ['12D02', '12H02']) expectEqual(trackOf(linked, code).proposedLevel, 4, `${code} 建议级别`)
    return event.number
  })
  await s.step('B04', '14:22', 'UN1789 处置指南，按污染物和保护目标的首小时清单', async () => {
    const values = {
      substance: '31% 盐酸',
      unNumber: '1789',
      tonnes: 28.6,
      release: '正在泄漏',
      pollutant: ['酸类'],
      receiving: ['河流沟渠'],
      targets: ['饮用水取水口', '居民区'],
    }
    await fillParticulars(s, eventId, values, '押运员运单、110 电话')
    const guide = await expectGuide(s, eventId, '1789')
    return `${guide}；${await firstHour(s, eventId, ['问清物质名称', '清污（酸）', '监控：通知下游取水口'])}`
  })
  await s.step('B02', '14:10', '押运员电话报 110 和交通运输局', async () => {
    await noteKnowledge(s, eventId, carrier, '14:20', '押运员电话，企业负责人获知')
    const content = '罐车被追尾，盐酸泄漏，驾驶员受伤。'
    for (const to of [police, transport])
      await transmit(s, 'duty1', eventId, { from: carrier, to, medium: 'phone', at: '14:10', content })
    await expectMet(s, eventId, { rule: 'RR-01', by: carrier })
    for (const to of [police, transport]) await expectMet(s, eventId, { rule: 'RR-53', by: carrier, to })
    return undefined
  })
  await s.step('B03', '14:18', '公安局获知后 8 分钟电话报县，交通运输局随后报告', async () => {
    const content = '岚云高速 K42+300 罐车泄漏。'
    await transmit(s, 'duty1', eventId, { from: transport, to: county, medium: 'phone', at: '14:20', content })
    await expectMet(s, eventId, { rule: 'RR-11', by: transport, to: county, medium: 'phone' }, 10)
    return expectMet(s, eventId, { rule: 'RR-11', by: police, to: county, medium: 'phone' }, 8)
  })
  await s.step('B03', '14:24', '通报生态环境局、卫健委，两单位可见事件', async () => {
    const unitIds = [s.unit(environmentBureau), s.unit('县卫生健康委员会')]
    const path = `/api/emergency-events/${eventId}/shares`
    await (await s.as('duty1')).post(path, { unitIds, note: '请按职责派员处置' }, EventView)
    const seen = await readEvent(s, eventId, 'health1')
    expectEqual(seen.number, 'EV20260917-002', '卫健委所见事件')
    return undefined
  })
  await s.step('B11', '14:26', '盐井镇电话报县', async () => {
    await noteKnowledge(s, eventId, yanjing, '14:20', '井湾村网格员电话')
    const content = '高速罐车泄漏，已组织下风向群众准备转移。'
    await transmit(s, 'duty1', eventId, { from: yanjing, to: county, medium: 'phone', content })
    return expectMet(s, eventId, { rule: 'RR-11', by: yanjing, to: county, medium: 'phone' }, 6)
  })
  await fourthLevel(s, spill)
}

/** 14:35 to 15:10: the county's call and paper, the papers of those below. */
async function firstReports(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await s.step('B07', '14:35', '县总值班室电话首报市总值班室', async () => {
    const content = '岚云高速盐酸罐车泄漏，重伤 1 人，威胁盐井河。'
    await transmit(s, 'duty1', eventId, { from: county, to: city, medium: 'phone', content })
    return expectMet(s, eventId, { rule: 'RR-12', to: city, medium: 'phone', from: '14:18' }, 17)
  })
  await onScene(s, spill)
  s.later('B09 14:45', '井湾村转移令与学校避险')
  await s.step('B03', '14:50', '公安局、交通运输局书面报县', async () => {
    for (const from of [police, transport]) {
      await transmit(s, 'duty1', eventId, { from, to: county, medium: 'written', content: '事故情况书面报告。' })
      await expectMet(s, eventId, { rule: 'RR-11', by: from, to: county, medium: 'written' }, 40)
    }
    return undefined
  })
  await pollutionConfirmed(s, spill)
  await s.step('B11', '14:55', '县书面首报市：重伤 1、泄漏、威胁河道', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'first',
      elements: {
        reporter: said('县公安局 110'),
        scope: said('岚云高速 K38 至 K47，盐井河下游 8.4 公里取水口，服务 11200 人。'),
        nextStep: said('堵漏、筑坝、中和，监测水质，视情停止取水。'),
      },
    })
    expectEqual(report.completeness.filled, report.completeness.of, '已填必填要素')
    expectThat(report.elements.injured?.text.includes('重伤 1 人') === true, '首报没有写明重伤 1 人')
    await receive(s, 'city1', report.id, city)
    return expectMet(s, eventId, { rule: 'RR-12', to: city, medium: 'written', from: '14:18' }, 37)
  })
  await spillCallUps(s, spill)
  await s.step('B11', '15:05', '盐井镇书面报县，带班领导签发', async () => {
    const report = await sendReport(s, eventId, {
      by: 'yanjing1',
      signedBy: 'yanjing2',
      kind: 'first',
      to: [county],
      elements: { process: said('高速罐车泄漏，井湾村 500 米下风向群众正在转移。') },
    })
    await receive(s, 'duty2', report.id, county)
    return expectMet(s, eventId, { rule: 'RR-11', by: yanjing, to: county, medium: 'written' }, 45)
  })
}

async function pollutionConfirmed(s: Scenario, { eventId }: Spill) {
  await s.step('B10', '14:52', '生态环境局确认沟渠污染，事件并列为突发环境事件', async () => {
    await noteKnowledge(s, eventId, environmentBureau, '14:52', '现场监测确认')
    const path = `/api/emergency-events/${eventId}/classifications`
    const event = await (await s.as('duty1')).post(
      path,
      { eventTypeCode: '12Q01', knownAt: s.now, reason: '沟渠监测确认污染' },
      EventView,
    )
    expectEqual(minutesFrom(trackOf(event, '12Q01').knownAt, s.now), 0, '环境事件获知时间')
    await expectDue(s, eventId, { rule: 'RR-50', by: environmentBureau, to: environmentBureaux[1] ?? '' }, '18:52')
    return undefined
  })
}

/** 15:07 to 15:30: the carrier's report, the intake stops, and with it the level rises. */
async function polluted(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await s.step('B14', '15:07', '运输企业负责人报告应急局和交通运输局', async () => {
    const content = '我公司罐车被追尾泄漏，驾驶员重伤，已派人赶赴现场。'
    for (const to of [bureau, transport])
      await transmit(s, 'truck1', eventId, { from: carrier, to, medium: 'written', content })
    return expectMet(s, eventId, { rule: 'RR-02', by: carrier, to: bureau }, 47)
  })
  await intakeStopped(s, spill)
  await s.step('B12', '15:10', '取水口停止取水：乡镇水源地取水中断入册', async () => {
    await recordFigures(s, 'duty1', eventId, [
      { indicator: 'waterIntakeOutage', value: 1, source: '县水利局、盐井镇自来水厂', asOf: '15:10' },
      { indicator: 'waterSupplyCutPeople', value: 11_200, source: '盐井镇自来水厂', asOf: '15:10' },
    ])
    return undefined
  })
  await s.step('B13', '15:12', '环境级别建议较大（Ⅲ）并确认，事故级别仍为一般；RR-52、RR-50 计时', async () => {
    const event = await readEvent(s, eventId)
    expectEqual(trackOf(event, '12Q01').proposedLevel, 3, '环境事件建议级别')
    expectEqual(trackOf(event, '12D02').proposedLevel, 4, '事故建议级别')
    const duty = await s.as('duty1')
    const base = `/api/emergency-events/${eventId}`
    for (const [code, level] of [
      ['12Q01', 3],
      ['12D02', 4],
    ] as const)
      await duty.post(`${base}/classifications/${trackOf(event, code).id}/level`, { level }, EventView)
    const reason = '威胁下游饮用水取水口'
    const circumstances = ['majorDanger', 'environmentSensitive']
    const now = await duty.patch(base, { circumstances, knownAt: s.at('14:52'), reason }, EventView)
    expectEqual(now.eventLevel, 3, '事件级别')
    for (const to of environmentBureaux)
      await expectDue(s, eventId, { rule: 'RR-52', by: environmentBureau, to }, '16:52')
    for (const to of environmentBureaux.slice(0, 2))
      await expectDue(s, eventId, { rule: 'RR-50', by: environmentBureau, to }, '18:52')
    return trackOf(event, '12Q01').proposedBecause[0]?.indicatorName
  })
  await thirdLevel(s, spill)
  await s.step('B09', '15:20', '井湾村 62 户 203 人疏散完成入册', async () => {
    const source = '盐井镇值班室电话'
    await recordFigures(s, 'duty1', eventId, [{ indicator: 'emergencyEvacuated', value: 203, source }])
    return undefined
  })
  await s.step('B11', '15:25', '应急局报市应急局，获知后 67 分钟', async () => {
    const report = await sendReport(s, eventId, {
      by: 'bureau1',
      signedBy: 'leader1',
      kind: 'first',
      to: [cityBureau],
      elements: { scope: said('岚云高速、盐井河。'), reporter: said('县总值班室') },
    })
    await receive(s, 'city1', report.id, cityBureau)
    await expectMet(s, eventId, { rule: 'RR-05', by: bureau, to: cityBureau }, 67)
    return expectMet(s, eventId, { rule: 'RR-03', by: bureau, to: cityBureau }, 67)
  })
  await s.step('B16', '15:30', '生态环境局报县政府、市局、省厅', async () => {
    const content = '盐井河 S1 断面 pH 4.1，下游取水已停。'
    for (const to of environmentBureaux)
      await transmit(s, 'duty1', eventId, { from: environmentBureau, to, medium: 'written', content })
    for (const to of environmentBureaux) await expectMet(s, eventId, { rule: 'RR-52', by: environmentBureau, to }, 38)
    return expectMet(s, eventId, { rule: 'RR-50', by: environmentBureau, to: environmentBureaux[1] ?? '' }, 38)
  })
}
