import { instructionChannels, instructionVerbs, leaderRanks, urgencies } from '@anlan/contract/instruction.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, renderOfficialPaper } from '../../document/api.ts'
import { instructionsInReach, matterOf } from '../reach.ts'
import { readTasks } from './tasks.ts'

/** 批示抄清（办理单） as an official paper (GB/T 9704 layout): its file name and how to render it, which needs no database. */
export async function cleanCopyPaper(work: Work, id: string) {
  const one = await instructionsInReach(work).selectAll('i').where('i.id', '=', id).executeTakeFirst()
  if (!one) throw new Problem('not-found')
  if (one.clean_text === null) throw new Problem('instruction/wrong-state', { detail: '批示尚未抄清' })
  const room = (await findUnit(work.tx, one.handling_unit_id))?.name ?? ''
  const tasks = (await readTasks(work, id)).filter(task => task.parent_id === null)
  const [lead, ...others] = tasks
  const date = chineseDate(one.transcribed_at ?? work.now)
  const event = one.event_id
    ? await work.tx.selectFrom('emergency_event').select('title').where('id', '=', one.event_id).executeTakeFirst()
    : undefined
  recordFact(work, 'instruction.exported', id, { number: one.number }, { matter: matterOf(one) })
  const paragraphs = [
    { level: 1 as const, text: '批示来源' },
    {
      level: 0 as const,
      text: `${one.leader_name}${one.leader_post ? `（${one.leader_post}）` : ''}，${leaderRanks[one.rank]}${one.rank.startsWith('county') ? '' : '领导'}，${shanghaiDay(one.given_at).slice(0, 4)}年${chineseDateTime(one.given_at)}${instructionChannels[one.channel]}批示${event ? `，事关${event.title}` : ''}。`,
    },
    { level: 1 as const, text: '批示内容' },
    { level: 0 as const, text: one.clean_text },
    { level: 1 as const, text: '办理要求' },
    {
      level: 0 as const,
      text: `${instructionVerbs[one.verb]}${one.urgency === 'none' ? '' : `，${urgencies[one.urgency]}`}。${one.deadline ? `请于${chineseDateTime(one.deadline)}前反馈办理情况。` : '请按规定时限反馈办理情况，并附相关材料。'}`,
    },
  ]
  return {
    name: `${one.number ?? '批示'} 抄清`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency: room,
        // Papers know 特急 and 加急 only (《党政机关公文处理工作条例》第九条).
        urgency:
          one.urgency === 'mostUrgent' || one.urgency === 'veryUrgent'
            ? '特急'
            : one.urgency === 'urgent'
              ? '加急'
              : null,
        secrecy: null,
        number: one.number,
        signer: null,
        title: `关于${one.subject.replace(/^关于/, '')}的批示抄清`,
        recipients: lead ? [lead.unit_name] : [],
        paragraphs,
        attachments: [],
        signature: room,
        date,
        note: null,
        contact: null,
        copies: others.map(task => task.unit_name),
        printedBy: room,
        printedOn: date,
        mark: null,
      }),
  }
}
