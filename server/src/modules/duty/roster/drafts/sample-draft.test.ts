import type { RosterLine, RosterView } from '@anlan/contract/roster.ts'
import { expect } from 'vitest'
import { test } from '../../../../../test/world.ts'
import { runSystemWork } from '../../../../kernel/house.ts'
import { sampleId } from '../../../../sample-county.ts'
import { loadSampleDraft } from './sample-draft.ts'

test('the draft of the sample county is whole, and the checker finds nothing against it', async ({ world }) => {
  await world.at('2026-11-20T09:00:00+08:00')
  const room = sampleId('duty-room', 'duty-office')
  await runSystemWork(world.house, work => loadSampleDraft(work, room))
  const duty = await world.as('duty1')
  const [line] = (await duty.get<{ items: RosterLine[] }>(`/api/duty/rosters?room=${room}`)).body.items
  expect(line).toMatchObject({ from: '2026-12-01', to: '2026-12-31', status: 'draft' })
  const roster = (await duty.get<RosterView>(`/api/duty/rosters/${line?.id}`)).body
  expect(roster.assignments.filter(one => one.personId === null)).toEqual([])
  expect(roster.unmet.filter(one => one.hard)).toEqual([])
})
