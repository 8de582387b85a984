import type { DutyCallView, QuarterScores } from '@anlan/contract/duty-check.ts'
import { expect } from 'vitest'
import { test } from '../../../../../test/world.ts'

test('视频点名: the caller ticks who joined, who was late and whose equipment failed; units do not answer themselves', async ({
  world,
}) => {
  await world.at('2026-07-11T20:00:00+08:00')
  const duty = await world.as('duty1')
  const [chaping, longtan, songling] = ['chaping', 'longtan', 'songling'].map(key => world.unit(key))
  const started = await duty.post<DutyCallView>('/api/duty-calls/rolls', {
    title: '汛期视频点名',
    unitIds: [chaping, longtan, songling],
    answerMinutes: 10,
    byVideo: true,
  })
  const call = started.body
  expect(call.byVideo).toBe(true)
  const of = (unit?: string) => call.targets.find(one => one.unitId === unit)
  const at = (unit?: string) => `/api/duty-call-targets/${of(unit)?.id}`
  const tick = (unit: string | undefined, body: object) =>
    duty.put<DutyCallView>(`${at(unit)}/video`, { version: 1, finding: 'joined', ...body })
  expect((await (await world.as('chaping1')).post(`${at(chaping)}/answer`)).problem).toMatchObject({
    code: 'duty-check/not-asked',
    detail: '视频点名请进入视频会议，由点名人登记',
  })
  expect(
    (await (await world.as('chaping1')).put(`${at(chaping)}/video`, { version: 1, finding: 'joined' })).status,
  ).toBe(403)
  expect((await tick(longtan, { minutesLate: 6 })).problem.errors?.[0]?.pointer).toBe('/minutesLate')
  // Ticked a minute before the half hour of grace ends; who was there in time stays in time.
  await world.at('2026-07-11T20:39:00+08:00')
  expect((await tick(chaping, {})).body.targets.find(one => one.unitId === chaping)).toMatchObject({
    state: 'answered',
    video: 'joined',
    manner: 'video',
  })
  expect((await tick(longtan, { minutesLate: 6 })).body.targets.find(one => one.unitId === longtan)).toMatchObject({
    state: 'late',
    minutesLate: 6,
  })
  expect((await tick(songling, { finding: 'reported' })).status).toBe(200)
  expect((await tick(songling, { finding: 'unreported' })).status).toBe(409)
  expect((await tick(songling, { version: 2, finding: 'unreported' })).body.late).toBe(1)
  const { units } = (await duty.get<QuarterScores>('/api/duty-scores?quarter=2026Q3')).body
  const lines = (unit?: string) => units.find(one => one.unitId === unit)?.lines.map(line => [line.rule, line.points])
  expect(lines(chaping)).toEqual([])
  expect(lines(longtan)).toEqual([['rollLate', -3]])
  expect(lines(songling)).toEqual([['equipment', -5]])
  await world.at('2026-07-11T20:41:00+08:00')
  expect((await tick(chaping, { version: 2 })).problem.code).toBe('duty-check/closed')
})
