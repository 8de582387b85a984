import { ResponseView } from '@anlan/contract/response-view.ts'
import { assertAllNormal, callThem, expectMode, letBack } from './duty-mode-acts.ts'
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
import type { Spill } from './spill-units.ts'

const atScene = ['县总值班室', '盐井镇']
const desks = { 盐井镇: 'yanjing1' }

export async function fourthLevel(s: Scenario, spill: Spill): Promise<void> {
  await s.step('B05', '14:30', '危化品Ⅳ级响应：危化专项指挥部办公室主任电话下令', async () => {
    const response = await start(s, {
      by: 'duty1',
      ordered: { unit: '县应急管理局', post: '危险化学品事故应急指挥部办公室主任', how: '电话' },
      plan: '青峦县危险化学品事故应急预案',
      body: { eventId: spill.eventId, responseLevel: 4, expectedHours: 12 },
    })
    spill.responseId = response.id
    reportsGoOn(s, 'B20', response.id, ['15:20', '16:15', '17:10', '18:05', '19:00', '19:55', '20:50'])
    return `${response.templateName}，任务 ${response.taskList.length} 项`
  })
  await s.step('B06', '14:32', '各单位签收任务，高速双向管制', async () => {
    const accepted = await acceptAll(s, spill.responseId, desks)
    await finish(s, spill.responseId, ['警戒管控，交通分流'], 'K38 至 K47 双向封闭，绕行提示已发布')
    return accepted
  })
  await s.step('B05', '14:33', '县总值班室和盐井镇自动转入应急值班状态，召回人员全部确认并到岗', async () => {
    await expectMode(s, atScene, 'emergency')
    return callThem(s, atScene, 'arrived')
  })
}

export async function onScene(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B08', '14:40', '现场指挥部与分区：热区 100 米、温区 200 米，东北风 2.4 米/秒', async () => {
    const duty = await s.as('duty1')
    const placed = await duty.put(
      `/api/responses/${responseId}/headquarters`,
      { place: '岚云高速 K42 服务区，上风向' },
      ResponseView,
    )
    expectThat(placed.commanders.length === 1, '应有一名现场指挥官')
    const response = await arrive(s, responseId, [
      ['县消防救援大队', 20],
      ['县公安局', 12],
      ['县紧急医学救援队', 6],
    ])
    await sceneSteps(s, responseId, '现场指挥官', {
      analysis: '盐酸泄漏约 6.2 吨，流向盐井河，下游 8.4 公里取水口',
      scheme: '热区 100 米、温区 200 米，堵漏、筑坝、中和、倒罐',
      rescue: '伤员 1 人送医',
      forces: '消防、危化队、环境监测队',
      communication: '现场与值班室每 20 分钟通报',
      opinion: '宣传组统一发布',
    })
    return `首批到场距获知 ${response.times.firstArrivalMinutes} 分钟`
  })
  await s.step('B08', '14:45', '伤员送医，救治任务完成', async () => {
    await finish(s, responseId, ['救治伤员'], '驾驶员 1 人重伤送县医院')
    return undefined
  })
}

export async function intakeStopped(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B12', '15:05', '指令盐井镇自来水厂停止取水', async () => {
    await order(s, responseId, {
      title: '停止盐井河取水口取水',
      unit: '盐井镇',
      doneMinutes: 10,
      priority: 'lifeline',
      group: 'settle',
    })
    return undefined
  })
  await s.step('B12', '15:10', '停止取水，另一人核验', async () => {
    await finish(s, responseId, ['停止盐井河取水口取水'], '15 时 10 分停止取水', { by: 'yanjing1' })
    return undefined
  })
}

export async function thirdLevel(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B15', '15:15', '分管副县长调整为Ⅲ级响应，增设环境监测、供水任务', async () => {
    const before = await readResponse(s, responseId)
    const body = { responseLevel: 3, reason: '环境事件较大，乡镇水源地取水中断' }
    const response = await changeLevel(s, responseId, { by: 'leader1', body })
    expectThat(response.groups.length > before.groups.length, '没有增加工作组')
    await order(s, responseId, {
      title: '盐井河 S1、S2 断面加密监测',
      unit: '县环境应急监测队',
      doneMinutes: 420,
      group: 'monitor',
      priority: 'hazard',
    })
    return `工作组 ${response.groups.length} 个，${await acceptAll(s, responseId, desks)}签收`
  })
  await s.step('B09', '15:20', '疏散任务完成', async () => {
    await finish(s, responseId, ['疏散危险区群众'], '井湾村 62 户 203 人疏散，学校 310 名学生室内避险', {
      by: 'yanjing1',
    })
    return undefined
  })
}

export async function afternoon(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B17', '15:45', '泄漏点封堵，汇总续报任务完成', async () => {
    const titles = ['搜救被困人员，控制泄漏', '现场处置方案', '汇总情况，按时限续报']
    await finish(s, responseId, titles, '15 时 40 分封堵，石灰 3.2 吨，土坝 3 道')
    return undefined
  })
  await s.step('B18', '16:10', '应急送水：水车 6 辆、供水点 4 处，告知 11200 名居民', async () => {
    await finish(s, responseId, ['保障群众供水', '调拨救援和生活物资'], '水车 6 辆、供水点 4 处', { by: 'duty1' })
    return undefined
  })
  await s.step('B19', '16:30', '首次信息发布，事发后 2 小时 22 分', async () => {
    await tellPublic(s, responseId, '岚云高速罐车泄漏处置情况', '泄漏点已封堵，盐井镇实行应急送水。', '20:00')
    await finish(s, responseId, ['首次信息发布'], '县政府网站、融媒体中心发布')
    const { bulletins } = await readResponse(s, responseId)
    const minutes = minutesFrom(s.at('14:08'), bulletins[0]?.publishedAt ?? s.now)
    expectEqual(minutes, 142, '事发到首次发布（分钟）')
    return undefined
  })
  await s.step('B19', '17:05', '谣言“毒水进城”已回应', async () => {
    const duty = await s.as('duty1')
    const clue = { source: '微信群', text: '毒水进城', foundAt: s.at('16:50') }
    const noted = await duty.post(`/api/responses/${responseId}/clues`, clue, ResponseView)
    const one = expectOne(noted.clues, '舆情')
    const answer = { answer: '取水口已停，城区水源不在盐井河', channel: '县融媒体中心' }
    const answered = await duty.post(`/api/response-clues/${one.id}/answer`, answer, ResponseView)
    expectEqual(answered.clues[0]?.minutes, 15, '发现到回应（分钟）')
    return '15 分钟'
  })
  await s.step('B21', '17:45', '下达倒罐和洗消任务', async () => {
    const wash = { title: '倒罐至备用罐车，洗消收集', unit: '盐井化工园区危化品救援队', doneMinutes: 120 }
    await order(s, responseId, { ...wash, group: 'rescue', priority: 'hazard' })
    return undefined
  })
}

export async function washed(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B21', '19:10', '倒罐完成，洗消水全部收集', async () => {
    await finish(s, responseId, ['倒罐至备用罐车'], '19 时 10 分倒罐完成')
    return undefined
  })
  await s.step('B19', '19:55', '按承诺时间再次发布', async () => {
    await tellPublic(s, responseId, '盐井河水质持续好转', '监测断面 pH 持续回升。')
    return undefined
  })
}

export async function ended(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B25', '21:30', '高速恢复通行，水质监测任务完成', async () => {
    await finish(s, responseId, ['保障救援通道', '盐井河 S1、S2', '监测大气、水体'], '高速恢复通行，S1 6.9、S2 7.1')
    return undefined
  })
  await s.step('B25', '22:00', '逐条核实终止条件，终止响应', () =>
    end(s, responseId, { people: '副县长龙启明、应急局等 10 人', note: '泄漏处置完毕，水质达标，终止响应。' }),
  )
}

/** The township and the county go back; the holiday that follows is prepared. */
export async function backToNormal(s: Scenario): Promise<void> {
  await s.step('B25', '22:10', '响应终止：带班领导批准转回常态', async () => {
    const units = await letBack(s)
    await expectMode(s, atScene, 'normal')
    return units
  })
  await assertAllNormal(s)
}

export async function filed(s: Scenario, { responseId }: Spill): Promise<void> {
  await s.step('B28', '09-24 15:00', '县政府决定备案、专项报告报县人大常委会', () => fileWithCongress(s, responseId))
}
