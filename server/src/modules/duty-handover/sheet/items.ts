import { eventStates } from '@anlan/contract/emergency-event.ts'
import { reportStates } from '@anlan/contract/event-report.ts'
import { instructionStates } from '@anlan/contract/instruction.ts'
import { callStates } from '@anlan/contract/switchboard.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { openEvents, pendingReports } from '../../event-report/api.ts'
import { openInstructions } from '../../instruction/api.ts'
import { openObligationsOwedBy } from '../../obligation/api.ts'
import { runningResponses } from '../../response/api.ts'
import { unsettledCalls } from '../../switchboard/api.ts'
import type { FrozenItem } from '../schema.ts'

/** The kind of obligation that the signing of a handover is. */
export const handoverKind = 'handover'

/** Everything a unit has open at this moment, as the records say: what its next shift takes over. */
export async function openItems(all: Work, unitId: string): Promise<FrozenItem[]> {
  // What the unit itself is a party to, whoever looks.
  const work: Work = { ...all, reach: { everything: false, subtrees: [], units: [unitId] } }
  const owed = (await openObligationsOwedBy(work, unitId)).filter(one => one.kind !== handoverKind)
  const events = await openEvents(work)
  const responses = await runningResponses(work)
  const instructions = await openInstructions(work)
  const calls = await unsettledCalls(work, unitId)
  const reports = await pendingReports(work, unitId)
  const nextOf = (matterId: string) => owed.find(one => one.matter_id === matterId && !one.soft)?.due_at ?? null
  const item = (
    group: FrozenItem['group'],
    id: string,
    title: string,
    detail: string,
    dueAt: Date | null,
    link: string | null,
  ): FrozenItem => ({ key: `${group}/${id}`, group, title, detail, dueAt: dueAt?.toISOString() ?? null, link })
  return [
    ...events.map(one =>
      item(
        'event',
        one.id,
        one.title,
        [one.number, eventStates[one.state]].filter(Boolean).join('，'),
        nextOf(one.id),
        `/events/${one.id}`,
      ),
    ),
    ...responses.map(one =>
      item('response', one.id, one.name, '响应中', nextOf(one.id) ?? one.expectedUntil, `/responses/${one.id}`),
    ),
    ...owed.map(one =>
      item(
        'obligation',
        one.id,
        one.title,
        [one.matter_title, one.due_at < work.now && !one.soft ? '已超时' : null].filter(Boolean).join('，'),
        one.due_at,
        one.link ?? (one.matter_id ? `/events/${one.matter_id}` : null),
      ),
    ),
    ...instructions.map(one =>
      item(
        'instruction',
        one.id,
        one.name,
        instructionStates[one.state],
        nextOf(one.id) ?? one.deadline,
        `/instructions/${one.id}`,
      ),
    ),
    ...calls.map(one =>
      item(
        'call',
        one.id,
        one.content.slice(0, 80),
        callStates[one.state as 'open'],
        null,
        `/calls?state=${one.state}`,
      ),
    ),
    ...reports.own.map(one => item('report', one.id, one.title, reportStates[one.state], null, `/reports/${one.id}`)),
    ...reports.unreceived.map(one => item('report', one.id, one.title, '待签收', null, `/reports/${one.id}`)),
  ]
}
