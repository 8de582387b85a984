import { callUpPriorities } from '@anlan/contract/call-up.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, type PaperText, renderOfficialPaper } from '../../document/api.ts'
import { presentCallUp } from './view.ts'

const text = (words: string): PaperText => ({ level: 0, text: words })

/**
 * 请求支援函 (W193): what the county asks of a neighbour, the garrison, the armed police or the militia, with who asked and who approved it. Only
 * for units outside the county's tree, and only once approved: `call-up/wrong-state`.
 */
export async function requestLetter(work: Work, id: string) {
  const slip = await presentCallUp(work, id)
  const asked = await findUnit(work.tx, slip.fromUnitId)
  if (asked?.kind !== 'external' || !slip.number)
    throw new Problem('call-up/wrong-state', { detail: '请求尚未批准，或被请求的不是县外单位、驻军' })
  recordFact(work, 'call-up.exported', id, { number: slip.number, letter: true }, { matter: slip.eventId ?? id })
  const stampOf = (step: string) => slip.steps.find(one => one.step === step)?.stamp ?? null
  const [requested, approved] = [stampOf('requested'), stampOf('approved')]
  const at = approved ? new Date(approved.at) : work.now
  const county = ((await unitOfFunction(work.tx, 'county')) ?? (await findUnit(work.tx, work.actor.unitId)))?.name ?? ''
  const trace = [
    requested && `${requested.unitName}${requested.byName}于${chineseDateTime(new Date(requested.at))}提出申请`,
    slip.verbal
      ? `${slip.verbal.leaderName}${slip.verbal.how}口头批准${slip.verbal.confirmedAt ? '，已补签' : '，待补签'}`
      : approved && `${approved.byName}于${chineseDateTime(at)}批准`,
  ].filter(Boolean)
  return {
    name: `请求支援函 ${slip.number}`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency: county,
        urgency: slip.priority === 'normal' ? null : (callUpPriorities[slip.priority] as '特急' | '加急'),
        secrecy: null,
        number: slip.number,
        signer: null,
        title: `${county}关于请求支援${slip.eventTitle ? `${slip.eventTitle}处置工作` : '应急工作'}的函`,
        recipients: [slip.fromUnitName],
        paragraphs: [
          text(
            `${slip.eventTitle ? `为处置${slip.eventTitle}，` : ''}因${slip.reason}，现请贵方支援下列力量和物资${slip.place ? `，到${slip.place}集结` : ''}。${slip.agreement ? `依据：${slip.agreement}。` : ''}`,
          ),
          text(
            `到达后与${slip.toUnitName}${slip.receiverName ? `${slip.receiverName}（${slip.receiverPhone}）` : '现场指挥部'}联系${slip.route ? `，行进路线：${slip.route}` : ''}${slip.escort ? `，引导护送：${slip.escort}` : ''}。`,
          ),
          text(
            `费用由${slip.costBearer || '我方按规定承担'}；返回安排：${slip.returnPlan || '任务结束后由双方商定'}${slip.returnBy ? `，${slip.returnBy} 前返回` : ''}。`,
          ),
          text(`审批过程：${trace.join('；')}。`),
        ],
        table: {
          headers: ['序号', '请求支援的力量、物资', '数量', '单位', '人数'],
          rows: slip.lines.map((line, i) => [
            String(i + 1),
            line.name,
            line.quantity === null ? '' : String(line.quantity),
            line.unit,
            line.people === null ? '' : String(line.people),
          ]),
        },
        attachments: [],
        signature: county,
        date: chineseDate(at),
        note: null,
        contact: null,
        copies: [slip.toUnitName],
        printedBy: county,
        printedOn: chineseDate(at),
      }),
  }
}
