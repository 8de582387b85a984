import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { CallView } from '@anlan/contract/switchboard.ts'
import { expect } from 'vitest'
import { test } from '../../../../test/world.ts'

test('an inquiry from above is to be answered within half an hour, to whoever asked', async ({ world }) => {
  await world.at('2026-07-12T03:00:00+08:00')
  const duty = await world.as('duty1')
  const asks = async (caller: object) => {
    const inquiry = { kind: 'inquiry', sourceKind: 'upper', content: '询问茶坪镇山洪情况', ...caller }
    return (await duty.post<CallView>('/api/calls', inquiry)).body.id
  }
  const owed = async (id: string) =>
    (await duty.get<{ items: ObligationView[] }>(`/api/obligations?matter=${id}`)).body.items
  const bureau = await asks({ callerUnitId: world.unit('city-emergency-bureau') })
  expect(await owed(bureau)).toMatchObject([
    {
      ruleCode: 'AN-01',
      kind: 'answer',
      owedByUnitId: world.unit('duty-office'),
      owedToUnitId: world.unit('city-emergency-bureau'),
      dueAt: '2026-07-11T19:30:00.000Z',
      state: 'open',
    },
  ])
  const unnamed = await asks({})
  expect((await owed(unnamed)).map(one => one.owedToUnitId)).toEqual([world.unit('city-duty-office')])

  await world.at('2026-07-12T03:40:00+08:00')
  expect((await duty.post(`/api/calls/${bureau}/answer`, { answer: '2 人失联，正在搜救' })).status).toBe(200)
  expect(await owed(bureau)).toMatchObject([{ state: 'met', minutesLate: 10 }])
})
