import { type ViolationKind, violationKinds } from '@anlan/contract/event-report.ts'
import type { Selectable } from 'kysely'
import { addParty } from '../../kernel/access/reach.ts'
import type { Tables } from '../../kernel/database/database.ts'
import type { Module, RecordedFact } from '../../kernel/module.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { findUnit, unitsByFunction } from '../directory/api.ts'
import { amendNotice, sendNotice } from '../notice/api.ts'
import { dischargeObligations, openObligation } from '../obligation/api.ts'
import { bulletinRoutes } from './bulletin/routes.ts'
import { bulletinSchema } from './bulletin/schema.ts'
import { rulesInForce } from './clocks/assess.ts'
import { ruleRoutes } from './clocks/routes.ts'
import { ruleSchema } from './clocks/schema.ts'
import { thresholdRoutes } from './clocks/threshold-routes.ts'
import { reassess } from './events/reassess.ts'
import { eventRoutes } from './events/routes.ts'
import { eventSchema } from './events/schema.ts'
import { faultRoutes } from './faults/routes.ts'
import {
  checkConcealment,
  checkOmission,
  noteBackflow,
  noteBreach,
  scheduleOmissionCheck,
  settleOmissions,
} from './faults/service.ts'
import { particularRoutes } from './particulars/routes.ts'
import { particularSchema } from './particulars/schema.ts'
import { openDaysReports } from './reports/daily.ts'
import { reportRoutes } from './reports/routes.ts'
import { reportSchema } from './reports/schema.ts'
import { proposeFromDecision } from './responsibility/proposals.ts'
import { responsibilityRoutes } from './responsibility/routes.ts'
import { responsibilitySchema } from './responsibility/schema.ts'
import { eventSearch, indexing } from './search.ts'
import { seedRules } from './seed/seed.ts'
import { eventReportSettings, tellIntervalLapses } from './settings.ts'

/**
 * 接报与信息报送: from the first word of an emergency event to its final report upward. `events` holds what is known (types, levels, figures, who knew when),
 * `particulars` the extra fields of each type (事件要素) and what was damaged, `clocks` which reports are owed by which rule, `reports` the papers
 * and what became of them, `faults` what was late, missing or untrue, `bulletin` how that is counted, told and put right.
 */
export const eventReport: Module = {
  name: 'event-report',
  migrations: [
    ...eventSchema,
    ...reportSchema,
    ...ruleSchema,
    ...responsibilitySchema,
    ...bulletinSchema,
    ...particularSchema,
  ],
  routes: app => {
    eventRoutes(app)
    particularRoutes(app)
    reportRoutes(app)
    faultRoutes(app)
    bulletinRoutes(app)
    ruleRoutes(app)
    thresholdRoutes(app)
    responsibilityRoutes(app)
  },
  tasks: {
    'event-report.new-day': openDaysReports,
    'event-report.reassess': reassessIfOpen,
    'event-report.omission': checkOmission,
    'event-report.concealment': checkConcealment,
  },
  subscribers: {
    'note-breaches': { on: ['obligation.breached'], handle: (work, fact) => noteBreach(work, fact.subjectId) },
    'watch-omissions': { on: ['emergency-event.reported'], handle: watchForOmission },
    'read-calls': { on: ['switchboard.call-logged'], handle: readCall },
    'tell-supervisor': {
      on: ['event-report.fault-suspected', 'event-report.fault-measured'],
      handle: tellSupervisor,
    },
    index: indexing,
    'propose-responsibilities': { on: ['response.task-decided'], handle: proposeFromDecision },
    'settle-answers': { on: ['switchboard.call-answered'], handle: settleAnswer },
  },
  finds: eventSearch,
  seed: seedRules,
  settings: eventReportSettings,
}

/** A suspected fault reaches those who judge it, the county's duty room and the leader on duty, once; what is learnt later is written into the same notice. */
async function tellSupervisor(work: Work, fact: RecordedFact) {
  const kind = fact.data['kind'] as ViolationKind
  // Lapsed intervals are counted and shown; they wake nobody unless the county wants it.
  if (kind === 'intervalLapse' && !(await settingOf(work, tellIntervalLapses))) return
  // As it is known now, not as it was when the fact was written.
  const fault = await work.tx
    .selectFrom('report_violation')
    .select('evidence')
    .where('id', '=', fact.subjectId)
    .executeTakeFirst()
  if (!fault) return
  if (fact.type === 'event-report.fault-measured') return amendNotice(work, `fault/${fact.subjectId}`, fault.evidence)
  const functions = await unitsByFunction(work.tx)
  const unit = await findUnit(work.tx, String(fact.data['unit']))
  const already = await work.tx
    .selectFrom('notice')
    .select('id')
    .where('kind', '=', `fault/${fact.subjectId}`)
    .executeTakeFirst()
  const room = functions.get('generalDutyOffice')
  if (already || !room || !unit) return
  const leaders = await work.tx.selectFrom('unit').select('id').where('kind', '=', 'leadership').execute()
  await sendNotice(work, {
    kind: `fault/${fact.subjectId}`,
    title: `疑似${violationKinds[kind]}：${unit.name}`,
    body: fault.evidence,
    matterId: fact.matterId,
    urgent: false,
    to: [room.id, ...leaders.map(row => row.id)],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

async function reassessIfOpen(work: Work, eventId: string) {
  const event = await work.tx.selectFrom('emergency_event').select('state').where('id', '=', eventId).executeTakeFirst()
  if (event?.state === 'open' || event?.state === 'ended') await reassess(work, eventId)
}

/** The territory is given its time to report what the county heard elsewhere. */
async function watchForOmission(work: Work, fact: RecordedFact) {
  const event = await work.tx
    .selectFrom('emergency_event')
    .selectAll()
    .where('id', '=', fact.subjectId)
    .executeTakeFirst()
  if (!event) return
  await settleOmissions(work, event.created_by_unit_id, event.created_at)
  if (event.reporter_unit_id) await settleOmissions(work, event.reporter_unit_id, event.known_at)
  await scheduleOmissionCheck(work, `event/${event.id}`, event.occurred_at ?? event.known_at)
}

async function readCall(work: Work, fact: RecordedFact) {
  const call = await work.tx.selectFrom('incoming_call').selectAll().where('id', '=', fact.subjectId).executeTakeFirst()
  if (!call) return
  if (call.caller_unit_id) await settleOmissions(work, call.caller_unit_id, call.received_at)
  if (call.kind === 'inquiry') await noteBackflow(work, call.id)
  if ((call.kind === 'clue' || call.kind === 'hotspot') && call.area_code && !call.event_id)
    await scheduleOmissionCheck(work, `call/${call.id}`, call.occurred_at ?? call.received_at)
  if (call.kind === 'hotspot' || call.kind === 'inquiry') await openAnswer(work, call)
}

/** What the level above asks, be it an inquiry or a satellite hotspot, is to be answered within its limit. */
async function openAnswer(work: Work, call: Selectable<Tables['incoming_call']>) {
  const functions = await unitsByFunction(work.tx)
  for (const rule of (await rulesInForce(work)).filter(one => one.trigger === call.kind)) {
    const owedBy = functions.get(rule.owed_by)
    if (!owedBy) continue
    await addParty(work, call.id, owedBy.id, '核查单位')
    const asking = call.caller_unit_id ? await findUnit(work.tx, call.caller_unit_id) : undefined
    // Only somebody above asks the county; who asked is not always noted down.
    const caller = asking?.kind === 'external' ? asking : functions.get('cityDutyOffice')
    for (const name of rule.owed_to)
      await openObligation(work, {
        kind: 'answer',
        ruleCode: rule.code,
        title: rule.title,
        matterId: call.id,
        matterTitle: call.content.slice(0, 100),
        owedBy: owedBy.id,
        owedTo: (name === 'caller' ? caller : functions.get(name))?.id ?? null,
        medium: 'any',
        clock: rule.clock,
        basis: call.id,
        startedAt: call.received_at,
        dueAt: new Date(call.received_at.getTime() + (rule.limit_minutes ?? 0) * 60_000),
        limitMinutes: rule.limit_minutes,
        soft: rule.soft,
        source: { name: rule.source_name, article: rule.source_article, confidence: rule.confidence },
      })
  }
}

async function settleAnswer(work: Work, fact: RecordedFact) {
  const at = new Date(String(fact.data['at'] ?? fact.at.toISOString()))
  await dischargeObligations(work, { matterId: fact.subjectId, kinds: ['answer'], at, by: '反馈' })
}
