import { InstructionTimelineEntry, InstructionView } from '@anlan/contract/instruction.ts'
import { items, timelineOf } from './acts.ts'
import type { Of } from './client.ts'
import type { Flood } from './flood-night.ts'
import { bureau, city, county } from './offices.ts'
import { expectEqual, expectOne, expectThat, minutesFrom, type Scenario } from './scenario.ts'

type Instruction = Of<typeof InstructionView>

const words = '全力救治、防范次生灾害、妥善安置'

/** A28: the city leader's instruction, down the line to the bureau and the town, and the answer up the same line. */
export async function cityLeadersInstruction(s: Scenario, { eventId }: Flood): Promise<{ id: string }> {
  const told = { id: '' }
  const path = () => `/api/instructions/${told.id}`
  await s.step('A28', '06:00', '市领导批示经市总值班室下达，通知县主要领导', async () => {
    const sent = await (await s.as('city1')).post(
      '/api/upper-instructions',
      {
        leaderName: '钱某',
        leaderPost: '副市长',
        rank: 'city',
        verb: 'handleSoon',
        urgency: 'veryUrgent',
        subject: '茶坪镇、龙滩镇山洪处置',
        text: words,
        eventId,
      },
      InstructionView,
    )
    told.id = sent.id
    expectEqual(sent.state, 'toTranscribe', '批示状态')
    expectEqual(sent.fromUnitName, city, '下达单位')
    return undefined
  })
  await s.step('A28', '06:05', '县总值班室签收，电话报告县委书记、县长', async () => {
    const duty = await s.as('duty1')
    const received = await duty.post(`${path()}/receipt`, {}, InstructionView)
    expectEqual(received.receiveClock?.minutesLate, null, '签收上级批示超时分钟')
    const heard = await duty.post(`${path()}/leaders-told`, { told: '县委书记、县长', how: '电话' }, InstructionView)
    expectEqual(heard.tellClock?.metAt && Date.parse(heard.tellClock.metAt), Date.parse(s.now), '报告县主要领导时间')
    return undefined
  })
  await s.step('A28', '06:08', '抄清并转办应急局、茶坪镇', async () => {
    const duty = await s.as('duty1')
    const copied = await duty.put(`${path()}/clean-copy`, { text: words }, InstructionView)
    expectEqual(copied.number, '批示〔2026〕第1号', '批示编号')
    const assigned = await duty.post(
      `${path()}/assignments`,
      { leadUnitId: s.unit(bureau), coUnitIds: [s.unit('茶坪镇')] },
      InstructionView,
    )
    expectEqual(assigned.state, 'handedOn', '批示状态')
    for (const task of assigned.assignments)
      expectEqual(
        task.feedbackClocks.map(clock => Date.parse(clock.dueAt)),
        [Date.parse(s.at('08:08'))],
        `${task.unitName}反馈期限`,
      )
    return copied.number ?? undefined
  })
  await s.step('A28', '06:12', '应急局、茶坪镇签收（4 分钟）', async () => {
    await onTask(s, path(), bureau, 'bureau1', 'receipt', {})
    const signed = await onTask(s, path(), '茶坪镇', 'chaping1', 'receipt', {})
    expectEqual(signed.state, 'signedFor', '批示状态')
    for (const task of signed.assignments) {
      expectEqual(task.signClock?.minutesLate, null, `${task.unitName}签收超时分钟`)
      expectEqual(minutesFrom(task.assignedAt, task.signedForAt ?? ''), 4, `${task.unitName}签收用时`)
    }
    return undefined
  })
  await s.step('A28', '07:52', '应急局、茶坪镇反馈，总值班室向市反馈（≤2 小时）', async () => {
    await feedBack(s, path(), '茶坪镇', 'chaping1', '2 名失联人员获救，1 人轻伤已送医；安置点食宿、医疗到位。')
    const answered = await feedBack(s, path(), bureau, 'bureau1', '已布置沿河隐患点排查，596 人妥善安置，无次生灾害。')
    expectEqual(answered.state, 'answered', '批示状态')
    const duty = await s.as('duty1')
    const file = await duty.upload('办理情况.pdf', '%PDF-1.7 批示办理情况')
    const up = await duty.post(
      `${path()}/upward-answers`,
      { text: '按批示要求，2 名失联人员获救，596 人妥善安置，次生灾害防范到位。', fileIds: [file] },
      InstructionView,
    )
    expectEqual(up.answerUpClock?.minutesLate, null, '向市反馈超时分钟')
    const accepted = await (await s.as('city1')).post(`${path()}/answer-acceptance`, {}, InstructionView)
    expectThat(accepted.answers[0]?.acceptedAt != null, '市总值班室未认可反馈')
    expectEqual(accepted.assignments, [], '市总值班室看到的县内承办情况')
    return `自 06:00 起 ${minutesFrom(s.at('06:00'), s.now)} 分钟`
  })
  return told
}

/** The instruction stays open over the handover of 08:30; then the leader closes it. */
export async function closeInstruction(s: Scenario, { eventId }: Flood, { id }: { id: string }): Promise<void> {
  await s.step('A28', '08:40', '带班领导办结批示，归档', async () => {
    const path = `/api/instructions/${id}`
    const leader = await s.as('leader1')
    const closed = await leader.post(`${path}/closure`, { answer: '已向市委市政府反馈，同意办结。' }, InstructionView)
    expectEqual(closed.state, 'closed', '批示状态')
    expectEqual(closed.breaches, 0, '超期次数')
    expectEqual((await leader.post(`${path}/archive`, {}, InstructionView)).state, 'archived', '批示状态')
    const { items: course } = await leader.get(`${path}/timeline`, items(InstructionTimelineEntry))
    const paper = await leader.download(`${path}/clean-copy.docx`)
    expectThat(paper.bytes[0] === 0x50 && paper.bytes[1] === 0x4b, '批示抄清不是 docx 文件')
    const shown = await timelineOf(s, eventId, 'instruction.closed')
    expectEqual(shown.length, 1, '事件时间线上的批示办结')
    return `过程 ${course.length} 条，${county}留存抄清`
  })
}

const onTask = async (
  s: Scenario,
  path: string,
  unit: string,
  account: string,
  step: string,
  body: Record<string, unknown>,
): Promise<Instruction> => {
  const caller = await s.as(account)
  const { assignments } = await caller.get(path, InstructionView)
  const task = expectOne(
    assignments.filter(one => one.unitName === unit),
    `${unit}的批示任务`,
  )
  return caller.post(`/api/instruction-assignments/${task.id}/${step}`, body, InstructionView)
}

async function feedBack(s: Scenario, path: string, unit: string, account: string, text: string) {
  const file = await (await s.as(account)).upload('现场情况.pdf', '%PDF-1.7 现场情况')
  return onTask(s, path, unit, account, 'feedbacks', { text, fileIds: [file] })
}
