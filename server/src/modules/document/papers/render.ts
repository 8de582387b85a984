import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { recordFact } from '../../../kernel/work/work.ts'
import { chineseDate } from '../chinese-date.ts'
import type { OfficialPaper } from '../paper/official-paper.ts'
import type { PaperText } from '../paper/paper-layout.ts'
import { printedNames } from './printed-names.ts'
import { papersInReach } from './reach.ts'
import type { Paper } from './schema.ts'
import { kindOf } from './sign-off.ts'
import { deliveriesOf } from './view.ts'

/** The paper as it is laid out, and the name of its file. Taking it along is a fact. */
export async function layOutPaper(work: Work, id: string): Promise<{ name: string; paper: OfficialPaper }> {
  const paper = await papersInReach(work).selectAll('p').where('p.id', '=', id).executeTakeFirst()
  if (!paper) throw new Problem('not-found')
  const kind = await kindOf(work, paper)
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', paper.unit_id).executeTakeFirstOrThrow()
  const deliveries = await deliveriesOf(work, id)
  const files = await work.tx
    .selectFrom('paper_file as p')
    .innerJoin('file as f', 'f.id', 'p.file_id')
    .select('f.name')
    .where('p.paper_id', '=', id)
    .orderBy('p.sort')
    .execute()
  recordFact(work, 'paper.exported', id, { number: paper.number, revision: paper.revision })
  const date = chineseDate(paper.signed_at ?? work.now)
  const printed = await printedNames(work, paper.unit_id, deliveries)
  return {
    name: [paper.number, paper.title].filter(Boolean).join(' ').slice(0, 120),
    paper: {
      series: kind.head,
      agency: unit.name,
      urgency: paper.urgency,
      secrecy: paper.secrecy === '公开' || paper.secrecy === '内部' ? null : paper.secrecy,
      number: paper.number,
      signer: null,
      title: paper.title,
      recipients: printed.main,
      paragraphs: paragraphsOf(paper),
      attachments: files.map(file => file.name.replace(/\.\w{1,5}$/, '')),
      signature: unit.name,
      date,
      note: paper.note || null,
      contact: paper.contact || null,
      copies: printed.copies,
      printedBy: unit.name,
      printedOn: date,
      mark: markOf(paper),
    },
  }
}

const markOf = (paper: Paper) => (paper.state === 'withdrawn' ? '已撤回' : paper.signed_at ? null : '拟稿')

/** Headings are numbered by the layout; empty sections are left out, not printed empty. */
function paragraphsOf(paper: Paper): PaperText[] {
  return paper.sections
    .filter(section => section.text.trim() || section.table?.rows.length)
    .flatMap(section => [
      ...(section.heading ? [{ level: 1 as const, text: section.heading }] : []),
      ...section.text
        .split(/\s*\n\s*/)
        .filter(line => line !== '')
        .map(text => ({ level: 0 as const, text })),
      ...(section.table?.rows.length ? [{ level: 0 as const, text: '', table: section.table }] : []),
    ])
}
