import type { Ordered } from '@anlan/contract/response.ts'
import { type ResponseLevel, responseLevelNames } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { bearerWords, type Ground, holdersOf } from '../../directory/api.ts'
import { type Script, startersOf } from '../script/script.ts'

export interface Authority {
  /** The post by whose authority it is done. */
  post: string
  /** By what right: as its holder, or in his absence as the first, the second … deputy. */
  right: string
  /** Whose order is typed in; null when he acts himself. */
  ordered: { name: string; post: string; at: Date; how: string } | null
}

/**
 * Whoever starts, changes or ends a response of this level: one who holds a post that may (or a higher level's), in his absence a deputy in the post,
 * or somebody who takes down the order with who, when and how. Anything else is `response/not-authorised`.
 */
export async function authorityFor(
  work: Work,
  script: Script,
  level: ResponseLevel,
  ground: Ground,
  ordered: z.output<typeof Ordered> | null,
): Promise<Authority> {
  const starters = startersOf(script, level)
  const allowed = (await Promise.all(starters.all.map(bearer => holdersOf(work.tx, bearer, ground)))).flat()
  const own = starters.own.map(bearerWords).join('或') || '预案明确的启动岗位'
  const rule = `${responseLevelNames[level]}响应应由${own}（或更高级别响应的启动岗位）决定`
  if (!ordered) {
    const self = allowed.find(one => one.personId === work.actor.personId)
    if (self) return { post: self.post, right: rightOf(self), ordered: null }
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
    right: rightOf(by),
    ordered: { name: by.name, post: by.post, at: keptAt(ordered.at, work.now), how: ordered.how },
  }
}

/** Deputies stand in their order: the first who is there acts for the holder. */
const rightOf = ({ post, order }: { post: string; order: number }) =>
  order === 0 ? `${post}本人` : `${post}不在岗，由第${'一二三四五六七八九'[order - 1] ?? order}替补代行`

/** What the fact and the notice say about an order that was taken down. */
export const orderedFields = ({ ordered }: Authority) =>
  ordered ? { orderedBy: ordered.name, orderedPost: ordered.post, orderedHow: ordered.how, orderedAt: ordered.at } : {}
