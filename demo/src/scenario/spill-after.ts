import { EventView } from '@anlan/contract/emergency-event.ts'
import {
  expectDue,
  expectMet,
  note,
  owed,
  readEvent,
  recordFigures,
  said,
  sendReport,
  suspicions,
  timelineOf,
  transmit,
} from './acts.ts'
import { prepareKeyPeriod } from './duty-mode-acts.ts'
import { bureau, city, cityBureau } from './offices.ts'
import { reviewed } from './review-acts.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'
import { afternoon, backToNormal, ended, filed, washed } from './spill-response.ts'
import { type Spill, trackOf } from './spill-units.ts'

/** 情景 B from 15:40 to the assessment a week later. */
export async function afterTheSpill(s: Scenario, spill: Spill): Promise<void> {
  await followUps(s, spill)
  await waterAgain(s, spill)
  await theEnd(s, spill)
  await aWeekLater(s, spill)
}

async function followUps(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await s.step('B17', '15:40', '县续报 1：级别变化、停止取水、泄漏点封堵', async () => {
    await note(s, eventId, '15时10分下游取水口停止取水', '15:10')
    await note(s, eventId, '消防封堵泄漏点，投放石灰 3.2 吨，筑土坝 3 道')
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'followUp',
      elements: { nextStep: said('监测水质，应急送水。') },
    })
    expectEqual(report.ordinal, 1, '续报序号')
    for (const words of ['停止取水', '封堵泄漏点'])
      expectThat(report.elements.progress?.text.includes(words) === true, `续报没有写明${words}`)
    const level = expectOne(
      report.differences.filter(one => one.element === 'level'),
      '级别变化',
    )
    await expectDue(s, eventId, { rule: 'ST-02B', to: city, from: '15:40' }, '17:40')
    return `级别 ${level.before} → ${level.after}`
  })
  await afternoon(s, spill)
  s.later('B20 17:00', '水质监测数据')
  await s.step('B22', '18:00', '县续报 2；距续报 1 超过 2 小时，记续报间隔超时而非迟报', async () => {
    await note(s, eventId, 'S1 断面 pH 5.6，S2 断面 pH 6.2，持续好转')
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'followUp',
      elements: { nextStep: said('水质连续两次达标后恢复取水。') },
    })
    expectEqual(report.ordinal, 2, '续报序号')
    const lapse = expectOne(await suspicions(s, eventId, 'intervalLapse'), '续报间隔超时')
    expectEqual(lapse.minutes, 20, '续报间隔超时分钟')
    expectEqual(await suspicions(s, eventId, 'lateReport'), [], '疑似迟报')
    return `${report.number}，间隔超时 ${lapse.minutes} 分钟`
  })
}

async function waterAgain(s: Scenario, spill: Spill) {
  await washed(s, spill)
  await s.step('B23', '20:40', '水质连续两次达标，恢复取水记入时间线', async () => {
    await note(s, spill.eventId, '水质连续两次达标，恢复取水，继续监测 24 小时')
    const entry = expectOne(
      (await timelineOf(s, spill.eventId, 'emergency-event.noted')).filter(one =>
        String(one.data['text']).includes('恢复取水'),
      ),
      '恢复取水记录',
    )
    spill.reopenedAt = String(entry.data['at'])
    return undefined
  })
  s.later('B24 21:00', '空气达标，203 人返回')
}

async function theEnd(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await ended(s, spill)
  await s.step('B25', '22:00', '处置结束', async () => {
    const path = `/api/emergency-events/${eventId}/ending`
    const event = await (await s.as('duty1')).post(path, { note: '泄漏处置完毕，水质达标。' }, EventView)
    expectEqual(event.state, 'ended', '事件状态')
    return undefined
  })
  await backToNormal(s)
  await s.step('B26', '09-18 10:00', '县终报', async () => {
    const report = await sendReport(s, eventId, {
      by: 'duty1',
      signedBy: 'leader1',
      kind: 'final',
      elements: {
        loss: said('正在评估，初步估计不超过 500 万元。'),
        cause: said('后车追尾，罐体破损泄漏。'),
        outcome: said('泄漏约 6.2 吨，已封堵、中和；取水中断 5 小时 30 分后恢复；203 人全部返回。'),
      },
    })
    expectEqual(report.completeness.missing, [], '终报所缺要素')
    return `${report.number}，${await expectMet(s, eventId, { rule: 'ST-03' }, 720)}`
  })
  await s.step('B26', '09-18 10:05', '伤亡情况跟踪至 09-24（道路交通 7 日）', async () => {
    expectEqual((await owed(s, eventId, { rule: 'RR-06' })).length, 0, '30 日补报事项')
    await expectDue(s, eventId, { rule: 'RR-06B', by: bureau, to: cityBureau }, '09-24 14:08')
    return undefined
  })
  s.later('B27 09-18', '事故调查组、执法案件与检查任务')
}

async function aWeekLater(s: Scenario, spill: Spill) {
  const { eventId } = spill
  await s.step('B28', '09-18 15:00', '中秋节值班准备：各单位报齐', () => prepareKeyPeriod(s, 'mid-autumn-2026'))
  await s.step('B28', '09-24 09:30', '国庆节值班准备：各单位报齐', () => prepareKeyPeriod(s, 'national-day-2026'))
  await s.step('B28', '09-24 10:00', '直接经济损失 386 万元入册：按损失为一般，按取水中断最终级别较大', async () => {
    await recordFigures(s, 'duty1', eventId, [
      { indicator: 'directLossWanYuan', value: 386, source: '县生态环境局评估', status: 'verified' },
    ])
    const event = await readEvent(s, eventId)
    const environment = trackOf(event, '12Q01')
    const byLoss = environment.proposedBecause.find(one => one.value === 386)
    expectEqual(byLoss?.level, 4, '按损失的级别')
    expectEqual(environment.proposedLevel, 3, '环境事件建议级别')
    expectEqual([environment.level, trackOf(event, '12D02').level], [3, 4], '环境、事故级别')
    return undefined
  })
  s.later('B28 09-24', '环境损害评估报告')
  await s.step('B26', '09-24 14:00', '应急局报市应急局：7 日内伤亡无变化', async () => {
    await transmit(s, 'bureau1', eventId, {
      from: bureau,
      to: cityBureau,
      medium: 'written',
      purpose: 'casualtyWatch',
      content: '事故发生之日起 7 日内伤亡情况无变化。',
    })
    return expectMet(s, eventId, { rule: 'RR-06B', by: bureau, to: cityBureau })
  })
  await filed(s, spill)
  await s.step('B28', '09-24 17:00', '复盘评估审定印发，整改计时', () =>
    reviewed(s, spill.responseId, {
      sections: [
        ['firsts', '先封路、后堵漏，下游取水口 25 分钟内停止取水。', ''],
        ['tasks', '', '企业未按预案第一时间报告入河风险。'],
      ],
      rectifications: [
        {
          problem: '入河风险报告不及时',
          measure: '沿河运输企业签订告知书，事故报告写明水体',
          unit: '县交通运输局',
          dueOn: '2026-10-24',
        },
      ],
    }),
  )
}
