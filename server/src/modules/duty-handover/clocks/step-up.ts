import type { RecordedFact } from '../../../kernel/module.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import type { Handover } from '../schema.ts'
import { tellCountyMinutes } from '../settings.ts'
import { handoverKind } from '../sheet/items.ts'
import { sidesOf } from '../sheet/people.ts'
import { isBygone } from './open.ts'

export const tellCountyTask = 'duty-handover.tell-county'

/** The limit has passed unsigned: the leader on duty hears it by name, and some time later the county. */
export async function tellLeader(work: Work, fact: RecordedFact): Promise<void> {
  if (fact.data['kind'] !== handoverKind) return
  const row = await work.tx
    .selectFrom('duty_handover')
    .selectAll()
    .where('obligation_id', '=', fact.subjectId)
    .executeTakeFirst()
  if (!row || isSettled(row) || (await wasTold(work, leaderNotice(row.id)))) return
  recordFact(work, 'duty-handover.unsigned', row.id, { unit: row.unit_id, at: row.at }, { chain: row.unit_id })
  if (isBygone(row.sign_by, work.now)) return
  scheduleTask(
    work,
    tellCountyTask,
    row.id,
    new Date(work.now.getTime() + (await settingOf(work, tellCountyMinutes)) * 60_000),
  )
  const { leaders } = await sidesOf(work, row)
  if (leaders.length === 0) return
  const people = await work.tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.mobile', 'p.name', 'u.id as unit_id', 'u.name as unit_name'])
    .where(
      'p.id',
      'in',
      leaders.map(one => one.personId),
    )
    .execute()
  if (people.length === 0) return
  await sendNotice(work, {
    ...(await words(work, row)),
    kind: leaderNotice(row.id),
    to: [],
    people: people.map(one => ({
      unitId: one.unit_id,
      unitName: one.unit_name,
      personId: one.id,
      personName: one.name,
      postName: '带班领导',
      phone: one.mobile,
    })),
    channels: ['inApp', 'phone'],
  })
}

/** Still unsigned: the county's duty room is told; of its own handover the emergency bureau is. */
export async function tellCounty(work: Work, id: string): Promise<void> {
  const row = await work.tx.selectFrom('duty_handover').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || isSettled(row) || isBygone(row.sign_by, work.now) || (await wasTold(work, countyNotice(id)))) return
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const told = county && county.id !== row.unit_id ? county : await unitOfFunction(work.tx, 'emergencyBureau')
  if (!told) return
  await sendNotice(work, {
    ...(await words(work, row)),
    kind: countyNotice(id),
    to: [told.id],
    channels: ['inApp'],
  })
}

const leaderNotice = (id: string) => `duty-handover.leader/${id}`
const countyNotice = (id: string) => `duty-handover.county/${id}`
const isSettled = (row: Handover) => row.incoming_signed_at !== null || row.withdrawn_at !== null

const wasTold = async (work: Work, kind: string) =>
  (await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()) !== undefined

async function words(work: Work, row: Handover) {
  const unit = await findUnit(work.tx, row.unit_id)
  const { outgoing, incoming } = await sidesOf(work, row)
  const names = (people: { name: string }[]) => people.map(one => one.name).join('、') || '未排班'
  return {
    title: `${unit?.name ?? ''} ${shanghaiMinute(row.at)} 交接班未签字`,
    body: [
      `交班：${names(outgoing)}；接班：${names(incoming)}`,
      row.outgoing_signed_at ? '接班人未签字' : '交班人未签字',
      '签字前仍由交班人员负责值班。',
    ].join('\n'),
    matterId: null,
    urgent: true,
    stepUpMinutes: 0,
  }
}
