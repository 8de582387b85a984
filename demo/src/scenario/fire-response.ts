import { EventHandling } from '@anlan/contract/response.ts'
import { ResponseView } from '@anlan/contract/response-view.ts'
import {
  assertAllNormal,
  callThem,
  expectMode,
  letBack,
  prepareKeyPeriod,
  readModes,
  switchTo,
} from './duty-mode-acts.ts'
import type { Fire } from './fire-first-hours.ts'
import {
  acceptAll,
  arrive,
  changeLevel,
  end,
  fileWithCongress,
  finish,
  order,
  readResponse,
  reportsGoOn,
  sceneSteps,
  start,
  tellPublic,
} from './response-acts.ts'
import { expectEqual, expectOne, expectThat, minutesFrom, type Scenario } from './scenario.ts'

const desks = { 松岭镇: 'songling1', 县林业局: 'forest1' }
const songling = '松岭镇'

const atScene = ['县总值班室', songling]

/** 04-03: the eve of 清明, 森林火险 orange. */
export async function beforeTheHoliday(s: Scenario): Promise<void> {
  await s.step('C00', '04-03 16:30', '清明节值班准备：各单位报齐值班安排和通讯录', () =>
    prepareKeyPeriod(s, 'qingming-2026'),
  )
  await s.step('C00', '04-03 17:00', '森林火险橙色：县总值班室和各乡镇转入加强值班', async () => {
    const names = (await readModes(s)).units.map(one => one.unitName)
    await switchTo(s, 'duty1', names, 'strengthened', '森林火险橙色，清明祭祀用火集中')
    return callThem(s, names, 'acknowledged')
  })
  await s.step('C00', '04-03 17:25', '召回人员全部到岗', async () => {
    const names = (await readModes(s)).units.map(one => one.unitName)
    return callThem(s, names, 'arrived')
  })
}

/** The response is over, the holiday, and at last the ban on fire. */
export async function backToStrengthened(s: Scenario): Promise<void> {
  await s.step('C20', '04-06 12:05', '带班领导批准转回加强值班', async () => {
    const units = await letBack(s)
    await expectMode(s, atScene, 'strengthened')
    return units
  })
}

export async function backToNormal(s: Scenario): Promise<void> {
  await s.step('C23', '04-10 18:00', '禁火令解除，带班领导将各单位转回常态', async () => {
    const raised = (await readModes(s)).units.filter(one => one.mode !== 'normal').map(one => one.unitName)
    await switchTo(s, 'leader1', raised, 'normal', '禁火令解除')
    return `${raised.length} 个单位`
  })
  await assertAllNormal(s)
}

/** 先期处置: the village's and the township's own teams. */
export async function firstAttack(s: Scenario, { eventId }: Fire): Promise<void> {
  const teams = [
    ['青松村', 18, '14:06'],
    [songling, 40, '14:12'],
  ] as const
  await s.step('C04', '14:02', '调集青松村、松岭镇应急小分队先期处置，派人核查', async () => {
    for (const [unit] of teams)
      await (await s.as('duty1')).post(
        '/api/response-call-outs',
        { eventId, unitId: s.unit(unit), order: '扑打初起火，核查火情，疏散祭祀群众', place: '坟山入口' },
        EventHandling,
      )
    return undefined
  })
  for (const [unit, people, time] of teams)
    await s.step('C04', time, `${unit}小分队 ${people} 人到位`, async () => {
      const desk = await s.as(unit === songling ? 'songling1' : 'duty1')
      const { callOuts } = await desk.get(`/api/emergency-events/${eventId}/handling`, EventHandling)
      const team = expectOne(
        callOuts.filter(one => one.unitName === unit),
        `${unit}的调集`,
      )
      const handling = await desk.post(`/api/response-call-outs/${team.id}/assembly`, { people }, EventHandling)
      const now = expectOne(
        handling.callOuts.filter(one => one.id === team.id),
        `${unit}的集结`,
      )
      expectEqual([now.people, now.overdue], [people, false], `${unit}集结人数与超时`)
      return `${minutesFrom(now.calledAt, now.assembledAt ?? s.now)} 分钟集结`
    })
}

export async function fourthLevel(s: Scenario, fire: Fire): Promise<void> {
  await s.step('C07', '14:35', '森林火灾Ⅳ级响应：森防办主任电话下令', async () => {
    const response = await start(s, {
      by: 'duty1',
      ordered: { unit: '县林业局', post: '森林草原防灭火指挥部办公室主任', how: '电话' },
      plan: '青峦县森林火灾应急预案',
      body: { eventId: fire.eventId, responseLevel: 4 },
    })
    fire.responseId = response.id
    reportsGoOn(s, 'C07', response.id, ['15:20', '16:15', '17:10', '18:05'])
    return `${response.templateName}，任务 ${response.taskList.length} 项`
  })
  await s.step('C07', '14:38', '各单位签收任务', () => acceptAll(s, fire.responseId, desks))
  await s.step('C07', '14:40', '县总值班室和松岭镇自动转入应急值班状态，召回人员全部确认并到岗', async () => {
    await expectMode(s, atScene, 'emergency')
    return callThem(s, atScene, 'arrived')
  })
}

export async function teamsArrive(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C08', '15:25', '专业队 50 人、消防 20 人到场，先期扑打与监测任务完成', async () => {
    const response = await arrive(s, responseId, [
      ['县森林消防专业队', 50],
      ['县消防救援大队', 20],
    ])
    const titles = ['乡镇半专业队先期扑打', '清点火场周边住户']
    await finish(s, responseId, titles, '已完成')
    return `首批到场距获知 ${response.times.firstArrivalMinutes} 分钟`
  })
}

export async function thirdLevel(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C13', '15:45', '分管副县长调整为森林火灾Ⅲ级响应，火线分工、供水点、医疗', async () => {
    const before = await readResponse(s, responseId)
    const body = { responseLevel: 3, reason: '较大森林火灾，威胁青松村三组' }
    const response = await changeLevel(s, responseId, { by: 'leader1', body })
    expectThat(response.groups.length > before.groups.length, '没有增加工作组')
    const accepted = await acceptAll(s, responseId, desks)
    await (await s.as('leader1')).put(`/api/responses/${responseId}/headquarters`, { place: '松岭中学' }, ResponseView)
    return `工作组 ${response.groups.length} 个，签收 ${accepted}`
  })
}

/** 16:05 to 18:00, as the tasks come to their limits. */
export async function afternoon(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C11', '16:05', '转移任务完成；扑救、医疗、警戒任务到位', async () => {
    await finish(s, responseId, ['转移受威胁群众'], '三组 43 户 151 人转移至松岭中学', { by: 'songling1' })
    await finish(s, responseId, ['专业队扑救', '汇总情况', '派出医疗救护', '设置警戒区'], '已到位')
    await acceptAll(s, responseId, desks)
    await sceneSteps(s, responseId, '现场指挥官', {
      analysis: '风向转西南，威胁三组',
      scheme: '开设隔离带，东西两线合围',
      rescue: '专业队、消防分线包干',
      forces: '专业队 50 人、消防 20 人、镇村队 58 人',
      communication: '对讲与卫星电话，每小时汇总',
      opinion: '由县级统一发布火情',
    })
    return undefined
  })
}

export async function watersSupplied(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C13', '17:35', '供水点、物资、信息发布任务完成', async () => {
    await finish(s, responseId, ['设置供水点', '调拨救援和生活物资'], '供水点 3 处，水车 4 辆')
    await tellPublic(s, responseId, '松岭镇森林火灾扑救情况', '151 名群众已转移，无人员伤亡，正在扑救。')
    await finish(s, responseId, ['首次信息发布'], '县政府网站发布')
    return undefined
  })
}

export async function linesHeld(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C17', '18:10', '东线合围，隔离带任务完成', async () => {
    await finish(s, responseId, ['开设隔离带', '提供火场气象'], '东线合围')
    return undefined
  })
  s.later('C17 18:10', '队伍轮换（12 小时）')
}

export async function watch(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C18', '21:30', '下达看守任务：留守 40 人', async () => {
    const task = { title: '看守火场，防止复燃', unit: '县森林消防专业队', doneMinutes: 15 * 60 }
    await order(s, responseId, { ...task, group: 'rescue', priority: 'hazard' })
    return undefined
  })
  await s.step('C19', '04-06 08:10', '看守队报告复燃，下达处置任务', async () => {
    const task = { title: '扑灭 1 处复燃点', unit: '县森林消防专业队', doneMinutes: 60 }
    await order(s, responseId, { ...task, group: 'rescue', priority: 'hazard' })
    return undefined
  })
}

export async function relitOut(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C19', '04-06 08:32', '复燃点扑灭，任务核验', async () => {
    await finish(s, responseId, ['扑灭 1 处复燃点'], '8 时 32 分扑灭')
    return undefined
  })
}

export async function ended(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C20', '04-06 12:00', '看守任务核验，逐条核实终止条件，终止响应', async () => {
    await finish(s, responseId, ['看守火场', '保障救援通道'], '无复燃')
    return end(s, responseId, { people: '副县长龙启明、林业局等 8 人', note: '明火扑灭，无复燃，群众返回，终止响应。' })
  })
}

export async function filed(s: Scenario, { responseId }: Fire): Promise<void> {
  await s.step('C22', '04-09 15:30', '县政府决定备案、专项报告报县人大常委会', () => fileWithCongress(s, responseId))
}
