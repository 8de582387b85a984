import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { assess, stockOf } from '../stock/api.ts'
import { teamStrengths } from '../team/api.ts'
import { type Found, suppliesFound, teamsFound } from './rules.ts'
import { confirmedDays, rollPercent } from './settings.ts'

const dayMs = 86_400_000

/** What the ledgers say about townships at this moment: supplies at their own stores, teams that they keep. */
export async function foundInLedgers(
  work: Work,
  towns: string[],
): Promise<Map<string, { supplies: Found; teams: Found }>> {
  const { items: lines, withoutStore } = await assess(work, { level: 'town', only: 'all' })
  const bare = new Set(withoutStore.map(one => one.unitId))
  const unfit = (await stockOf(work, {})).filter(one => one.usable < one.balance)
  const teams = await teamStrengths(work, towns)
  const limits = { percent: await settingOf(work, rollPercent), days: await settingOf(work, confirmedDays) }
  return new Map(
    towns.map(town => [
      town,
      {
        supplies: suppliesFound(
          lines.filter(line => line.unitId === town),
          !bare.has(town),
          unfit.filter(one => one.unitId === town),
        ),
        teams: teamsFound(
          teams
            .filter(team => team.unitId === town)
            .map(team => ({
              ...team,
              confirmedDaysAgo: team.verifiedAt
                ? Math.floor((work.now.getTime() - team.verifiedAt.getTime()) / dayMs)
                : null,
            })),
          limits,
        ),
      },
    ]),
  )
}
