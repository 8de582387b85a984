import { isInMainThread, type TimelineLine, type TimelineView, threadOf } from '@anlan/contract/event-timeline.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, renderOfficialPaper } from '../../document/api.ts'
import { presentEvent } from './present.ts'
import { timelineOf } from './timeline.ts'

/** More than any event has; the paper is for reading. */
const mostEntries = 10_000

/** 事件处置经过 as a paper to print or keep: the lines that the screen shows, oldest first. Returns its name and how to render it. */
export async function renderTimeline(work: Work, eventId: string, view: TimelineView) {
  const event = await presentEvent(work, eventId)
  const { items } = await timelineOf(work, eventId, { limit: mostEntries })
  const lines = threadOf(items).filter(line => view === 'all' || isInMainThread(line))
  recordFact(work, 'emergency-event.exported', eventId, { view, lines: lines.length }, { matter: eventId })
  const unit = await findUnit(work.tx, work.actor.unitId)
  const name = unit?.name ?? ''
  const date = chineseDate(work.now)
  return {
    name: `${event.number} ${event.title}处置经过`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency: name,
        urgency: null,
        secrecy: null,
        number: null,
        signer: null,
        title: `${event.title}处置经过`,
        recipients: [],
        paragraphs: [
          {
            level: 0,
            text: `事件编号${event.number}。以下按系统记录的时间先后列出，截至${chineseDateTime(work.now)}，共 ${lines.length} 条。`,
          },
        ],
        table: { headers: ['时间', '经过', '记录'], rows: lines.map(rowOf) },
        attachments: [],
        signature: name,
        date,
        note: null,
        contact: null,
        copies: [],
        printedBy: name,
        printedOn: date,
      }),
  }
}

/** On paper nothing can be unfolded: what stands together is told in full, the answers to a notice by their number. */
const rowOf = ({ entry, sentence, by, tally, folded }: TimelineLine) => [
  localMinute(entry.at),
  tally
    ? `${sentence}（${tally}）`
    : folded.length > 0
      ? `${sentence}：${folded.map(one => one.sentence).join('；')}`
      : sentence,
  by,
]

/** 07-12 02:46, Shanghai. */
const localMinute = (at: string) => shanghaiMinute(new Date(at))
