type Data = Record<string, unknown>
const text = (value: unknown) => String(value ?? '')
const because = (value: unknown) => (value ? `：${text(value)}` : '')

/** How facts about reviews and costs read as sentences, on the timeline of the event or, in an exercise, of the response alone. */
export const reviewSentences: Record<string, (data: Data, unit: (id: unknown) => string) => string> = {
  'review.opened': (d, unit) => `应开展复盘评估：${unit(d['unit'])}，${text(d['dueOn'])} 前`,
  'review.submitted': () => '复盘评估报告送审',
  'review.judged': d =>
    d['verdict'] === 'approved'
      ? `复盘评估报告审定印发${because(d['opinion'])}`
      : `复盘评估报告退回修改${because(d['opinion'])}`,
  'review.rectification-answered': (d, unit) => `${unit(d['unit'])}报告整改情况${because(d['text'])}`,
  'review.rectification-judged': (d, unit) =>
    `${unit(d['unit'])}的整改${d['verdict'] === 'accepted' ? '验收销号' : '退回继续整改'}${because(d['note'])}`,
  'review.cost-added': d => `登记处置费用：${text(d['title'])} ${text(d['amount'])} 元（${text(d['documentNumber'])}）`,
  'review.cost-withdrawn': d => `撤销处置费用：${text(d['title'])}${because(d['reason'])}`,
}
