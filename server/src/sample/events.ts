import { ConfirmLevel, ReportEvent } from '@anlan/contract/emergency-event.ts'
import { RecordDamage } from '@anlan/contract/event-particulars.ts'
import {
  DraftReport,
  EditReport,
  type Elements,
  RecordTransmission,
  ReportSignature,
  SubmitReport,
} from '@anlan/contract/event-report.ts'
import {
  AssignInstruction,
  CleanCopy,
  Feedback,
  type instructionVerbs,
  RecordInstruction,
} from '@anlan/contract/instruction.ts'
import type { z } from 'zod'
import type { House } from '../kernel/house.ts'
import { addEventFact, confirmLevel, recordFigure } from '../modules/event-report/events/changes.ts'
import { numberEvent, reportEvent } from '../modules/event-report/events/report-event.ts'
import { recordDamage } from '../modules/event-report/particulars/damage.ts'
import { recordParticulars } from '../modules/event-report/particulars/values.ts'
import { draftReport, editReport } from '../modules/event-report/reports/draft.ts'
import { receiveReport } from '../modules/event-report/reports/receipts.ts'
import { requestReview, reviewReport, signReport } from '../modules/event-report/reports/sign-off.ts'
import { submitReport } from '../modules/event-report/reports/submission.ts'
import { recordTransmission } from '../modules/event-report/reports/transmissions.ts'
import { feedBack } from '../modules/instruction/steps/answer.ts'
import { closeInstruction } from '../modules/instruction/steps/finish.ts'
import { assignInstruction, signFor } from '../modules/instruction/steps/hand-on.ts'
import { recordInstruction, transcribe } from '../modules/instruction/steps/record.ts'
import { type PastDays, pastDays, type Who } from './past-days.ts'
import { sampleId } from './rows.ts'

const town: Who = { unit: 'huaqiao', name: '花桥镇值班员' }
const transport: Who = { unit: 'transport-bureau', name: '县交通运输局值班员' }
const land: Who = { unit: 'natural-resources-bureau', name: '县自然资源局值班员' }
const duty: Who = { account: 'duty1' }
const leader: Who = { account: 'leader1' }

/**
 * An event of this morning with its reports, and what leaders have said about it and before: one instruction answered, one being worked on, one that
 * its unit has let pass, one closed last week. Each by its own steps at its own minute, so that desk, clocks and log say the same.
 */
export async function loadEvents(house: House): Promise<void> {
  const past = await pastDays(house)
  if (!past) return
  await closedLastWeek(past)
  await rockfall(past)
}

type Verb = keyof typeof instructionVerbs

interface Given {
  at: number
  subject: string
  text: string
  verb: Verb
  leaderPost: string
  to: Who & { unit: string }
  eventId?: string
  urgency?: z.input<typeof RecordInstruction>['urgency']
}

/** Taken down, copied and handed on; returns the instruction and the task of its unit. */
async function instructed(past: PastDays, one: Given): Promise<{ id: string; task: string }> {
  const { leaderName, at, eventId, to, ...given } = { ...one, leaderName: await past.nameOf(leader) }
  const id = await past.does(duty, at, work =>
    recordInstruction(
      work,
      RecordInstruction.parse({
        ...given,
        id: sampleId('instruction', one.subject),
        leaderName,
        rank: 'countyDeputy',
        channel: 'phone',
        eventId: eventId ?? null,
      }),
    ),
  )
  await past.does(duty, at - 3, work => transcribe(work, id, CleanCopy.parse({ text: one.text })))
  const leadUnitId = sampleId('unit', to.unit)
  await past.does(duty, at - 5, work => assignInstruction(work, id, AssignInstruction.parse({ leadUnitId })))
  const task = await past.does(duty, at - 5, work =>
    work.tx
      .selectFrom('instruction_assignment')
      .select('id')
      .where('instruction_id', '=', id)
      .executeTakeFirstOrThrow()
      .then(row => row.id),
  )
  return { id, task }
}

/** 反馈 with the written account that belongs to it. */
async function answered(past: PastDays, who: Who, at: number, task: string, text: string, nextBy: Date | null = null) {
  const file = await past.paper(who, at, '办理情况说明', text)
  await past.does(who, at, work =>
    feedBack(
      work,
      task,
      Feedback.parse({ text, fileIds: [file], final: !nextBy, nextBy: nextBy?.toISOString() ?? null }),
    ),
  )
}

const day = 1440

async function closedLastWeek(past: PastDays) {
  const bureau: Who & { unit: string } = { unit: 'emergency-bureau', name: '县应急管理局值班员' }
  const at = 9 * day
  const { id, task } = await instructed(past, {
    at,
    subject: '节前值班电话抽查情况',
    text: '请应急局牵头，对无人接听的单位逐一核实原因，值班电话有变的当天更正。',
    verb: 'takeLead',
    urgency: 'urgent',
    leaderPost: '副县长',
    to: bureau,
  })
  await past.does(bureau, at - 18, work => signFor(work, task))
  await answered(
    past,
    bureau,
    at - 7 * 60,
    task,
    '已逐一核实：2 个单位值班座机线路故障，当天修复；1 个单位号码已变，通讯录已更正并重新测试接通。',
  )
  await past.does(leader, at - 20 * 60, work => closeInstruction(work, id, '同意办结，下季度再抽查一次。'))
}

/** 花桥镇: stones on a county road in any season. Known three and a half hours ago. */
async function rockfall(past: PastDays) {
  const known = 215
  const eventId = await past.does(duty, known, async work => {
    const id = await reportEvent(
      work,
      ReportEvent.parse({
        id: sampleId('event', 'rockfall'),
        title: '花桥镇县道落石砸中货车',
        eventTypeCode: '12H99',
        areaCode: '990321106000',
        occurredAt: past.before(known + 12).toISOString(),
        knownAt: past.before(known).toISOString(),
        source: '花桥镇值班室电话报告',
        sourceKind: 'township',
        reporterName: '花桥镇值班员',
        reporterUnitId: sampleId('unit', 'huaqiao'),
        reporterKnownAt: past.before(known + 6).toISOString(),
        summary: '县道花桥至竹溪段 12 公里处边坡落石约 30 立方米，堵塞半幅路面，砸中一辆过路小货车，司机手臂擦伤。',
        measuresTaken: '镇村干部已到现场设卡，双向交通暂停，伤者送镇卫生院。',
        siteContact: '花桥镇值班员',
        losses: { deaths: 0, missing: 0, minorInjuries: 1 },
      }),
    )
    await numberEvent(work, id)
    return id
  })
  await past.does(leader, known - 9, async work => {
    const track = await work.tx
      .selectFrom('event_classification')
      .select('id')
      .where('event_id', '=', eventId)
      .executeTakeFirstOrThrow()
    await confirmLevel(work, eventId, track.id, ConfirmLevel.parse({ level: 4, reason: '1 人轻伤，县道半幅中断' }))
  })
  await sendReport(past, known - 12, eventId, 'first', { nextStep: '排查危岩，抢通半幅路面' })
  await past.does(duty, known - 23, async work => {
    const values = { cause: ['自然灾害引发'], site: '县乡村道', roadState: '双向中断', targets: ['交通干线'] }
    await recordParticulars(work, eventId, { version: 0, values, source: '花桥镇值班员' })
    const slide = {
      kind: 'pavement',
      what: '县道花桥至竹溪段 12 公里处半幅路面',
      dimensions: [
        { measure: 'length', value: 15, unit: '米' },
        { measure: 'volume', value: 30, unit: '立方米' },
      ],
      source: '县交通运输局现场人员',
    }
    await recordDamage(work, eventId, RecordDamage.parse({ ...slide, id: sampleId('event-damage', 'rockfall') }))
  })

  const told = (at: number, from: string, to: string, input: Partial<z.input<typeof RecordTransmission>>) =>
    past.does(duty, at, work =>
      recordTransmission(
        work,
        eventId,
        RecordTransmission.parse({
          content: '县道落石砸中货车，1 人轻伤，半幅路面中断，正在处置',
          ...input,
          fromUnitId: sampleId('unit', from),
          toUnitId: sampleId('unit', to),
        }),
      ),
    )
  await told(known - 24, 'huaqiao', 'duty-office', { medium: 'written' })
  await told(known - 26, 'emergency-bureau', 'city-emergency-bureau', { medium: 'system', receiptNumber: 'ZB-0312' })

  const about = { leaderPost: '副县长', eventId } as const
  const clear = await instructed(past, {
    ...about,
    at: known - 28,
    subject: '花桥镇落石路段抢通',
    text: '请交通运输局速处：先排危、后抢通，确保过往车辆和作业人员安全。',
    verb: 'handleSoon',
    to: { ...transport, unit: 'transport-bureau' },
  })
  const survey = await instructed(past, {
    ...about,
    at: known - 35,
    subject: '花桥镇落石点及周边危岩排查',
    text: '请自然资源局速派技术人员到现场，查清危岩范围，提出是否需要转移群众的意见。',
    verb: 'verifySoon',
    to: { ...land, unit: 'natural-resources-bureau' },
  })
  await past.does(transport, known - 41, work => signFor(work, clear.task))
  const detour = await instructed(past, {
    ...about,
    at: known - 43,
    subject: '花桥镇绕行引导和群众告知',
    text: '请花桥镇安排专人在两端值守，引导绕行，并逐户告知沿线群众。',
    verb: 'readAndHandle',
    to: { ...town, unit: 'huaqiao' },
  })
  await past.does(land, known - 52, work => signFor(work, survey.task))
  await past.does(town, known - 60, work => signFor(work, detour.task))
  await past.does(duty, known - 70, work =>
    addEventFact(work, eventId, { text: '养护抢险队 2 台装载机到达，开始清理', at: past.before(known - 70) }),
  )
  await answered(
    past,
    land,
    known - 110,
    survey.task,
    '已到现场：坡顶尚有松动岩体约 20 立方米，下方无住户，暂不需要转移；正在布设裂缝观测点。',
    past.before(-170),
  )
  await past.does(duty, known - 125, work =>
    recordFigure(work, eventId, {
      indicator: 'minorInjuries',
      value: 1,
      status: 'verified',
      asOf: past.before(known - 125),
      knownAt: past.before(known - 125),
      source: '花桥镇卫生院',
      reason: '',
    }),
  )
  await answered(
    past,
    transport,
    known - 130,
    clear.task,
    '危石已清除，半幅路面恢复通行，两端设专人指挥；另半幅待危岩处置后清理。',
  )
  await sendReport(past, known - 138, eventId, 'followUp', {
    progress: '落石已清理一半，半幅路面恢复通行；伤者包扎后回家。',
    nextStep: '观测危岩变化，处置后清理余下路面',
  })
  // The township has let its limit pass.
  await past.does(duty, 44, work =>
    addEventFact(work, eventId, { text: '已电话催促花桥镇反馈绕行引导情况', at: past.before(44) }),
  )
  await past.settle([eventId, clear.id, survey.id, detour.id])
}

/** A report of the county's duty room from the draft to the city's receipt. */
export async function sendReport(
  past: PastDays,
  at: number,
  eventId: string,
  kind: 'first' | 'followUp',
  words: Record<string, string>,
) {
  const elements = Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, { text, pending: false }]),
  ) as Elements
  const id = await past.does(duty, at, work => draftReport(work, eventId, DraftReport.parse({ kind })))
  await past.does(duty, at - 2, work => editReport(work, id, EditReport.parse({ elements, revision: 1 })))
  await past.does(duty, at - 3, work => requestReview(work, id))
  const agreed = ReportSignature.parse({})
  await past.does(leader, at - 5, work => reviewReport(work, id, agreed))
  await past.does(leader, at - 5, work => signReport(work, id, agreed))
  await past.does(duty, at - 6, work => submitReport(work, id, SubmitReport.parse({ approval: { mode: 'signed' } })))
  await past.does({ account: 'city1' }, at - 11, work => receiveReport(work, id))
}
