import type { Module } from '../../kernel/module.ts'
import { papersRoutes } from './routes.ts'

/**
 * 一本一图一表: what people hold in their hands, made at the moment it is asked for — short version, flow chart drawn from the steps, table of posts with those
 * who hold them now, a card for each post, and all short versions as one booklet. Nothing is kept: tomorrow's paper shows tomorrow's holders.
 */
export const planPapers: Module = { name: 'plan-papers', routes: papersRoutes }
