import { taskStates } from '@anlan/contract/response.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, type PaperText, renderOfficialPaper } from '../../document/api.ts'
import { nameOf, type Response, visibleResponse } from '../../response/api.ts'
import { presentConsultations, presentPlans } from './parts.ts'

const text = (words: string): PaperText => ({ level: 0, text: words })
const head = (words: string): PaperText => ({ level: 1, text: words })
const local = (at: string) => chineseDateTime(new Date(at))

/** 会商纪要: who was there, what they had before them, what was concluded and decided. Before it is signed it says so. */
export async function minutesPaper(work: Work, id: string) {
  const row = await work.tx
    .selectFrom('command_consultation')
    .select('response_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const response = await visibleResponse(work, row.response_id)
  const one = (await presentConsultations(work, response, false)).find(view => view.id === id)
  if (!one) throw new Problem('not-found')
  const names = (attended: boolean) =>
    one.participants
      .filter(seat => seat.attended === attended)
      .map(seat => [seat.unitName, seat.personName].filter(Boolean).join(' '))
      .join('、') || '无'
  const { dataPack } = one
  return paper(work, response, {
    name: `会商纪要（第${one.number}次）`,
    title: `${response.subject}第${one.number}次会商纪要`,
    signer: one.signedAt ? one.hostName : null,
    at: one.signedAt ?? one.openedAt,
    note: one.signedAt
      ? `${one.hostName} ${local(one.signedAt)}签发${one.signedFor ? `（${one.signedFor}）` : ''}`
      : '未签发，仅供核对',
    paragraphs: [
      text(`${local(one.openedAt)}，${one.hostName}主持会商，议题：${one.topic}。纪要如下。`),
      head('参加人员'),
      text(`到会：${names(true)}。`),
      text(`未到：${names(false)}。`),
      head('会商资料'),
      text(`资料截至${local(dataPack.at)}，响应级别：${dataPack.responseLevel}。`),
      text(
        `事件数据：${dataPack.figures.map(figure => `${figure.name} ${figure.value}${figure.verified ? '' : '（待核）'}`).join('；') || '无'}。`,
      ),
      text(
        `现场力量：${dataPack.forces.map(force => `${force.name}${force.people ? ` ${force.people} 人` : ''}`).join('；') || '无'}。`,
      ),
      ...dataPack.facts.map(fact =>
        text(
          `事实板第 ${fact.number} 条（${fact.verified ? '已核' : '待核'}）：${fact.text}（截至${local(fact.asOf)}，${fact.source}）`,
        ),
      ),
      text(
        `执行中的任务：${dataPack.tasks.map(task => `${task.number} ${task.title}（${task.unitName}，${taskStates[task.state]}${task.overdue ? '，超时' : ''}）`).join('；') || '无'}。`,
      ),
      head('会商研判'),
      text(one.judgement || '未登记。'),
      head('会商决定'),
      ...(one.decisions.length === 0 ? [text('无。')] : []),
      ...one.decisions.map((decision, i) =>
        text(
          `${i + 1}．${decision.text}${decision.unitName ? `（${decision.unitName}承办${decision.task ? `，任务${decision.task.number}` : ''}）` : ''}`,
        ),
      ),
    ],
  })
}

/** 处置方案 of one version. */
export async function actionPlanPaper(work: Work, id: string) {
  const row = await work.tx.selectFrom('command_plan').select('response_id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const response = await visibleResponse(work, row.response_id)
  const one = (await presentPlans(work, response, false)).find(view => view.id === id)
  if (!one) throw new Problem('not-found')
  const approved = one.state === 'approved' || one.state === 'replaced'
  return paper(work, response, {
    name: `处置方案（第${one.number}版）`,
    title: `${response.subject}处置方案（第${one.number}版）`,
    signer: approved ? one.judgedByName : null,
    at: one.judgedAt ?? one.draftedAt,
    note: approved
      ? `${one.draftedByName}拟定，${one.judgedByName}批准${one.state === 'replaced' ? '；已被新版替换' : ''}`
      : one.state === 'returned'
        ? `已退回：${one.opinion}`
        : '未经批准，不得执行',
    paragraphs: [
      head('处置目标'),
      text(one.objectives),
      head('处置措施'),
      text(one.measures),
      head('力量部署'),
      text(one.forces),
      head('安全事项'),
      text(one.safety),
    ],
  })
}

interface Said {
  name: string
  title: string
  signer: string | null
  at: string
  note: string
  paragraphs: PaperText[]
}

async function paper(work: Work, response: Response, said: Said) {
  const agency = (await unitOfFunction(work.tx, 'generalDutyOffice'))?.name ?? ''
  const date = chineseDate(new Date(said.at))
  const mark = response.mode === 'exercise' ? '演练' : null
  return {
    name: `${mark ? '【演练】' : ''}${said.name}`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency,
        urgency: null,
        secrecy: null,
        number: null,
        signer: said.signer,
        title: said.title,
        recipients: [],
        paragraphs: [text(`所属响应：${nameOf(response)}`), ...said.paragraphs],
        attachments: [],
        signature: agency,
        date,
        note: said.note,
        contact: null,
        copies: [],
        printedBy: agency,
        printedOn: date,
        mark,
      }),
  }
}
