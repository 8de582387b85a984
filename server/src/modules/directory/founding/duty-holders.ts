import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { keepRecords } from '../../register/api.ts'
import { unitOfFunction } from '../api.ts'
import { writeHolders } from '../holders.ts'
import persons from '../ledgers/persons.ts'
import posts from '../ledgers/posts.ts'

/** The three posts of the county's duty, by what they are called. */
const dutyPosts = { leaders: '带班领导', primaries: '主班', secondaries: '副班' } as const
const postKinds = { leaders: 'shiftLeader', primaries: 'primary', secondaries: 'secondary' } as const
type DutyPost = keyof typeof dutyPosts
const all = Object.keys(dutyPosts) as DutyPost[]

/** Who holds the posts of the county's duty now, in their order. */
export async function holdersByPost(work: Work): Promise<Record<DutyPost, string[]>> {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const rows = room
    ? await work.tx
        .selectFrom('post as po')
        .innerJoin('post_holder as h', 'h.post_id', 'po.id')
        .select(['po.kind', 'h.person_id'])
        .where('po.unit_id', '=', room.id)
        .orderBy('h.order')
        .execute()
    : []
  const of = (post: DutyPost) => rows.filter(row => row.kind === postKinds[post]).map(row => row.person_id)
  return { leaders: of('leaders'), primaries: of('primaries'), secondaries: of('secondaries') }
}

/** Says who leads and who sits at the county's duty desk; posts that do not exist yet are made. */
export async function setDutyHolders(work: Work, input: Record<DutyPost, string[]>): Promise<void> {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (!room) throw new Problem('conflict', { detail: '请先填写县（市、区）' })
  for (const duty of all) {
    const ids = [...new Set(input[duty])]
    const known = ids.length
      ? await work.tx.selectFrom('person').select('id').where('id', 'in', ids).where('enabled', '=', true).execute()
      : []
    if (known.length !== ids.length)
      throw fieldProblem('invalid-input', `/${duty}`, dutyPosts[duty], '所选人员不在人员名录中')
    const post = await dutyPost(work, room.id, duty)
    const touched = await writeHolders(work, post, ids)
    await keepRecords(work, posts, [post])
    await keepRecords(work, persons, touched)
  }
}

async function dutyPost(work: Work, unitId: string, duty: DutyPost): Promise<string> {
  const found = await work.tx
    .selectFrom('post')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('kind', '=', postKinds[duty])
    .executeTakeFirst()
  if (found) return found.id
  const id = crypto.randomUUID()
  await work.tx
    .insertInto('post')
    .values({
      id,
      unit_id: unitId,
      name: dutyPosts[duty],
      kind: postKinds[duty],
      superior_post_id: null,
      sort: 10 + all.indexOf(duty),
    })
    .execute()
  return id
}
