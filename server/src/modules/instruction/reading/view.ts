import type { InstructionView } from '@anlan/contract/instruction.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isMatterInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { obligationsOf } from '../../obligation/api.ts'
import { clockKinds } from '../clocks.ts'
import { needsWritten } from '../rules.ts'
import { type LineRow, linesInReach, presentLine } from './lines.ts'
import { type Abilities, abilities, type FilesByOwner, presentClock } from './shown.ts'
import { presentTasks, readTasks } from './tasks.ts'

type View = z.output<typeof InstructionView>

/**
 * One instruction with everything about it that the reader may know. The level above sees its own part: that the county signed for it, told the leaders
 * and what it answered; not what goes on between the county and its units.
 */
export async function presentInstruction(work: Work, id: string): Promise<View> {
  const row = await linesInReach(work).where('i.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const able = abilities(work)
  const clocks = (await obligationsOf(work, id)).sort((a, b) => a.opened_at.getTime() - b.opened_at.getTime())
  const tasks = await readTasks(work, id)
  const inside = (await able('instruction.read', row.handling_unit_id)) || (await hasTask(able, tasks))
  const clockOf = (kind: string) => {
    const all = clocks.filter(one => one.kind === kind)
    const shown = all.find(one => !one.satisfied_at && !one.cancelled_at) ?? all.at(-1)
    return shown ? presentClock(work, shown) : null
  }
  const files = await filesOf(work, id)
  const answers = await answersOf(work, id, files)
  const desk = await able('instruction.read', row.handling_unit_id)
  const above = row.from_unit_id !== null && (await able('instruction.read', row.from_unit_id))
  return {
    ...presentLine(work, row),
    text: row.text,
    cleanText: row.clean_text,
    transcribedAt: row.transcribed_at?.toISOString() ?? null,
    transcribedByName: row.transcribed_by_name,
    deadline: row.deadline?.toISOString() ?? null,
    recordedAt: row.recorded_at.toISOString(),
    recordedByName: row.recorded_by_name,
    handlingUnitId: row.handling_unit_id,
    handlingUnitName: await unitName(work, row.handling_unit_id),
    reportId: desk ? row.report_id : null,
    eventVisible:
      row.event_id !== null &&
      (await isMatterInReach({ tx: work.tx, reach: reachOf(work.actor, 'event.read') }, row.event_id)),
    follows: row.follows_id ? await named(work, row.follows_id) : null,
    followedBy: inside ? await followers(work, id) : [],
    needsWritten: needsWritten(row.channel) && row.written_at === null,
    writtenAt: row.written_at?.toISOString() ?? null,
    receivedAt: row.received_at?.toISOString() ?? null,
    receivedByName: row.received_by_name,
    leadersTold:
      (desk || above) && row.told_at
        ? { told: row.told ?? '', how: row.told_how ?? '', at: row.told_at.toISOString() }
        : null,
    files: files.get(id) ?? [],
    tellClock: desk || above ? clockOf(clockKinds.tell) : null,
    receiveClock: desk || above ? clockOf(clockKinds.receive) : null,
    answerUpClock: desk || above ? clockOf(clockKinds.answerUp) : null,
    assignments: inside ? await presentTasks(work, { instruction: row, tasks, clocks, files, able }) : [],
    answers: desk || above ? answers : [],
    closedAt: row.closed_at?.toISOString() ?? null,
    closedByName: row.closed_by_name,
    closingAnswer: row.closing_answer,
    archivedAt: row.archived_at?.toISOString() ?? null,
    may: await whatReaderMay(able, row, answers.at(-1)),
  }
}

async function hasTask(able: Abilities, tasks: { unit_id: string }[]) {
  for (const task of tasks) if (await able('instruction.read', task.unit_id)) return true
  return false
}

async function whatReaderMay(
  able: Abilities,
  row: LineRow,
  lastAnswer: View['answers'][number] | undefined,
): Promise<View['may']> {
  const room = row.handling_unit_id
  const open = row.closed_at === null
  const upper = row.from_unit_id !== null
  const assigns = await able('instruction.assign', room)
  const closes = await able('instruction.close', room)
  const received = row.received_at !== null
  return {
    receive: assigns && !received,
    transcribe: assigns && open && received && (row.state === 'toTranscribe' || row.clean_text === null),
    assign: assigns && open && row.clean_text !== null && row.verb !== 'read',
    tellLeaders: assigns && upper && row.told_at === null,
    addWritten: assigns && needsWritten(row.channel) && row.written_at === null,
    answerUp: assigns && open && upper && received,
    judgeAnswer:
      row.from_unit_id !== null &&
      (await able('instruction.send-down', row.from_unit_id)) &&
      lastAnswer !== undefined &&
      !lastAnswer.acceptedAt &&
      !lastAnswer.returnedAt,
    follow: await able('instruction.record', room),
    close: closes && open && row.clean_text !== null,
    archive: closes && row.state === 'closed',
  }
}

const unitName = async (work: Work, id: string) =>
  (await work.tx.selectFrom('unit').select('name').where('id', '=', id).executeTakeFirst())?.name ?? ''

async function named(work: Work, id: string) {
  const row = await work.tx
    .selectFrom('instruction')
    .select(['id', 'subject', 'leader_name'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { id: row.id, subject: row.subject, leaderName: row.leader_name } : null
}

async function followers(work: Work, id: string) {
  const rows = await work.tx
    .selectFrom('instruction')
    .select(['id', 'subject', 'leader_name', 'given_at'])
    .where('follows_id', '=', id)
    .orderBy('given_at')
    .execute()
  return rows.map(row => ({
    id: row.id,
    subject: row.subject,
    leaderName: row.leader_name,
    givenAt: row.given_at.toISOString(),
  }))
}

async function filesOf(work: Work, id: string): Promise<FilesByOwner> {
  const rows = await work.tx
    .selectFrom('instruction_file as l')
    .innerJoin('file as f', 'f.id', 'l.file_id')
    .select(['l.owner_id', 'f.id', 'f.name', sql<number>`f.size::int`.as('size')])
    .where('l.instruction_id', '=', id)
    .orderBy('l.sort')
    .execute()
  const byOwner: FilesByOwner = new Map()
  for (const { owner_id, ...file } of rows) byOwner.set(owner_id, [...(byOwner.get(owner_id) ?? []), file])
  return byOwner
}

async function answersOf(work: Work, id: string, files: FilesByOwner): Promise<View['answers']> {
  const rows = await work.tx
    .selectFrom('instruction_upward_answer')
    .selectAll()
    .where('instruction_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    text: row.text,
    at: row.at.toISOString(),
    byName: row.by_name,
    files: files.get(row.id) ?? [],
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    returnedAt: row.returned_at?.toISOString() ?? null,
    returnReason: row.return_reason,
  }))
}
