import { EventView } from '@anlan/contract/emergency-event.ts'
import { ZeroReportView } from '@anlan/contract/zero-report.ts'
import { expectMet, figureOf, readEvent, recordFigures, said, sendReport, transmit } from './acts.ts'
import { reliefSent } from './call-ups/flood.ts'
import { cityLeadersInstruction, closeInstruction } from './flood-instruction.ts'
import type { Flood } from './flood-night.ts'
import { backToNormal, ended, filed, inspected, lowered, rainOver, repaired } from './flood-response.ts'
import { morningHandover } from './handover.ts'
import { bureau, cityBureau } from './offices.ts'
import { reviewed } from './review-acts.ts'
import { expectEqual, type Scenario } from './scenario.ts'
import { handInZeroReports, openZeroReports, synthesise } from './zero-report-acts.ts'

/** 情景 A from dawn to the verified figures five days later. */
export async function floodAfter(s: Scenario, flood: Flood): Promise<void> {
  const instruction = await cityLeadersInstruction(s, flood)
  s.later('A29 07:05', '预警降黄色，10:20 解除')
  await rainOver(s, flood)
  await morningHandover(s, flood.eventId)
  await closeInstruction(s, flood, instruction)
  await zeroReportsAsked(s)
  await morningReport(s, flood, '09:00', '07-12')
  await zeroReportsMissing(s)
  await inspected(s, flood)
  await reliefSent(s, flood)
  await shelterCount(s, flood)
  s.later('A33 16:00', '房屋和边坡检查，回撤令 579 人返回、17 人继续安置')
  await repaired(s, flood)
  await lowered(s, flood)
  await morningReport(s, flood, '07-13 09:00', '07-13')
  await theEnd(s, flood)
  await zeroReportsEnded(s)
  await verifiedFigures(s, flood)
  await filed(s, flood)
  await s.step('A36', '07-25 10:00', '复盘评估审定印发，预案修订与整改计时', () =>
    reviewed(s, flood.responseId, {
      sections: [
        ['firsts', '预警先行启动响应，群众在山洪到来前转移。', ''],
        ['clocks', '', '茶坪镇书面报告迟报 25 分钟。'],
        ['tasks', '', '已转移人员夜间擅自返回，看管不严。'],
      ],
      rectifications: [
        { problem: '书面报告迟报', measure: '夜间报告由双人值守，先电话后书面', unit: '茶坪镇', dueOn: '2026-08-20' },
        {
          problem: '转移人员返回看管不严',
          measure: '安置点出入登记，包户干部每两小时清点',
          unit: '龙滩镇',
          dueOn: '2026-08-20',
        },
      ],
    }),
  )
}

async function morningReport(s: Scenario, { eventId }: Flood, time: string, day: string) {
  await s.step('A31', time, `应急局 ${day} 每日报告和零报告`, async () => {
    await transmit(s, 'bureau1', eventId, {
      from: bureau,
      to: cityBureau,
      medium: 'system',
      purpose: 'daily',
      content: '截至昨日 24 时：死亡 0，失联 0，转移安置 596 人；无新增灾情。',
    })
    return expectMet(s, eventId, { rule: 'RR-24', by: bureau, to: cityBureau, due: `${day} 09:00` })
  })
}

async function shelterCount(s: Scenario, { eventId }: Flood) {
  await s.step('A33', '14:00', '安置人数入册：集中 512、分散 84', async () => {
    const source = '茶坪镇、龙滩镇'
    await recordFigures(s, 'duty1', eventId, [
      { indicator: 'relocatedToShelters', value: 512, source, status: 'verified' },
      { indicator: 'relocatedElsewhere', value: 84, source, status: 'verified' },
    ])
    return undefined
  })
}

/** Every township reports by nine each morning, even that nothing is new, until the disaster is stable. */
async function zeroReportsAsked(s: Scenario) {
  await s.step('A31', '08:35', '要求各乡镇灾情稳定前每日9时零报告', async () => {
    const round = await openZeroReports(
      s,
      ['茶坪镇', '龙滩镇', '石鼓镇', '松岭镇'],
      { kind: 'daily', times: ['09:00'] },
      '灾情稳定前每日零报告',
    )
    expectEqual(Date.parse(round.current?.dueAt ?? ''), Date.parse(s.at('09:00')), '首期截止时间')
    expectEqual(round.current?.owed, 4, '应报单位')
    return round.title
  })
  await s.step('A31', '08:50', '茶坪镇报情况，龙滩镇一键报无情况', async () => {
    await handInZeroReports(
      s,
      'chaping1',
      { values: { situation: '河坝村道路抢通中，群众安置稳定。', zeroRelocated: 596 } },
      '每日 09:00',
    )
    await handInZeroReports(s, 'longtan1', { none: true }, '每日 09:00')
    return undefined
  })
}

async function zeroReportsMissing(s: Scenario) {
  await s.step('A31', '09:01', '零报告未报清单和情况综合', async () => {
    const { missing, text } = await synthesise(s, '每日 09:00')
    expectEqual(missing, ['石鼓镇', '松岭镇'], '未报单位')
    expectEqual(text.includes('应报零报告单位 4 个，已报 2 个，其中无情况 1 个、有情况 1 个'), true, '情况综合的数字')
    return `未报 ${missing.join('、')}`
  })
}

async function zeroReportsEnded(s: Scenario) {
  await s.step('A31', '07-13 10:00', '灾情稳定，不再要求零报告，未到期的不再要求', async () => {
    const duty = await s.as('duty1')
    const zero = await duty.get('/api/zero-reports', ZeroReportView)
    const asked = zero.duties.filter(one => one.cause === 'asked')
    expectEqual(asked.length, 4, '零报告单位')
    for (const one of asked)
      await duty.post(`/api/zero-reports/${one.id}/ending`, { reason: '灾情稳定' }, ZeroReportView)
    const after = await duty.get('/api/zero-reports', ZeroReportView)
    expectEqual(after.duties.filter(one => one.cause === 'asked').length, 0, '仍要求零报告的单位')
    return undefined
  })
}

/** The response is over and the disaster stable; the 终报 follows within the day. */
async function theEnd(s: Scenario, flood: Flood) {
  const { eventId } = flood
  await s.step('A34', '07-13 10:00', '处置结束，认定灾情稳定', async () => {
    const duty = await s.as('duty1')
    const note = '险情排除，群众安置到位，灾情稳定。'
    await duty.post(`/api/emergency-events/${eventId}/stabilisation`, { note }, EventView)
    const event = await duty.post(`/api/emergency-events/${eventId}/ending`, { note }, EventView)
    expectEqual(event.state, 'ended', '事件状态')
    expectEqual(event.stableAt && Date.parse(event.stableAt), Date.parse(s.now), '灾情稳定时间')
    return undefined
  })
  await ended(s, flood)
  await backToNormal(s)
  await s.step('A34', '07-13 18:00', '县终报，分管副县长签发', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'final',
      elements: {
        trapped: said('0 人'),
        scope: said('茶坪镇河坝村、龙滩镇滩口村。'),
        loss: said('倒塌房屋 17 间 5 户，道路中断 3 公里，停电 820 户；损失待核报。'),
        cause: said('短时强降雨引发山洪。'),
        outcome: said('2 名失联人员获救，1 人轻伤，无人员死亡；596 人转移安置，道路、供电恢复。'),
        lessons: said('人员返回看管不严，茶坪镇书面报告迟报。'),
      },
    })
    expectEqual(report.number, '突发事件信息〔2026〕第45期终报', '文号')
    expectEqual(report.completeness.missing, [], '终报所缺要素')
    return `${report.number}，${await expectMet(s, eventId, { rule: 'ST-03' }, 480)}`
  })
}

async function verifiedFigures(s: Scenario, { eventId }: Flood) {
  await s.step('A35', '07-17 10:00', '应急局核报：灾情数据核实入册，级别仍为一般（Ⅳ）', async () => {
    const common = { source: '应急局会同各部门核查', reason: '核报', status: 'verified' as const }
    const verified: [indicator: string, value: number][] = [
      ['affected', 4210],
      ['injured', 1],
      ['relocated', 596],
      ['housesCollapsedRooms', 17],
      ['housesCollapsedHouseholds', 5],
      ['housesSeverelyDamagedRooms', 41],
      ['housesSeverelyDamagedHouseholds', 13],
      ['cropAffectedHectares', 86.4],
      ['cropDamagedHectares', 41.2],
      ['cropLostHectares', 12.7],
      ['directLossWanYuan', 2860],
    ]
    await recordFigures(
      s,
      'bureau1',
      eventId,
      verified.map(([indicator, value]) => ({ ...common, indicator, value })),
    )
    const event = await readEvent(s, eventId)
    for (const [indicator, value] of verified) expectEqual(figureOf(event, indicator), value, indicator)
    expectEqual(event.proposedLevel, 4, '建议级别')
    expectEqual(event.eventLevel, 4, '事件级别')
    return event.classifications[0]?.proposedBecause.map(one => `${one.indicatorName} ${one.value}`).join('、')
  })
  await s.step('A35', '07-17 16:00', '应急局核报报市应急局', async () => {
    const report = await sendReport(s, eventId, {
      by: 'bureau1',
      signedBy: 'leader1',
      kind: 'verified',
      elements: {
        missing: said('0 人'),
        trapped: said('0 人'),
        injured: said('1 人'),
        cause: said('短时强降雨引发山洪。'),
        outcome: said('灾情已核定，群众妥善安置。'),
      },
    })
    expectEqual(report.completeness.missing, [], '核报所缺要素')
    return expectMet(s, eventId, { rule: 'RR-25', by: bureau, to: cityBureau }, 4 * 1440 + 360)
  })
}
