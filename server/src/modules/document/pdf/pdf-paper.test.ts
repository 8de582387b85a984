import { expect, test } from 'vitest'
import { pdfText } from '../../../../test/pdf-text.ts'
import type { OfficialPaper } from '../paper/official-paper.ts'
import { boldHolds } from './pdf-faces.ts'
import { drawPaper } from './pdf-paper.ts'

const paper: OfficialPaper = {
  series: 'report',
  agency: '青峦县人民政府总值班室',
  urgency: '特急',
  secrecy: null,
  number: '值班信息〔2026〕第12期',
  signer: null,
  title: '关于柳溪镇石门村山洪灾害处置情况的报告',
  recipients: ['县委办公室', '县人民政府办公室'],
  paragraphs: [
    { level: 1, text: '处置情况' },
    { level: 0, text: '7支队伍186人投入搜救，联系人朱镕䶮。' },
    { level: 0, text: '', table: { headers: ['乡镇', '人数'], rows: [['柳溪镇', '412']] } },
    { level: 1, text: '下一步工作' },
  ],
  attachments: ['受灾情况统计表'],
  signature: '青峦县人民政府总值班室',
  date: '2026年7月12日',
  note: '此件不公开',
  contact: null,
  copies: ['县应急管理局'],
  printedBy: '青峦县人民政府总值班室',
  printedOn: '2026年7月12日',
  mark: '拟稿',
}
const textOf = async (given: OfficialPaper) => pdfText(await drawPaper(given)).map(page => page.map(line => line.text))

test('everything that was given can be read back from the PDF, in the order of the standard', async () => {
  const pages = await textOf(paper)
  expect(pages.every(page => page[0] === '【拟稿】')).toBe(true)
  const text = pages.flat().join('\n')
  const inOrder = [
    ...[
      '特急',
      '青峦县人民政府总值班室',
      '值班信息〔2026〕第12期',
      '关于柳溪镇石门村',
      '县委办公室、县人民政府办公室：',
    ],
    ...['一、处置情况', '7支队伍186人投入搜救，联系人朱镕䶮。', '乡镇人数', '柳溪镇412', '二、下一步工作'],
    ...['附件：受灾情况统计表', '2026年7月12日', '（此件不公开）', '抄送：县应急管理局。', '2026年7月12日印发'],
  ]
  let from = 0
  for (const part of inOrder) {
    const place = text.indexOf(part, from)
    expect(place, part).toBeGreaterThanOrEqual(0)
    from = place
  }
  expect(text).not.toContain('\ufffd')
})

test('a full page has 22 lines of 28 characters, its number below', async () => {
  const long = {
    ...paper,
    mark: null,
    paragraphs: [{ level: 0 as const, text: '一二三四五六七八九十'.repeat(28 * 8) }],
  }
  const pages = await textOf(long)
  const second = pages[1] ?? []
  const body = second.filter(text => /^[一二三四五六七八九十]+$/.test(text))
  expect(body).toHaveLength(22)
  expect(new Set(body.map(text => text.length))).toEqual(new Set([28]))
  expect(second.at(-1)).toBe('— 2 —')
  // 2240 characters are 80 lines; the last page holds signature and 版记 besides.
  expect(pages).toHaveLength(5)
})

test('版记 lies on the lower edge of the last page; where it does not fit it takes a page of its own', async () => {
  const lines = (count: number) => Array.from({ length: count }, () => ({ level: 0 as const, text: '要情。' }))
  for (const count of [1, 8, 9, 10, 11, 12, 13, 20, 30]) {
    const pages = pdfText(await drawPaper({ ...paper, mark: null, attachments: [], paragraphs: lines(count) }))
    const last = pages.at(-1) ?? []
    const printed = last.find(line => line.text.endsWith('印发'))
    expect(printed?.y).toBeGreaterThan((35 / 25.4) * 72)
    expect(printed?.y).toBeLessThan((35 / 25.4) * 72 + 12)
    const copies = last.findIndex(line => line.text.startsWith('抄送'))
    // Nothing of the text stands between or below.
    expect(last.slice(copies).map(line => line.text)).toEqual([
      '抄送：县应急管理局。',
      '青峦县人民政府总值班室2026年7月12日印发',
      `— ${pages.length} —`,
    ])
  }
})

test('a rare character in a title is set in the regular weight and not left out', async () => {
  expect(boldHolds('处置情况（一）1.')).toBe(true)
  expect(boldHolds('朱镕䶮')).toBe(false)
  expect((await textOf({ ...paper, title: '关于表扬朱镕䶮的通报' })).flat()).toContain('关于表扬朱镕䶮的通报')
})
