import type { CallUpPlanView } from '@anlan/contract/call-up-plan.ts'
import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { allChecked, type Slips, step, storedBy } from './call-up-story.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates and steps of call-up slips; what a step does is counted by its facts. */
export async function callUpCreates(world: World): Promise<Record<string, Create>> {
  const offerId = await storedBy(world, 'longtan1', 'life-jacket', 500)
  const duty = await world.as('duty1')
  const leader = await world.as('leader1')
  const items = [{ offerId, capability: 'life-jacket', quantity: 2 }]
  const body = { items, reason: '搜救', priority: 'mostUrgent' }
  const asked = async () => (await duty.post<Slips>('/api/call-ups', body)).body.items[0] as CallUpView
  const approved = async () => step(leader, (await asked()).id, 'approval')
  const issued = async () => {
    const slip = await step(duty, (await approved()).id, 'issue')
    await allChecked(duty, slip)
    return slip
  }
  const received = async () => step(duty, (await issued()).id, 'receipt')
  const [person] = (await world.query(`select person_id as id from account where account = 'leader1'`)) as {
    id: string
  }[]
  const verbal = { leaderPersonId: person?.id, at: world.house.clock.now().toISOString(), how: '电话' }
  const one = (slip: CallUpView) => [{ lineId: slip.lines[0]?.id, quantity: 1 }]
  const at = (name: string, slip: CallUpView, content: object, other: object, account = 'duty1') => ({
    [`POST /api/call-ups/:id/${name}`]: {
      account,
      url: `/api/call-ups/${slip.id}/${name}`,
      table: 'fact',
      body: { ...content },
      other: { ...content, ...other },
    },
  })
  const used = await received()
  const back = await received()
  const plan = { title: '山洪救生', place: '茶坪镇', items }
  const saved = await (await world.as('bureau1')).post<CallUpPlanView>('/api/call-up-plans', plan)
  const checkRule = { label: '夜航灯完好', providers: ['stock'], basis: '县防指通知' }
  const byPlan = { reason: '按方案调用' }
  return {
    'POST /api/call-ups': {
      account: 'duty1',
      url: '/api/call-ups',
      table: 'call_up',
      body,
      other: { ...body, reason: '别的' },
    },
    ...at('approval', await asked(), { opinion: '同意' }, { opinion: '别的' }, 'leader1'),
    ...at('verbal-approval', await asked(), { verbal }, { opinion: '别的' }),
    ...at('refusal', await asked(), { reason: '留用' }, { reason: '别的' }, 'longtan1'),
    ...at('cancellation', await asked(), { reason: '不需要了' }, { reason: '别的' }),
    ...at('issue', await approved(), { vehicle: '皮卡' }, { vehicle: '货车' }),
    ...at('departure', await issued(), { note: '出发' }, { note: '别的' }),
    ...at('positions', await issued(), { place: '龙滩大桥' }, { place: '别处' }),
    ...at('arrival', await issued(), { note: '到达' }, { note: '别的' }),
    ...at('receipt', await issued(), { receiverName: '田波' }, { receiverName: '别人' }),
    ...at('uses', used, { lines: one(used) }, { note: '别的' }),
    ...at('returns', back, { note: '归还' }, { note: '别的' }),
    ...at('costs', used, { title: '运费', quantity: 1, unit: '次', unitPrice: 300 }, { unitPrice: 400 }),
    'POST /api/call-up-checks': {
      account: 'bureau1',
      url: '/api/call-up-checks',
      table: 'call_up_check_rule',
      body: checkRule,
      other: { ...checkRule, label: '别的' },
    },
    'POST /api/call-up-plans': {
      account: 'bureau1',
      url: '/api/call-up-plans',
      table: 'call_up_plan',
      body: plan,
      other: { ...plan, title: '别的' },
    },
    'POST /api/call-up-plans/:id/call-ups': {
      account: 'duty1',
      url: `/api/call-up-plans/${saved.body.id}/call-ups`,
      table: 'call_up',
      body: byPlan,
      other: { reason: '别的' },
    },
  }
}
