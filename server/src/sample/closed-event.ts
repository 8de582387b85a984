import { VerifyFact, WriteFact } from '@anlan/contract/command.ts'
import { AddCostLine } from '@anlan/contract/cost-sheet.ts'
import { CloseEvent, ConfirmLevel, EndEvent, ReportEvent } from '@anlan/contract/emergency-event.ts'
import {
  DraftReport,
  EditReport,
  type Elements,
  RecordTransmission,
  ReportSignature,
  SubmitReport,
} from '@anlan/contract/event-report.ts'
import {
  AcceptTask,
  EndResponse,
  ExpectArrival,
  FinishFollowUp,
  FinishTask,
  IssueTask,
  RecordParticipation,
  StartResponse,
  TickClosing,
  VerifyTask,
} from '@anlan/contract/response.ts'
import type { House } from '../kernel/house.ts'
import type { Work } from '../kernel/work/work.ts'
import { verifyFact, writeFact } from '../modules/command/board/facts.ts'
import { holdersOf, unitOfFunction } from '../modules/directory/api.ts'
import { confirmLevel } from '../modules/event-report/events/changes.ts'
import { closeEvent, endEvent } from '../modules/event-report/events/life-cycle.ts'
import { numberEvent, reportEvent } from '../modules/event-report/events/report-event.ts'
import { draftReport, editReport } from '../modules/event-report/reports/draft.ts'
import { receiveReport } from '../modules/event-report/reports/receipts.ts'
import { requestReview, reviewReport, signReport } from '../modules/event-report/reports/sign-off.ts'
import { submitReport } from '../modules/event-report/reports/submission.ts'
import { recordTransmission } from '../modules/event-report/reports/transmissions.ts'
import { endResponse, finishFollowUp, tickClosing } from '../modules/response/command/end.ts'
import { startResponse } from '../modules/response/command/start.ts'
import { expectArrival } from '../modules/response/scene/arrivals.ts'
import { recordParticipation } from '../modules/response/scene/event-handling.ts'
import { acceptTask, finishTask } from '../modules/response/tasks/carry-out.ts'
import { issueTask } from '../modules/response/tasks/issue.ts'
import { verifyTask } from '../modules/response/tasks/judge.ts'
import { addCostLine } from '../modules/review/costs/sheet.ts'
import { followEnd } from '../modules/review/steps/open.ts'
import { reviewed } from './closed-review.ts'
import { blowersSent } from './closed-slip.ts'
import { sendReport } from './events.ts'
import { type Course, courseOf, type PastDays, pastDays, type Who } from './past-days.ts'
import { sampleId } from './rows.ts'

const duty: Who = { account: 'duty1' }
const second: Who = { account: 'duty2' }
const leader: Who = { account: 'leader1' }
const place = '990321108201'
const unit = (key: string) => sampleId('unit', key)
/** Minutes before the loading at which the county knew: twelve days ago. */
const known = 12 * 1440
const after = (minutes: number) => known - minutes

/**
 * A hill fire of twelve days ago, over and filed: reported, answered at Ⅳ by the county's plan, ended, its review issued with something to put right and
 * something for the plan to learn, its costs on the sheet.
 */
export async function loadClosedEvent(house: House): Promise<void> {
  const past = await pastDays(house)
  if (!past) return
  const eventId = await reported(past)
  const responseId = await fought(past, eventId)
  await past.settle([eventId, responseId], after(205))
  await finallyReported(past, eventId)
  await blowersSent(past.does, eventId, known)
  await reviewed(past, responseId, known)
  await costs(past, eventId)
  await past.does(duty, after(7 * 1440), work =>
    closeEvent(work, eventId, CloseEvent.parse({ note: '终报已报，资料归档' })),
  )
  await past.settle([eventId, responseId])
}

async function reported(past: PastDays): Promise<string> {
  const eventId = await past.does(duty, known, async work => {
    const id = await reportEvent(
      work,
      ReportEvent.parse({
        id: sampleId('event', 'songling-fire'),
        title: '松岭镇青松坳林缘火情',
        eventTypeCode: '11G01',
        areaCode: place,
        occurredAt: past.before(known + 14).toISOString(),
        knownAt: past.before(known).toISOString(),
        source: '松岭镇值班室电话报告',
        sourceKind: 'township',
        reporterName: '松岭镇值班员',
        reporterUnitId: unit('songling'),
        reporterKnownAt: past.before(known + 6).toISOString(),
        summary: '青松坳农户烧田埂引燃林缘杂草，火线约 120 米，风力 2 至 3 级，下风向 400 米有 6 户。',
        measuresTaken: '镇半专业队 22 人已出发，村干部组织 6 户撤离。',
        siteContact: '松岭镇值班员',
        losses: { deaths: 0, missing: 0, minorInjuries: 0 },
      }),
    )
    await numberEvent(work, id)
    return id
  })
  await past.does(leader, after(4), async work => {
    const track = await work.tx
      .selectFrom('event_classification')
      .select('id')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow()
    await confirmLevel(work, eventId, track.id, ConfirmLevel.parse({ level: 4, reason: '过火面积小，无伤亡' }))
  })
  await sendReport(past, after(5), eventId, 'first', { nextStep: '扑灭明火，清理余火，看守火场' })
  await told(past, eventId, 17)
  return eventId
}

/** Whatever is still owed upward and by townships goes by telephone, as the desk notes it down. */
async function told(past: PastDays, eventId: string, minutes: number) {
  const owed = await past.does(duty, after(minutes), work =>
    work.tx
      .selectFrom('obligation')
      .select(['owed_by_unit_id', 'owed_to_unit_id', 'medium'])
      .where('matter_id', '=', eventId)
      .where('kind', '=', 'report')
      .where('satisfied_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .where('owed_to_unit_id', 'is not', null)
      .execute(),
  )
  for (const one of owed)
    await past.does(duty, after(minutes), work =>
      recordTransmission(
        work,
        eventId,
        RecordTransmission.parse({
          content: '青松坳林缘火情，无人员伤亡，正在扑救',
          medium: one.medium === 'phone' ? 'phone' : 'written',
          spokenTo: one.medium === 'phone' ? '值班员' : '',
          fromUnitId: one.owed_by_unit_id,
          toUnitId: one.owed_to_unit_id ?? '',
        }),
      ),
    )
}

async function fought(past: PastDays, eventId: string): Promise<string> {
  const responseId = await past.does(duty, after(21), work => started(work, eventId))
  const tasks = await past.does(duty, after(21), work => openTasks(work, responseId))
  const on = courseOf(past, [eventId, responseId])
  for (const [at, task] of tasks.entries()) carriedOut(on, task, 24 + Math.min(at, 6), at === 0 ? 17 : -8)
  on.does(duty, after(33), work =>
    issueTask(
      work,
      responseId,
      IssueTask.parse({
        title: '搜寻火场周边放牧人员',
        priority: 'rescue',
        unitId: unit('public-security-bureau'),
        doneMinutes: 60,
      }),
    ),
  )
  const beyond = async (work: Work) => (await openTasks(work, responseId)).find(one => one.code === null)?.id ?? ''
  on.does(duty, after(36), async work => acceptTask(work, await beyond(work), AcceptTask.parse({ note: '电话签收' })))
  on.does(duty, after(74), async work =>
    finishTask(work, await beyond(work), FinishTask.parse({ result: '找到 2 名放牧人员，已带离' })),
  )
  on.does(second, after(78), async work => verifyTask(work, await beyond(work), VerifyTask.parse({ note: '电话核实' })))
  const arrives = (minutes: number, name: string, key: string, people: number, equipment: string) =>
    on.does(duty, after(minutes), work =>
      expectArrival(
        work,
        responseId,
        ExpectArrival.parse({
          ...{ kind: 'team', unitId: unit(key), name, people, equipment },
          arrivedAt: work.now.toISOString(),
        }),
      ),
    )
  arrives(38, '松岭镇半专业扑火队', 'songling', 22, '风力灭火机 8 台')
  arrives(71, '县森林消防专业队', 'forestry-bureau', 30, '运兵车 2 辆、水枪 12 支')
  const text = '明火已扑灭，过火约 0.6 公顷，无人员伤亡'
  const fact = sampleId('command-fact', 'songling-fire')
  on.does(duty, after(150), work =>
    writeFact(
      work,
      responseId,
      WriteFact.parse({ id: fact, text, source: '前线指挥员电话', asOf: work.now.toISOString() }),
    ),
  )
  on.does(second, after(155), work => verifyFact(work, fact, VerifyFact.parse({ note: '与护林员视频核对' })))
  on.settles(after(22))
  await on.play()
  await ended(past, eventId, responseId)
  return responseId
}

const openTasks = (work: Work, responseId: string) =>
  work.tx
    .selectFrom('response_task')
    .select(['id', 'code', 'done_minutes'])
    .where('response_id', '=', responseId)
    .where('state', 'in', ['issued', 'inProgress', 'done'])
    .orderBy('number')
    .execute()

/** Accepted, finished so many minutes after its limit (before it when negative), verified by another. */
function carriedOut(on: Course, task: { id: string; done_minutes: number | null }, acceptedAt: number, late: number) {
  const doneAt = Math.min(21 + (task.done_minutes ?? 60) + late, 180)
  on.does(duty, after(acceptedAt), work => acceptTask(work, task.id, AcceptTask.parse({ note: '电话签收' })))
  on.does(duty, after(doneAt), work => finishTask(work, task.id, FinishTask.parse({ result: '已完成，情况报指挥部' })))
  on.does(second, after(doneAt + 4), work => verifyTask(work, task.id, VerifyTask.parse({ note: '电话核实' })))
}

async function started(work: Work, eventId: string) {
  const lead = await unitOfFunction(work.tx, 'forestry')
  const [by] = await holdersOf(work.tx, 'lead/headquartersOffice', { lead, areaCode: place })
  if (!by) throw new Error('sample: nobody holds lead/headquartersOffice')
  return startResponse(
    work,
    StartResponse.parse({
      id: sampleId('response', 'songling-fire'),
      eventId,
      planId: sampleId('plan', 'forestFire'),
      responseLevel: 4,
      ordered: { personId: by.personId, at: work.now.toISOString(), how: '电话' },
    }),
  )
}

async function ended(past: PastDays, eventId: string, responseId: string) {
  await past.does(duty, after(195), work =>
    recordParticipation(
      work,
      RecordParticipation.parse({
        eventId,
        unitId: unit('emergency-bureau'),
        how: 'onScene',
        people: '副局长等 4 人',
        from: past.before(after(70)).toISOString(),
        until: past.before(after(194)).toISOString(),
        note: '到场协调扑救和看守',
      }),
    ),
  )
  const closing = await past.does(duty, after(196), async work => {
    const row = await work.tx
      .selectFrom('response')
      .select('closing')
      .where('id', '=', responseId)
      .executeTakeFirstOrThrow()
    return row.closing
  })
  for (const { code } of closing)
    await past.does(duty, after(196), work =>
      tickClosing(work, responseId, code, TickClosing.parse({ note: '现场核实' })),
    )
  await past.does(duty, after(200), async work => {
    const lead = await unitOfFunction(work.tx, 'forestry')
    const [by] = await holdersOf(work.tx, 'lead/headquartersOffice', { lead, areaCode: place })
    const ordered = by ? { personId: by.personId, at: work.now.toISOString(), how: '电话' } : undefined
    const note = '明火扑灭，余火清理完毕，留人看守'
    await endResponse(work, responseId, EndResponse.parse({ note, ordered, openTasksReason: '已无必要' }))
  })
  await past.does(duty, after(201), work =>
    endEvent(work, eventId, EndEvent.parse({ note: '明火扑灭', endedAt: past.before(after(200)).toISOString() })),
  )
  await past.does(duty, after(202), work =>
    followEnd(work, { subjectId: responseId, type: 'response.ended', data: {} } as unknown as Parameters<
      typeof followEnd
    >[1]),
  )
  for (const kind of ['response-filing', 'response-special-report'])
    await past.does({ account: 'bureau1' }, after(3 * 1440), work =>
      finishFollowUp(work, responseId, kind, FinishFollowUp.parse({ note: '已报县人大常委会办公室' })),
    )
}

/** 终报 within the day. */
async function finallyReported(past: PastDays, eventId: string) {
  const words = {
    trapped: '0 人',
    scope: '松岭镇青松坳林缘。',
    loss: '过火约 0.6 公顷，林木损失约 1.2 万元。',
    cause: '农事用火。',
    outcome: '明火扑灭，6 户 19 人已返回，无人员伤亡。',
    lessons: '农事用火审批巡查有缺口。',
  }
  const elements = Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, { text, pending: false }]),
  ) as Elements
  const at = 480
  const id = await past.does(duty, after(at), work => draftReport(work, eventId, DraftReport.parse({ kind: 'final' })))
  await past.does(duty, after(at + 2), work => editReport(work, id, EditReport.parse({ elements, revision: 1 })))
  await past.does(duty, after(at + 3), work => requestReview(work, id))
  const agreed = ReportSignature.parse({})
  await past.does(leader, after(at + 5), work => reviewReport(work, id, agreed))
  await past.does(leader, after(at + 5), work => signReport(work, id, agreed))
  await past.does(duty, after(at + 6), work =>
    submitReport(work, id, SubmitReport.parse({ approval: { mode: 'signed' } })),
  )
  await past.does({ account: 'city1' }, after(at + 12), work => receiveReport(work, id))
  await past.settle([eventId], after(at + 13))
}

async function costs(past: PastDays, eventId: string) {
  const lines = [
    ['vehicleDays', '租用洒水车', 'songling', 2, '台班', 900, '发票 31207745', '镇级采购'],
    ['service', '扑救人员用餐', 'songling', 74, '份', 18, '收据 松财 0412', ''],
    ['service', '看守值守补助', 'forestry-bureau', 12, '人天', 150, '林防〔2026〕签报 9 号', '看守 2 天'],
    ['material', '风力灭火机燃油', 'forestry-bureau', 86, '升', 8.1, '油卡结算单 6023', ''],
  ] as const
  for (const [kind, title, key, quantity, measure, unitPrice, documentNumber, note] of lines)
    await past.does({ account: 'bureau1' }, after(5 * 1440), work =>
      addCostLine(
        work,
        eventId,
        AddCostLine.parse({
          ...{
            id: sampleId('cost', documentNumber),
            kind,
            title,
            unitId: unit(key),
            quantity,
            unit: measure,
            unitPrice,
          },
          ...{ documentNumber, note },
        }),
      ),
    )
}
