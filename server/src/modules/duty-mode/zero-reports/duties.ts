import { randomUUID } from 'node:crypto'
import { scheduleInWords } from '@anlan/contract/form.ts'
import type { AskZeroReports } from '@anlan/contract/zero-report.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { RecordedFact } from '../../../kernel/module.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, periodsOn, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import {
  closeCollection,
  collectionOfOrigin,
  formOfCode,
  hasUnits,
  joinCollection,
  leaveCollection,
  openCollection,
} from '../../form/api.ts'
import { changesOf, originOf, scheduleOf, type ZeroSchedule } from './rules.ts'
import { periodHour, withDepartments } from './settings.ts'

export const zeroReportTask = 'zero-report.new-day'

interface Duty {
  cause: 'mode' | 'period' | 'asked'
  key: string
  reason: string
  schedule: ZeroSchedule
}

/** A unit's mode has changed: what the new one asks for takes the place of what the old one asked for. Hearing it again changes nothing. */
export async function followMode(work: Work, fact: RecordedFact): Promise<void> {
  const unitId = String(fact.data['unit'] ?? fact.subjectId)
  const unit = await findUnit(work.tx, unitId)
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  // The room they are reported to reports upward by its own rules.
  if (!unit || !room || unit.id === room.id || unit.kind === 'external') return
  const mode = String(fact.data['after'])
  const schedule = scheduleOf({
    reportHours: fact.data['reportHours'],
    reportEveryMinutes: fact.data['reportEveryMinutes'],
  })
  await changeDuties(work, [unitId], async () => {
    await endDuties(work, [unitId], 'mode', null, '值班状态已改变')
    if (schedule)
      await addDuties(work, [unitId], { cause: 'mode', key: mode, reason: String(fact.data['reason'] ?? ''), schedule })
  })
}

/** Periods that ask for a daily report (元旦 … 全国两会): every township owes one on their days. Runs at the start of each day and when a period is changed. */
export async function followPeriods(work: Work): Promise<void> {
  scheduleTask(work, zeroReportTask, 'day', shanghaiInstant(addDays(shanghaiDay(work.now), 1), '00:00'))
  const today = (await periodsOn(work.tx, work.now)).filter(period => period.daily_report)
  const kinds = (await settingOf(work, withDepartments)) ? ['town', 'department'] : ['town']
  const units = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('kind', 'in', kinds as 'town'[])
    .where('enabled', '=', true)
    .execute()
  const ids = today.length > 0 ? units.map(unit => unit.id) : []
  const standing = await work.tx
    .selectFrom('zero_report_duty')
    .select(['unit_id', 'key'])
    .where('cause', '=', 'period')
    .where('until', 'is', null)
    .execute()
  const over = [...new Set(standing.map(one => one.key))].filter(key => !today.some(period => period.id === key))
  const touched = [...new Set([...ids, ...standing.map(one => one.unit_id)])]
  if (touched.length === 0) return
  const hour = String(await settingOf(work, periodHour)).padStart(2, '0')
  const schedule: ZeroSchedule = { kind: 'daily', times: [`${hour}:00`] }
  await changeDuties(work, touched, async () => {
    for (const key of over) await endDuties(work, touched, 'period', key, '时期已结束')
    for (const period of today)
      await addDuties(work, ids, { cause: 'period', key: period.id, reason: `${period.name}期间每日零报告`, schedule })
  })
}

/** The county asks a chosen set of units. */
export async function askForZeroReports(work: Work, input: z.output<typeof AskZeroReports>): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from unit where id = any(${input.unitIds}::uuid[]) and enabled
    and id in ${unitsInReach(work)}`.execute(work.tx)
  const known = new Set(rows.map(row => row.id))
  const stray = input.unitIds.findIndex(id => !known.has(id))
  if (stray >= 0)
    throw fieldProblem('invalid-input', `/unitIds/${stray}`, '报送单位', '该单位不存在、已撤销或不在您的管辖范围')
  const key = input.id ?? randomUUID()
  await changeDuties(work, input.unitIds, () =>
    addDuties(work, input.unitIds, { cause: 'asked', key, reason: input.reason, schedule: input.schedule }),
  )
  return key
}

/** Ends what the county asked for; what a mode or a period asks for ends with it. */
export async function endAsked(work: Work, id: string, reason: string): Promise<void> {
  const duty = await work.tx
    .selectFrom('zero_report_duty')
    .selectAll()
    .where('id', '=', id)
    .where('cause', '=', 'asked')
    .where('until', 'is', null)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!duty) throw new Problem('not-found')
  await changeDuties(work, [duty.unit_id], () => endDuties(work, [duty.unit_id], 'asked', duty.key, reason))
}

const addDuties = (work: Work, unitIds: string[], duty: Duty) =>
  work.tx
    .insertInto('zero_report_duty')
    .values(
      [...new Set(unitIds)].map(unit_id => ({
        id: randomUUID(),
        unit_id,
        cause: duty.cause,
        key: duty.key,
        reason: duty.reason,
        schedule: JSON.stringify(duty.schedule),
        since: work.now,
        until: null,
        end_reason: null,
      })),
    )
    // What stands already stays: its clock is running.
    .onConflict(conflict => conflict.columns(['unit_id', 'cause', 'key']).where('until', 'is', null).doNothing())
    .execute()

const endDuties = (work: Work, unitIds: string[], cause: Duty['cause'], key: string | null, reason: string) =>
  work.tx
    .updateTable('zero_report_duty')
    .set({ until: work.now, end_reason: reason })
    .where('cause', '=', cause)
    .where('until', 'is', null)
    .where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`)
    .$if(key !== null, query => query.where('key', '=', key ?? ''))
    .execute()

/** Brings the collections in line with what `change` made of the units' duties. Changes happen one after another. */
async function changeDuties(work: Work, unitIds: string[], change: () => Promise<unknown>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('zero-report'))`.execute(work.tx)
  const before = await schedulesOf(work, unitIds)
  await change()
  const after = await schedulesOf(work, unitIds)
  const joining = new Map<string, { schedule: ZeroSchedule; units: string[] }>()
  const leaving = new Map<string, string[]>()
  for (const unit of unitIds) {
    const { joins, leaves } = changesOf(before.get(unit) ?? [], after.get(unit) ?? [])
    for (const schedule of joins) {
      const at = joining.get(originOf(schedule)) ?? { schedule, units: [] }
      joining.set(originOf(schedule), { schedule, units: [...at.units, unit] })
    }
    for (const origin of leaves) leaving.set(origin, [...(leaving.get(origin) ?? []), unit])
    if (joins.length + leaves.length > 0)
      recordFact(
        work,
        'duty-mode.zero-reports-changed',
        unit,
        { unit, schedules: (after.get(unit) ?? []).map(scheduleInWords) },
        { chain: unit },
      )
  }
  for (const { schedule, units } of joining.values()) await join(work, schedule, units)
  for (const [origin, units] of leaving) await leave(work, origin, units)
}

async function schedulesOf(work: Work, unitIds: string[]): Promise<Map<string, ZeroSchedule[]>> {
  const rows = await work.tx
    .selectFrom('zero_report_duty')
    .select(['unit_id', 'schedule'])
    .where('until', 'is', null)
    .where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`)
    .execute()
  const found = new Map<string, ZeroSchedule[]>()
  for (const row of rows) found.set(row.unit_id, [...(found.get(row.unit_id) ?? []), row.schedule])
  return found
}

async function join(work: Work, schedule: ZeroSchedule, unitIds: string[]) {
  const known = await collectionOfOrigin(work, originOf(schedule))
  if (known) return joinCollection(work, known, unitIds)
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const form = await formOfCode(work, 'zeroReport')
  // A county without a duty room, or that put the form out of use, gathers none.
  if (!room || !form) return
  await openCollection(work, {
    formId: form.id,
    title: `零报告（${scheduleInWords(schedule)}）`,
    unitId: room.id,
    unitIds,
    schedule,
    origin: originOf(schedule),
    source: { name: '突发事件应对期间、节假日和敏感时期信息报告制度', article: '', confidence: '设计' },
  })
}

async function leave(work: Work, origin: string, unitIds: string[]) {
  const collection = await collectionOfOrigin(work, origin)
  if (!collection) return
  const reason = '不再要求零报告'
  await leaveCollection(work, collection, unitIds, reason)
  if (!(await hasUnits(work, collection.id))) await closeCollection(work, collection.id, reason)
}
