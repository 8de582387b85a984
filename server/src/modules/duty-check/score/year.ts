import type { UnitScoreView } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { type WrittenCell, xlsxFile } from '../../register/sheets/api.ts'
import { type Grade, gradeOf, quarterDays } from './rules.ts'
import { gradeLines, quarterScores } from './scores.ts'

type QuarterOfUnit = Pick<z.input<typeof UnitScoreView>, 'score' | 'grade' | 'veto' | 'lines' | 'checked'>

/** A unit's year for 目标管理考核: the mean of the quarters in which it was scored, in tenths; a veto of any quarter vetoes the year. */
export interface YearScore {
  unitId: string
  unitName: string
  /** By quarter, e.g. 2026Q3; a quarter in which the unit was not scored is missing. */
  quarters: Map<string, QuarterOfUnit>
  mean: number
  grade: Grade
  veto: boolean
}

/** The scores of a year of units in reach, best first; quarters that have not begun do not count. */
export async function yearScores(work: Work, year: number): Promise<YearScore[]> {
  const units = new Map<string, Pick<YearScore, 'unitId' | 'unitName' | 'quarters'>>()
  for (const quarter of quartersBegun(year, shanghaiDay(work.now)))
    for (const unit of (await quarterScores(work, quarter)).units) {
      const found = units.get(unit.unitId) ?? { unitId: unit.unitId, unitName: unit.unitName, quarters: new Map() }
      found.quarters.set(quarter, unit)
      units.set(unit.unitId, found)
    }
  const lines = await gradeLines(work)
  return [...units.values()]
    .map(unit => {
      const scored = [...unit.quarters.values()]
      const mean = meanOf(scored.map(quarter => quarter.score))
      return { ...unit, mean, grade: gradeOf(mean, lines), veto: scored.some(quarter => quarter.veto) }
    })
    .sort((a, b) => b.mean - a.mean)
}

export const quartersBegun = (year: number, today: string): string[] =>
  [1, 2, 3, 4].map(number => `${year}Q${number}`).filter(quarter => quarterDays(quarter).from <= today)

/** In tenths of a point. */
export const meanOf = (scores: number[]): number =>
  scores.length === 0 ? 0 : Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 10) / 10

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** The year as an .xlsx for 目标管理考核; that it was taken out is a fact. */
export async function exportYear(work: Work, year: number): Promise<{ name: string; content: Buffer }> {
  const units = await yearScores(work, year)
  const title = `${year}年值班工作考核得分`
  const made = `导出人：${work.actor.name}　导出时间：${shanghai.format(work.now)}`
  const quarters = [1, 2, 3, 4].map(number => `${year}Q${number}`)
  const rows = units.map((unit): WrittenCell[] => [
    1 + units.filter(other => other.mean > unit.mean).length,
    unit.unitName,
    ...quarters.map(quarter => unit.quarters.get(quarter)?.score ?? null),
    unit.mean,
    unit.grade,
    unit.veto ? '一票否决' : null,
    [...unit.quarters.values()].reduce((sum, quarter) => sum + quarter.checked, 0),
    [...unit.quarters]
      .filter(([, { lines }]) => lines.length > 0)
      .map(([quarter, { lines }]) => `${quarterDays(quarter).name}：${lines.map(inWords).join('，')}`)
      .join('；') || '无',
  ])
  const heads = ['名次', '单位', '一季度', '二季度', '三季度', '四季度', '年度平均分', '等次', '一票否决', '抽查次数']
  const sheet = {
    name: '值班考核得分',
    titles: [title, made],
    footer: made,
    columns: [
      ...heads.map(label => ({ label, width: label === '单位' ? 24 : 11 })),
      { label: '加减分事项', width: 70 },
    ],
  }
  const parts: Buffer[] = []
  for await (const part of xlsxFile(sheet, once(rows))) parts.push(part)
  recordFact(work, 'duty-check.scores-exported', String(year), { year, units: units.length })
  return { name: `${title}.xlsx`, content: Buffer.concat(parts) }
}

const inWords = (line: { item: string; cases: number; points: number }) =>
  `${line.item} ${line.cases} 次 ${line.points > 0 ? '+' : ''}${line.points}`

async function* once(rows: WrittenCell[][]) {
  yield rows
}
