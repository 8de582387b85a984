import { randomUUID } from 'node:crypto'
import { EventView } from '@anlan/contract/emergency-event.ts'
import { NoticeView } from '@anlan/contract/notice.ts'
import { PaperView } from '@anlan/contract/paper.ts'
import {
  confirmApproval,
  expectDue,
  expectMet,
  inbox,
  items,
  logCall,
  note,
  noteKnowledge,
  readEvent,
  receive,
  recordFigures,
  reportEvent,
  said,
  sendReport,
  suspicions,
  transmit,
  versionsOf,
} from './acts.ts'
import { searchersCalled } from './call-ups/flood.ts'
import { callThem, readModes, reinforce, switchTo } from './duty-mode-acts.ts'
import {
  becomesItsResponse,
  fourthLevel,
  headquartersOnScene,
  searchDone,
  searchOrdered,
  secondLevel,
  thirdLevel,
} from './flood-response.ts'
import { bureau, city, cityBureau, county } from './offices.ts'
import { expectEqual, expectOne, expectThat, minutesFrom, type Scenario } from './scenario.ts'

/** What the phases of 情景 A hand on to each other. */
export interface Flood {
  eventId: string
  /** Started on the forecast, before there was an event. */
  responseId: string
}

const chaping = '茶坪镇'
const longtan = '龙滩镇'

/** 情景 A until dawn: a flash flood at night, two people missing, found again. */
export async function floodNight(s: Scenario): Promise<Flood> {
  const flood = { eventId: randomUUID(), responseId: '' }
  await beforeTheFlood(s, flood)
  await firstWord(s, flood)
  await twoMissing(s, flood)
  await firstReports(s, flood)
  await townReportsLate(s, flood)
  await foundAlive(s, flood)
  return flood
}

async function beforeTheFlood(s: Scenario, flood: Flood) {
  await strengthened(s)
  s.later('A02 20:15', '暴雨蓝色预警发布与叫应')
  s.later('A03 22:40', '预警升黄色，责任人叫应')
  s.later('A04 23:10', '地质灾害气象风险黄色预警')
  await fourthLevel(s, flood)
  s.later('A06 00:20', '预警升橙色，三岔村 A 岗无应答转 B 岗')
  s.later('A07 00:40', '雨量站达准备转移阈值')
  await thirdLevel(s, flood)
  s.later('A09 00:50', '转移令 EV-01')
  s.later('A10 01:05', '雨量站达立即转移阈值')
  s.later('A11 01:10', '预警升红色，限时叫应')
  s.later('A13 01:40', '转移 389/596，劝导拒转人员')
  s.later('A14 02:18', '首次清点')
  await secondLevel(s, flood)
}

/** 16:00: rain is forecast for the night. */
async function strengthened(s: Scenario) {
  await s.step(
    'A01',
    '07-11 16:00',
    '会商研判今夜暴雨：县总值班室转入加强，召集联合值守，会商纪要，通知各乡镇做好准备',
    async () => {
      const duty = await s.as('duty1')
      await switchTo(s, 'duty1', [county], 'strengthened', '气象、防指会商：今夜有暴雨，山洪和地质灾害风险高')
      const paper = await duty.post(
        '/api/papers',
        {
          kind: 'minutes',
          title: '7 月 11 日强降雨防范会商纪要',
          sections: [
            {
              heading: '',
              text: '县气象局预报今夜到明晨有暴雨，县防指决定县总值班室加强值班，各乡镇做好巡查和转移准备。',
            },
          ],
        },
        PaperView,
      )
      expectEqual(paper.state, 'draft', '会商纪要')
      const towns = (await readModes(s)).units.filter(one => one.scope === 'town').map(one => one.unitId)
      const told = await duty.post(
        '/api/notices',
        {
          title: '做好今夜强降雨防范准备',
          body: '预报今夜有暴雨。请加强值班，巡查山洪、地质灾害危险区，落实转移准备。',
          unitIds: towns,
          urgent: true,
        },
        NoticeView,
      )
      return `通知 ${told.deliveries.length} 个乡镇`
    },
  )
  await s.step('A01', '07-11 16:08', '联合值守单位和增援人员全部确认', () => callThem(s, [county], 'acknowledged'))
  await s.step('A01', '07-11 16:10', '采用增援值班方案', () => reinforce(s, county))
  await s.step('A01', '07-11 16:28', '召回人员全部到岗', () => callThem(s, [county], 'arrived'))
}

/** 02:46 to 02:50: the township calls, the county takes the event in and rates it. */
async function firstWord(s: Scenario, { eventId }: Flood) {
  const callId = randomUUID()
  await s.step('A16', '02:46', '茶坪镇电话报县，值班员登记来电', async () => {
    const call = await logCall(s, {
      id: callId,
      sourceKind: 'township',
      callerUnitId: s.unit(chaping),
      areaCode: '990321104202',
      occurredAt: s.at('02:35'),
      content: '河坝村山洪进村，房屋倒塌 17 间，人员此前已全部转移，道路、供电中断。',
    })
    expectEqual(call.state, 'open', '来电状态')
    expectEqual(call.callerUnitName, chaping, '来电单位')
    return undefined
  })
  await s.step('A18', '02:50', '县总值班室由来电建立事件', async () => {
    const event = await reportEvent(s, 'duty1', {
      id: eventId,
      callId,
      title: '茶坪镇河坝村山洪灾害',
      eventTypeCode: '11A51',
      areaCode: '990321104202',
      occurredAt: s.at('02:35'),
      knownAt: s.at('02:46'),
      source: '茶坪镇值班室电话',
      sourceKind: 'township',
      reporterUnitId: s.unit(chaping),
      reporterKnownAt: s.at('02:40'),
      summary:
        '7月12日2时35分，强降雨引发山洪冲入茶坪镇河坝村，房屋倒塌，道路和供电中断。村内群众此前已全部转移，视频和花名册核对无人在内。',
      losses: { deaths: 0, relocated: 596 },
      reporterName: '田静波',
      reporterPhone: '19900001234',
      siteContact: '茶坪镇值班室',
      measuresTaken: '596 名群众已于 2 时 18 分前全部转移安置，封控危险区域，清点人数。',
    })
    expectEqual(event.number, 'EV20260712-001', '事件编号')
    expectEqual(event.sensitiveFlags, [], '敏感情形')
    expectEqual(minutesFrom(event.occurredAt ?? '', event.knownAt), 11, '事发到县获知（分钟）')
    return event.number
  })
  await s.step('A16', '02:40', '河坝村电话报茶坪镇，茶坪镇 6 分钟内电话报县', async () => {
    await noteKnowledge(s, eventId, '河坝村', '02:35', '村干部视频和花名册核对')
    await transmit(s, 'duty1', eventId, {
      from: '河坝村',
      to: chaping,
      medium: 'phone',
      at: '02:40',
      content: '山洪进村，房屋倒塌，人员已全部转移。',
    })
    await expectMet(s, eventId, { rule: 'RR-10', by: '河坝村', to: chaping })
    await expectDue(s, eventId, { rule: 'RR-11', by: chaping, medium: 'written' }, '03:40')
    return expectMet(s, eventId, { rule: 'RR-11', by: chaping, to: county, medium: 'phone' }, 6)
  })
  await s.step('A15', '02:35', '山洪灾情入册：倒塌 17 间 5 户、道路中断 3 公里、停电 820 户', async () => {
    const common = { source: '茶坪镇值班室电话', asOf: '02:40', knownAt: '02:46' }
    await recordFigures(s, 'duty1', eventId, [
      { ...common, indicator: 'housesCollapsedRooms', value: 17 },
      { ...common, indicator: 'housesCollapsedHouseholds', value: 5 },
      { ...common, indicator: 'roadsCutKm', value: 3 },
      { ...common, indicator: 'powerCutHouseholds', value: 820 },
    ])
    return undefined
  })
  await s.step('A18', '02:50', '系统建议一般（Ⅳ），值班员确认初判级别', async () => {
    const event = await readEvent(s, eventId)
    expectEqual(event.proposedLevel, 4, '建议级别')
    const track = expectOne(event.classifications, '事件类型')
    const path = `/api/emergency-events/${eventId}/classifications/${track.id}/level`
    const rated = await (await s.as('duty1')).post(path, { level: 4 }, EventView)
    expectEqual(rated.eventLevel, 4, '事件级别')
    expectEqual(rated.classifications[0]?.levelState, 'confirmed', '定级状态')
    return track.proposedBecause.map(one => `${one.indicatorName} ${one.value}`).join('、')
  })
}

/** 02:55 to 03:06: two people are missing, which makes the event one to report upward. */
async function twoMissing(s: Scenario, flood: Flood) {
  const { eventId } = flood
  await s.step('A17', '02:55', '滩口村第二次清点发现 2 人失联，龙滩镇 5 分钟内电话报县', async () => {
    await noteKnowledge(s, eventId, '滩口村', '02:50', '第二次清点人数')
    await noteKnowledge(s, eventId, longtan, '02:50', '滩口村电话报告')
    const content = '滩口村清点发现一对夫妻 2 时 22 分返回家中后失联。'
    await transmit(s, 'duty1', eventId, { from: '滩口村', to: longtan, medium: 'phone', at: '02:50', content })
    await transmit(s, 'duty1', eventId, { from: longtan, to: county, medium: 'phone', content })
    return expectMet(s, eventId, { rule: 'RR-11', by: longtan, to: county, medium: 'phone' }, 5)
  })
  await s.step('A18', '02:56', '失联 2 人计入潜在死亡：须报市，事件级别仍为一般', async () => {
    const before = await readEvent(s, eventId)
    expectEqual(before.mustReport, false, '失联前是否必报')
    await recordFigures(s, 'duty1', eventId, [
      { indicator: 'missing', value: 2, source: '龙滩镇值班室电话', asOf: '02:50', knownAt: '02:55' },
    ])
    const event = await readEvent(s, eventId)
    expectEqual(event.mustReport, true, '是否必报')
    expectEqual(event.eventLevel, 4, '事件级别')
    expectEqual(event.reportingLevel, 4, '报送计时所依级别')
    return undefined
  })
  await becomesItsResponse(s, flood)
  await s.step('A19', '03:05', '县总值班室电话首报市总值班室', async () => {
    await transmit(s, 'duty1', eventId, {
      from: county,
      to: city,
      medium: 'phone',
      content: '茶坪镇河坝村山洪灾害首报：倒塌房屋 17 间，失联 2 人，已转移 596 人，正在搜救。',
    })
    const event = await readEvent(s, eventId)
    expectEqual(minutesFrom(event.knownAt, s.now), 19, '县获知到电话首报（分钟）')
    return `县获知后 19 分钟，${await expectMet(s, eventId, { rule: 'RR-12', to: city, medium: 'phone' })}`
  })
  await s.step('A19', '03:06', '应急局报市应急局（伤亡灾害、死亡失踪先报后核）', async () => {
    await transmit(s, 'bureau1', eventId, {
      from: bureau,
      to: cityBureau,
      medium: 'phone',
      content: '山洪灾害失联 2 人，先报后核。',
    })
    await expectMet(s, eventId, { rule: 'RR-20', by: bureau, to: cityBureau })
    return expectMet(s, eventId, { rule: 'RR-23', by: bureau, to: cityBureau })
  })
  await searchOrdered(s, flood)
  await searchersCalled(s, flood)
}

/** 03:20 to 03:37: the townships' entries, the paper of 龙滩镇, the county's first report. */
async function firstReports(s: Scenario, flood: Flood) {
  const { eventId } = flood
  for (const [time, town, account, minutes] of [
    ['03:20', chaping, 'chaping1', 45],
    ['03:25', longtan, 'longtan1', 50],
  ] as const)
    await s.step('A24', time, `${town}灾情初报录入系统`, async () => {
      const content = '灾情初报：转移安置、倒塌房屋。'
      await transmit(s, account, eventId, { from: town, to: bureau, medium: 'system', content })
      return expectMet(s, eventId, { rule: 'RR-21', by: town, to: bureau }, minutes)
    })
  await s.step('A17', '03:28', '龙滩镇书面报县，带班领导签发', async () => {
    const report = await sendReport(s, eventId, {
      by: 'longtan1',
      signedBy: 'longtan2',
      kind: 'first',
      to: [county],
      elements: { process: said('滩口村第二次清点发现 2 人失联，正在组织搜寻。') },
    })
    await receive(s, 'duty1', report.id, county)
    return expectMet(s, eventId, { rule: 'RR-11', by: longtan, to: county, medium: 'written' }, 38)
  })
  await s.step('A21', '03:35', '县书面首报市，要素完整（损失正在核实），分管副县长签发', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'first',
      elements: {
        scope: said('茶坪镇河坝村、龙滩镇滩口村。'),
        reporter: said('茶坪镇值班室'),
        loss: { text: '', pending: true },
        nextStep: said('全力搜寻失联人员，续报进展。'),
      },
    })
    expectEqual(report.number, '突发事件信息〔2026〕第45期', '文号')
    expectEqual(report.completeness.filled, report.completeness.of, '已填必填要素')
    expectThat(report.completeness.pending.includes('loss'), '损失应标为正在核实')
    const event = await readEvent(s, eventId)
    expectEqual(minutesFrom(event.knownAt, report.submittedAt ?? ''), 49, '县获知到书面首报（分钟）')
    return `${report.number}，县获知后 49 分钟，${await expectMet(s, eventId, { rule: 'RR-12', to: city, medium: 'written' })}`
  })
  await s.step('A21', '03:37', '市总值班室签收首报', async () => {
    const report = expectOne(await inbox(s, 'city1', eventId), '市收到的报告')
    await receive(s, 'city1', report.id, city)
    return undefined
  })
  await headquartersOnScene(s, flood)
}

/** 04:05 to 04:20: the paper of 茶坪镇 is 25 minutes late; the county's entry into the statistics system. */
async function townReportsLate(s: Scenario, { eventId }: Flood) {
  await s.step('A23', '04:05', '茶坪镇书面报县，距获知 85 分钟，超时 25 分钟记疑似迟报', async () => {
    const report = await sendReport(s, eventId, {
      by: 'chaping1',
      kind: 'first',
      to: [county],
      elements: { process: said('2时35分山洪冲入河坝村，倒塌房屋 17 间。') },
    })
    await receive(s, 'duty1', report.id, county)
    await confirmApproval(s, 'chaping2', report.id)
    const suspicion = expectOne(await suspicions(s, eventId, 'lateReport'), '疑似迟报')
    expectEqual(suspicion.unitName, chaping, '疑似迟报单位')
    expectEqual(suspicion.minutes, 25, '迟报分钟')
    expectEqual(suspicion.state, 'suspected', '认定状态')
    return suspicion.evidence
  })
  await s.step('A23', '04:06', '超时即提醒茶坪镇值班室，无人确认逐级上升', async () => {
    const path = `/api/notices?matter=${eventId}&limit=200`
    const { items: notices } = await (await s.as('duty1')).get(path, items(NoticeView))
    const reminder = expectOne(
      notices.filter(
        one => one.kind.startsWith('obligation.breached/') && one.deliveries.some(to => to.unitName === chaping),
      ),
      '超时提醒',
    )
    expectEqual(minutesFrom(s.at('03:40'), reminder.sentAt) < 1, true, '超时即提醒')
    const rungs = new Set(reminder.deliveries.map(one => one.rung))
    expectEqual([...rungs].sort(), [0, 1, 2], '25 分钟内提醒到的层级')
    return undefined
  })
  await s.step('A24', '04:20', '应急局灾情初报录入系统，转移安置 596 人、倒塌 17 间 5 户', async () => {
    await transmit(s, 'bureau1', eventId, {
      from: bureau,
      to: cityBureau,
      medium: 'system',
      content: '灾情初报：转移安置 596 人，倒塌房屋 17 间 5 户。',
    })
    return expectMet(s, eventId, { rule: 'RR-22', by: bureau, to: cityBureau }, 105)
  })
}

/** 04:30 to 05:45: both are found; the next report says 失联 0 and keeps the 2. */
async function foundAlive(s: Scenario, flood: Flood) {
  const { eventId } = flood
  await s.step('A25', '04:30', '县续报 1：投入力量与搜救范围，下次报告不晚于 08:30', async () => {
    await note(s, eventId, '投入消防、综合应急救援队、医疗、民兵共 97 人，沿滩口村下游两岸搜寻')
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'followUp',
      elements: { forces: said('97 人，冲锋舟 2 艘'), nextStep: said('情况变化即报，最迟 8 时 30 分续报。') },
    })
    expectEqual(report.number, '突发事件信息〔2026〕第45期续1', '文号')
    expectThat(report.elements.progress?.text.includes('共 97 人') === true, '续报没有带入投入力量')
    expectEqual(report.nextReportBy && Date.parse(report.nextReportBy), Date.parse(s.at('08:30')), '下次报告期限')
    return report.number ?? undefined
  })
  await s.step('A26', '05:40', '2 人获救，1 人轻伤：失联 2 改为 0 并说明理由', async () => {
    const source = '县消防救援大队'
    await recordFigures(s, 'duty1', eventId, [
      { indicator: 'missing', value: 0, source, reason: '下游 1.2 公里处屋顶发现 2 人，均生还', status: 'verified' },
      { indicator: 'minorInjuries', value: 1, source },
    ])
    await note(s, eventId, '消防救援人员在下游 1.2 公里处屋顶救出 2 名失联人员，1 人轻伤')
    const versions = await versionsOf(s, eventId, 'missing')
    expectEqual(
      versions.map(one => one.value),
      [2, 0],
      '失联人数各版本',
    )
    return undefined
  })
  await s.step('A27', '05:45', '县续报 2：失联 0 替代 2，受伤 1', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'followUp',
      elements: { nextStep: said('救治伤员，转入排查和安置。') },
    })
    expectEqual(report.number, '突发事件信息〔2026〕第45期续2', '文号')
    const missing = expectOne(
      report.differences.filter(one => one.element === 'missing'),
      '失联人数的变化',
    )
    expectThat(
      missing.before.startsWith('2 ') && missing.after.startsWith('0 '),
      `失联人数由${missing.before}变为${missing.after}`,
    )
    const injured = expectOne(
      report.differences.filter(one => one.element === 'injured'),
      '受伤人数的变化',
    )
    return `失联 ${missing.before} → ${missing.after}，受伤 ${injured.after}`
  })
  await searchDone(s, flood)
}
