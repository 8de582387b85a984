import type { Ordered } from '@anlan/contract/response.ts'
import { type ResponseLevel, type ResponseTopic, responseLevelNames } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { bearerWords, type Ground, holdersOf } from '../../directory/api.ts'

export interface Authority {
  /** The post by whose authority it is done. */
  post: string
  /** Whose order is typed in; null when he acts himself. */
  ordered: { name: string; post: string; at: Date; how: string } | null
}

/**
 * Whoever starts, changes or ends a response of this level: one who holds a post that may (or a higher level's), or somebody who takes down his order
 * with who, when and how. Anything else is `response/not-authorised`.
 */
export async function authorityFor(
  work: Work,
  topic: ResponseTopic,
  level: ResponseLevel,
  ground: Ground,
  ordered: z.output<typeof Ordered> | null,
): Promise<Authority> {
  const rows = await work.tx
    .selectFrom('response_template')
    .select(['level', 'starters'])
    .where('topic', '=', topic)
    .where('level', '<=', level)
    .orderBy('level', 'desc')
    .execute()
  const bearers = [...new Set(rows.flatMap(row => row.starters))]
  const allowed = (await Promise.all(bearers.map(bearer => holdersOf(work.tx, bearer, ground)))).flat()
  const own = rows[0]?.starters.map(bearerWords).join('或') ?? ''
  const rule = `${responseLevelNames[level]}响应应由${own}（或更高级别响应的启动岗位）决定`
  if (!ordered) {
    const self = allowed.find(one => one.personId === work.actor.personId)
    if (self) return { post: self.post, ordered: null }
    throw fieldProblem(
      'response/not-authorised',
      '/ordered',
      '下令记录',
      `${rule}；代为登记的，请写明谁、何时、以何方式下令`,
    )
  }
  const by = allowed.find(one => one.personId === ordered.personId)
  if (!by) throw fieldProblem('response/not-authorised', '/ordered/personId', '下令人', `${rule}，所选人员不任该岗位`)
  if (isAhead(ordered.at, work.now))
    throw fieldProblem('event/time-order', '/ordered/at', '下令时间', '下令时间不能晚于现在')
  return {
    post: by.post,
    ordered: { name: by.name, post: by.post, at: keptAt(ordered.at, work.now), how: ordered.how },
  }
}

/** What the fact and the notice say about an order that was taken down. */
export const orderedFields = ({ ordered }: Authority) =>
  ordered ? { orderedBy: ordered.name, orderedPost: ordered.post, orderedHow: ordered.how, orderedAt: ordered.at } : {}
