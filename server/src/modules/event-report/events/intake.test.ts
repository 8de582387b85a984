import type { IntakeAdvice } from '@anlan/contract/emergency-event.ts'
import { expect } from 'vitest'
import { test } from '../../../../test/world.ts'

test('what the caller says of place, time and people is offered, and a village in the wrong town is asked about', async ({
  world,
}) => {
  await world.at('2026-07-12T01:20:00+08:00')
  const duty = await world.as('duty1')
  const advice = async (text: string) => (await duty.post<IntakeAdvice>('/api/intake/advice', { text })).body
  const said = await advice('盐井镇凉水村，00点50分左右后山滑坡，2人联系不上')
  expect(said.nearestArea).toMatchObject({
    areaName: '茶坪镇凉水村',
    conflict: '“凉水村”属于茶坪镇，文中说的是“盐井镇”，请问清是哪个村',
  })
  expect(said.suggestedTime).toEqual({ at: '2026-07-11T16:50:00.000Z', why: '00点50分' })
  expect(said.suggestedFigures).toMatchObject([{ indicator: 'missing', value: 2 }])
  expect((await advice('茶坪镇凉水村滑坡')).nearestArea?.conflict).toBeNull()
  expect((await advice('盐井镇报，茶坪镇凉水村滑坡')).nearestArea?.conflict).toBeNull()
  expect((await advice('凉水村滑坡')).nearestArea?.conflict).toBeNull()
})
