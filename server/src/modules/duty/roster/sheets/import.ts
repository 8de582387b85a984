import type { RosterView } from '@anlan/contract/roster.ts'
import type { ImportRoster } from '@anlan/contract/roster-sheet.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../../kernel/problem.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { prepare, saveDraft } from '../drafts/drafts.ts'

/** A draft of what a sheet held; from then on it is checked, changed and published like any other. */
export async function importRoster(work: Work, input: z.output<typeof ImportRoster>): Promise<RosterView> {
  const asked = { id: input.id, roomId: input.roomId, from: input.from, to: input.to, seed: 0, near: null, seconds: 1 }
  const prepared = await prepare(work, asked)
  const slots = new Map(prepared.problem.slots.map(slot => [slot.key, slot]))
  const people = new Set(prepared.problem.people.map(one => one.id))
  const seen = new Set<string>()
  const assignments = input.cells.flatMap((one, i) => {
    const place = `${one.slotKey} ${one.post} ${one.place}`
    if (seen.has(place) || one.place >= (slots.get(one.slotKey)?.needs[one.post] ?? 0))
      throw fieldProblem('invalid-input', `/cells/${i}/slotKey`, '班次', '值班室的班次已变动，请重新读取表格')
    seen.add(place)
    if (one.personId === null) return []
    if (!people.has(one.personId))
      throw fieldProblem('invalid-input', `/cells/${i}/personId`, '值班人员', '该人员不在本室值班人员库')
    return [{ ...one, personId: one.personId }]
  })
  const notes = [`由表格“${input.fileName}”导入${input.remark && `：${input.remark}`}`]
  return saveDraft(work, asked, prepared, {
    ...{ outcome: 'byHand', assignments, notes },
    ...{ objective: null, bound: null, seconds: null },
  })
}
