import { callUpKinds, callUpPriorities } from '@anlan/contract/call-up.ts'
import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, type PaperText, renderOfficialPaper } from '../../document/api.ts'
import { presentCallUp } from './view.ts'

const text = (words: string): PaperText => ({ level: 0, text: words })
const head = (words: string): PaperText => ({ level: 1, text: words })
const dash = (value: number | null) => (value === null ? '' : String(value))
const stampIn = (slip: CallUpView, step: string) => slip.steps.find(one => one.step === step)?.stamp ?? null

/** 调拨单: who gives what to whom, with the columns that keeper, carrier and receiver sign. */
export async function callUpPaper(work: Work, id: string) {
  const slip = await presentCallUp(work, id)
  if (!slip.number) throw new Problem('call-up/wrong-state', { detail: '调用尚未批准，没有调度令号' })
  recordFact(work, 'call-up.exported', id, { number: slip.number }, { matter: slip.eventId ?? id })
  const approved = stampIn(slip, 'approved')
  const at = approved ? new Date(approved.at) : work.now
  const room = (await unitOfFunction(work.tx, 'generalDutyOffice'))?.name ?? slip.toUnitName
  const date = chineseDate(at)
  const signed = (step: string, words: string) => {
    const one = stampIn(slip, step)
    return text(
      `${words}（签名）：${one ? `${one.byName}　${chineseDateTime(new Date(one.at))}` : '　　　　　　　　　时间：'}`,
    )
  }
  return {
    name: `调拨单 ${slip.number}`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency: room,
        urgency: slip.priority === 'normal' ? null : (callUpPriorities[slip.priority] as '特急' | '加急'),
        secrecy: null,
        number: slip.number,
        signer: slip.verbal?.leaderName ?? approved?.byName ?? null,
        title: slip.kind === 'stock' ? '应急物资调拨单' : `应急${callUpKinds[slip.kind]}调用单`,
        recipients: [slip.fromUnitName],
        paragraphs: [
          text(
            `因${slip.reason}，${slip.eventTitle ? `为处置${slip.eventTitle}，` : ''}现调用下列资源，请接令后立即组织，调入单位为${slip.toUnitName}${slip.place ? `，送达${slip.place}` : ''}。`,
          ),
          head('运送和接收'),
          text(
            [
              slip.route && `路线：${slip.route}`,
              slip.escort && `押运护送：${slip.escort}`,
              slip.vehicle && `车辆：${slip.vehicle}`,
              slip.driver && `驾驶员：${slip.driver}`,
              `接收人：${slip.receiverName || '　　　'} ${slip.receiverPhone}`,
            ]
              .filter(Boolean)
              .join('；'),
          ),
          head('归还和费用'),
          text(
            `归还安排：${slip.returnPlan || '按实际情况另行确定'}${slip.returnBy ? `，${slip.returnBy} 前归还` : ''}；费用承担：${slip.costBearer || '按规定列支'}。`,
          ),
          head('签名'),
          text(
            `批准人（签名）：${slip.verbal ? `${slip.verbal.leaderName}（${slip.verbal.how}口头批准${slip.verbal.confirmedAt ? '，已补签' : '，待补签'}）` : `${approved?.byName ?? ''}　${chineseDateTime(at)}`}`,
          ),
          signed('issued', '发货（出动）人'),
          signed('departed', '承运（带队）人'),
          signed('received', '接收人'),
          signed('returned', '归还验收人'),
        ],
        table: {
          headers: ['序号', '名称', '单位', '申请', '实发', '实收', '归还', '损坏', '消耗'],
          rows: slip.lines.map((line, i) => [
            String(i + 1),
            line.people ? `${line.name}（${line.people} 人）` : line.name,
            line.unit || (line.quantity === null ? '整体' : ''),
            dash(line.quantity ?? 1),
            dash(line.issued),
            dash(line.received),
            ...(line.issued === null ? ['', '', ''] : [dash(line.returned), dash(line.damaged), dash(line.consumed)]),
          ]),
        },
        attachments: [],
        signature: room,
        date,
        note: slip.differenceNote ? `签收差异：${slip.differenceNote}` : null,
        contact: slip.keeper ? `调出单位联系人：${slip.keeper.name}，电话：${slip.keeper.phone}` : null,
        copies: [slip.toUnitName],
        printedBy: room,
        printedOn: date,
      }),
  }
}

/** 征用决定书: list, purpose, return and compensation, told to whose property it is (突发事件应对法 第十二条、第七十六条). */
export async function requisitionPaper(work: Work, id: string) {
  const slip = await presentCallUp(work, id)
  const { requisition } = slip
  if (!requisition || !slip.number) throw new Problem('call-up/wrong-state', { detail: '征用尚未批准，或本单不是征用' })
  recordFact(work, 'call-up.exported', id, { number: slip.number }, { matter: slip.eventId ?? id })
  const approved = stampIn(slip, 'approved')
  const at = approved ? new Date(approved.at) : work.now
  const county = (await unitOfFunction(work.tx, 'county')) ?? (await findUnit(work.tx, work.actor.unitId))
  const name = county?.name ?? ''
  return {
    name: `征用决定书 ${slip.number}`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency: name,
        urgency: slip.priority === 'normal' ? null : (callUpPriorities[slip.priority] as '特急' | '加急'),
        secrecy: null,
        number: slip.number,
        signer: null,
        title: `${name}应急征用决定书`,
        recipients: [requisition.owner],
        paragraphs: [
          text(
            `${slip.eventTitle ? `为处置${slip.eventTitle}，` : ''}因${slip.reason}，依据${requisition.basis}，决定征用下列财产。`,
          ),
          head('征用用途和期限'),
          text(
            `${requisition.purpose}${requisition.until ? `，预计 ${requisition.until} 前返还` : ''}。使用地点：${slip.place || slip.toUnitName}。`,
          ),
          head('返还'),
          text(requisition.returnTerms),
          head('补偿'),
          text(`${requisition.compensation}。被征用人不服本决定的，可以依法申请行政复议或者提起行政诉讼。`),
          head('签收'),
          text('被征用人（签名）：　　　　　　　　　时间：'),
          text('执行人（签名）：　　　　　　　　　　时间：'),
        ],
        table: {
          headers: ['序号', '名称', '单位', '数量', '交付时状况'],
          rows: slip.lines.map((line, i) => [
            String(i + 1),
            line.name,
            line.unit,
            dash(line.issued ?? line.quantity ?? 1),
            '',
          ]),
        },
        attachments: [],
        signature: name,
        date: chineseDate(at),
        note: null,
        contact: requisition.ownerPhone ? `被征用人电话：${requisition.ownerPhone}` : null,
        copies: [slip.toUnitName],
        printedBy: name,
        printedOn: chineseDate(at),
      }),
  }
}
