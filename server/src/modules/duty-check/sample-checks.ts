import { randomUUID } from 'node:crypto'
import { type Insertable, sql } from 'kysely'
import type { Tables } from '../../kernel/database/database.ts'
import { isForRehearsals } from '../../kernel/virtual-time.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { numbers } from '../duty/api.ts'
import { drawUnits } from './spot/draw.ts'
import { questionSeed } from './spot/questions.ts'

interface OnDuty {
  unit_id: string
  unit_name: string
  duty_phone: string | null
  post: string
  person_id: string
  name: string
  mobile: string | null
  starts_at: Date
}

const days = 45

/**
 * What a county would have noted in the weeks before: check-ins, spot checks, roll-calls, a reachability test, what was suspected and decided.
 * Made from the roster of the time; the same moment of loading gives the same picture. No unit is set to be checked by itself, so that nothing
 * is suspected of a store that is opened again weeks later. A store for rehearsals begins without check-ins.
 */
export async function loadSampleChecks(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const next = numbers(20_260_701)
  for (let ago = days; ago >= 1; ago--) {
    const day = addDays(today, -ago)
    if (ago % 3 === 1) await spotRound(work, next, day, ago)
    if (ago % 8 === 4) await roll(work, next, shanghaiInstant(day, '21:00'))
  }
  if (!(await isForRehearsals(work))) await checkIns(work, addDays(today, -days))
  await suspicions(work, today)
  await supervisions(work, today)
  await reachTest(work, next, shanghaiInstant(addDays(today, -2), '10:00'))
}

async function townsOnDuty(work: Work, at: Date): Promise<OnDuty[]> {
  const { rows } = await sql<OnDuty>`
    select s.unit_id, u.name as unit_name, u.duty_phone, s.post, s.person_id, p.name, p.mobile, s.starts_at
    from duty_shift s join unit u on u.id = s.unit_id join person p on p.id = s.person_id
    where u.kind = 'town' and s.starts_at <= ${at} and s.ends_at > ${at} order by u.sort, s.post`.execute(work.tx)
  return rows
}

const dayMs = 86_400_000
const caller = '田晓岚'
const signer = '龙启明'

async function spotRound(work: Work, next: () => number, day: string, ago: number) {
  const at = shanghaiInstant(day, ago % 2 ? '22:40' : '12:50')
  const onDuty = await townsOnDuty(work, at)
  const units = [...new Set(onDuty.map(one => one.unit_id))]
  if (units.length === 0) return
  const seed = Math.floor(next() * 2_147_483_647)
  const pool = units.map(id => ({ id, days: 30 }))
  const round = randomUUID()
  await work.tx
    .insertInto('duty_spot_round')
    .values({ id: round, drawn_at: at, drawn_by: caller, seed, count: 2, pool: JSON.stringify(pool) as never })
    .execute()
  for (const [j, unitId] of drawUnits(seed, pool, 2).entries()) {
    const here = onDuty.filter(one => one.unit_id === unitId)
    const primary = here.find(one => one.post === 'primary')
    const calledAt = new Date(at.getTime() + j * 12 * 60_000)
    const luck = next()
    // The last unit that nobody answered at objects, and waits for the county's word.
    const objects = ago === 4 && j === 0
    const isMissed = luck < 0.1 || objects
    const isPoor = luck > 0.85
    const signedAt = new Date(calledAt.getTime() + 3_600_000)
    const call = (minutes: number, answered: boolean) => ({
      at: new Date(calledAt.getTime() + minutes * 60_000).toISOString(),
      answered,
      seconds: answered ? 6 + Math.floor(next() * 18) : 30,
    })
    const questions = questionSeed
      .filter(([, , answer]) => answer !== null)
      .slice(0, 5)
      .map(([code, text, answer], k) => ({
        code,
        text,
        answer: answer ?? '',
        correct: isPoor ? k < 2 : k < 4 || next() > 0.4,
      }))
    await work.tx
      .insertInto('duty_spot_check')
      .values({
        id: randomUUID(),
        round_id: round,
        unit_id: unitId,
        phone: here[0]?.duty_phone ?? null,
        state: objects ? 'objected' : 'signed',
        version: 4,
        on_duty: JSON.stringify(
          here.map(one => ({ personId: one.person_id, name: one.name, post: one.post, phone: one.mobile })),
        ) as never,
        calls: JSON.stringify(isMissed ? [call(0, false), call(3, false)] : [call(0, true)]) as never,
        questions: JSON.stringify(isMissed ? [] : questions) as never,
        answerer_name: isMissed ? '' : (primary?.name ?? ''),
        guard: false,
        leader: isMissed ? null : isPoor ? 'unreached' : next() > 0.8 ? 'reached' : 'present',
        equipment: isMissed ? null : next() > 0.92 ? 'unreported' : 'good',
        note: '',
        checked_by: caller,
        signed_at: signedAt,
        signed_by: signer,
        object_by: new Date(signedAt.getTime() + 5 * 86_400_000),
        objection: objects ? '当晚值班电话线路故障，已于次日报修，值班手机畅通且人员在岗，申请复核' : '',
        objection_decision: '',
      })
      .execute()
  }
}

interface Asked {
  unitId: string
  personId: string | null
  name: string
  phone: string | null
}

async function call(
  work: Work,
  kind: 'roll' | 'reach',
  title: string,
  at: Date,
  minutes: number,
  asked: Asked[],
  next: () => number,
) {
  const id = randomUUID()
  const answerBy = new Date(at.getTime() + minutes * 60_000)
  const closesAt = new Date(answerBy.getTime() + (kind === 'roll' ? 30 : 0) * 60_000)
  await work.tx
    .insertInto('duty_call')
    .values({
      id,
      kind,
      title,
      text: '',
      started_at: at,
      answer_by: answerBy,
      closes_at: closesAt,
      closed_at: closesAt,
      started_by_name: caller,
      started_by_unit: work.actor.unitId,
    })
    .execute()
  const rows = asked.map(one => {
    const luck = next()
    const isMissed = luck > (kind === 'roll' ? 0.97 : 0.9)
    const after = kind === 'roll' && luck > 0.92 ? minutes + 2 + next() * 12 : 0.5 + next() * Math.min(minutes - 1, 200)
    const reached = luck > 0.75 ? ('secondCall' as const) : ('atOnce' as const)
    return {
      id: randomUUID(),
      call_id: id,
      unit_id: one.unitId,
      person_id: one.personId,
      name: one.name,
      phone: one.phone,
      answered_at: isMissed ? null : new Date(at.getTime() + after * 60_000),
      answered_by: kind === 'roll' ? (isMissed ? null : (one.name.split('、').at(-1) ?? null)) : caller,
      manner: kind === 'roll' ? (isMissed ? null : ('own' as const)) : ('phone' as const),
      rostered: kind === 'roll' && !isMissed ? true : null,
      result: kind === 'roll' ? null : isMissed ? ('notReached' as const) : reached,
    }
  })
  if (rows.length) await work.tx.insertInto('duty_call_target').values(rows).execute()
}

async function roll(work: Work, next: () => number, at: Date) {
  const onDuty = await townsOnDuty(work, at)
  const asked = [...new Set(onDuty.map(one => one.unit_id))].map(unitId => {
    const here = onDuty.filter(one => one.unit_id === unitId)
    return { unitId, personId: null, name: here.map(one => one.name).join('、'), phone: here[0]?.duty_phone ?? null }
  })
  await call(work, 'roll', '夜间值班点名', at, 10, asked, next)
}

async function reachTest(work: Work, next: () => number, at: Date) {
  const { rows } =
    await sql<Asked>`select p.unit_id as "unitId", p.id as "personId", p.name, p.mobile as phone from person p
    join unit u on u.id = p.unit_id where p.enabled and exists (select 1 from post_holder h join post po on po.id = h.post_id
      where h.person_id = p.id and po.kind = 'head' and u.kind in ('town', 'department')) order by u.sort, p.name limit 60`.execute(
      work.tx,
    )
  await call(work, 'reach', '部门和乡镇主要负责人通讯畅通抽测', at, 480, rows, next)
}

/** What was decided weeks ago; and, waiting for a decision, the newest shift that nobody has checked in for. */
async function suspicions(work: Work, today: string) {
  const noCheckIn = '班次开始 15 分钟后仍未到岗签到，也未由上级电话代签'
  const told = [
    [18, 6, 'absent', 'confirmed', noCheckIn, '经核实，接班人员迟到 40 分钟'],
    [12, 11, 'absent', 'dismissed', noCheckIn, '当晚停电断网，电话核实人员在岗'],
    [9, 16, 'offPost', 'confirmed', '随机查岗“在岗情况”在时限内无人应答', '带班领导到场核实，值班人员外出取餐，未报备'],
  ] as const
  const write = (
    row: Pick<
      Insertable<Tables['duty_suspicion']>,
      'kind' | 'state' | 'evidence' | 'reason' | 'at' | 'unit_id' | 'person_name'
    >,
  ) =>
    work.tx
      .insertInto('duty_suspicion')
      .values({
        ...row,
        id: randomUUID(),
        basis: `sample/${row.kind}/${row.unit_id}/${new Date(row.at).toISOString()}`,
        link: null,
        decided_by: row.reason ? signer : null,
        decided_at: row.reason ? new Date(new Date(row.at).getTime() + 6 * 3_600_000) : null,
      })
      .execute()
  for (const [ago, place, kind, state, evidence, reason] of told) {
    const at = shanghaiInstant(addDays(today, -ago), '08:45')
    const one = await primaryAt(work, at, place)
    if (one) await write({ kind, state, evidence, reason, at, unit_id: one.unit_id, person_name: one.name })
  }
  const { rows } = await sql<{ unit_id: string; name: string; starts_at: Date }>`
    select s.unit_id, p.name, s.starts_at from duty_shift s join unit u on u.id = s.unit_id join person p on p.id = s.person_id
    where u.kind = 'town' and s.post = 'primary' and s.ends_at <= ${work.now} and s.starts_at > ${new Date(work.now.getTime() - 7 * dayMs)}
      and not exists (select 1 from duty_check_in c where c.unit_id = s.unit_id and c.person_id = s.person_id and c.starts_at = s.starts_at)
    order by s.starts_at desc, u.sort desc limit 1`.execute(work.tx)
  for (const shift of rows)
    await write({
      kind: 'absent',
      state: 'suspected',
      evidence: noCheckIn,
      reason: '',
      at: shift.starts_at,
      unit_id: shift.unit_id,
      person_name: shift.name,
    })
}

/** The first officer of some township at that moment. */
async function primaryAt(work: Work, at: Date, place: number): Promise<OnDuty | undefined> {
  const towns = (await townsOnDuty(work, at)).filter(one => one.post === 'primary')
  return towns[place % Math.max(1, towns.length)]
}

async function supervisions(work: Work, today: string) {
  const told = [
    ['guidance', '现场指导值班日志填写和交接班签字'],
    ['inspection', '夜间实地督查值班室设备和应急车辆，情况良好'],
    ['merit', '暴雨前 40 分钟提前预警并组织转移，首报要素齐全'],
    ['talk', '就夜间漏岗问题约谈带班领导，要求一周内整改'],
  ] as const
  for (const [i, [kind, text]] of told.entries()) {
    const at = shanghaiInstant(addDays(today, -2 - i * 5), '15:20')
    const one = await primaryAt(work, at, i * 3 + 1)
    if (one)
      await work.tx
        .insertInto('duty_supervision')
        .values({ id: randomUUID(), unit_id: one.unit_id, kind, at, by_name: caller, text })
        .execute()
  }
}

/**
 * Check-ins of all shifts since that day, also of those that run now: of a hundred about 97 are there, a few of them late. Who comes when
 * follows from the shift, so that it is written in one statement.
 */
async function checkIns(work: Work, from: string) {
  await sql`insert into duty_check_in (id, shift_id, unit_id, person_id, starts_at, at, manner, by_account, by_name, spoke_with, phone, note)
    select gen_random_uuid(), s.id, s.unit_id, s.person_id, s.starts_at, s.starts_at + after, 'own', null, p.name, null, null, ''
    from duty_shift s join person p on p.id = s.person_id
      cross join lateral (select mod(('x' || substr(md5(s.id::text), 1, 6))::bit(24)::int, 1000) as luck) l
      cross join lateral (select make_interval(secs => case when luck < 40 then 60 + 37 * luck else -120 - 1.6 * luck end) as after) c
    where s.starts_at >= ${shanghaiInstant(from, '00:00')} and s.starts_at <= ${work.now} and s.starts_at + after <= ${work.now} and luck < 970
    on conflict do nothing`.execute(work.tx)
}
