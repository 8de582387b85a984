import type { CollectionMatrix, FormView, PieceView } from '@anlan/contract/form.ts'
import type { ZeroReportView } from '@anlan/contract/zero-report.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

const create = (account: string, url: string, table: string, body: object, other: object): Create => ({
  account,
  url,
  table,
  body: { ...body },
  other: { ...body, ...other },
})

/** Creates of unified forms. */
export async function formCreates(world: World): Promise<Record<string, Create>> {
  const bureau = await world.as('bureau1')
  const field = { name: 'rain', label: '雨量', kind: 'decimal' }
  const definition = { sections: [{ name: 'main', title: '雨情', fields: [field] }], allowsNone: true }
  const form = await bureau.post<FormView>('/api/forms', { name: '雨情表', definition })
  const { body: published } = await bureau.post<FormView>(`/api/forms/${form.body.id}/versions`, { revision: 1 })
  const { body: draft } = await bureau.put<FormView>(`/api/forms/${published.id}`, {
    ...published,
    definition: { ...definition, footnote: '累计数' },
  })
  const duty = await world.as('duty1')
  const schedule = { kind: 'every', minutes: 720 }
  const collect = { formId: published.id, title: '雨情', unitIds: [world.unit('chaping')], schedule }
  const { body: collection } = await duty.post<{ id: string }>('/api/form-collections', collect)
  const { body: other } = await duty.post<{ id: string }>('/api/form-collections', { ...collect, title: '雨情补报' })
  const pieceOf = async (id: string) =>
    (await duty.get<CollectionMatrix>(`/api/form-collections/${id}/matrix`)).body.cells[0]?.pieceId
  const [piece, handedIn] = [await pieceOf(collection.id), await pieceOf(other.id)]
  const town = await world.as('chaping1')
  const { body: done } = await town.post<PieceView>(`/api/form-pieces/${handedIn}/submissions`, {
    revision: 1,
    none: true,
  })
  const asked = { unitIds: [world.unit('longtan')], reason: '防汛', schedule: { kind: 'daily', times: ['09:00'] } }
  const { body: zero } = await duty.post<ZeroReportView>('/api/zero-reports', asked)
  const roundId = zero.collections.find(one => one.scheduleWords === '每日 09:00')?.current?.roundId
  return {
    'POST /api/zero-reports': create('duty1', '/api/zero-reports', 'zero_report_duty', asked, { reason: '别的' }),
    'POST /api/zero-report-syntheses': create(
      'duty1',
      '/api/zero-report-syntheses',
      'paper',
      { roundId },
      { roundId: collection.id },
    ),
    'POST /api/forms': create('bureau1', '/api/forms', 'form', { name: '旱情表', definition }, { name: '别的' }),
    'POST /api/forms/:id/versions': create(
      'bureau1',
      `/api/forms/${published.id}/versions`,
      'form_version',
      { revision: draft.revision },
      { note: '别的' },
    ),
    'POST /api/form-collections': create(
      'duty1',
      '/api/form-collections',
      'form_collection',
      { ...collect, title: '旬报' },
      { title: '别的' },
    ),
    'POST /api/form-pieces/:id/submissions': create(
      'chaping1',
      `/api/form-pieces/${piece}/submissions`,
      'form_submission',
      { revision: 1, none: true },
      { none: false, values: { rain: 1 } },
    ),
    'POST /api/form-pieces/:id/returns': create(
      'duty1',
      `/api/form-pieces/${handedIn}/returns`,
      'fact',
      { revision: done.revision, reason: '请补数' },
      { reason: '别的' },
    ),
  }
}
