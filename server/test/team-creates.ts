import type { Create } from './creates.ts'
import { memberOf, teamOf } from './team-story.ts'
import type { World } from './world.ts'

/** Creates of teams, registration and experts. */
export async function teamCreates(world: World): Promise<Record<string, Create>> {
  const make = (account: string, url: string, table: string, body: object, other: object): Create => ({
    account,
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const team = await teamOf(world, 'chaping1', { name: '重复提交试点队', kind: 'township' })
  const member = await memberOf(world, 'chaping1', { team: '重复提交试点队', name: '彭大山', phone: '13900001111' })
  const expert = await (await world.as('bureau1')).post<{ id: string }>('/api/registers/experts', {
    values: { name: '重复提交专家', fields: ['flood'], phone: '13900004444', termUntil: '2030-01-01' },
  })
  const application = {
    name: '重复提交救援队',
    creditCode: '91350100M000100Y43',
    leader: '冉启航',
    phone: '13900003333',
    headcount: 31,
    capabilities: ['water-rescue'],
    insuredUntil: '2030-06-30',
  }
  return {
    'POST /api/team-call-outs': make(
      'duty1',
      '/api/team-call-outs',
      'team_call_out',
      { title: '拉动', teamIds: [team] },
      { title: '别的' },
    ),
    'POST /api/team-applications': make('bureau1', '/api/team-applications', 'team_application', application, {
      leader: '别人',
    }),
    'POST /api/teams/:id/trainings': make(
      'chaping1',
      `/api/teams/${team}/trainings`,
      'team_training',
      { title: '急救', day: '2026-07-01', hours: 2, present: [member] },
      { title: '别的' },
    ),
    'POST /api/experts/:id/consultations': make(
      'duty1',
      `/api/experts/${expert.body.id}/consultations`,
      'expert_consultation',
      { question: '如何处置？' },
      { question: '别的' },
    ),
  }
}
