import type { PlanImportView } from '@anlan/contract/plan-import.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

const text =
  '青峦县防汛应急预案\n一、总则\n本预案适用于本县防汛工作。\n二、应急响应\n（一）Ⅳ级响应\n县水利局加密巡查水库。'

/** Creates of imported plans. */
export async function planImportCreates(world: World): Promise<Record<string, Create>> {
  const water = await world.as('water1')
  const { body } = await water.post<PlanImportView>('/api/plans/imports', { name: '防汛预案', text })
  const decided = await water.put<PlanImportView>(`/api/plans/imports/${body.id}/proposals`, {
    version: 1,
    confirmFrom: 0,
  })
  const about = { kind: 'department', title: '县水利局防汛应急预案', unitId: world.unit('water-bureau') }
  const plan = { version: decided.body.version, about }
  return {
    'POST /api/plans/imports': {
      account: 'water1',
      url: '/api/plans/imports',
      table: 'plan_import',
      body: { name: '防汛预案', text },
      other: { name: '防汛预案', text: `${text}\n（二）Ⅲ级响应` },
    },
    'POST /api/plans/imports/:id/plan': {
      account: 'water1',
      url: `/api/plans/imports/${body.id}/plan`,
      table: 'plan',
      body: plan,
      other: { ...plan, about: { ...about, title: '县水利局抗旱应急预案' } },
    },
  }
}
