import { isDeepStrictEqual } from 'node:util'
import { pieceStatuses } from '@anlan/contract/form.ts'
import type { PaperSection } from '@anlan/contract/paper.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import type { RecordedFact } from '../../../kernel/module.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { chineseDateTime, draftPaper, editPaper } from '../../document/api.ts'
import { findRound, piecesOf, totalsOfRounds } from '../../form/api.ts'

type Round = NonNullable<Awaited<ReturnType<typeof findRound>>>

/**
 * The county's 情况综合 of one round of zero reports, as a paper: drafted once, and brought up to date when asked for again while it is a draft. What
 * a drafter has written himself stays his. Returns the paper's id.
 */
export async function draftSynthesis(work: Work, roundId: string, id?: string): Promise<string> {
  const round = await findRound(work, roundId)
  if (!round?.origin?.startsWith('zero-report/') || !(await isUnitInReach(work, round.unit_id)))
    throw new Problem('not-found')
  const sections = await sectionsOf(work, round)
  const known = await synthesisOf(work, roundId)
  if (known && known.state !== 'discarded') {
    await bringUpToDate(work, known, sections)
    return known.paper_id
  }
  const paperId = await draftPaper(work, {
    id,
    kind: 'situationSynthesis',
    title: `零报告情况综合（${chineseDateTime(round.due_at)}）`,
    sections,
    unitId: round.unit_id,
  })
  const drafted = { paper_id: paperId, revision: 1, sections: JSON.stringify(sections) }
  await work.tx
    .insertInto('zero_report_synthesis')
    .values({ round_id: roundId, ...drafted })
    .onConflict(conflict => conflict.column('round_id').doUpdateSet(drafted))
    .execute()
  return paperId
}

/** Another unit has reported: figures of a draft that nobody has touched follow by themselves. */
export async function followPieces(work: Work, fact: RecordedFact): Promise<void> {
  const round = await findRound(work, String(fact.data['round'] ?? ''))
  if (!round?.origin?.startsWith('zero-report/')) return
  const known = await synthesisOf(work, round.id)
  if (!known || known.paperRevision !== known.revision) return
  await bringUpToDate(work, known, await sectionsOf(work, round))
}

const synthesisOf = (work: Work, roundId: string) =>
  work.tx
    .selectFrom('zero_report_synthesis as z')
    .innerJoin('paper as p', 'p.id', 'z.paper_id')
    .selectAll('z')
    .select(['p.state', 'p.revision as paperRevision', 'p.sections as written'])
    .where('z.round_id', '=', roundId)
    .executeTakeFirst()
type Synthesis = NonNullable<Awaited<ReturnType<typeof synthesisOf>>>

/** Sections that stand as we wrote them are written anew; under review, signed or thrown away nothing changes any more. */
async function bringUpToDate(work: Work, known: Synthesis, fresh: PaperSection[]) {
  if (known.state !== 'draft') return
  const sections = known.written.map(section => {
    const ours = known.sections.find(one => one.heading === section.heading)
    const now = fresh.find(one => one.heading === section.heading)
    return ours && now && isDeepStrictEqual(ours, section) ? now : section
  })
  if (isDeepStrictEqual(sections, known.written)) return
  await editPaper(work, known.paper_id, { revision: known.paperRevision, sections })
  await work.tx
    .updateTable('zero_report_synthesis')
    .set({ revision: known.paperRevision + 1, sections: JSON.stringify(fresh) })
    .where('round_id', '=', known.round_id)
    .execute()
}

async function sectionsOf(work: Work, round: Round): Promise<PaperSection[]> {
  const pieces = (await piecesOf(work, round.id)).filter(piece => piece.status !== 'cancelled')
  const totals = await totalsOfRounds(work, round.form_id, [round])
  const withStatus = (...statuses: string[]) => pieces.filter(piece => statuses.includes(piece.status))
  const reported = withStatus('reported', 'returned')
  const none = withStatus('none')
  const missing = withStatus('missing', 'waiting')
  const late = pieces.filter(piece => piece.late)
  const names = (list: typeof pieces) => list.map(piece => piece.unitName).join('、')
  const sums = totals.fields
    .filter(field => field.sum > 0)
    .map(field => `${field.label} ${field.sum} ${field.unit}`.trim())
  const section = (heading: string, text: string, more: Partial<PaperSection> = {}): PaperSection => ({
    heading,
    text,
    table: null,
    references: [],
    ...more,
  })
  return [
    section(
      '总体情况',
      `${chineseDateTime(round.due_at)}应报零报告单位 ${pieces.length} 个，已报 ${reported.length + none.length} 个，其中无情况 ${none.length} 个、有情况 ${reported.length} 个；迟报 ${late.length} 个，未报 ${missing.length} 个。` +
        (sums.length > 0 ? `\n各单位所报数字合计：${sums.join('，')}。` : ''),
    ),
    section(
      '有关情况',
      reported.length === 0
        ? '各单位没有报告情况。'
        : reported
            .map(piece =>
              `${piece.unitName}：${piece.words.map(one => `${one.label}：${one.text}`).join('；')}。`.replace(
                /。。$/,
                '。',
              ),
            )
            .join('\n'),
      {
        references: reported
          .slice(0, 60)
          .map(piece => ({ label: `${piece.unitName}零报告`, to: `/form-pieces/${piece.id}` })),
      },
    ),
    section('无情况单位', none.length > 0 ? `${names(none)}。` : '无。'),
    section(
      '迟报和未报单位',
      [
        missing.length > 0 ? `未报：${names(missing)}。` : '没有单位未报。',
        late.length > 0
          ? `迟报：${late.map(piece => `${piece.unitName}（${piece.doneAt ? chineseDateTime(piece.doneAt) : ''}报）`).join('、')}。`
          : '',
      ]
        .filter(Boolean)
        .join('\n'),
    ),
    section('报送时间', '', {
      table: {
        headers: ['单位', '情况', '报送时间'],
        rows: pieces.map(piece => [
          piece.unitName,
          pieceStatuses[piece.status] + (piece.late ? '（迟报）' : ''),
          piece.doneAt ? chineseDateTime(piece.doneAt) : '—',
        ]),
      },
    }),
  ]
}
