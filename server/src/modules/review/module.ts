import type { Module } from '../../kernel/module.ts'
import { reviewRoutes } from './routes.ts'
import { reviewSchema } from './schema.ts'
import { reviewSettings } from './settings.ts'
import { followEnd } from './steps/open.ts'

/**
 * 复盘评估: what follows the end of a response. `content` tells from the records what happened, each number with its page; `steps` are the judgement of people
 * section by section, its approval by a leader, which freezes it, and what is to be put right until it is; `firsts` are 四个第一 per event and averaged;
 * `costs` is an event's 费用清单. An exercise has its own review, marked as such, and stands in no statistics.
 */
export const review: Module = {
  name: 'review',
  migrations: reviewSchema,
  routes: reviewRoutes,
  settings: reviewSettings,
  subscribers: { 'review.response-ended': { on: ['response.ended'], handle: followEnd } },
}
