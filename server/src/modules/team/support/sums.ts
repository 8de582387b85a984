import type { TeamSupportSums } from '@anlan/contract/team-support.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'

interface Row {
  team_id: string
  team: string
  kind: 'assessment' | 'reward' | 'fund' | 'issue'
  on: string
  content: string
  purpose: string | null
  amount: number | null
}

/** Counted in yuan, so that no sum ends in 0.30000000000000004. */
const wanOf = (rows: Row[]) => rows.reduce((sum, row) => sum + Math.round((row.amount ?? 0) * 10_000), 0) / 10_000

/** What teams in reach were given in a year (W237, W246, W248): support by purpose, equipment handed out, rewards and assessments by team. */
export async function supportSums(work: Work, asked: number | undefined): Promise<TeamSupportSums> {
  const year = asked ?? Number(shanghaiDay(work.now).slice(0, 4))
  const { rows: all } = await sql<Row>`
    select t.id as team_id, t.name as team, p.values->>'kind' as kind, p.values->>'on' as on, p.values->>'content' as content,
      p.values->>'purpose' as purpose, (p.values->>'amountWan')::float8 as amount
    from team_part p join team t on t.id = p.team_id
    where p.ledger = 'team-records' and p.removed_at is null and t.unit_id in ${unitsInReach(work)}
    order by p.values->>'on' desc, p.id`.execute(work.tx)
  const rows = all.filter(row => row.on.startsWith(`${year}-`))
  const of = (kind: Row['kind'], among = rows) => among.filter(row => row.kind === kind)
  const purposes = [...new Set(of('fund').map(row => row.purpose ?? '其他'))]
  const teams = [...new Map(rows.map(row => [row.team_id, row.team]))]
  return {
    year,
    years: [...new Set([year, ...all.map(row => Number(row.on.slice(0, 4)))])].sort((a, b) => b - a),
    fundWan: wanOf(of('fund')),
    byPurpose: purposes
      .map(purpose => ({ purpose, amountWan: wanOf(of('fund').filter(row => (row.purpose ?? '其他') === purpose)) }))
      .sort((a, b) => b.amountWan - a.amountWan),
    byTeam: teams
      .map(([teamId, teamName]) => {
        const own = rows.filter(row => row.team_id === teamId)
        return {
          teamId,
          teamName,
          fundWan: wanOf(of('fund', own)),
          issues: of('issue', own).map(row => row.content),
          issuedWan: wanOf(of('issue', own)),
          rewards: of('reward', own).map(row => row.content),
          assessment: of('assessment', own)[0]?.content ?? null,
        }
      })
      .sort((a, b) => b.fundWan - a.fundWan || a.teamName.localeCompare(b.teamName, 'zh')),
  }
}
