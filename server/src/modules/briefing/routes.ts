import { Id } from '@anlan/contract/codec.ts'
import {
  BriefingFigure,
  ComposeBriefing,
  ComposeTranscript,
  DailyBriefingView,
  PaperView,
} from '@anlan/contract/paper.ts'
import { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { type App, reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { unitOfFunction } from '../directory/api.ts'
import { papersInReach, presentPaper } from '../document/api.ts'
import { composeFromEvents } from './compose/from-events.ts'
import { composeTranscript } from './compose/transcript.ts'
import { dailyOfToday, draftDailyByHand } from './daily/daily.ts'

export function briefingRoutes(app: App) {
  const draft = { permission: 'paper.draft' } as const
  app.post(
    '/api/briefings',
    { config: draft, schema: { body: ComposeBriefing, response: { 201: PaperView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await request.create(async work => presentPaper(seeing(work), await composeFromEvents(work, request.body))),
        ),
  )
  app.post(
    '/api/briefings/transcripts',
    { config: { permission: 'instruction.record' }, schema: { body: ComposeTranscript, response: { 201: PaperView } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await request.create(async work => presentPaper(seeing(work), await composeTranscript(work, request.body))),
        ),
  )
  app.get('/api/briefings/daily', { config: draft, schema: { response: { 200: DailyBriefingView } } }, request =>
    request.work(async work => {
      await requireRoom(work)
      return dailyOfToday(work)
    }),
  )
  app.post(
    '/api/briefings/daily',
    { config: draft, schema: { body: z.object({}), response: { 200: PaperView } } },
    request =>
      request.work(async work => {
        await requireRoom(work)
        const id = await draftDailyByHand(work)
        if (!id) throw new Problem('not-found')
        return presentPaper(seeing(work), id)
      }),
  )
  app.get(
    '/api/briefings/:id/figures',
    {
      config: { permission: 'paper.read' },
      schema: {
        params: z.object({ id: Id }),
        response: { 200: z.object({ items: z.array(BriefingFigure) }) },
      },
    },
    request => request.work(async work => ({ items: await figuresOf(work, request.params.id) })),
  )
}

/** What a briefing counted, for the people of the unit that issues it: the records behind a number are not every receiver's to see. */
async function figuresOf(work: Work, paperId: string): Promise<BriefingFigure[]> {
  const own = await papersInReach(work)
    .select('p.id')
    .where('p.id', '=', paperId)
    .where('p.unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!own) throw new Problem('not-found')
  return work.tx
    .selectFrom('briefing_figure')
    .select(['name', 'label', 'value', 'unit', 'items'])
    .where('paper_id', '=', paperId)
    .orderBy('sort')
    .execute()
}

/** The 日报 is the county's duty room's; for everybody else it does not exist before it is distributed. */
async function requireRoom(work: Work) {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (!room || !(await isUnitInReach(work, room.id))) throw new Problem('not-found')
}

const seeing = (work: Work): Work => ({ ...work, reach: reachOf(work.actor, 'paper.read') })
