import type { GradeLines as GradeBounds, ScoreCase, scoreGrades } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'

export interface ScoreRule {
  code: string
  item: string
  kind: 'deduct' | 'bonus'
  points: number
  cap: number | null
  veto: boolean
  enabled: boolean
}
export type Grade = (typeof scoreGrades)[number]

/** From how many points on a grade is given, its own number included; below the last is 不合格. */
export type GradeLines = z.infer<typeof GradeBounds>
export const gradeOf = (score: number, from: GradeLines): Grade =>
  score >= from.excellent ? '优秀' : score >= from.good ? '良好' : score >= from.pass ? '合格' : '不合格'

/** Points of a unit's quarter out of 100: each rule's cases times its points, at most its cap; never below 0 or above 100. */
export function scoreOf(cases: Pick<ScoreCase, 'rule'>[], rules: ScoreRule[], grades: GradeLines) {
  const lines = rules
    .filter(rule => rule.enabled)
    .flatMap(rule => {
      const count = cases.filter(one => one.rule === rule.code).length
      if (count === 0) return []
      const points = Math.min(count * rule.points, rule.cap ?? Number.POSITIVE_INFINITY)
      return [
        {
          rule: rule.code,
          item: rule.item,
          cases: count,
          points: rule.kind === 'deduct' ? -points : points,
          veto: rule.veto,
        },
      ]
    })
  const score = Math.max(0, Math.min(100, 100 + lines.reduce((sum, line) => sum + line.points, 0)))
  return {
    score,
    grade: gradeOf(score, grades),
    veto: lines.some(line => line.veto),
    lines: lines.map(({ veto: _, ...line }) => line),
  }
}

/** A quarter's first day, and the first of the next: 2026Q3 is 2026-07-01 to 2026-10-01. */
export function quarterDays(quarter: string): { from: string; to: string; name: string } {
  const [year = '', number = ''] = quarter.split('Q')
  const first = (Number(number) - 1) * 3 + 1
  const day = (y: number, month: number) => `${y}-${String(month).padStart(2, '0')}-01`
  return {
    from: day(Number(year), first),
    to: first === 10 ? day(Number(year) + 1, 1) : day(Number(year), first + 3),
    name: `${year}年第${'一二三四'[Number(number) - 1]}季度`,
  }
}
