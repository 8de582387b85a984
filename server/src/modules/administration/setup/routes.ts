import {
  CompleteSetup,
  DutyPosts,
  FoundCounty,
  OpenSetup,
  ReadinessView,
  SetOffices,
  SetupPerson,
  SetupState,
  SetupUnit,
  SetupView,
  SheetOutcome,
  SheetQuery,
} from '@anlan/contract/setup.ts'
import { Workbook } from '@cj-tech-master/excelts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { House } from '../../../kernel/house.ts'
import type { App } from '../../../kernel/http/app.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { fillOffices, foundCounty, foundedCounty, personLedger, setDutyHolders } from '../../directory/founding/api.ts'
import { readBook, templateOf, uploaded } from '../../register/sheets/api.ts'
import { assertSetup, isRightCode, isSetupOpen, runSetupWork, setupCookie } from './access.ts'
import { completeSetup, firstAccounts } from './completion.ts'
import { importPersons } from './person-sheet.ts'
import { importUnits } from './plan-units.ts'
import { readReadiness } from './readiness.ts'
import { listSetupPersons, listSetupUnits, lockedView, readSetup } from './view.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** First-run set-up: nothing of it exists once there is an account, nor for whoever has not given the code. */
export function setupRoutes(app: App, house: House) {
  const config = { permission: 'public' } as const
  app.get('/api/setup', { config, schema: { response: { 200: SetupState } } }, async request => {
    if (!(await isSetupOpen(house))) return { open: false as const }
    const code = request.cookies[setupCookie]
    return code && (await isRightCode(house, code)) ? runSetupWork(house, readSetup, 'reading') : lockedView
  })
  app.post(
    '/api/setup/session',
    {
      config: { ...config, rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: { body: OpenSetup },
    },
    async (request, reply) => {
      if (!(await isSetupOpen(house))) throw new Problem('not-found')
      if (!(await isRightCode(house, request.body.code)))
        throw fieldProblem('invalid-input', '/code', '设置码', '设置码不正确，请看服务器启动时显示的一行')
      void reply.setCookie(setupCookie, request.body.code, {
        path: '/api/setup',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
      })
      return reply.code(204).send()
    },
  )
  const held = { config, onRequest: async (request: FastifyRequest) => assertSetup(house, request) }
  app.put(
    '/api/setup/county',
    { ...held, schema: { body: FoundCounty, response: { 200: SetupView } } },
    async request => {
      await runSetupWork(house, work => foundCounty(work, request.body))
      return runSetupWork(house, readSetup, 'reading')
    },
  )
  app.put(
    '/api/setup/offices',
    { ...held, schema: { body: SetOffices, response: { 200: SetupView } } },
    async request => {
      await runSetupWork(house, work => fillOffices(work, request.body.offices))
      return runSetupWork(house, readSetup, 'reading')
    },
  )
  app.put('/api/setup/duty', { ...held, schema: { body: DutyPosts, response: { 200: SetupView } } }, async request => {
    await runSetupWork(house, work => setDutyHolders(work, request.body))
    return runSetupWork(house, readSetup, 'reading')
  })
  app.get('/api/setup/units', { ...held, schema: { response: { 200: items(SetupUnit) } } }, async () =>
    runSetupWork(house, async work => ({ items: await listSetupUnits(work) }), 'reading'),
  )
  app.get('/api/setup/persons', { ...held, schema: { response: { 200: items(SetupPerson) } } }, async () =>
    runSetupWork(house, async work => ({ items: await listSetupPersons(work) }), 'reading'),
  )
  sheetRoutes(app, house, held)
  app.post('/api/setup/completion', { ...held, schema: { body: CompleteSetup } }, async (request, reply) => {
    const accounts = await firstAccounts(request.body)
    await runSetupWork(house, work => completeSetup(work, request.body.id, accounts))
    void reply.clearCookie(setupCookie, { path: '/api/setup' })
    return reply.code(204).send()
  })
  app.get(
    '/api/readiness',
    { config: { permission: 'directory.check' }, schema: { response: { 200: ReadinessView } } },
    request => request.work(readReadiness),
  )
}

function sheetRoutes(
  app: App,
  house: House,
  held: { config: { permission: 'public' }; onRequest: (request: FastifyRequest) => Promise<void> },
) {
  const sheet = { ...held, schema: { querystring: SheetQuery, response: { 200: SheetOutcome } } }
  const wanted = (query: z.output<typeof SheetQuery>) =>
    [query.apply === 'true', query.withoutRefused === 'true'] as const
  app.post('/api/setup/unit-sheets', sheet, async request => {
    const file = await uploaded(request)
    const book = await readBook(file.name, file.content)
    return runSetupWork(house, async work => importUnits(work, await founded(work), book, ...wanted(request.query)))
  })
  app.post('/api/setup/person-sheets', sheet, async request => {
    const file = await uploaded(request)
    const book = await readBook(file.name, file.content)
    return runSetupWork(house, async work => {
      await founded(work)
      return importPersons(work, book, file, ...wanted(request.query))
    })
  })
  app.get('/api/setup/unit-template.xlsx', held, async (_request, reply) =>
    asFile(reply, '机构和区划.xlsx').send(await unitTemplate()),
  )
  app.get('/api/setup/person-template.xlsx', held, async (_request, reply) =>
    asFile(reply, '人员和电话.xlsx').send(await runSetupWork(house, work => templateOf(work, personLedger), 'reading')),
  )
}

async function founded(work: Parameters<typeof foundedCounty>[0]) {
  const county = await foundedCounty(work)
  if (!county) throw new Problem('conflict', { detail: '请先填写县（市、区）' })
  return county
}

const asFile = <R extends { type(of: string): R; header(name: string, value: string): R }>(reply: R, name: string) =>
  reply.type(mediaType).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)

/** Towns and villages with their codes on one sheet, departments and other units on the other. */
async function unitTemplate(): Promise<Buffer> {
  const book = new Workbook()
  const places = book.addWorksheet('乡镇和村')
  places.addRow(['乡镇（街道）', '村（社区）', '行政区划代码', '值班电话', '户数', '人口'])
  places.addRow(['示例：茶坪镇', '', '512345101000', '023-12345678', '', ''])
  places.addRow(['示例：茶坪镇', '凉水村', '512345101201', '', '320', '1105'])
  const units = book.addWorksheet('部门和单位')
  units.addRow(['单位名称', '上级单位', '值班电话', '传真'])
  units.addRow(['示例：县水利局', '', '023-12345679', ''])
  for (const sheet of [places, units]) {
    sheet.getRow(1).font = { bold: true }
    for (let i = 1; i <= 6; i++) Object.assign(sheet.getColumn(i), { width: 18, numFmt: '@' })
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}
