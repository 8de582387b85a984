import type { CapabilityView } from '@anlan/contract/resource.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { textComparer } from '../../../kernel/search/search-text.ts'
import type { Work } from '../../../kernel/work/work.ts'

/** The catalogue (能力目录) with how many owners state each, those that somebody has first. */
export async function capabilities(work: Work): Promise<CapabilityView[]> {
  const { rows } = await sql<CapabilityView>`
    select code, name, unit, "ratingUnit", keywords, offers from (
      select c.code, c.name, c.unit, c.rating_unit as "ratingUnit", c.keywords, c.general,
        (select count(*)::int from resource_offer_capability h join resource_offer o on o.id = h.offer_id
          where h.capability = c.code and h.quantity > 0 and not o.withdrawn and o.unit_id in ${unitsInReach(work)}) as offers
      from resource_capability c) known
    order by offers > 0 desc, general desc, offers desc, name, code`.execute(work.tx)
  return rows
}

/**
 * What is meant by a code or a word, also in traditional characters: the code itself, else names, else further words, else whatever contains it.
 * Several may be meant by one word. Problem `resource/unknown-capability` names the field.
 */
export async function meantBy(work: Work, asked: string): Promise<CapabilityView[]> {
  const all = await capabilities(work)
  const compare = await textComparer()
  const word = compare(asked)
  const texts = (one: CapabilityView) => [one.name, ...one.keywords].map(compare)
  const ways: ((one: CapabilityView) => boolean)[] = [
    one => one.code === asked || compare(one.code) === word,
    one => compare(one.name) === word,
    one => texts(one).includes(word),
    one => texts(one).some(text => text.includes(word)),
    one => texts(one).some(text => text.length > 1 && word.includes(text)),
  ]
  for (const way of ways) {
    const found = all.filter(way)
    if (found.length) return found
  }
  throw fieldProblem(
    'resource/unknown-capability',
    '/capability',
    '物资或能力',
    `能力目录中没有“${asked}”，请换一个名称或从目录中选择`,
  )
}
