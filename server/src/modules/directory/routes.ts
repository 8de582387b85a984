import { BearerChoice } from '@anlan/contract/bearer.ts'
import { Id } from '@anlan/contract/codec.ts'
import {
  AreaView,
  CallerMatch,
  EditHolders,
  EditPerson,
  EditUnit,
  OutlineView,
  PersonView,
  PostView,
  UnitView,
} from '@anlan/contract/directory.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { callerOf } from './api.ts'
import { bearerChoices } from './bearers/choices.ts'
import { listPosts, setHolders } from './holders.ts'
import { listPersons, savePerson } from './people.ts'
import { listUnits, presentUnit, saveUnit } from './units.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const params = z.object({ id: Id })

export function directoryRoutes(app: App) {
  app.get(
    '/api/units',
    { config: { permission: 'signed-in' }, schema: { response: { 200: items(UnitView) } } },
    request => request.work(async work => ({ items: (await listUnits(work)).map(presentUnit) })),
  )
  app.post(
    '/api/units',
    { config: { permission: 'directory.edit' }, schema: { body: EditUnit, response: { 201: UnitView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => presentUnit(await saveUnit(work, request.body, null)))),
  )
  app.put(
    '/api/units/:id',
    { config: { permission: 'directory.edit' }, schema: { params, body: EditUnit, response: { 200: UnitView } } },
    request => request.work(async work => presentUnit(await saveUnit(work, request.body, request.params.id))),
  )
  app.get(
    '/api/posts',
    {
      config: { permission: 'directory.read' },
      schema: { querystring: z.object({ unit: Id }), response: { 200: items(PostView) } },
    },
    request => request.work(async work => ({ items: await listPosts(work, request.query.unit) })),
  )
  app.get(
    '/api/bearers',
    {
      config: { permission: 'directory.read' },
      schema: {
        querystring: z.object({ unit: Id.optional().meta({ title: '单位' }) }),
        response: { 200: items(BearerChoice) },
      },
    },
    request => request.work(work => bearerChoices(work, request.query.unit)),
  )
  app.put(
    '/api/posts/:id/holders',
    { config: { permission: 'directory.edit' }, schema: { params, body: EditHolders, response: { 200: PostView } } },
    request => request.work(work => setHolders(work, request.params.id, request.body)),
  )
  app.get(
    '/api/persons',
    {
      config: { permission: 'directory.read' },
      schema: {
        querystring: z.object({ unit: Id.optional(), text: z.string().max(30).optional().meta({ title: '姓名' }) }),
        response: { 200: items(PersonView) },
      },
    },
    request => request.work(async work => ({ items: await listPersons(work, request.query.unit, request.query.text) })),
  )
  app.post(
    '/api/persons',
    { config: { permission: 'directory.edit' }, schema: { body: EditPerson, response: { 201: PersonView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => savePerson(work, request.body))),
  )
  app.get(
    '/api/callers',
    {
      config: { permission: 'switchboard.log' },
      schema: {
        querystring: z.object({ phone: z.string().min(3).max(30).meta({ title: '来电号码' }) }),
        response: { 200: z.object({ match: CallerMatch.nullable() }) },
      },
    },
    request => request.work(async work => ({ match: await callerOf(work.tx, request.query.phone) })),
  )
  app.get(
    '/api/areas',
    { config: { permission: 'signed-in' }, schema: { response: { 200: items(AreaView) } } },
    request =>
      request.work(async work => {
        const rows = await work.tx
          .selectFrom('area')
          .select([
            'code',
            'name',
            'kind',
            'parent_code',
            'households',
            'population',
            'area_km2',
            'center_lng',
            'center_lat',
          ])
          .orderBy('code')
          .execute()
        return {
          items: rows.map(row => ({
            code: row.code,
            name: row.name,
            kind: row.kind,
            parentCode: row.parent_code,
            households: row.households,
            population: row.population,
            areaKm2: row.area_km2,
            center:
              row.center_lng === null || row.center_lat === null
                ? null
                : ([row.center_lng, row.center_lat] as [number, number]),
          })),
        }
      }),
  )
  app.get(
    '/api/areas/outlines',
    { config: { permission: 'signed-in' }, schema: { response: { 200: OutlineView } } },
    request =>
      request.work(async work => {
        const areas = await work.tx
          .selectFrom('area')
          .select(['code', 'name', 'kind', 'outline'])
          .where('outline', 'is not', null)
          .orderBy('code')
          .execute()
        const rivers = await work.tx.selectFrom('river').select(['name', 'line']).orderBy('name').execute()
        return { areas: areas.map(area => ({ ...area, outline: area.outline ?? [] })), rivers }
      }),
  )
}
