import type { PlanContent } from '@anlan/contract/plan.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { bearerWords } from '../directory/api.ts'

/** Every post a plan names, each once. */
export function bearersOf(content: PlanContent): string[] {
  const { command, groups, levels, steps, evacuation, contacts } = content
  const members = [command.office, command.commander, ...command.deputies, ...command.members]
  const named = [
    ...members.map(one => one?.bearer ?? null),
    ...groups.flatMap(group => [group.lead.bearer, ...group.members.map(one => one.bearer)]),
    ...levels.flatMap(level => [...level.starters, level.commander, ...level.told]),
    ...steps.map(step => step.bearer),
    ...evacuation.map(one => one.responsible),
    ...contacts.map(one => one.bearer),
  ]
  return [...new Set(named.filter(one => one !== null))]
}

/** How posts read, by their code; where a code names one unit or one post, with its name. */
export async function bearerWordsOf(work: Work, bearers: string[]): Promise<Record<string, string>> {
  const idOf = (bearer: string) => /^(?:unit|post):([0-9a-f-]{36})/.exec(bearer)?.[1]
  const ids = [...new Set(bearers.flatMap(bearer => idOf(bearer) ?? []))]
  const { rows } = ids.length
    ? await sql<{ id: string; name: string }>`select id, name from unit where id = any(${ids}::uuid[])
        union all select p.id, u.name || p.name from post p join unit u on u.id = p.unit_id where p.id = any(${ids}::uuid[])`.execute(
        work.tx,
      )
    : { rows: [] }
  const names = new Map(rows.map(row => [row.id, row.name]))
  return Object.fromEntries(
    bearers.map(bearer => {
      const words = bearerWords(bearer)
      const name = names.get(idOf(bearer) ?? '')
      return [bearer, name ? words.replace(/^指定(单位|岗位)/, name) : words]
    }),
  )
}
