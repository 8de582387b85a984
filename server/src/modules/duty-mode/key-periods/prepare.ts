import type { StatePreparation } from '@anlan/contract/key-period.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant, shanghaiMinute } from '../../calendar/api.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { draftPaper } from '../../document/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { deadlineDays, leadDays, preparationSource } from '../settings.ts'
import { rosterStates } from './rosters.ts'

const kinds = { roster: 'keyPeriodRoster', contacts: 'keyPeriodContacts' } as const
const titles = { roster: '报送值班安排', contacts: '核查值班通讯录' } as const

export async function periodOf(work: Work, id: string) {
  const row = await work.tx.selectFrom('special_period').selectAll().where('id', '=', id).executeTakeFirst()
  if (row?.mode !== 'strengthened') throw new Problem('not-found')
  return row
}
export type Period = Awaited<ReturnType<typeof periodOf>>

/** Units that are asked: townships and county departments, all but the duty room that asks. */
async function unitsAsked(work: Work) {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const units = await work.tx
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('enabled', '=', true)
    .where('kind', 'in', ['department', 'town'])
    .where('parent_id', '=', room?.parent_id ?? null)
    .orderBy('sort')
    .execute()
  return { room, units: units.filter(one => one.id !== room?.id) }
}

/** Until when units answer: the set number of days before at 18:00, or the eve of the period when that has passed. */
async function deadlineOf(work: Work, period: Period): Promise<Date> {
  const usual = shanghaiInstant(addDays(period.from_day, -(await settingOf(work, deadlineDays))), '18:00')
  const eve = shanghaiInstant(addDays(period.from_day, -1), '18:00')
  return usual > work.now ? usual : eve
}

/**
 * 布置重点时段准备: each unit owes its roster and a look through its contacts; a paper to all of them is drafted. What the roster in force shows already is not asked
 * for. Asked for once; a period that is about to begin within hours, or has begun, is not prepared any more.
 */
export async function openPreparation(work: Work, period: Period): Promise<boolean> {
  const dueAt = await deadlineOf(work, period)
  if (dueAt <= work.now) return false
  const { room, units } = await unitsAsked(work)
  const opened = await work.tx
    .insertInto('duty_key_preparation')
    .values({
      period_id: period.id,
      due_at: dueAt,
      opened_at: work.now,
      opened_by_name: work.actor.name,
      paper_id: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('period_id')
    .executeTakeFirst()
  if (!opened || units.length === 0) return false
  await work.tx
    .insertInto('duty_key_unit')
    .values(
      units.map(({ id }) => ({
        period_id: period.id,
        unit_id: id,
        roster_text: null,
        roster_at: null,
        roster_by_name: null,
        contacts_text: null,
        contacts_at: null,
        contacts_by_name: null,
      })),
    )
    .execute()
  const rosters = await rosterStates(
    work,
    units.map(one => one.id),
    period,
  )
  for (const { id } of units)
    for (const part of ['roster', 'contacts'] as const) {
      if (part === 'roster' && rosters.get(id)?.wanting === null) continue
      await openObligation(work, {
        kind: kinds[part],
        ruleCode: part === 'roster' ? 'KP-01' : 'KP-02',
        title: `${period.name}：${titles[part]}`,
        matterId: null,
        matterTitle: null,
        owedBy: id,
        owedTo: room?.id ?? null,
        medium: 'any',
        clock: 'known',
        basis: basisOf(period.id, work.now),
        startedAt: work.now,
        dueAt,
        limitMinutes: null,
        soft: false,
        source: preparationSource,
        link: `/duty/key-periods?period=${encodeURIComponent(period.id)}`,
      })
    }
  recordFact(
    work,
    'duty-mode.preparation-opened',
    period.id,
    { name: period.name, units: units.length, dueAt },
    room ? { chain: room.id } : {},
  )
  if (room)
    await tell(
      work,
      period,
      dueAt,
      room.id,
      units.map(one => one.id),
    )
  return true
}

const basisOf = (periodId: string, at: Date) => `${periodId}/${at.toISOString()}`

async function tell(work: Work, period: Period, dueAt: Date, roomId: string, to: string[]) {
  const until = shanghaiMinute(dueAt)
  const asked = `请于 ${until} 前报送${period.name}期间（${period.from_day} 至 ${period.to_day}）值班安排，逐一核查值班电话和人员手机。`
  await sendNotice(work, {
    kind: `key-period/${period.id}`,
    title: `做好${period.name}值班准备`,
    body: asked,
    matterId: null,
    urgent: false,
    to,
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
  const paperId = await draftPaper(work, {
    kind: 'notice',
    title: `关于做好${period.name}期间值班值守工作的通知`,
    unitId: roomId,
    origin: `key-period/${period.id}/${work.now.toISOString()}`,
    main: to.map(unitId => ({ unitId, postId: null })),
    sections: [
      { heading: '一、报送值班安排', text: asked, table: null, references: [] },
      {
        heading: '二、严格值班制度',
        text: '落实领导带班和 24 小时值班制度，带班领导在岗带班，值班人员不得脱岗、漏岗，不得由保安等人员代替值班。',
        table: null,
        references: [],
      },
      {
        heading: '三、及时报告信息',
        text: `${period.daily_report ? '时段内实行每日报告和零报告。' : ''}发生突发事件的，按规定时限报告，不得迟报、漏报、谎报、瞒报。`,
        table: null,
        references: [],
      },
    ],
  })
  await work.tx
    .updateTable('duty_key_preparation')
    .set({ paper_id: paperId })
    .where('period_id', '=', period.id)
    .execute()
}

/** A unit's word that it has done its part; its obligation is discharged. Saying it again keeps the latest words. */
export async function statePart(
  work: Work,
  periodId: string,
  unitId: string,
  input: z.output<typeof StatePreparation>,
): Promise<void> {
  const row = (await isUnitInReach(work, unitId)) && (await preparationUnit(work, periodId, unitId))
  if (!row) throw new Problem('not-found')
  const { part, text } = input
  await work.tx
    .updateTable('duty_key_unit')
    .set({ [`${part}_text`]: text, [`${part}_at`]: work.now, [`${part}_by_name`]: work.actor.name })
    .where('period_id', '=', periodId)
    .where('unit_id', '=', unitId)
    .execute()
  recordFact(work, 'duty-mode.preparation-stated', unitId, { unit: unitId, period: periodId, part }, { chain: unitId })
  await discharge(work, periodId, unitId, part, `${work.actor.name}报告`)
}

const preparationUnit = (work: Work, periodId: string, unitId: string) =>
  work.tx
    .selectFrom('duty_key_unit')
    .select('unit_id')
    .where('period_id', '=', periodId)
    .where('unit_id', '=', unitId)
    .forUpdate()
    .executeTakeFirst()

/** Open obligations of one part of a preparation, of one unit or of all. */
async function openParts(
  work: Work,
  periodId: string,
  unitId: string | null,
  part: keyof typeof kinds,
): Promise<string[]> {
  const rows = await work.tx
    .selectFrom('obligation')
    .select('id')
    .where('kind', '=', kinds[part])
    .where('basis', 'like', `${periodId.replaceAll(/[%_\\]/g, '\\$&')}/%`)
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .$if(unitId !== null, query => query.where('owed_by_unit_id', '=', unitId ?? ''))
    .execute()
  return rows.map(row => row.id)
}

async function discharge(work: Work, periodId: string, unitId: string, part: keyof typeof kinds, by: string) {
  for (const id of await openParts(work, periodId, unitId, part))
    await dischargeObligations(work, { matterId: null, id, at: work.now, by })
}

/** What rosters and contact rounds show by now discharges what is owed; nothing is taken back when a gap opens later, the list shows it. */
export async function assessPreparations(work: Work, unitIds?: string[]): Promise<void> {
  const rows = await work.tx
    .selectFrom('duty_key_unit as u')
    .innerJoin('duty_key_preparation as p', 'p.period_id', 'u.period_id')
    .innerJoin('special_period as s', 's.id', 'u.period_id')
    .select(['u.unit_id', 'u.period_id', 'p.opened_at', 's.from_day', 's.to_day'])
    .where('s.to_day', '>=', shanghaiDay(work.now))
    .$if(unitIds !== undefined, query => query.where(sql<boolean>`u.unit_id = any(${unitIds ?? []}::uuid[])`))
    .execute()
  for (const id of new Set(rows.map(row => row.period_id))) {
    const units = rows.filter(row => row.period_id === id)
    const [period] = units
    if (!period) continue
    const rosters = await rosterStates(
      work,
      units.map(row => row.unit_id),
      period,
    )
    const filed = await contactsFiled(work, period.opened_at)
    for (const { unit_id: unit } of units) {
      if (rosters.get(unit)?.wanting === null) await discharge(work, id, unit, 'roster', '值班表已发布，时段内无缺岗')
      if (filed.has(unit)) await discharge(work, id, unit, 'contacts', '通讯录已备案')
    }
  }
}

/** Units that filed their contacts in a round since then, and when. */
export async function contactsFiled(work: Work, since: Date): Promise<Map<string, Date>> {
  const rows = await work.tx
    .selectFrom('contact_round_unit')
    .select(['unit_id', 'filed_at'])
    .where('filed_at', '>=', since)
    .execute()
  return new Map(rows.flatMap(row => (row.filed_at ? [[row.unit_id, row.filed_at] as const] : [])))
}

/** Each day: periods whose lead time has come are prepared, and what is owed is assessed anew. Only periods of daily reports ask by themselves. */
export async function openDuePreparations(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const periods = await work.tx
    .selectFrom('special_period')
    .selectAll()
    .where('mode', '=', 'strengthened')
    .where('daily_report', '=', true)
    .where('from_day', '>', today)
    .where('from_day', '<=', addDays(today, await settingOf(work, leadDays)))
    .where('id', 'not in', eb => eb.selectFrom('duty_key_preparation').select('period_id'))
    .orderBy('from_day')
    .execute()
  for (const period of periods) await openPreparation(work, period)
  await assessPreparations(work)
}

/** The period is gone from the calendar, or stands on other days: what was asked for it is withdrawn. */
export async function withdrawPreparation(work: Work, periodId: string, reason: string): Promise<void> {
  for (const part of ['roster', 'contacts'] as const)
    for (const id of await openParts(work, periodId, null, part))
      await cancelObligations(work, { matterId: null, id }, reason)
  await work.tx.deleteFrom('duty_key_preparation').where('period_id', '=', periodId).execute()
}

/** The paper that was drafted with the preparation, unless it was thrown away. */
export const paperOf = async (work: Work, paperId: string | null): Promise<string | null> => {
  if (!paperId) return null
  const paper = await work.tx.selectFrom('paper').select(['id', 'state']).where('id', '=', paperId).executeTakeFirst()
  return paper && paper.state !== 'discarded' ? paper.id : null
}
