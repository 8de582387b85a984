import { randomUUID } from 'node:crypto'
import { EventView } from '@anlan/contract/emergency-event.ts'
import { CallView } from '@anlan/contract/switchboard.ts'
import {
  expectDue,
  expectMet,
  logCall,
  noteKnowledge,
  owed,
  readEvent,
  receive,
  recordFigures,
  reportEvent,
  said,
  sendReport,
  transmit,
} from './acts.ts'
import { fillParticulars, firstHour } from './assistance-acts.ts'
import { fightersCalled, neighbourAsked } from './call-ups/fire.ts'
import { firstAttack, fourthLevel, teamsArrive, thirdLevel } from './fire-response.ts'
import { city, cityForestry, county, forestry, provinceForestry } from './offices.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

/** What the phases of 情景 C hand on to each other. */
export interface Fire {
  eventId: string
  hotspotId: string
  secondHotspotId: string
  responseId: string
}

const songling = '松岭镇'

/** 情景 C until 15:43: smoke above the graves, the first reports, the fire nears a settlement and becomes 较大. */
export async function fireFirstHours(s: Scenario): Promise<Fire> {
  const fire = { eventId: randomUUID(), hotspotId: randomUUID(), secondHotspotId: randomUUID(), responseId: '' }
  s.later('C01 13:52', '视频烟雾告警转核查任务')
  s.later('C02 13:54', '护林员现场核实与照片')
  await takenIn(s, fire)
  await firstReports(s, fire)
  await hotspotAnswered(s, fire)
  await settlementThreatened(s, fire)
  return fire
}

async function takenIn(s: Scenario, fire: Fire) {
  const { eventId } = fire
  const callId = randomUUID()
  await s.step('C03', '13:58', '松岭镇电话报县，县总值班室登记来电', async () => {
    const call = await logCall(s, {
      id: callId,
      sourceKind: 'township',
      callerUnitId: s.unit(songling),
      areaCode: '990321108201',
      occurredAt: s.at('13:52'),
      content: '青松村坟山祭祀用火引发山火，护林员已到场核实。',
    })
    expectEqual(call.state, 'open', '来电状态')
    return undefined
  })
  await s.step('C04', '14:02', '县总值班室由来电建立事件，未定级按较大计时', async () => {
    const event = await reportEvent(s, 'duty1', {
      id: eventId,
      callId,
      title: '松岭镇青松村坟山森林火灾',
      eventTypeCode: '11G01',
      areaCode: '990321108201',
      occurredAt: s.at('13:52'),
      knownAt: s.at('13:58'),
      source: '松岭镇值班室电话',
      sourceKind: 'township',
      reporterUnitId: s.unit(songling),
      reporterKnownAt: s.at('13:56'),
      summary: '13时52分，松岭镇青松村坟山因祭祀用火引发森林火灾，村小分队 18 人、镇队 40 人正在扑救。',
      location: { lng: 108.552, lat: 29.318, address: '青松村坟山' },
      losses: { deaths: 0, missing: 0, trapped: 0, seriousInjuries: 0, minorInjuries: 0 },
      siteContact: '松岭镇值班室',
      measuresTaken: '村小分队 18 人、镇队 40 人到场扑救，疏散祭祀群众。',
    })
    expectEqual(event.number, 'EV20260405-001', '事件编号')
    expectEqual(event.eventLevel, null, '未定级')
    expectEqual(event.mustReport, true, '是否必报')
    await expectDue(s, eventId, { rule: 'RR-12', by: county, to: city, medium: 'written' }, '14:58')
    return event.number
  })
  await s.step('C04', '14:02', '按起火原因和保护目标的首小时清单', async () => {
    await fillParticulars(s, eventId, { fireCause: '祭祀用火', targets: ['居民区'], site: '林区' }, '松岭镇值班室')
    return firstHour(s, eventId, ['核清起火点坐标', '受威胁村组群众转移', '公安调查火因'])
  })
  await firstAttack(s, fire)
  await s.step('C03', '13:56', '青松村电话报松岭镇，松岭镇电话报县，事发后 6 分钟', async () => {
    await noteKnowledge(s, eventId, '青松村', '13:54', '护林员核实')
    const content = '坟山起火，风力 4 级。'
    await transmit(s, 'duty1', eventId, { from: '青松村', to: songling, medium: 'phone', at: '13:56', content })
    await expectMet(s, eventId, { rule: 'RR-10', by: '青松村', to: songling })
    return expectMet(s, eventId, { rule: 'RR-11', by: songling, to: county, medium: 'phone' }, 2)
  })
}

/** 14:20 to 14:48: call, a hotspot to check, paper. */
async function firstReports(s: Scenario, fire: Fire) {
  const { eventId } = fire
  await s.step('C05', '14:20', '县总值班室电话首报市总值班室', async () => {
    const content = '松岭镇青松村发生森林火灾，正在扑救，无人员伤亡。'
    await transmit(s, 'duty1', eventId, { from: county, to: city, medium: 'phone', content })
    await expectMet(s, eventId, { rule: 'RR-32', by: county, to: city }, 22)
    return expectMet(s, eventId, { rule: 'RR-12', by: county, to: city, medium: 'phone' }, 22)
  })
  await hotspotAsked(s, fire)
  await fourthLevel(s, fire)
  await s.step('C05', '14:40', '松岭镇书面报县，先报后补，带班领导补签', async () => {
    const report = await sendReport(s, eventId, {
      by: 'songling1',
      kind: 'first',
      to: [county],
      elements: { process: said('青松村坟山祭祀用火引发山火，火线约 200 米。') },
    })
    const path = `/api/event-reports/${report.id}/approval-confirmation`
    await expectDue(s, eventId, { rule: 'SG-01', by: songling }, '04-06 14:40')
    await (await s.as('songling2')).post(path, { opinion: '同意，补签' }, { parse: value => value })
    await expectMet(s, eventId, { rule: 'SG-01', by: songling }, 0)
    await receive(s, 'duty1', report.id, county)
    return expectMet(s, eventId, { rule: 'RR-11', by: songling, to: county, medium: 'written' }, 44)
  })
  await fightersCalled(s, fire)
  neighbourAsked(s, fire)
  await s.step('C09', '14:48', '县书面首报市：过火约 0.8 公顷，风力 4 级', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'first',
      elements: {
        reporter: said('松岭镇值班室'),
        scope: said('过火面积约 0.8 公顷，风力 4 级，下风向 1 公里有青松村三组。'),
        forces: said('村小分队 18 人、镇队 40 人，专业队 50 人途中。'),
        nextStep: said('打隔离带，转移下风向群众，情况变化即报。'),
      },
    })
    expectEqual(report.completeness.missing, [], '首报所缺要素')
    await receive(s, 'city1', report.id, city)
    return expectMet(s, eventId, { rule: 'RR-12', by: county, to: city, medium: 'written' }, 50)
  })
  await s.step('C09', '14:48', '过火 0.8 公顷入册，系统建议一般（Ⅳ），续报间隔改为 4 小时', async () => {
    await recordFigures(s, 'forest1', eventId, [
      { indicator: 'burnedAreaHectares', value: 0.8, source: '县森防办估算' },
    ])
    expectEqual((await readEvent(s, eventId)).proposedLevel, 4, '建议级别')
    await expectDue(s, eventId, { rule: 'ST-02C', by: county, to: city }, '18:48')
    return undefined
  })
}

async function hotspotAsked(s: Scenario, { eventId, hotspotId }: Fire) {
  await s.step('C06', '14:31', '市森防办卫星热点 H-2026-0405-07 登记并转林业局核查，期限 16:31', async () => {
    await logCall(s, {
      id: hotspotId,
      kind: 'hotspot',
      sourceKind: 'satellite',
      callerUnitId: s.unit(cityForestry),
      areaCode: '990321108201',
      occurredAt: s.at('14:25'),
      eventId,
      content: '卫星热点 H-2026-0405-07，东经 108.552，北纬 29.318，请核查反馈。',
    })
    const handed = await (await s.as('duty1')).post(
      `/api/calls/${hotspotId}/transfer`,
      { unitId: s.unit(forestry), note: '请核查反馈' },
      CallView,
    )
    expectEqual(handed.state, 'handed', '来电状态')
    await expectDue(s, hotspotId, { rule: 'RR-33', by: forestry, to: cityForestry }, '16:31')
    return undefined
  })
}

async function hotspotAnswered(s: Scenario, { hotspotId }: Fire) {
  await s.step('C06', '14:50', '林业局反馈热点核查结果', async () => {
    const path = `/api/calls/${hotspotId}/answer`
    const answer = '该热点为青松村坟山森林火灾，正在扑救，已报市总值班室。'
    const call = await (await s.as('forest1')).post(path, { answer }, CallView)
    expectEqual(call.state, 'closed', '来电状态')
    return expectMet(s, hotspotId, { rule: 'RR-33', by: forestry, to: cityForestry }, 19)
  })
}

/** 15:30 to 15:43: the wind turns. */
async function settlementThreatened(s: Scenario, fire: Fire) {
  const { eventId } = fire
  await teamsArrive(s, fire)
  await s.step('C10', '15:30', '风向转西南，火场威胁居民区：须立即报省', async () => {
    expectEqual(await owed(s, eventId, { rule: 'RR-32B' }), [], '威胁居民区之前的报省事项')
    const event = await (await s.as('duty1')).patch(
      `/api/emergency-events/${eventId}`,
      { circumstances: ['settlementThreat'], reason: '风向转西南，火线距青松村三组 400 米' },
      EventView,
    )
    expectEqual(event.circumstances, ['settlementThreat'], '特殊情形')
    const one = expectOne(await owed(s, eventId, { rule: 'RR-32B', by: county, to: provinceForestry }), '报省事项')
    expectEqual([one.state, one.soft], ['open', true], '报省事项状态')
    return `${one.title}（${one.limitDisplay}）`
  })
  s.later('C11 15:34', '三组转移令')
  await s.step('C12', '15:40', '无人机测得 3.5 公顷，越过 1 公顷：系统建议较大（Ⅲ），待确认', async () => {
    await recordFigures(s, 'forest1', eventId, [
      { indicator: 'burnedAreaHectares', value: 3.5, source: '无人机航测', reason: '无人机实测' },
    ])
    const event = await readEvent(s, eventId)
    expectEqual([event.proposedLevel, event.eventLevel], [3, null], '建议级别与确认级别')
    expectEqual(event.classifications[0]?.levelState, 'proposed', '定级状态')
    await expectDue(s, eventId, { rule: 'ST-02B', by: county, to: city }, '16:48')
    return event.classifications[0]?.proposedBecause[0]?.band
  })
  await s.step('C12', '15:43', '分管副县长确认较大（Ⅲ）', async () => {
    const track = expectOne((await readEvent(s, eventId)).classifications, '事件类型')
    const path = `/api/emergency-events/${eventId}/classifications/${track.id}/level`
    const event = await (await s.as('leader1')).post(path, { level: 3 }, EventView)
    expectEqual(event.eventLevel, 3, '事件级别')
    expectThat(event.classifications[0]?.levelState === 'confirmed', '定级状态应为已确认')
    return undefined
  })
  await thirdLevel(s, fire)
}
