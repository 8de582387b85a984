import type { Money } from '@anlan/contract/facility.ts'

export interface FundLine {
  kind: 'budget' | 'appropriation' | 'spending'
  /** In 万元, with up to four places. */
  amount: number
}

/** What lines add up to; counted in yuan, so that no sum ends in 0.30000000000000004. */
export function sumOf(lines: FundLine[]): Money {
  const yuan = (kind: FundLine['kind']) =>
    lines.reduce((sum, line) => sum + (line.kind === kind ? Math.round(line.amount * 10_000) : 0), 0)
  const [budget, appropriated, spent] = [yuan('budget'), yuan('appropriation'), yuan('spending')]
  return {
    budget: budget / 10_000,
    appropriated: appropriated / 10_000,
    spent: spent / 10_000,
    remaining: (appropriated - spent) / 10_000,
    outstanding: (budget - appropriated) / 10_000,
  }
}
