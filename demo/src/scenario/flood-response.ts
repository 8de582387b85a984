import { ObligationView } from '@anlan/contract/obligation.ts'
import { PaperView } from '@anlan/contract/paper.ts'
import { ResponseLine, ResponseStatistics, ResponseView } from '@anlan/contract/response-view.ts'
import { items, timelineOf } from './acts.ts'
import { assertAllNormal, callThem, expectMode, letBack, switchTo } from './duty-mode-acts.ts'
import type { Flood } from './flood-night.ts'
import { city } from './offices.ts'
import {
  acceptAll,
  arrive,
  changeLevel,
  end,
  fileWithCongress,
  finish,
  order,
  planCalled,
  readResponse,
  reportsGoOn,
  sceneSteps,
  start,
  taskCalled,
  tellPublic,
} from './response-acts.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

const plan = '青峦县防汛抗旱应急预案'
const atNight = ['县总值班室', '茶坪镇']
const desks = { 茶坪镇: 'chaping1', 县水利局: 'water1' }
const head = { unit: '县委县政府领导', post: '县长', how: '电话' }

/** A05 to A12: the response begins on the forecast, hours before there is an event. */
export async function fourthLevel(s: Scenario, flood: Flood): Promise<void> {
  await s.step('A05', '07-11 23:20', '防汛Ⅳ级响应：防汛办主任电话下令，任务 T-01 至 T-09', async () => {
    const response = await start(s, {
      by: 'duty1',
      ordered: { unit: '县水利局', post: '防汛抗旱指挥部办公室主任', how: '电话' },
      plan,
      body: {
        responseLevel: 4,
        subject: '今夜强降雨防范应对',
        areaCode: '990321104202',
        expectedHours: 24,
        measures: '加强值守和巡查，队伍集结待命，危险区群众做好转移准备。',
      },
    })
    flood.responseId = response.id
    expectEqual(
      response.taskList.map(task => task.number),
      ['T-01', 'T-02', 'T-03', 'T-04', 'T-05', 'T-06', 'T-07', 'T-08', 'T-09'],
      '任务编号',
    )
    expectEqual(taskCalled(response.taskList, '村干部通知').state, 'planned', '等前一步的任务')
    reportsGoOn(s, 'A05', response.id, ['07-12 00:18', '07-12 01:15', '07-12 02:12', '07-12 03:09', '07-12 04:06'])
    reportsGoOn(s, 'A05', response.id, ['07-12 05:03', '07-12 06:00', '07-12 06:57'])
    return `${response.starterPost}，告知 ${new Set(response.told.map(one => one.personName)).size} 名领导`
  })
  await s.step('A05', '07-11 23:25', '县总值班室和茶坪镇自动转入应急值班状态，召回人员全部确认', async () => {
    await expectMode(s, atNight, 'emergency')
    return callThem(s, atNight, 'acknowledged')
  })
  await s.step('A05', '07-11 23:26', '各单位 10 分钟内签收任务', () => acceptAll(s, flood.responseId, desks))
  await s.step('A05', '07-11 23:45', '召回人员全部到岗', () => callThem(s, atNight, 'arrived'))
  await s.step('A05', '07-12 00:18', '首批任务完成，另一人核验', async () => {
    const { taskList } = await readResponse(s, flood.responseId)
    const own = taskCalled(taskList, '乡镇干部到岗')
    await finish(s, flood.responseId, [own.title], '镇干部 62 人到岗，包村到户', { by: 'chaping1' })
    const others = taskList.filter(task => task.id !== own.id && !task.continuous).map(task => task.title)
    await finish(s, flood.responseId, others, '已到岗到位')
    return undefined
  })
}

export async function thirdLevel(s: Scenario, flood: Flood): Promise<void> {
  await s.step('A08', '00:45', '分管副县长调整为防汛Ⅲ级响应，增加工作组和任务', async () => {
    const before = await readResponse(s, flood.responseId)
    const body = { responseLevel: 3, reason: '暴雨橙色预警，雨强继续增大' }
    const response = await changeLevel(s, flood.responseId, { by: 'leader1', body })
    expectThat(response.groups.length > before.groups.length, '没有增加工作组')
    return `工作组 ${response.groups.length} 个，新增任务 ${response.taskList.length - before.taskList.length} 项`
  })
  await s.step('A08', '00:52', '新增任务签收', () => acceptAll(s, flood.responseId, desks))
}

export async function secondLevel(s: Scenario, flood: Flood): Promise<void> {
  await s.step('A12', '01:25', '县长电话下令调整为防汛Ⅱ级响应，学校、景区停课停业', async () => {
    const body = { responseLevel: 2, reason: '暴雨红色预警' }
    const response = await changeLevel(s, flood.responseId, { by: 'duty1', ordered: head, body })
    const toldByName = new Set(response.told.map(one => one.postName))
    for (const post of ['县委书记', '县长']) expectThat(toldByName.has(post), `没有告知${post}`)
    return response.commanders.map(one => one.postName).join('、')
  })
  await s.step('A12', '01:25', '响应同时报市：尚无事件，报送信息专报，市值班室签收', () =>
    tellCity(s, flood.responseId),
  )
  await s.step('A12', '01:27', 'Ⅱ级响应：转入战时值班状态，增召人员全部到岗', async () => {
    await expectMode(s, atNight, 'wartime')
    return callThem(s, atNight, 'arrived')
  })
  await s.step('A12', '01:29', '新增任务 5 分钟内签收', () => acceptAll(s, flood.responseId, desks))
  await s.step('A12', '01:40', '医疗、警戒力量到位，停课停业到位', async () => {
    await finish(s, flood.responseId, ['派出医疗救护', '设置警戒区', '停课，关闭'], '已到位')
    return undefined
  })
  await s.step('A14', '02:18', '转移任务完成：茶坪镇报 596/596', async () => {
    const title = '组织危险区群众转移'
    await finish(s, flood.responseId, [title], '应转移 596 人，已转移 596 人：集中 512，分散 84', { by: 'chaping1' })
    await finish(s, flood.responseId, ['调拨救援和生活物资'], '帐篷、棉被、食品送达安置点')
    await finish(s, flood.responseId, ['专家会商'], '山洪峰值已过，防范滑坡，危险区不返回')
    return undefined
  })
}

/** A response without an event has no report of its own: the county tells the city by a 信息专报 that names the response. */
async function tellCity(s: Scenario, responseId: string): Promise<string> {
  const { subject, measures, responseLevel } = await readResponse(s, responseId)
  expectEqual(responseLevel, 2, '响应级别')
  const [duty, bureau, leader] = [await s.as('duty1'), await s.as('bureau1'), await s.as('leader1')]
  const drafted = await duty.post(
    '/api/papers',
    {
      kind: 'specialReport',
      title: '关于启动防汛Ⅱ级应急响应的情况',
      urgency: '特急',
      main: [{ unitId: s.unit(city) }],
      copies: [],
      sections: [
        {
          heading: '总体情况',
          text: `县气象台发布暴雨红色预警，我县于${s.at('01:25').slice(11, 16)}将“${subject}”防汛响应调整为Ⅱ级。`,
          references: [{ label: subject, to: `/responses/${responseId}` }],
        },
        { heading: '意见建议', text: measures },
      ],
    },
    PaperView,
  )
  const at = (step: string) => `/api/papers/${drafted.id}/${step}`
  await duty.post(at('submission'), {}, PaperView)
  await bureau.post(at('review'), { agree: true }, PaperView)
  await leader.post(at('signature'), { agree: true }, PaperView)
  const sent = await duty.post(at('distribution'), {}, PaperView)
  expectEqual(sent.sentAt && new Date(sent.sentAt).getTime(), new Date(s.at('01:25')).getTime(), '报市时间')
  await (await s.as('city1')).post(at('receipt'), {}, PaperView)
  const read = await duty.get(`/api/papers/${drafted.id}`, PaperView)
  const delivery = expectOne(read.deliveries, '收文单位')
  expectThat(delivery.receivedAt !== null, '市值班室没有签收')
  return `${read.number ?? ''}，${delivery.receivedByName ?? ''}签收`
}

/** Once the county has an event, what was started on the forecast is its response. */
export async function becomesItsResponse(s: Scenario, { eventId, responseId }: Flood): Promise<void> {
  await s.step('A18', '02:56', '防汛Ⅱ级响应转为本事件的响应', async () => {
    const linked = await (await s.as('duty1')).put(`/api/responses/${responseId}/event`, { eventId }, ResponseView)
    expectEqual(linked.eventId, eventId, '响应所属事件')
    expectEqual((await timelineOf(s, eventId, 'response.linked')).length, 1, '时间线上的响应')
    return undefined
  })
}

export async function searchOrdered(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A20', '03:10', '下达搜寻失联人员任务，消防大队电话签收', async () => {
    await order(s, responseId, {
      title: '沿滩口村下游搜寻失联 2 人',
      unit: '县消防救援大队',
      group: 'rescue',
      priority: 'rescue',
      doneMinutes: 180,
    })
    return undefined
  })
}

export async function headquartersOnScene(s: Scenario, { eventId, responseId }: Flood): Promise<void> {
  await s.step('A22', '03:40', '副县长到场签到，现场指挥部设在茶坪镇政府，工作组到位', async () => {
    const leader = await s.as('leader1')
    await leader.post(`/api/responses/${responseId}/check-in`, {}, ResponseView)
    const placed = await leader.put(`/api/responses/${responseId}/headquarters`, { place: '茶坪镇政府' }, ResponseView)
    expectEqual(placed.headquartersPlace, '茶坪镇政府', '现场指挥部地点')
    for (const group of placed.groups)
      expectThat(Boolean(group.members[0]?.personName && group.members[0].phone), `${group.name}没有牵头人和电话`)
    const response = await arrive(s, responseId, [
      ['县消防救援大队', 25],
      ['县综合应急救援队', 30],
      ['县水利局', 6],
    ])
    expectEqual(response.arrivals.filter(one => one.arrivedAt === null).length, 0, '未到场')
    await sceneSteps(s, responseId, '龙启明', {
      analysis: '2 人失联，房屋倒塌 17 间，次生滑坡风险',
      scheme: '两岸分段搜寻，危险区不进人',
      rescue: '消防 25 人、综合队 30 人、民兵 40 人',
      forces: '冲锋舟 2 艘，医疗 2 车',
      communication: '每 30 分钟汇总，卫星电话备份',
      opinion: '统一口径，由宣传组发布',
    })
    const facts = await timelineOf(s, eventId, 'response.arrived')
    return `工作组 ${placed.groups.length} 个，到场 ${facts.length} 批，首批到场距获知 ${response.times.firstArrivalMinutes} 分钟`
  })
  await s.step('A22', '04:00', '首次信息发布，宣传任务完成', async () => {
    await tellPublic(s, responseId, '茶坪镇山洪处置情况', '已转移 596 人，2 人失联，正在全力搜寻。', '08:00')
    await finish(s, responseId, ['首次信息发布'], '县政府网站、融媒体中心发布')
    return undefined
  })
}

export async function searchDone(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A26', '05:50', '搜寻任务完成，2 人均生还；再次发布', async () => {
    await finish(s, responseId, ['沿滩口村下游'], '2 人均在下游 1.2 公里屋顶找到，1 人轻伤')
    await tellPublic(s, responseId, '2 名失联人员获救', '2 名失联人员均已获救，1 人轻伤。')
    return undefined
  })
}

/** The rain is over: those who watched it and the rivers stop. */
export async function rainOver(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A29', '07:10', '预警降为黄色，雨情、水情持续监测任务完成', async () => {
    await finish(s, responseId, ['加密监测预报雨情', '巡查水库、河道'], '雨停，水位回落，转入日常监测')
    return undefined
  })
}

export async function inspected(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A32', '12:00', '督查组督查各组到岗履职，物资送达', async () => {
    await finish(s, responseId, ['督查各组'], '各组到岗，茶坪镇书面报告迟报已指出')
    return undefined
  })
}

export async function repaired(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A32', '16:45', '道路抢通、供电和通信恢复，损失统计与善后任务完成', async () => {
    const titles = ['保障救援通道', '抢修供电', '保障现场通信', '统计核查损失', '慰问伤亡人员家属']
    await finish(s, responseId, titles, '已恢复')
    return undefined
  })
}

export async function lowered(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A34', '18:00', '县长下令防汛响应Ⅱ级降Ⅲ级', async () => {
    const body = { responseLevel: 3, reason: '预警解除，险情排除' }
    const response = await changeLevel(s, responseId, { by: 'duty1', ordered: head, body })
    return response.levels.map(one => one.to).join(' → ')
  })
  await s.step('A34', '18:05', '带班领导批准值班状态由战时降为应急', async () => {
    const units = await letBack(s)
    await expectMode(s, atNight, 'emergency')
    return units
  })
}

export async function ended(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A34', '07-13 10:00', '逐条核实终止条件，终止响应并通知各单位', async () => {
    const said = await end(s, responseId, {
      people: '副县长龙启明、应急局等 12 人',
      note: '险情排除，群众妥善安置，终止响应。',
    })
    const told = await (await s.as('water1')).get(
      '/api/notices/mine?state=all',
      items({ parse: value => value as { title: string } }),
    )
    expectThat(
      told.items.some(one => one.title.startsWith('终止防汛抗旱响应')),
      '水利局没有收到终止通知',
    )
    return said
  })
}

/** What was raised goes back with the leader's word: the county's duty room was strengthened before the response. */
export async function backToNormal(s: Scenario): Promise<void> {
  await s.step('A34', '07-13 10:10', '响应终止：带班领导批准茶坪镇转回常态、县总值班室转回加强', async () => {
    const units = await letBack(s)
    await expectMode(s, ['茶坪镇'], 'normal')
    await expectMode(s, ['县总值班室'], 'strengthened')
    return units
  })
  await s.step('A34', '07-13 10:20', '雨情结束，带班领导将县总值班室转回常态', async () => {
    await switchTo(s, 'leader1', ['县总值班室'], 'normal', '雨情结束')
    return undefined
  })
  await assertAllNormal(s)
}

export async function filed(s: Scenario, { responseId }: Flood): Promise<void> {
  await s.step('A36', '07-17 16:30', '县政府决定备案、专项报告报县人大常委会', () => fileWithCongress(s, responseId))
}

/** The same response as an exercise stands in no list of real ones and changes no figure of theirs. */
export async function exerciseApart(s: Scenario): Promise<void> {
  await s.assert('断言5', '演练响应标明演练，不进入实战清单和统计', async () => {
    const leader = await s.as('leader1')
    const year = `from=${encodeURIComponent(s.at('01-01 00:00'))}&to=${encodeURIComponent(s.at('12-31 00:00'))}`
    const figures = () => leader.get(`/api/response-statistics?${year}`, ResponseStatistics)
    const before = await figures()
    const body = {
      topic: 'flood',
      responseLevel: 3,
      subject: '夜间山洪演练',
      areaCode: '990321104202',
      mode: 'exercise',
    }
    const exercise = await leader.post('/api/responses', body, ResponseView)
    const { items: real } = await leader.get('/api/responses', items(ResponseLine))
    expectThat(!real.some(one => one.id === exercise.id), '演练进入了实战清单')
    expectEqual((await figures()).units, before.units, '实战统计')
    for (const one of exercise.closing)
      await leader.post(`/api/responses/${exercise.id}/closing-conditions/${one.code}`, { note: '演练' }, ResponseView)
    const over = { note: '演练结束', openTasksReason: '演练结束' }
    const ended = await leader.post(`/api/responses/${exercise.id}/ending`, over, ResponseView)
    expectEqual([ended.mode, ended.followUps.length], ['exercise', 0], '演练标记与后续事项')
    return `实战任务统计 ${before.units.length} 个单位不变`
  })
  await s.assert('断言5', '按防汛预案演练：任务、时限、通知均标明演练，实战统计和时限清单不变，一步中止', async () => {
    const leader = await s.as('leader1')
    const year = `from=${encodeURIComponent(s.at('01-01 00:00'))}&to=${encodeURIComponent(s.at('12-31 00:00'))}`
    const reality = async () => ({
      figures: await leader.get(`/api/response-statistics?${year}`, ResponseStatistics),
      owed: (await leader.get('/api/obligations?state=open&limit=100', items(ObligationView))).items.map(one => one.id),
    })
    const { id: planId } = await planCalled(s, plan)
    const before = await reality()
    const drill = await leader.post(
      '/api/responses',
      { planId, responseLevel: 3, subject: '防汛预案演练', areaCode: '990321104202', mode: 'exercise' },
      ResponseView,
    )
    expectThat(drill.taskList.length > 0, '预案没有带来任务')
    expectEqual(drill.plan?.id, planId, '依据的预案')
    expectEqual(await reality(), before, '实战统计和时限清单')
    const over = await leader.post(
      `/api/responses/${drill.id}/breaking-off`,
      { reason: '演练目的已达到' },
      ResponseView,
    )
    expectEqual([over.state, over.openTasks], ['ended', 0], '中止后的状态')
    expectEqual(await reality(), before, '实战统计和时限清单')
    return `${drill.taskList.length} 项演练任务`
  })
}
