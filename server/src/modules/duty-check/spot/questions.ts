import type { SpotQuestion } from '@anlan/contract/duty-check.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { onDutyAt } from '../calls/ask.ts'
import { drawSome } from './draw.ts'

const asked = 5

/** Questions that a county begins with; a null answer is computed from the records at that moment. */
export const questionSeed: [code: string, text: string, answer: string | null][] = [
  ['leaderOnDuty', '今天本单位带班领导是谁？', null],
  ['othersOnDuty', '此刻和您一同当班的是谁？', null],
  ['unitPhone', '本单位值班电话是多少？', null],
  ['countyPhone', '县总值班室值班电话是多少？', null],
  ['openEvents', '本辖区目前有哪些正在处置的突发事件？', null],
  ['openResponses', '县里目前启动了哪些应急响应？', null],
  ['forces', '本辖区有哪些应急救援队伍可以调用？', null],
  ['fireLine', '火灾、森林火灾分别拨打什么电话？', '119；12119'],
  ['medicalLine', '医疗急救拨打什么电话？', '120'],
  ['safetyLine', '生产安全举报投诉拨打什么电话？', '12350'],
  ['handover', '交接班应当在接班后多久内双方签字？', '15 分钟'],
  ['concealment', '接到突发事件报告但情况不全，能否等核实清楚再报？', '不能，先报概况，边核实边续报'],
]

/** The right answers as the records have them now; a question without one (no leader rostered) is not asked. */
export async function drawQuestions(work: Work, unitId: string, seed: number): Promise<SpotQuestion[]> {
  const rows = await work.tx
    .selectFrom('duty_question')
    .selectAll()
    .where('enabled', '=', true)
    .orderBy('sort')
    .execute()
  const computed = await answersFor(work, unitId)
  const possible = rows.flatMap(row => {
    const answer = row.answer ?? computed[row.code] ?? null
    return answer ? [{ code: row.code, text: row.text, answer, correct: null }] : []
  })
  return drawSome(seed, possible, asked)
}

async function answersFor(work: Work, unitId: string): Promise<Record<string, string | null>> {
  const unit = await findUnit(work.tx, unitId)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const onDuty = await onDutyAt(work, [unitId])
  const events = await work.tx
    .selectFrom('emergency_event as e')
    .innerJoin('matter_party as p', 'p.matter_id', 'e.id')
    .select('e.title')
    .distinct()
    .where('p.unit_id', '=', unitId)
    .where('e.state', '=', 'open')
    .limit(5)
    .execute()
  const responses = await work.tx
    .selectFrom('response')
    .select(['subject', 'level'])
    .where('state', '=', 'active')
    .where('mode', '=', 'real')
    .limit(5)
    .execute()
  const { rows: forces } = await sql<{
    name: string
  }>`select u.name from unit u join unit_closure c on c.descendant_id = u.id
    where c.ancestor_id = ${unitId} and u.kind = 'team' and u.enabled order by u.sort limit 5`.execute(work.tx)
  const list = (names: string[]) => names.join('、')
  return {
    leaderOnDuty: onDuty.find(one => one.post === 'shiftLeader')?.name ?? null,
    othersOnDuty: onDuty.length > 1 ? list(onDuty.map(one => one.name)) : null,
    unitPhone: unit?.duty_phone ?? null,
    countyPhone: county?.duty_phone ?? null,
    openEvents: list(events.map(one => one.title)) || '没有',
    openResponses: list(responses.map(one => `${one.subject}（${'ⅠⅡⅢⅣ'[one.level - 1]}级响应）`)) || '没有启动响应',
    forces: list(forces.map(one => one.name)) || null,
  }
}
