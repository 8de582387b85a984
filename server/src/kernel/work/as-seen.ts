import { Problem } from '../problem.ts'

/**
 * The row of `query`, locked until the work ends, if it still is as its editor saw it: problem `not-found` where there is none,
 * `conflict` when somebody changed it since. Two editors at once lose nothing silently.
 */
export async function lockAsSeen<Row extends { version: number }>(
  query: { forUpdate(): { executeTakeFirst(): Promise<Row | undefined> } },
  version: number,
): Promise<Row> {
  const row = await query.forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.version !== version) throw new Problem('conflict')
  return row
}
