import { runSystemWork } from '../src/kernel/house.ts'
import { setPlanState } from '../src/modules/plan/api.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of plans. */
export async function planCreates(world: World): Promise<Record<string, Create>> {
  const water = await world.as('water1')
  const about = { kind: 'department', title: '县水利局水库险情应急预案', unitId: world.unit('water-bureau') }
  const make = (url: string, table: string, body: object, other: object): Create => ({
    account: 'water1',
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const issued = (await water.post<{ id: string }>('/api/plans', about)).body.id
  await runSystemWork(world.house, async work => {
    await setPlanState(work, issued, 'approving')
    await setPlanState(work, issued, 'inForce', { issuingBody: '县水利局', issuedOn: '2026-05-01' })
  })
  const reviewed = (await water.post<{ id: string }>('/api/plans', { ...about, title: '县水利局溃坝应急预案' })).body.id
  await runSystemWork(world.house, work => setPlanState(work, reviewed, 'reviewing'))
  const today = '2026-07-11'
  const [gap] = (await world.query(
    `select id from plan_gap where closed_at is null and due_on is null order by id limit 1`,
  )) as { id: string }[]
  return {
    'POST /api/plan-gaps/tasks': {
      ...make(
        '/api/plan-gaps/tasks',
        'obligation',
        { gapIds: [gap?.id], dueOn: '2099-12-31' },
        { dueOn: '2099-12-30' },
      ),
      account: 'bureau1',
    },
    'POST /api/plans/:id/reviews': make(
      `/api/plans/${reviewed}/reviews`,
      'plan_review',
      { heldOn: today, conclusion: 'amend', opinion: '补充下游转移', cases: [{ title: '上年小型水库险情' }] },
      { opinion: '同意' },
    ),
    'POST /api/plans/:id/records': make(
      `/api/plans/${issued}/records`,
      'plan_record',
      { kind: 'study', heldOn: today, findings: '局务会学习' },
      { kind: 'check' },
    ),
    'POST /api/plan-campaigns': make(
      '/api/plan-campaigns',
      'plan_campaign',
      { title: '局属预案修订', reason: 'organisation', dueOn: '2026-12-01', planIds: [issued] },
      { title: '别的' },
    ),
    'POST /api/plans': make('/api/plans', 'plan', about, { title: '县水利局供水应急预案' }),
    'POST /api/plans/:id/editions': make(
      `/api/plans/${issued}/editions`,
      'plan_edition',
      { reason: '演练发现问题' },
      { reason: '上级预案修订' },
    ),
  }
}
