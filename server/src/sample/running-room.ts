import {
  AnswerOpinion,
  AskOpinion,
  ConfirmSafe,
  Decide,
  DraftActionPlan,
  EnterZone,
  JudgeActionPlan,
  OpenConsultation,
  RecordJudgement,
  SignMinutes,
  VerifyFact,
  WriteFact,
} from '@anlan/contract/command.ts'
import { DraftBulletin } from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { draftActionPlan, judgeActionPlan } from '../modules/command/board/action-plan.ts'
import { verifyFact, writeFact } from '../modules/command/board/facts.ts'
import { answerOpinion, askOpinion } from '../modules/command/board/opinions.ts'
import { decide, openConsultation, recordJudgement, signMinutes } from '../modules/command/consult/consultation.ts'
import { confirmSafe, enterZone } from '../modules/command/people/accountability.ts'
import { holdersOf } from '../modules/directory/api.ts'
import { draftBulletin } from '../modules/response/words/public-words.ts'
import type { Course, Who } from './past-days.ts'
import { sampleId } from './rows.ts'

const land: Who = { unit: 'natural-resources-bureau', name: '县自然资源局值班员' }
const publicity: Who = { unit: 'publicity-department', name: '县委宣传部值班员' }
const town: Who = { account: 'baiyan1' }
const duty: Who = { account: 'duty1' }
const second: Who = { account: 'duty2' }
const leader: Who = { account: 'leader1' }
const unit = (key: string) => sampleId('unit', key)
const named = (what: string) => sampleId('running-response', what)

/** What the command room of the sample's running response has, before it was raised and after. */
export function inTheRoom(on: Course, responseId: string): void {
  beforeRaised(on, responseId)
  afterRaised(on, responseId)
}

const writer =
  (on: Course, responseId: string) => (who: Who, at: number, input: Omit<z.input<typeof WriteFact>, 'asOf' | 'id'>) =>
    on.does(who, at, work =>
      writeFact(
        work,
        responseId,
        WriteFact.parse({ ...input, id: named(input.text), asOf: on.before(at).toISOString() }),
      ),
    )

function beforeRaised(on: Course, responseId: string) {
  const states = writer(on, responseId)
  const verified = (text: string, at: number, note: string) =>
    on.does(second, at, work => verifyFact(work, named(text), VerifyFact.parse({ note })))
  const [households, cracks] = ['受威胁 10 户 36 人，均已撤离', '坡顶裂缝 3 条，最宽 12 厘米，仍在张开']
  states(town, 114, { text: households, source: '白岩乡现场清点' })
  verified(households, 106, '与转移名册逐户核对')
  states(land, 90, { text: cracks, source: '县地质环境监测站' })
  verified(cracks, 84, '监测站负责人电话确认，收到现场照片')
  on.does(land, 80, work =>
    draftActionPlan(
      work,
      responseId,
      DraftActionPlan.parse({
        id: named('plan 1'),
        objectives: '确保无人员伤亡，控制二次崩塌风险',
        measures: '危险区 1.2 公顷只出不进；坡顶布设裂缝计 3 处、雷达 1 台，每小时会商一次',
        forces: '自然资源 6 人、消防 12 人、乡村 26 人',
        safety: '设专职安全员 2 人，发现滚石立即吹哨，沿村道向东撤离',
      }),
    ),
  )
  on.does(leader, 72, work =>
    judgeActionPlan(work, named('plan 1'), JudgeActionPlan.parse({ verdict: 'approved', opinion: '同意，按此执行' })),
  )
  on.does(duty, 66, work =>
    askOpinion(
      work,
      responseId,
      AskOpinion.parse({
        id: named('opinion 1'),
        kind: 'assessment',
        expertId: sampleId('record', 'expert/1'),
        question: '裂缝日变形多少时应扩大撤离范围？',
      }),
    ),
  )
  on.does(duty, 48, work =>
    answerOpinion(
      work,
      named('opinion 1'),
      AnswerOpinion.parse({ opinion: '2 小时变形超过 10 毫米即应扩大到坡脚 120 米，并停止坡面作业。' }),
    ),
  )
  states(land, 44, { text: '坡顶裂缝 2 小时张开 12 毫米', source: '裂缝计读数' })
  verified('坡顶裂缝 2 小时张开 12 毫米', 40, '调看监测曲线')
}

function afterRaised(on: Course, responseId: string) {
  const states = writer(on, responseId)
  states(town, 30, {
    text: '受威胁 12 户 43 人，均已撤离',
    source: '白岩乡现场清点',
    supersedesId: named('受威胁 10 户 36 人，均已撤离'),
  })
  on.does(duty, 29, work =>
    enterZone(
      work,
      responseId,
      EnterZone.parse({
        id: named('entry'),
        name: '消防搜索一组',
        unitId: unit('fire-brigade'),
        people: 5,
        place: '崩塌体东侧坡脚',
        limitMinutes: 90,
      }),
    ),
  )
  on.does(duty, 23, async work => {
    const [host] = await holdersOf(work.tx, 'leader:常务副县长', { lead: undefined, areaCode: null })
    return openConsultation(
      work,
      responseId,
      OpenConsultation.parse({
        id: named('consultation'),
        topic: '是否扩大撤离范围，如何抢通村道',
        hostId: host?.personId,
        unitIds: ['natural-resources-bureau', 'water-bureau', 'emergency-bureau', 'fire-brigade', 'baiyan'].map(unit),
      }),
    )
  })
  on.does(duty, 16, work => confirmSafe(work, named('entry'), ConfirmSafe.parse({ people: 5, note: '' })))
  on.does(duty, 14, async work => {
    const seats = await work.tx
      .selectFrom('command_participant')
      .select('id')
      .where('consultation_id', '=', named('consultation'))
      .orderBy('sort')
      .execute()
    return recordJudgement(
      work,
      named('consultation'),
      RecordJudgement.parse({
        version: 1,
        judgement: '裂缝变形加快，12 小时内二次崩塌可能性大；撤离范围扩大到坡脚 120 米，现有 12 户均在其中。',
        attended: seats.slice(0, 4).map(one => one.id),
      }),
    )
  })
  on.does(land, 13, work =>
    draftActionPlan(
      work,
      responseId,
      DraftActionPlan.parse({
        id: named('plan 2'),
        objectives: '确保 12 户 43 人不返回，村道抢通前物资改道送达',
        measures: '撤离范围扩大到坡脚 120 米；坡面停止作业，无人机每 30 分钟巡查一次；村道由东线便道转运',
        forces: '自然资源 6 人、消防 12 人、公安 8 人、医护 4 人、乡村 26 人',
        safety: '夜间不进入危险区；撤离哨声三长声，向东沿村道撤出',
      }),
    ),
  )
  on.does(duty, 11, work =>
    askOpinion(
      work,
      responseId,
      AskOpinion.parse({
        id: named('opinion 2'),
        kind: 'advice',
        expertId: sampleId('record', 'expert/10'),
        question: '危岩清除宜采用爆破还是机械？',
      }),
    ),
  )
  states(town, 10, { text: '二组 1 名村民可能返回取物，正在寻找', source: '村干部电话' })
  const decided = (text: string, to: string | null, doneMinutes: number | null) =>
    on.does(duty, 5, work =>
      decide(work, named('consultation'), Decide.parse({ id: named(text), text, unitId: to && unit(to), doneMinutes })),
    )
  decided('排查崩塌体下游沟道是否堵塞，提出排险意见', 'water-bureau', 120)
  decided('未经地质专家鉴定，任何人不得返回危险区', null, null)
  on.does(duty, 4, work => signMinutes(work, named('consultation'), SignMinutes.parse({ how: '电话口述同意' })))
  on.does(publicity, 3, work =>
    draftBulletin(
      work,
      responseId,
      DraftBulletin.parse({
        title: '白岩乡石堰岭村崩塌险情处置情况',
        text: '受威胁群众已全部撤离，无人员伤亡，现场正在监测。请过往车辆绕行。',
      }),
    ),
  )
}
