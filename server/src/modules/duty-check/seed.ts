import type { Work } from '../../kernel/work/work.ts'
import { questionSeed } from './spot/questions.ts'

type Row = [code: string, item: string, method: string, points: number, cap: number | null]

/** 值班工作百分制考核, what each case costs; the county edits the rows. */
const deductions: Row[] = [
  ['noAnswer', '电话抽查无人接听', '电话抽查两次呼叫均无人接听', 10, null],
  ['absent', '漏岗', '认定的漏岗', 10, null],
  ['offPost', '脱岗', '认定的脱岗', 20, null],
  ['substitute', '保安或非值班人员替岗', '认定的替岗', 20, null],
  ['leaderAbsent', '带班领导不在岗且 10 分钟内联系不上', '电话抽查', 15, null],
  ['knowledge', '业务不熟', '电话抽查业务提问答对数不足（见运行参数）', 5, null],
  ['rollLate', '点名应答超时', '点名应答超过时限较久（见运行参数）', 3, null],
  ['equipment', '设备故障未报告', '电话抽查', 5, null],
  ['logDefect', '日志缺项、交接未签', '系统统计', 2, 10],
  ['lateReport', '迟报', '报送问题认定', 10, null],
  ['omittedReport', '漏报', '报送问题认定', 20, null],
  ['falseReport', '谎报', '报送问题认定', 50, null],
  ['concealedReport', '瞒报', '报送问题认定', 50, null],
  ['returned', '信息被退回补充', '信息报送', 2, null],
]
const bonuses: Row[] = [['merit', '首报优秀、提前预警', '督查记录中的表扬加分', 3, 10]]
const vetoes = new Set(['falseReport', 'concealedReport'])

const ours = { source: '产品默认（值班考核细则待县政府办公室核定）', confidence: '设计' } as const

/** Rows that are new to the store are added; those that are there stay as the county has them. */
export async function seedDutyCheck(work: Work): Promise<void> {
  const rows = [
    ...deductions.map(row => ({ row, kind: 'deduct' as const })),
    ...bonuses.map(row => ({ row, kind: 'bonus' as const })),
  ]
  await work.tx
    .insertInto('duty_score_rule')
    .values(
      rows.map(({ row: [code, item, method, points, cap], kind }, sort) => ({
        code,
        item,
        method,
        kind,
        points,
        cap,
        veto: vetoes.has(code),
        enabled: true,
        sort,
        ...ours,
      })),
    )
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
  await work.tx
    .insertInto('duty_question')
    .values(questionSeed.map(([code, text, answer], sort) => ({ code, text, answer, enabled: true, sort })))
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
}
