import type { SetupPerson, SetupUnit, SetupView } from '@anlan/contract/setup.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { pinyinOf } from '../../../kernel/search/search-text.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areOfficesConfirmed, foundedCounty, holdersByPost, officesOf } from '../../directory/founding/api.ts'

/** To whoever has not given the code the county's data do not exist. */
export const lockedView: SetupView = {
  open: true,
  unlocked: false,
  county: null,
  counts: { towns: 0, villages: 0, units: 0, persons: 0 },
  offices: [],
  officesConfirmed: false,
  duty: { leaders: [], primaries: [], secondaries: [] },
}

/** How far the set-up has come: read from the county as it is, so that it goes on wherever it was left. */
export async function readSetup(work: Work): Promise<SetupView> {
  const county = await foundedCounty(work)
  const { rows } = await sql<SetupView['counts']>`
    select (select count(*)::int from area where kind = 'town') as towns,
      (select count(*)::int from area where kind = 'village') as villages,
      (select count(*)::int from unit where enabled) as units,
      (select count(*)::int from person where enabled) as persons`.execute(work.tx)
  return {
    open: true,
    unlocked: true,
    county: county && {
      name: county.name,
      code: county.code,
      dutyPhone: county.dutyPhone,
      cityName: county.cityName,
      cityDutyPhone: county.cityDutyPhone,
    },
    counts: rows[0] ?? lockedView.counts,
    offices: county ? await officesOf(work) : [],
    officesConfirmed: await areOfficesConfirmed(work),
    duty: await holdersByPost(work),
  }
}

/** Units with the account name that their pinyin suggests: 茶坪镇 is `chaping`, a second one of that sound `chaping2`. */
export async function listSetupUnits(work: Work): Promise<z.output<typeof SetupUnit>[]> {
  const rows = await work.tx
    .selectFrom('unit as u')
    .leftJoin('unit as p', 'p.id', 'u.parent_id')
    .select(['u.id', 'u.name', 'u.short_name', 'u.kind', 'p.name as parentName'])
    .select(eb =>
      eb
        .selectFrom('person as x')
        .select(count => sql<number>`${count.fn.countAll()}::int`.as('n'))
        .whereRef('x.unit_id', '=', 'u.id')
        .where('x.enabled', '=', true)
        .as('persons'),
    )
    .where('u.enabled', '=', true)
    .orderBy('u.sort')
    .orderBy('u.area_code')
    .orderBy('u.name')
    .execute()
  const taken = new Set<string>()
  const units: z.output<typeof SetupUnit>[] = []
  for (const { short_name, ...unit } of rows)
    units.push({ ...unit, persons: Number(unit.persons ?? 0), account: await accountNameOf(short_name, taken) })
  return units
}

/** An account name of the pinyin of a unit's own word (without 县, 镇, 局 …), unlike all in `taken`, which it joins. */
export async function accountNameOf(name: string, taken: Set<string>): Promise<string> {
  const word = name.replace(/^县/, '').replace(/(人民政府|街道|镇|乡|村|社区|局|委员会|委)$/, '')
  const spelled = (await pinyinOf(word || name)).split(' ')[1] ?? ''
  const base = spelled.replace(/[^a-z0-9]/g, '').slice(0, 24)
  const stem = /^[a-z][a-z0-9]{2,}$/.test(base) ? base : `unit${base}`
  for (let i = 1; ; i++) {
    const account = i === 1 ? stem : `${stem}${i}`
    if (taken.has(account)) continue
    taken.add(account)
    return account
  }
}

export async function listSetupPersons(work: Work): Promise<z.output<typeof SetupPerson>[]> {
  const { rows } = await sql<z.output<typeof SetupPerson>>`
    select p.id, p.name, u.name as "unitName", coalesce(string_agg(po.name, '、' order by po.sort, po.name), '') as posts
    from person p join unit u on u.id = p.unit_id left join post_holder h on h.person_id = p.id left join post po on po.id = h.post_id
    where p.enabled group by p.id, u.id order by u.sort, u.name, p.name limit 5000`.execute(work.tx)
  return rows
}
