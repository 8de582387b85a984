import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'

/** A neighbouring county or unit to be told of what happens near the border; `agreement` and what it says only while it is in force. */
export interface Neighbour {
  id: string
  name: string
  region: string
  dutyPhone: string
  agreement: string | null
  /** Last day of the agreement. */
  agreementUntil: string | null
  /** What may be asked for, by whom it is approved, who pays. */
  terms: string | null
}

/** Neighbouring counties (毗邻县区) whose border lies in the township of an area, by the ledger 邻近协作单位; others are not its business. */
export async function neighboursOf(work: Work, areaCode: string): Promise<Neighbour[]> {
  const { rows } = await sql<Neighbour>`
    select id, values ->> 'name' as name, coalesce(values ->> 'region', '') as region, values ->> 'dutyPhone' as "dutyPhone",
      case when force.runs then values ->> 'agreement' end as agreement,
      case when force.runs then values ->> 'agreementUntil' end as "agreementUntil",
      case when force.runs then values ->> 'agreementTerms' end as terms
    from register_record,
      lateral (select coalesce(values ->> 'agreementUntil', '9999') >= ${shanghaiDay(work.now)} as runs) force
    where ledger = 'neighbour-units' and removed_at is null and values ->> 'kind' = '毗邻县区'
      and left(values ->> 'adjoining', 9) = left(${areaCode}, 9)
    order by values ->> 'name' limit 20`.execute(work.tx)
  return rows
}
