import type { ScoreCase } from '@anlan/contract/duty-check.ts'
import { sql } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shiftsWithoutLog, unsignedHandovers } from '../../duty-handover/api.ts'
import { leastRightAnswers, rollLateMinutes } from '../settings.ts'
import { knowsLittle, wasAnswered } from '../spot/rules.ts'

export type UnitCase = ScoreCase & { unitId: string }

/** Everything of a span that counts for or against a unit, each with what it follows from. Only what was signed or confirmed counts. */
export async function casesBetween(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  return [
    ...(await fromSuspicions(work, from, to)),
    ...(await fromSpotChecks(work, from, to)),
    ...(await fromRolls(work, from, to)),
    ...(await fromLogs(work, from, to)),
    ...(await fromReports(work, from, to)),
    ...(await fromMerits(work, from, to)),
  ].sort((a, b) => a.at.localeCompare(b.at))
}

async function fromSuspicions(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  const rows = await work.tx
    .selectFrom('duty_suspicion')
    .selectAll()
    .where('state', '=', 'confirmed')
    .where('at', '>=', from)
    .where('at', '<', to)
    .execute()
  return rows.map(row => ({
    unitId: row.unit_id,
    rule: row.kind,
    at: row.at.toISOString(),
    text: `${row.person_name}：${row.evidence}。认定：${row.reason}`,
    link: row.link ?? '/duty-check?tab=suspicions',
  }))
}

async function fromSpotChecks(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  const rows = await work.tx
    .selectFrom('duty_spot_check')
    .selectAll()
    .where('state', 'in', ['signed', 'objected'])
    .where('signed_at', '>=', from)
    .where('signed_at', '<', to)
    .execute()
  const leastRight = await settingOf(work, leastRightAnswers)
  return rows.flatMap(row => {
    const found = (rule: string, text: string): UnitCase => ({
      unitId: row.unit_id,
      rule,
      at: row.signed_at?.toISOString() ?? '',
      text: `电话抽查：${text}`,
      link: `/duty-check/spot/${row.id}`,
    })
    if (!wasAnswered(row)) return [found('noAnswer', '两次呼叫均无人接听')]
    const right = row.questions.filter(question => question.correct).length
    return [
      ...(row.leader === 'unreached' ? [found('leaderAbsent', '带班领导 10 分钟内联系不上')] : []),
      ...(knowsLittle(row, leastRight)
        ? [found('knowledge', `业务提问 ${row.questions.length} 问答对 ${right} 问`)]
        : []),
      ...(row.equipment === 'unreported' ? [found('equipment', '设备有故障未报告')] : []),
    ]
  })
}

async function fromRolls(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  const late = await settingOf(work, rollLateMinutes)
  const { rows } = await sql<{ unit_id: string; answered_at: Date; title: string; id: string; fault: boolean }>`
    select t.unit_id, t.answered_at, c.title, c.id, t.video is not distinct from 'unreported' as fault from duty_call_target t join duty_call c on c.id = t.call_id
    where c.kind = 'roll' and c.started_at >= ${from} and c.started_at < ${to}
      and (t.video = 'unreported' or t.answered_at > c.answer_by + make_interval(mins => ${late}))`.execute(work.tx)
  return rows.map(row => ({
    unitId: row.unit_id,
    rule: row.fault ? 'equipment' : 'rollLate',
    at: row.answered_at.toISOString(),
    text: row.fault ? `视频点名“${row.title}”设备有故障未报告` : `点名“${row.title}”应答超时 ${late} 分钟以上`,
    link: `/duty-check/calls/${row.id}`,
  }))
}

/** 日志缺项、交接未签, of units that the county has set to be checked: others may not keep their log here yet. */
async function fromLogs(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  const units = (await work.tx.selectFrom('duty_checked_unit').select('unit_id').execute()).map(row => row.unit_id)
  if (units.length === 0) return []
  const found = (unitId: string, at: Date, text: string): UnitCase => ({
    unitId,
    rule: 'logDefect',
    at: at.toISOString(),
    text,
    link: '/duty/log',
  })
  return [
    ...(await shiftsWithoutLog(work, units, from, to)).map(one =>
      found(one.unitId, one.endedAt, '本班无值班日志，也未注明无事'),
    ),
    ...(await unsignedHandovers(work, units, from, to)).map(one => found(one.unitId, one.at, '交接班未按时双方签字')),
  ]
}

async function fromReports(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  const faults = await work.tx
    .selectFrom('report_violation')
    .select(['unit_id', 'kind', 'at', 'evidence', 'event_id'])
    .where('state', '=', 'confirmed')
    .where('kind', 'in', ['lateReport', 'omittedReport', 'falseReport', 'concealedReport'])
    .where('at', '>=', from)
    .where('at', '<', to)
    .execute()
  const { rows: returned } = await sql<{ unit_id: string; at: Date; title: string; id: string }>`
    select r.unit_id, min(d.returned_at) as at, coalesce(r.number, r.title) as title, r.id from event_report_delivery d
    join event_report r on r.id = d.report_id where d.returned_at >= ${from} and d.returned_at < ${to} group by r.id`.execute(
    work.tx,
  )
  return [
    ...faults.map(row => ({
      unitId: row.unit_id,
      rule: row.kind,
      at: row.at.toISOString(),
      text: row.evidence,
      link: row.event_id ? `/events/${row.event_id}` : '/violations?state=confirmed',
    })),
    ...returned.map(row => ({
      unitId: row.unit_id,
      rule: 'returned',
      at: row.at.toISOString(),
      text: `${row.title}被退回补充`,
      link: `/reports/${row.id}`,
    })),
  ]
}

async function fromMerits(work: Work, from: Date, to: Date): Promise<UnitCase[]> {
  const rows = await work.tx
    .selectFrom('duty_supervision')
    .selectAll()
    .where('kind', '=', 'merit')
    .where('at', '>=', from)
    .where('at', '<', to)
    .execute()
  return rows.map(row => ({
    unitId: row.unit_id,
    rule: 'merit',
    at: row.at.toISOString(),
    text: `${row.text}（${row.by_name}）`,
    link: null,
  }))
}
