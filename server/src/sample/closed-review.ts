import {
  AddRectification,
  AnswerRectification,
  DecideProposals,
  JudgeRectification,
  JudgeReview,
  type ReviewSectionCode,
  SaveReviewSection,
} from '@anlan/contract/review.ts'
import { shanghaiDay } from '../modules/calendar/api.ts'
import { planProposals } from '../modules/review/content/plan-use.ts'
import { readSubject } from '../modules/review/content/subject.ts'
import { judgeReview, submitReview } from '../modules/review/steps/judge.ts'
import { addRectification, answerRectification, judgeRectification } from '../modules/review/steps/rectify.ts'
import { decideProposals, saveSection } from '../modules/review/steps/write.ts'
import type { PastDays, Who } from './past-days.ts'
import { sampleId } from './rows.ts'

const duty: Who = { account: 'duty1' }
const bureau: Who = { account: 'bureau1' }
const leader: Who = { account: 'leader1' }
const day = 1440

/** What people concluded from the sample's closed response: written over two days, approved, one thing put right and one still being. */
export async function reviewed(past: PastDays, responseId: string, known: number): Promise<void> {
  const at = (days: number, minutes = 0) => known - days * day - minutes
  const id = await past.does(duty, at(2), async work => {
    const row = await work.tx
      .selectFrom('review')
      .select('id')
      .where('response_id', '=', responseId)
      .executeTakeFirstOrThrow()
    return row.id
  })
  const says = (who: Who, days: number, code: ReviewSectionCode, experience: string, problems: string) =>
    past.does(who, at(days), work =>
      saveSection(work, id, code, SaveReviewSection.parse({ experience, problems, version: 0 })),
    )
  await says(duty, 2, 'firsts', '镇半专业队 38 分钟到场，先打火头后清边线，未让火线进林。', '')
  await says(duty, 2, 'orders', '指令和通知均在十分钟内回执。', '')
  await says(bureau, 2, 'tasks', '', '专业队扑救超过规定时限，夜间看守人员到位偏晚。')
  await says(bureau, 2, 'plan', '', '预案没有规定火场周边人员搜寻由谁承担。')
  const added = (key: string, days: number, problem: string, measure: string, unit: string, dueIn: number) =>
    past.does(bureau, at(2, 5), work =>
      addRectification(
        work,
        id,
        AddRectification.parse({
          id: sampleId('rectification', key),
          section: 'tasks',
          problem,
          measure,
          unitId: sampleId('unit', unit),
          dueOn: shanghaiDay(past.before(at(days) - dueIn * day)),
        }),
      ),
    )
  await added('permits', 2, '农事用火审批后无人到场监督', '每处用火明确监督人，现场拍照留存', 'songling', 6)
  await added('night', 2, '夜间看守人员到位偏晚', '修订看守值守安排，配齐照明', 'forestry-bureau', 25)
  await past.does(bureau, at(2, 10), async work => {
    const proposals = planProposals(await readSubject(work, responseId))
    if (proposals.length === 0) return
    const decisions = proposals.map(({ key, text }) => ({
      key,
      adopted: text.startsWith('预案没有规定'),
      reason: text.startsWith('预案没有规定') ? '' : '本次为个别情况，时限仍可行',
    }))
    await decideProposals(work, id, DecideProposals.parse({ decisions }))
  })
  await past.does(bureau, at(2, 15), work => submitReview(work, id))
  await past.does(leader, at(3), work =>
    judgeReview(work, id, JudgeReview.parse({ verdict: 'approved', opinion: '同意，抓紧整改' })),
  )
  const first = sampleId('rectification', 'permits')
  const town: Who = { unit: 'songling', name: '松岭镇值班员' }
  const told = '已明确 14 处用火监督人，现场照片已上传镇森防办。'
  await past.does(town, at(6), work => answerRectification(work, first, AnswerRectification.parse({ text: told })))
  await past.does(bureau, at(6, 60), work =>
    judgeRectification(work, first, JudgeRectification.parse({ verdict: 'accepted', note: '抽查 3 处属实' })),
  )
}
