import type { DefectView, DirectoryDefect } from '@anlan/contract/directory.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Mention, Module } from '../../../kernel/module.ts'
import type { Work } from '../../../kernel/work/work.ts'

type Defect = z.input<typeof DefectView>
/** Asks every module where things with these ids are still named. */
export type AskMentions = (work: Work, ids: string[]) => Promise<Mention[]>

export const askModules =
  (modules: Module[]): AskMentions =>
  async (work, ids) => {
    const found: Mention[] = []
    for (const { mentions } of modules) if (mentions) found.push(...(await mentions(work, ids)))
    return found
  }

/**
 * What is wrong with the directory within reach: posts nobody holds, units without a duty phone or reporter, numbers reported dead, people who
 * left and units that ended but still occur somewhere (W16–W18).
 */
export async function findDefects(work: Work, ask: AskMentions): Promise<Defect[]> {
  const { rows } = await sql<{
    kind: DirectoryDefect
    unit_id: string
    unit_name: string
    subject: string
    detail: string
  }>`
    with mine as (select u.* from unit u where u.enabled and u.id in ${unitsInReach(work)})
    select 'vacantPost' as kind, u.id as unit_id, u.name as unit_name, po.name as subject, '没有任职人员' as detail
      from post po join mine u on u.id = po.unit_id join register_record r on r.id = po.id and r.removed_at is null
      where not exists (select 1 from post_holder h join person p on p.id = h.person_id and p.enabled where h.post_id = po.id)
    union all select 'noDutyPhone', u.id, u.name, u.name, '没有登记值班电话' from mine u
      where u.duty_phone is null and (u.kind in ('department', 'town') or (u.kind in ('village', 'community')
        and not exists (select 1 from person p where p.unit_id = u.id and p.enabled and p.mobile is not null)))
    union all select 'noMobile', u.id, u.name, p.name, '担任' || po.name || '，没有登记手机号'
      from post_holder h join post po on po.id = h.post_id join mine u on u.id = po.unit_id join person p on p.id = h.person_id
      where p.mobile is null and h."order" = 0
    union all select 'noReporter', u.id, u.name, u.name, '没有设置信息员岗位' from mine u
      where u.kind in ('department', 'town', 'village', 'community')
        and not exists (select 1 from post po where po.unit_id = u.id and po.kind in ('infoOfficer', 'dutyOfficer', 'primary'))
    union all select 'noDeputy', u.id, u.name, max(po.name), '只有一人，没有备份' from post po join mine u on u.id = po.unit_id
      join post_holder h on h.post_id = po.id where po.kind in ('infoOfficer', 'dutyOfficer', 'primary', 'secondary')
      group by u.id, u.name having count(distinct h.person_id) = 1
    union all select 'deadNumber', u.id, u.name, d.number, d.problem || '，' || d.reported_by || '报告' from dead_number d
      join mine u on u.id = d.unit_id where d.settled_at is null
    order by 1, 3, 4 limit 2000`.execute(work.tx)
  const listed = rows.map(row => ({
    kind: row.kind,
    unitId: row.unit_id,
    unitName: row.unit_name,
    subject: row.subject,
    detail: row.detail,
    link: null,
  }))
  return [...listed, ...(await leftBehind(work, ask))]
}

/** People who left, and units that ended, where they still occur. */
async function leftBehind(work: Work, ask: AskMentions): Promise<Defect[]> {
  const { rows } = await sql<{ id: string; name: string; unit_id: string; unit_name: string; is_unit: boolean }>`
    select p.id, p.name, u.id as unit_id, u.name as unit_name, false as is_unit from person p join unit u on u.id = p.unit_id
      where not p.enabled and p.unit_id in ${unitsInReach(work)}
    union all select u.id, u.name, coalesce(m.id, u.id), coalesce(m.name, u.name), true from unit u left join unit m on m.id = u.merged_into_id
      where not u.enabled and u.id in ${unitsInReach(work)} limit 1000`.execute(work.tx)
  if (rows.length === 0) return []
  const mentions = await ask(
    work,
    rows.map(row => row.id),
  )
  return mentions.flatMap(mention => {
    const row = rows.find(one => one.id === mention.id)
    if (!row) return []
    return [
      {
        kind: row.is_unit ? ('endedUnit' as const) : ('leftBehind' as const),
        unitId: row.unit_id,
        unitName: row.unit_name,
        subject: row.name,
        detail: `${mention.place}：${mention.detail}`,
        link: mention.link,
      },
    ]
  })
}
