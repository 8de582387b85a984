import {
  AddDictionaryEntry,
  DictionaryDetail,
  DictionaryEntryView,
  DictionaryView,
  EditDictionaryEntry,
} from '@anlan/contract/dictionary.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { addEntry, changeEntry, listDictionaries, readDictionary } from './dictionaries.ts'

const params = z.object({ name: z.string().max(60).meta({ title: '字典' }) })

/** The lists of words that ledgers choose from (数据字典). */
export function dictionaryRoutes(app: App) {
  const read = { permission: 'register.read' } as const
  const define = { permission: 'register.define' } as const
  app.get(
    '/api/dictionaries',
    { config: read, schema: { response: { 200: z.object({ items: z.array(DictionaryView) }) } } },
    request => request.work(async work => ({ items: await listDictionaries(work) })),
  )
  app.get(
    '/api/dictionaries/:name',
    { config: read, schema: { params, response: { 200: DictionaryDetail } } },
    request => request.work(work => readDictionary(work, request.params.name)),
  )
  app.post(
    '/api/dictionaries/:name/entries',
    { config: define, schema: { params, body: AddDictionaryEntry, response: { 201: DictionaryEntryView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => addEntry(work, request.params.name, request.body))),
  )
  app.put(
    '/api/dictionaries/:name/entries/:code',
    {
      config: define,
      schema: {
        params: params.extend({ code: z.string().max(60).meta({ title: '代码' }) }),
        body: EditDictionaryEntry,
        response: { 200: DictionaryEntryView },
      },
    },
    request => request.work(work => changeEntry(work, request.params.name, request.params.code, request.body)),
  )
}
