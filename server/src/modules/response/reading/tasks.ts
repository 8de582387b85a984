import type { MyTaskQuery } from '@anlan/contract/response.ts'
import type { MyResponseTask, ResponseTaskView } from '@anlan/contract/response-view.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { Obligation } from '../../obligation/api.ts'
import { clockKinds, taskClocks } from '../clocks.ts'
import { isOpenTask } from '../rules.ts'
import type { Response } from '../schema.ts'
import { type Abilities, abilities, presentClock } from './abilities.ts'

const withNames = (work: Work) =>
  work.tx
    .selectFrom('response_task as t')
    .innerJoin('unit as u', 'u.id', 't.unit_id')
    .leftJoin('person as p', 'p.id', 't.person_id')
    .selectAll('t')
    .select(['u.name as unit_name', 'u.kind as unit_kind', 'p.name as person_name'])
type TaskRow = Awaited<ReturnType<ReturnType<typeof withNames>['execute']>>[number]

/** Tasks of one response in the order of their numbers, parts behind their whole. */
export async function tasksOf(work: Work, response: Response): Promise<z.output<typeof ResponseTaskView>[]> {
  const rows = await withNames(work)
    .where('t.response_id', '=', response.id)
    .orderBy(sql`split_part(t.number, '-', 2)::int`)
    .orderBy('t.number')
    .execute()
  return presentTasks(work, rows, new Map([[response.id, response]]))
}

/** 我的任务, 未落实到人, or what waits for a decision or for being verified by the reader; most urgent first. */
export async function myTasks(
  work: Work,
  query: z.output<typeof MyTaskQuery>,
): Promise<{ items: z.output<typeof MyResponseTask>[] }> {
  const { unitId, personId } = work.actor
  const rows = await withNames(work)
    .innerJoin('response as r', 'r.id', 't.response_id')
    .where('r.state', '=', 'active')
    .where('r.mode', '=', query.mode)
    .$if(query.box === 'mine', q =>
      q
        .where('t.state', 'in', ['issued', 'inProgress', 'blocked'])
        .where(sql<boolean>`(t.unit_id = ${unitId} or t.person_id = ${personId})`),
    )
    .$if(query.box === 'unassigned', q =>
      q
        .where('t.state', 'not in', ['planned', 'done', 'verified', 'cancelled'])
        .where('t.unit_id', 'in', unitsInReach(work))
        .where(sql<boolean>`(t.person_id is null or t.defect is not null)`)
        .where(sql<boolean>`not exists (select 1 from response_task part where part.parent_id = t.id)`),
    )
    .$if(query.box === 'waiting', q =>
      q.where('t.state', 'in', ['refused', 'done']).where(
        sql<boolean>`(r.room_unit_id in ${unitsInReach(work)} or r.lead_unit_id in ${unitsInReach(work)}
            or exists (select 1 from response_member m where m.response_id = r.id and m.code = t.group_code and m.role = 'lead' and m.unit_id in ${unitsInReach(work)})
            or exists (select 1 from response_task above where above.id = t.parent_id and above.unit_id in ${unitsInReach(work)}))`,
      ),
    )
    .orderBy('t.issued_at')
    .orderBy('t.number')
    .limit(200)
    .execute()
  const ids = [...new Set(rows.map(row => row.response_id))]
  const responses = ids.length ? await work.tx.selectFrom('response').selectAll().where('id', 'in', ids).execute() : []
  const byId = new Map(responses.map(one => [one.id, one]))
  const shown = await presentTasks(work, rows, byId)
  const dueOf = (one: {
    acceptClock: { dueAt: string; metAt: string | null } | null
    doneClock: { dueAt: string } | null
  }) => (one.acceptClock && !one.acceptClock.metAt ? one.acceptClock.dueAt : one.doneClock?.dueAt) ?? '9'
  return {
    items: shown
      .flatMap(one => {
        const response = byId.get(one.responseId)
        if (!response) return []
        return [
          {
            ...one,
            subject: response.subject,
            mode: response.mode,
            responseLevel: response.level,
            eventId: response.event_id,
          },
        ]
      })
      .sort((a, b) => dueOf(a).localeCompare(dueOf(b))),
  }
}

/** By response and key: the task that another waits for. */
async function tasksBefore(work: Work, rows: TaskRow[]) {
  const waiting = rows.filter(row => row.after_code !== null)
  if (waiting.length === 0) return new Map<string, { number: string; title: string }>()
  const found = await work.tx
    .selectFrom('response_task')
    .select(['response_id', 'code', 'number', 'title'])
    .where('response_id', 'in', [...new Set(waiting.map(row => row.response_id))])
    .where('code', 'in', [...new Set(waiting.flatMap(row => row.after_code ?? []))])
    .orderBy('issued_at')
    .execute()
  return new Map(found.map(one => [`${one.response_id} ${one.code}`, { number: one.number, title: one.title }]))
}

async function presentTasks(work: Work, rows: TaskRow[], responses: Map<string, Response>) {
  const ids = rows.map(row => row.id)
  if (ids.length === 0) return []
  const responseIds = [...responses.keys()]
  const rowsOfClocks = await work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('matter_id', 'in', responseIds)
    .where('kind', 'in', taskClocks)
    .orderBy('opened_at')
    .execute()
  const clocks = new Map<string, Obligation[]>(ids.map(id => [id, []]))
  for (const one of rowsOfClocks) clocks.get(one.basis.split('/')[0] ?? '')?.push(one)
  const befores = await tasksBefore(work, rows)
  const words = await work.tx
    .selectFrom('response_word as w')
    .leftJoin('unit as u', 'u.id', 'w.unit_id')
    .selectAll('w')
    .select('u.short_name as unit_name')
    .where(sql<boolean>`w.task_id = any(${ids}::uuid[])`)
    .orderBy('w.at')
    // What follows from one act at one moment: taken up before it is worked on.
    .orderBy(sql`array_position(array['accepted', 'progressed', 'blocked', 'done'], w.kind) nulls last`)
    .execute()
  const files = words.length
    ? await work.tx
        .selectFrom('response_file as f')
        .innerJoin('file', 'file.id', 'f.file_id')
        .select(['f.owner_id', 'file.id', 'file.name', 'file.size'])
        .where('f.response_id', 'in', responseIds)
        .orderBy('f.sort')
        .execute()
    : []
  const leads = await work.tx
    .selectFrom('response_member')
    .select(['response_id', 'code', 'unit_id'])
    .where('response_id', 'in', responseIds)
    .where('role', '=', 'lead')
    .execute()
  const parentIds = rows.flatMap(row => (row.parent_id ? [row.parent_id] : []))
  const parents = parentIds.length
    ? await work.tx.selectFrom('response_task').select(['id', 'unit_id']).where('id', 'in', parentIds).execute()
    : []
  const able = abilities(work)
  const shown: z.output<typeof ResponseTaskView>[] = []
  for (const row of rows) {
    const response = responses.get(row.response_id)
    if (!response) continue
    const giver =
      parents.find(one => one.id === row.parent_id)?.unit_id ??
      leads.find(one => one.response_id === row.response_id && one.code === row.group_code)?.unit_id ??
      null
    shown.push({
      ...fieldsOf(work, row, clocks.get(row.id) ?? []),
      after: row.after_code === null ? null : (befores.get(`${row.response_id} ${row.after_code}`) ?? null),
      words: words
        .filter(one => one.task_id === row.id)
        .map(one => ({
          id: one.id,
          kind: one.kind,
          text: one.text,
          at: one.at.toISOString(),
          byName: one.by_name,
          unitName: one.unit_name,
          files: files
            .filter(file => file.owner_id === one.id)
            .map(({ id, name, size }) => ({ id, name, size: Number(size) })),
        })),
      may: await whatReaderMay(work, able, row, response, giver),
    })
  }
  return shown
}

function fieldsOf(work: Work, row: TaskRow, own: Obligation[]) {
  const accept = own.findLast(one => one.kind === clockKinds.accept)
  // A refusal that was not accepted starts only the first clock anew: the other runs on from before.
  const done = own.findLast(one => one.kind !== clockKinds.accept)
  return {
    id: row.id,
    responseId: row.response_id,
    parentId: row.parent_id,
    number: row.number,
    group: row.group_code,
    title: row.title,
    detail: row.detail,
    place: row.place,
    forces: row.forces,
    priority: row.priority,
    postName: row.post_name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    personId: row.person_id,
    personName: row.person_name,
    phone: row.phone,
    defect: row.defect,
    state: row.state,
    issuedAt: row.issued_at?.toISOString() ?? null,
    plannedAt: row.planned_at?.toISOString() ?? null,
    offsetMinutes: row.offset_minutes,
    continuous: row.continuous,
    needs: row.needs,
    deliverable: row.deliverable,
    clause: row.clause,
    issuedByName: row.issued_by_name,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    doneByName: row.done_by_name,
    result: row.result,
    verifiedAt: row.verified_at?.toISOString() ?? null,
    verifiedByName: row.verified_by_name,
    refusal: row.refusal,
    acceptClock: accept ? presentClock(work, accept) : null,
    doneClock: done ? presentClock(work, done) : null,
  }
}

async function whatReaderMay(work: Work, able: Abilities, row: TaskRow, response: Response, giver: string | null) {
  const open = response.state === 'active' && isOpenTask(row.state)
  const commands =
    (await able('response.command', response.room_unit_id)) || (await able('response.command', response.lead_unit_id))
  const acts = open && ((await able('response.handle', row.unit_id)) || (row.unit_kind === 'external' && commands))
  const judges = open && (commands || (await able('response.handle', giver)))
  const working = ['issued', 'inProgress', 'blocked'].includes(row.state)
  return {
    start: judges && row.state === 'planned',
    accept: acts && row.state === 'issued',
    refuse: acts && row.state === 'issued',
    work: acts && working,
    split: acts && working,
    name: acts && working,
    decide: open && commands && row.state === 'refused',
    verify:
      judges &&
      row.state === 'done' &&
      (row.done_by_account_id === null || row.done_by_account_id !== work.actor.accountId),
    withdraw: judges && (working || row.state === 'planned'),
  }
}
