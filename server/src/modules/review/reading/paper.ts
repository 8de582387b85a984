import { type RectificationView, type ReviewView, rectificationStates, reviewSections } from '@anlan/contract/review.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { chineseDate, chineseDateTime, type PaperText, renderOfficialPaper } from '../../document/api.ts'
import { visibleReview } from '../reach.ts'
import { viewReview } from './view.ts'

const text = (words: string): PaperText => ({ level: 0, text: words })
const head = (words: string): PaperText => ({ level: 1, text: words })
const part = (words: string): PaperText => ({ level: 2, text: words })
const grid = (headers: string[], rows: string[][]): PaperText => ({ level: 0, text: '', table: { headers, rows } })
// What a reader of paper turns pages for; the rest stands on the screen.
const most = 60

/** 复盘评估报告 in official layout. Before it is issued it says so on its face. */
export async function reviewPaper(work: Work, id: string) {
  const { review, response } = await visibleReview(work, id)
  const one = await viewReview(work, id)
  const agency = (await findUnit(work.tx, review.unit_id))?.name ?? ''
  const issued = one.state === 'issued'
  const date = chineseDate(new Date(one.issuedAt ?? work.now))
  recordFact(work, 'review.exported', id, { state: one.state }, { matter: response.id })
  const title = `${response.subject}${one.mode === 'exercise' ? '演练评估报告' : '复盘评估报告'}`
  return {
    name: `${one.mode === 'exercise' ? '【演练】' : ''}${title}`,
    render: () =>
      renderOfficialPaper({
        series: 'plain',
        agency,
        urgency: null,
        secrecy: null,
        number: null,
        signer: issued ? one.judgedByName : null,
        title,
        recipients: [],
        paragraphs: [...one.sections.flatMap(section), ...conclusions(one)],
        attachments: [],
        signature: agency,
        date,
        note: issued
          ? `${one.submittedByName}送审，${one.judgedByName}审定${one.opinion ? `：${one.opinion}` : ''}`
          : `未审定，数据截至${chineseDateTime(new Date(one.asOf))}，仅供核对`,
        contact: null,
        copies: [],
        printedBy: agency,
        printedOn: date,
        mark: one.mode === 'exercise' ? '演练' : null,
      }),
  }
}

function section(one: ReviewView['sections'][number]): PaperText[] {
  const numbers = one.numbers.filter(each => each.value !== '')
  return [
    head(reviewSections[one.code]),
    ...(numbers.length > 0 ? [text(`${numbers.map(each => `${each.label}：${each.value}`).join('；')}。`)] : []),
    ...one.tables.flatMap(table => [
      part(table.title),
      grid(
        table.headers,
        table.rows.slice(0, most).map(row => row.cells),
      ),
      ...(table.rows.length + table.more > most
        ? [text(`其余 ${table.rows.length + table.more - most} 条从略，见平台记录。`)]
        : []),
    ]),
    ...paragraphs('经验做法', one.experience),
    ...paragraphs('存在问题', one.problems),
  ]
}

const paragraphs = (name: string, said: string): PaperText[] =>
  said === '' ? [] : [part(name), ...said.split('\n').filter(Boolean).map(text)]

function conclusions(one: ReviewView): PaperText[] {
  const kept = one.rectificationList.filter(each => each.state !== 'withdrawn')
  return [
    head('问题整改'),
    ...(kept.length === 0
      ? [text('没有需要整改的事项。')]
      : [grid(['问题', '整改措施', '责任单位', '期限', '状态'], kept.map(rectification))]),
    ...(one.planTitle
      ? [
          head('预案修订建议'),
          ...(one.proposals.length === 0
            ? [text(`《${one.planTitle}》与处置过程没有不一致之处。`)]
            : [
                grid(
                  ['建议', '是否采纳', '理由'],
                  one.proposals.map(each => [
                    each.text,
                    each.adopted === null ? '待定' : each.adopted ? '采纳' : '不采纳',
                    each.reason,
                  ]),
                ),
              ]),
        ]
      : []),
  ]
}

const rectification = (one: RectificationView) => [
  one.problem,
  one.measure,
  one.unitName,
  one.dueOn,
  rectificationStates[one.state],
]
