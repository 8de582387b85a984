import { ConfirmLevel, ReportEvent } from '@anlan/contract/emergency-event.ts'
import { RecordTransmission } from '@anlan/contract/event-report.ts'
import {
  AcceptTask,
  ChangeResponseLevel,
  ExpectArrival,
  FinishTask,
  PlaceHeadquarters,
  RefuseTask,
  StartResponse,
  TaskProgress,
  VerifyTask,
} from '@anlan/contract/response.ts'
import type { z } from 'zod'
import type { House } from '../kernel/house.ts'
import type { Work } from '../kernel/work/work.ts'
import { holdersOf, unitOfFunction } from '../modules/directory/api.ts'
import { switchModes } from '../modules/duty-mode/modes/switch.ts'
import { confirmLevel } from '../modules/event-report/events/changes.ts'
import { numberEvent, reportEvent } from '../modules/event-report/events/report-event.ts'
import { recordTransmission } from '../modules/event-report/reports/transmissions.ts'
import { placeHeadquarters } from '../modules/response/command/change.ts'
import { changeLevel } from '../modules/response/command/level-change.ts'
import { startResponse } from '../modules/response/command/start.ts'
import { checkInSelf, doSceneStep, expectArrival } from '../modules/response/scene/arrivals.ts'
import { acceptTask, finishTask, refuseTask, reportProgress } from '../modules/response/tasks/carry-out.ts'
import { verifyTask } from '../modules/response/tasks/judge.ts'
import { sendReport } from './events.ts'
import { type Course, courseOf, type PastDays, pastDays, type Who } from './past-days.ts'
import { sampleId } from './rows.ts'
import { inTheRoom } from './running-room.ts'

const land: Who = { unit: 'natural-resources-bureau', name: '县自然资源局值班员' }
const police: Who = { unit: 'public-security-bureau', name: '县公安局指挥中心' }
const firefighters: Who = { unit: 'fire-brigade', name: '县消防救援大队指挥中心' }
const roads: Who = { unit: 'transport-bureau', name: '县交通运输局值班员' }
const town: Who = { account: 'baiyan1' }
const duty: Who = { account: 'duty1' }
const second: Who = { account: 'duty2' }
const leader: Who = { account: 'leader1' }
const place = '990321201203'

/**
 * A rockfall above a village, known three hours ago: the county's plan was started at Ⅳ, raised to Ⅲ, and its tasks stand at every stage from 待签收 to
 * 已核验, one of them refused and before the arbiter. All by the steps that people take, each at its minute.
 */
export async function loadRunningResponse(house: House): Promise<void> {
  const past = await pastDays(house)
  if (!past) return
  const eventId = await reported(past)
  const responseId = await past.does(duty, 162, work => started(work, eventId))
  const on = courseOf(past, [eventId, responseId])
  firstHour(on, responseId)
  raised(on, responseId)
  inTheRoom(on, responseId)
  await on.play()
}

async function reported(past: PastDays): Promise<string> {
  const known = 176
  const eventId = await past.does(duty, known, async work => {
    const id = await reportEvent(
      work,
      ReportEvent.parse({
        id: sampleId('event', 'baiyan-rockfall'),
        title: '白岩乡石堰岭村后山崩塌险情',
        eventTypeCode: '11D03',
        areaCode: place,
        occurredAt: past.before(known + 15).toISOString(),
        knownAt: past.before(known).toISOString(),
        source: '白岩乡值班室电话报告',
        sourceKind: 'township',
        reporterName: '白岩乡值班员',
        reporterUnitId: sampleId('unit', 'baiyan'),
        reporterKnownAt: past.before(known + 7).toISOString(),
        summary: '石堰岭村二组后山崩塌约 300 立方米，块石停在屋后 40 米，坡顶裂缝继续张开，威胁 10 户。暂无人员伤亡。',
        measuresTaken: '村干部鸣锣示警，正在组织撤离。',
        siteContact: '石堰岭村信息员',
        losses: { deaths: 0, missing: 0, minorInjuries: 0 },
      }),
    )
    await numberEvent(work, id)
    return id
  })
  await past.does(leader, known - 6, async work => {
    const track = await work.tx
      .selectFrom('event_classification')
      .select('id')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow()
    await confirmLevel(work, eventId, track.id, ConfirmLevel.parse({ level: 4, reason: '小型险情，无伤亡' }))
  })
  await sendReport(past, known - 12, eventId, 'first', { nextStep: '撤离群众，划定危险区，布设监测' })
  const told = (from: string, to: string, medium: 'written' | 'system', minutesAgo: number) =>
    past.does(duty, minutesAgo, work =>
      recordTransmission(
        work,
        eventId,
        RecordTransmission.parse({
          content: '石堰岭村后山崩塌，威胁 10 户，正在撤离',
          medium,
          fromUnitId: sampleId('unit', from),
          toUnitId: sampleId('unit', to),
          receiptNumber: medium === 'system' ? 'ZB-0313' : '',
        }),
      ),
    )
  await told('baiyan', 'duty-office', 'written', known - 22)
  await told('emergency-bureau', 'city-emergency-bureau', 'system', known - 24)
  return eventId
}

/** Whose order the desk takes down: of the one who holds the post. */
async function orderOf(work: Work, bearer: string, how: string) {
  const lead = await unitOfFunction(work.tx, 'naturalResources')
  const [by] = await holdersOf(work.tx, bearer, { lead, areaCode: place })
  if (!by) throw new Error(`sample: nobody holds ${bearer}`)
  return { personId: by.personId, at: work.now.toISOString(), how }
}

const started = async (work: Work, eventId: string) =>
  startResponse(
    work,
    StartResponse.parse({
      id: sampleId('response', 'baiyan-rockfall'),
      eventId,
      planId: sampleId('plan', 'geology'),
      responseLevel: 4,
      ordered: await orderOf(work, 'lead/headquartersOffice', '电话'),
    }),
  )

/** What is done about the task whose title begins so. */
async function task(work: Work, responseId: string, title: string) {
  const rows = await work.tx
    .selectFrom('response_task')
    .select(['id', 'title'])
    .where('response_id', '=', responseId)
    .execute()
  const found = rows.find(one => one.title.startsWith(title))
  if (!found) throw new Error(`sample: no task ${title}`)
  return found.id
}

function tasksOf(on: Course, responseId: string) {
  const step =
    <I>(act: (work: Work, id: string, input: I) => Promise<string>, parse: (words: string) => I) =>
    (who: Who, at: number, title: string, words = '') =>
      on.does(who, at, async work => act(work, await task(work, responseId, title), parse(words)))
  return {
    accepts: step(acceptTask, note => AcceptTask.parse({ note })),
    tells: step(reportProgress, text => TaskProgress.parse({ text })),
    isBlocked: step(reportProgress, text => TaskProgress.parse({ text, blocked: true })),
    finishes: step(finishTask, result => FinishTask.parse({ result })),
    verifies: step(verifyTask, note => VerifyTask.parse({ note })),
    refuses: step(refuseTask, reason => RefuseTask.parse({ reason })),
  }
}

function firstHour(on: Course, responseId: string) {
  const { accepts, tells, finishes, verifies } = tasksOf(on, responseId)
  on.settles(161)
  accepts(town, 159, '撤离危险区群众')
  accepts(land, 157, '应急调查')
  accepts(duty, 155, '汇总情况')
  on.does(duty, 150, work => placeHeadquarters(work, responseId, PlaceHeadquarters.parse({ place: '石堰岭村村委会' })))
  on.settles(149)
  tells(town, 142, '撤离危险区群众', '已撤离 7 户 24 人，其余正在逐户动员')
  const expected = (input: z.input<typeof ExpectArrival>) =>
    on.does(duty, 140, work => expectArrival(work, responseId, ExpectArrival.parse(input)))
  expected({
    kind: 'department',
    unitId: sampleId('unit', 'fire-brigade'),
    name: '消防救援大队',
    people: 12,
    equipment: '抢险救援消防车 2 辆、生命探测仪 1 台',
    plannedAt: on.before(110).toISOString(),
  })
  expected({
    kind: 'team',
    unitId: sampleId('unit', 'rescue-team'),
    people: 20,
    equipment: '运兵车 1 辆',
    plannedAt: on.before(-20).toISOString(),
  })
  const comes = (who: Who, at: number, people: number, name: string) =>
    on.does(who, at, work => checkInSelf(work, responseId, { at: work.now, people, name, note: '' }))
  comes(town, 138, 26, '乡村干部和应急小分队')
  comes(land, 121, 6, '县地质环境监测站')
  comes(firefighters, 108, 12, '消防救援大队')
  finishes(town, 116, '撤离危险区群众', '10 户 36 人全部撤至村委会和亲友家，逐户清点签字')
  verifies(second, 109, '撤离危险区群众', '与转移名册逐户核对')
  finishes(land, 98, '应急调查', '崩塌体上部尚有危岩约 500 立方米，危险区 1.2 公顷，界桩和警戒线已设')
  verifies(second, 92, '应急调查', '收到危险区范围图')
  accepts(firefighters, 95, '搜救被困人员')
  accepts(land, 94, '布设监测')
  tells(firefighters, 70, '搜救被困人员', '分两组沿崩塌体两侧搜索，未发现被压人员')
  tells(land, 46, '布设监测', '裂缝计 3 处、雷达 1 台已联网，变形速率每小时 6 毫米')
  finishes(duty, 45, '汇总情况', '续报要点已汇总，处置情况转交报送席')
  verifies(second, 43, '汇总情况', '与现场指挥部核对')
  for (const [step, note] of [
    ['analysis', '坡顶裂缝继续张开，二次崩塌可能性大'],
    ['scheme', '先撤人、后监测，险情稳定后清危'],
    ['rescue', '消防两组搜索，安全员专人观察坡面'],
  ] as const)
    on.does(duty, 88, work => doSceneStep(work, responseId, { step, ownerName: '现场指挥官', at: work.now, note }))
}

function raised(on: Course, responseId: string) {
  const { accepts, tells, isBlocked, finishes, refuses } = tasksOf(on, responseId)
  on.does(duty, 36, async work =>
    changeLevel(
      work,
      responseId,
      ChangeResponseLevel.parse({
        responseLevel: 3,
        reason: '坡顶裂缝 2 小时张开 12 毫米，威胁增至 12 户，村道中断',
        ordered: await orderOf(work, 'supervisor', '电话'),
      }),
    ),
  )
  on.settles(35)
  accepts({ account: 'health1' }, 33, '派出医疗救护')
  accepts(police, 32, '设置警戒区')
  accepts({ account: 'bureau1' }, 31, '调拨救援和生活物资')
  refuses(roads, 28, '保障救援通道', '中断的是石堰岭村村道，养护责任在白岩乡，我局只管县道')
  tells({ account: 'health1' }, 24, '派出医疗救护', '救护车 1 辆、医护 4 人已从县医院出发')
  isBlocked({ account: 'bureau1' }, 17, '调拨救援和生活物资', '运送棉被的货车被阻在村道断点，需改用小车转运')
  finishes(police, 9, '设置警戒区', '村道两端设卡，绕行提示已发布')
  // Those who were called in for the first hours go home; the response goes on with the people on duty.
  on.does(leader, 58, async work => {
    const units = await work.tx
      .selectFrom('duty_mode_state')
      .select(['unit_id', 'mode'])
      .where('unit_id', 'in', [sampleId('unit', 'duty-office'), sampleId('unit', 'baiyan')])
      .where('until', 'is', null)
      .where('mode', '!=', 'normal')
      .execute()
    if (units.length > 0)
      await switchModes(work, {
        units: units.map(one => ({ unitId: one.unit_id, from: one.mode })),
        to: 'normal',
        reason: '群众已全部撤离，现场由指挥部负责，召回人员返回',
      })
  })
}
