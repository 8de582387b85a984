import type { BearerChoice } from '@anlan/contract/bearer.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { unitFunctions } from '../api.ts'
import { bearerWords, resolveBearer } from './resolve.ts'

/** Posts that a plan or a row may name: by what they do in the county and, with `unitId`, each post of that unit and of the units below it. */
export async function bearerChoices(work: Work, unitId?: string): Promise<{ items: BearerChoice[] }> {
  const leaders = await work.tx
    .selectFrom('post as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select('p.name')
    .where('u.kind', '=', 'leadership')
    .orderBy('p.sort')
    .execute()
  const county = Object.keys(unitFunctions).filter(name => !/^(city|province)/.test(name) && name !== 'county')
  const codes = [
    'supervisor',
    ...leaders.map(row => `leader:${row.name.slice(0, 30)}`),
    'lead',
    'lead/headquartersOffice',
    'place:town',
    'place:village',
    ...county.map(name => `office:${name}`),
  ]
  const items: BearerChoice[] = []
  for (const code of codes) {
    const isPlaced = code.startsWith('lead') || code.startsWith('place:') || code === 'supervisor'
    const one =
      isPlaced && !code.startsWith('leader:')
        ? null
        : await resolveBearer(work.tx, code, { lead: undefined, areaCode: null })
    items.push({
      code,
      name: bearerWords(code),
      holder: one ? [one.unitName, one.personName].filter(Boolean).join(' ') || null : null,
      defect: one?.defect ?? null,
    })
  }
  return { items: unitId ? [...(await postsBelow(work, unitId)), ...items] : items }
}

async function postsBelow(work: Work, unitId: string): Promise<BearerChoice[]> {
  const rows = await work.tx
    .selectFrom('unit_closure as c')
    .innerJoin('unit as u', 'u.id', 'c.descendant_id')
    .innerJoin('post as p', 'p.unit_id', 'u.id')
    .leftJoin('post_holder as h', join => join.onRef('h.post_id', '=', 'p.id').on('h.order', '=', 0))
    .leftJoin('person as n', join => join.onRef('n.id', '=', 'h.person_id').on('n.enabled', '=', true))
    .select(['p.id', 'p.name', 'u.name as unit', 'n.name as holder', 'n.mobile'])
    .where('c.ancestor_id', '=', unitId)
    .where('u.enabled', '=', true)
    .orderBy('c.depth')
    .orderBy('u.name')
    .orderBy('p.sort')
    .limit(400)
    .execute()
  return rows.map(row => ({
    code: `post:${row.id}`,
    name: row.name.startsWith(row.unit) ? row.name : `${row.unit} ${row.name}`,
    holder: row.holder,
    defect: !row.holder ? '岗位空缺' : row.mobile ? null : '任职人没有登记手机号',
  }))
}
