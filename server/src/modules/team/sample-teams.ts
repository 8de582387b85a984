import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { isForRehearsals } from '../../kernel/virtual-time.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { currentRecords } from '../register/api.ts'
import { offerTeams } from './offers.ts'
import { allMembers } from './teams/rolls.ts'

interface Known {
  id: string
  unit_id: string
  name: string
  kind: string
  nominal: number
  leader: string | null
  phone: string | null
}

const caller = '田晓岚'

/**
 * What a county would have noted of its teams in the weeks before: 备勤 each day (today's of two teams is still missing), two unannounced
 * call-outs, trainings, a registration that waits, experts asked. A store for rehearsals begins without.
 */
export async function loadSampleTeams(work: Work): Promise<void> {
  if (await isForRehearsals(work)) return
  const today = shanghaiDay(work.now)
  const { rows } =
    await sql<Known>`select t.id, t.unit_id, t.name, t.values->>'kind' as kind, (t.values->>'nominal')::int as nominal,
      t.values->>'leader' as leader, t.values->>'phone' as phone
    from team t join unit u on u.id = t.unit_id where u.kind = 'team' order by u.sort`.execute(work.tx)
  await standby(
    work,
    rows.filter(team => team.kind !== 'social' && team.kind !== 'enterprise'),
    today,
  )
  await callOut(
    work,
    rows.filter(team => ['comprehensive', 'forestFire'].includes(team.kind)),
    addDays(today, -9),
    '21:40',
  )
  await callOut(
    work,
    rows.filter(team => team.kind === 'social'),
    addDays(today, -23),
    '10:15',
  )
  await trainings(
    work,
    rows.filter(team => team.kind === 'social'),
    today,
  )
  await application(
    work,
    rows.find(team => team.name.includes('水上')),
    today,
  )
  await consultations(work, rows[0]?.unit_id, today)
}

async function standby(work: Work, teams: Known[], today: string) {
  const days = Array.from({ length: 15 }, (_, ago) => ago)
  const rows = teams.flatMap((team, nth) =>
    days
      // Two of them have not reported today yet, and the last forgets now and then.
      .filter(ago => !(ago === 0 && (nth === 0 || nth === 4)) && !(nth === teams.length - 1 && ago % 4 === 1))
      .map(ago => ({
        team_id: team.id,
        day: addDays(today, -ago),
        strength: Math.max(4, Math.round(team.nominal * (0.34 + 0.05 * ((ago + nth) % 4)))),
        vehicles: 1 + ((nth + ago) % 2) + Math.floor(team.nominal / 25),
        leader: team.leader ?? team.name,
        phone: team.phone,
        note: '',
        reported_at: reportedBefore(
          work.now,
          shanghaiInstant(addDays(today, -ago), `0${7 + (nth % 2)}:${20 + ((nth * 7 + ago) % 30)}`),
          nth,
        ),
        reported_by: team.leader ?? team.name,
      })),
  )
  if (rows.length > 0) await work.tx.insertInto('team_standby').values(rows).execute()
  await offerTeams(
    work,
    teams.map(team => team.id),
  )
}

/** A sample loaded before the usual hour was reported by the night watch, one team some minutes after the other. */
const reportedBefore = (now: Date, usual: Date, nth: number) =>
  usual < now
    ? usual
    : new Date(Math.max(now.getTime() - (9 + nth * 4) * 60_000, shanghaiInstant(shanghaiDay(now), '00:01').getTime()))

async function callOut(work: Work, teams: Known[], day: string, minute: string) {
  const members = (await allMembers(work)).filter(member => teams.some(team => team.id === member.teamId))
  if (teams.length === 0 || members.length === 0) return
  const id = randomUUID()
  const startedAt = shanghaiInstant(day, minute)
  const after = (minutes: number) => new Date(startedAt.getTime() + minutes * 60_000)
  await work.tx
    .insertInto('team_call_out')
    .values({
      id,
      title: '不打招呼拉动测试',
      text: '请按实战要求集结，负责人到达集合点后报告人数。',
      started_at: startedAt,
      answer_by: after(20),
      closed_at: after(20),
      started_by: caller,
    })
    .execute()
  const people = [...new Set(members.map(member => member.person))]
  const answerOf = (person: string) => {
    const nth = people.indexOf(person)
    if (nth % 9 === 5) return null
    return { answer: nth % 11 === 7 ? ('cannot' as const) : ('coming' as const), minutes: 1 + ((nth * 5) % 13) }
  }
  await work.tx
    .insertInto('team_call_out_team')
    .values(
      teams.map((team, nth) => ({
        call_out_id: id,
        team_id: team.id,
        team_name: team.name,
        nominal: team.nominal,
        assembled_at: after(24 + nth * 9),
        assembled_people: Math.round(members.filter(member => member.teamId === team.id).length * 0.8),
        assembled_by: team.leader ?? caller,
      })),
    )
    .execute()
  await work.tx
    .insertInto('team_call_out_seat')
    .values(
      members.map(member => {
        const said = answerOf(member.person)
        return {
          id: randomUUID(),
          call_out_id: id,
          team_id: member.teamId,
          person_key: member.person,
          person_id: null,
          name: member.name,
          phone: member.phone,
          answer: said?.answer ?? null,
          answered_at: said ? after(said.minutes) : null,
          answered_by: said ? caller : null,
          manner: said ? ('ticked' as const) : null,
        }
      }),
    )
    .execute()
}

async function trainings(work: Work, teams: Known[], today: string) {
  const members = await allMembers(work)
  const held = [
    ['心肺复苏与创伤包扎', 120, 4, '县红十字会培训室', 1],
    ['绳索与水域救援协同', 45, 8, '雾江镇训练水域', 2],
  ] as const
  const rows = teams.flatMap(team =>
    held.map(([title, ago, hours, place, every]) => ({
      id: randomUUID(),
      team_id: team.id,
      title,
      day: addDays(today, -ago),
      hours,
      place,
      present: JSON.stringify(
        members
          .filter(member => member.teamId === team.id)
          .filter((_, nth) => nth % every === 0)
          .map(({ id, name }) => ({ id, name })),
      ),
      recorded_by: team.leader ?? team.name,
    })),
  )
  if (rows.length > 0) await work.tx.insertInto('team_training').values(rows).execute()
}

/** The water rescuers have asked for their renewal; nobody has looked at it yet. */
async function application(work: Work, team: Known | undefined, today: string) {
  if (!team) return
  await work.tx
    .insertInto('team_application')
    .values({
      id: randomUUID(),
      unit_id: team.unit_id,
      team_id: team.id,
      content: JSON.stringify({
        name: team.name,
        creditCode: '91350100M000100Y43',
        leader: team.leader ?? team.name,
        phone: team.phone ?? '0990-7510000',
        headcount: team.nominal,
        capabilities: ['water-rescue', 'diving'],
        insuredUntil: addDays(today, 90),
        statement: '冲锋舟 2 艘、干式救援服 14 套；近三年参与水上搜救 11 次。',
      }),
      state: 'submitted',
      applied_at: shanghaiInstant(addDays(today, -2), '15:20'),
      applied_by: team.leader ?? team.name,
      applied_account: null,
      reviewed_at: null,
      reviewed_by: null,
      certificate_no: null,
      level: null,
      valid_until: null,
      opinion: '',
    })
    .execute()
}

async function consultations(work: Work, unitId: string | undefined, today: string) {
  const experts = await currentRecords(work, 'experts')
  const bureau = experts[0]?.unitId ?? unitId
  if (!bureau) return
  const asked = [
    ['flood', 36, '雾江上游降雨 90 毫米，城区段是否需要提前转移？', '2 小时内可能达到警戒水位，低洼的河街一带先转移。'],
    ['geology', 21, '茶坪村后山裂缝 3 厘米，能否继续住人？', '裂缝贯通且有渗水，应立即撤离并设警戒，天晴后复勘。'],
    ['chemical', 12, '盐酸泄漏用石灰中和的用量怎么估？', '按 1 吨 31% 盐酸约用 0.35 吨熟石灰，先围堵后中和。'],
  ] as const
  const rows = asked.flatMap(([field, ago, question, opinion]) => {
    const expert = experts.find(one => (one.values['fields'] as string[]).includes(field))
    const askedAt = shanghaiInstant(addDays(today, -ago), '16:05')
    return expert
      ? [
          {
            id: randomUUID(),
            expert_id: expert.id,
            expert_name: String(expert.values['name']),
            event_id: null,
            unit_id: bureau,
            question,
            asked_at: askedAt,
            asked_by: caller,
            reason: '',
            opinion,
            manner: 'phone' as const,
            given_at: new Date(askedAt.getTime() + 18 * 60_000),
            recorded_by: caller,
          },
        ]
      : []
  })
  if (rows.length > 0) await work.tx.insertInto('expert_consultation').values(rows).execute()
}
