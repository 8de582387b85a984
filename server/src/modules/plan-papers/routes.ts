import { Id } from '@anlan/contract/codec.ts'
import { PlanKindName } from '@anlan/contract/plan.ts'
import { PaperCompletion, PlanPapers } from '@anlan/contract/plan-papers.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { sendDocument } from '../document/api.ts'
import { contentsInForce, plansInForce } from '../plan/api.ts'
import { postsOf } from '../plan-check/api.ts'
import { guarded, xlsxFile } from '../register/sheets/api.ts'
import { cardOf, cardsOf } from './cards.ts'
import { helperLists } from './helper-lists.ts'
import { helpersFile } from './helpers.ts'
import { bookletFile, cardsFile, chartFile, compilationFile, tableFile } from './papers.ts'
import { lackingOf, readPapers, readPrinted } from './reading.ts'

const read = { permission: 'plan.read' } as const
const params = z.object({ id: Id })
const querystring = z.object({ edition: Id.optional().meta({ title: '版本' }) })
const cardQuery = querystring.extend({ post: z.string().max(80).optional().meta({ title: '责任岗位' }) })

/** 一本一图一表、处置卡、简本汇编. */
export function papersRoutes(app: App) {
  app.get(
    '/api/plans/:id/papers',
    { config: read, schema: { params, querystring, response: { 200: PlanPapers } } },
    request => request.work(work => readPapers(work, request.params.id, request.query.edition)),
  )
  app.get(
    '/api/plans/:id/papers/booklet.docx',
    { config: read, schema: { params, querystring } },
    async (request, reply) => {
      const printed = await request.work(work => readPrinted(work, request.params.id, request.query.edition))
      return sendDocument(reply, { name: `${printed.plan.title}（简本）`, render: () => bookletFile(printed) })
    },
  )
  app.get(
    '/api/plans/:id/papers/chart.docx',
    { config: read, schema: { params, querystring } },
    async (request, reply) => {
      const printed = await request.work(work => readPrinted(work, request.params.id, request.query.edition))
      if (printed.content.steps.length === 0)
        throw new Problem('not-found', { detail: '预案还没有行动步骤，画不出流程图' })
      return sendDocument(reply, { name: `${printed.plan.title}处置流程图`, render: () => chartFile(printed) })
    },
  )
  app.get(
    '/api/plans/:id/papers/table.docx',
    { config: read, schema: { params, querystring } },
    async (request, reply) => {
      const { printed, day } = await request.work(async work => ({
        printed: await readPrinted(work, request.params.id, request.query.edition),
        day: shanghaiDay(work.now),
      }))
      return sendDocument(reply, { name: `${printed.plan.title}职责和联络表`, render: () => tableFile(printed, day) })
    },
  )
  app.get(
    '/api/plans/:id/papers/table.xlsx',
    { config: read, schema: { params, querystring } },
    async (request, reply) => {
      const { printed, made } = await request.work(async work => ({
        printed: await readPrinted(work, request.params.id, request.query.edition),
        made: `导出人：${work.actor.name}　人员和电话为 ${shanghaiDay(work.now)} 在任情况`,
      }))
      const columns = [
        { label: '预案职责', width: 40 },
        { label: '单位', width: 28 },
        { label: '岗位', width: 20 },
        { label: '姓名', width: 14 },
        { label: '电话', width: 18 },
        { label: '问题', width: 24 },
      ]
      const sheet = { name: '职责和联络表', titles: [printed.plan.title, made], footer: made, columns }
      const rows = printed.table.map(row =>
        [row.role, row.unitName, row.postName, row.holder ?? '', row.phone ?? '', row.defect ?? ''].map(guarded),
      )
      const parts: Buffer[] = []
      for await (const part of xlsxFile(sheet, once(rows))) parts.push(part)
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`${printed.plan.title}职责和联络表.xlsx`)}`,
        )
        .send(Buffer.concat(parts))
    },
  )
  app.get(
    '/api/plans/:id/papers/cards.docx',
    { config: read, schema: { params, querystring: cardQuery } },
    async (request, reply) => {
      const printed = await request.work(work => readPrinted(work, request.params.id, request.query.edition))
      const { post } = request.query
      const one = post ? cardOf(printed, post) : null
      const cards = post ? (one ? [one] : []) : cardsOf(printed)
      if (cards.length === 0) throw new Problem('not-found', { detail: '预案没有给这个岗位安排行动，没有处置卡' })
      const name = one ? `${one.post}应急处置卡` : `${printed.plan.title}处置卡`
      return sendDocument(reply, { name, render: () => cardsFile(printed, cards) })
    },
  )
  app.get(
    '/api/plans/:id/papers/helpers.docx',
    { config: { permission: 'plan.read-draft' }, schema: { params, querystring } },
    async (request, reply) => {
      const { printed, day } = await request.work(async work => {
        const printed = await readPrinted(work, request.params.id, request.query.edition)
        if (!printed.personal) throw new Problem('not-found')
        return { printed, day: shanghaiDay(work.now) }
      })
      if (helperLists(printed.content).length === 0)
        throw new Problem('not-found', { detail: '转移单元中没有需帮扶人员，没有帮扶人清单' })
      return sendDocument(reply, {
        name: `${printed.plan.title}帮扶人清单`,
        render: () => helpersFile(printed, day),
      })
    },
  )
  app.get(
    '/api/plan-papers/compilation.docx',
    { config: read, schema: { querystring: z.object({ kind: PlanKindName.default('special') }) } },
    async (request, reply) => {
      const { plans, day } = await request.work(async work => {
        const inForce = await plansInForce(work, { kinds: [request.query.kind] })
        const plans = []
        for (const plan of inForce) plans.push(await readPrinted(work, plan.id, plan.editionId))
        return { plans, day: shanghaiDay(work.now) }
      })
      if (plans.length === 0) throw new Problem('not-found', { detail: '还没有这一类在用预案' })
      const name = request.query.kind === 'special' ? '专项应急预案简本汇编' : '应急预案简本汇编'
      return sendDocument(reply, { name, render: () => compilationFile(name, day, plans) })
    },
  )
  app.get('/api/plan-papers/completion', { config: read, schema: { response: { 200: PaperCompletion } } }, request =>
    request.work(completion),
  )
}

/** How many plans in force have all three papers, by the year of issue (W129). */
async function completion(work: Work) {
  const plans = await plansInForce(work)
  const contents = await contentsInForce(
    work,
    plans.map(plan => plan.id),
  )
  const years = new Map<string, { plans: number; complete: number }>()
  for (const plan of plans) {
    const content = contents.get(plan.id)
    const year = plan.issuedOn?.slice(0, 4) ?? '未注明'
    const known = years.get(year) ?? { plans: 0, complete: 0 }
    const isComplete = content !== undefined && lackingOf(content, postsOf(content).size).length === 0
    years.set(year, { plans: known.plans + 1, complete: known.complete + Number(isComplete) })
  }
  return { years: [...years].map(([year, counts]) => ({ year, ...counts })).sort((a, b) => (a.year < b.year ? 1 : -1)) }
}

async function* once<T>(rows: T[]) {
  yield rows
}
