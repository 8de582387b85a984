import { randomUUID } from 'node:crypto'
import type { DeadNumberView, ReportDeadNumber } from '@anlan/contract/directory.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'
import { contactOf } from './contact-book.ts'
import { deadNumberHours } from './settings.ts'

/** Open reports within reach of those who keep the numbers, newest first. */
export async function listDeadNumbers(work: Work): Promise<z.input<typeof DeadNumberView>[]> {
  const { rows } = await sql<Row>`
    select d.*, u.name as unit_name, coalesce(p.name, s.name, r.values ->> 'name', '') as subject_name
    from dead_number d join unit u on u.id = d.unit_id left join person p on p.id = d.subject_id
    left join unit s on s.id = d.subject_id left join register_record r on r.id = d.subject_id
    where d.unit_id in ${unitsInReach(work)} order by d.settled_at desc nulls first, d.reported_at desc limit 300`.execute(
    work.tx,
  )
  return rows.map(present)
}

interface Row {
  id: string
  subject_id: string
  subject_name: string
  unit_id: string
  unit_name: string
  number: string
  problem: string
  note: string
  reported_at: Date
  reported_by: string
  settled_at: Date | null
  settled_how: string | null
}
const present = (row: Row): z.input<typeof DeadNumberView> => ({
  id: row.id,
  subjectId: row.subject_id,
  subjectName: row.subject_name,
  unitId: row.unit_id,
  unitName: row.unit_name,
  number: row.number,
  problem: row.problem,
  note: row.note,
  reportedAt: row.reported_at.toISOString(),
  reportedBy: row.reported_by,
  settledAt: row.settled_at?.toISOString() ?? null,
  settledHow: row.settled_how,
})

/** Somebody dialled and it was not them: the unit that keeps the number owes a correction. Reported twice, it is owed once. */
export async function reportDeadNumber(work: Work, input: z.output<typeof ReportDeadNumber>): Promise<string> {
  const contact = await contactOf(work, input.subjectId)
  if (!contact) throw fieldProblem('not-found', '/subjectId', '联系对象', '通讯录中没有该联系对象')
  if (!contact.phones.some(phone => phone.number === input.number))
    throw fieldProblem('invalid-input', '/number', '号码', '该号码已不在通讯录中，无需再报')
  const before = await work.tx
    .selectFrom('dead_number')
    .select('id')
    .where('subject_id', '=', input.subjectId)
    .where('number', '=', input.number)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (before) return before.id
  const id = input.id ?? randomUUID()
  const hours = await settingOf(work, deadNumberHours)
  const obligation = await openObligation(work, {
    kind: 'deadNumber',
    ruleCode: 'directory/dead-number',
    title: `更正联系电话：${contact.name} ${input.number}（${input.problem}）`,
    matterId: null,
    matterTitle: null,
    owedBy: contact.unitId,
    owedTo: null,
    medium: 'system',
    clock: 'known',
    basis: id,
    startedAt: work.now,
    dueAt: new Date(work.now.getTime() + hours * 3_600_000),
    limitMinutes: hours * 60,
    soft: false,
    source: ours,
    link: '/directory/care?tab=numbers',
  })
  await work.tx
    .insertInto('dead_number')
    .values({
      id,
      subject_id: input.subjectId,
      unit_id: contact.unitId,
      number: input.number,
      problem: input.problem,
      note: input.note,
      reported_at: work.now,
      reported_by: work.actor.name,
      obligation_id: obligation?.id ?? null,
      settled_at: null,
      settled_how: null,
    })
    .execute()
  recordFact(
    work,
    'directory.dead-number-reported',
    input.subjectId,
    { problem: input.problem },
    { chain: contact.unitId },
  )
  return id
}

/** The keeper dialled himself: the number is right after all. */
export async function confirmNumber(work: Work, id: string, note: string): Promise<void> {
  const found = await work.tx
    .selectFrom('dead_number')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .where('settled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Problem('not-found')
  await settle(work, [found], `核实可用：${note}`)
}

/** After a change of the directory: reports whose number is gone are settled. */
export async function settleCorrected(work: Work, subjectId: string): Promise<void> {
  const open = await work.tx
    .selectFrom('dead_number')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('settled_at', 'is', null)
    .forUpdate()
    .execute()
  if (open.length === 0) return
  const contact = await contactOf(work, subjectId)
  const gone = open.filter(one => !contact?.phones.some(phone => phone.number === one.number))
  await settle(work, gone, contact ? '号码已更正' : '已离任或撤销')
}

async function settle(
  work: Work,
  open: { id: string; subject_id: string; obligation_id: string | null }[],
  how: string,
) {
  for (const one of open) {
    await work.tx
      .updateTable('dead_number')
      .set({ settled_at: work.now, settled_how: how })
      .where('id', '=', one.id)
      .execute()
    if (one.obligation_id)
      await dischargeObligations(work, { matterId: null, id: one.obligation_id, at: work.now, by: how })
    recordFact(work, 'directory.dead-number-settled', one.subject_id, { how })
  }
}
