import { Readable } from 'node:stream'
import { type Actor, reachOfEverything } from '../kernel/access/reach.ts'
import { VirtualClock } from '../kernel/clock.ts'
import { type House, runSystemWork, systemActor } from '../kernel/house.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import { nextDueAt, runDueTasks } from '../kernel/work/due-tasks.ts'
import { drainRelay } from '../kernel/work/relay.ts'
import { runWork, type Work } from '../kernel/work/work.ts'
import { shanghaiDay } from '../modules/calendar/api.ts'
import { renderOfficialPaper } from '../modules/document/api.ts'
import { settleAnswer } from '../modules/notice/answers.ts'
import { sampleId } from './rows.ts'

/** Somebody with a sample account, or somebody of a unit that signs in seldom. */
export type Who = { account: string } | { unit: string; name: string }

/** Days before the loading, in which steps are taken one after the other; minutes count back from the loading. */
export interface PastDays {
  before(minutesAgo: number): Date
  /** A unit of work of `who` at that minute. What fell due on the way has taken effect at its own moment; notices of either are confirmed. */
  does<T>(who: Who, minutesAgo: number, act: (work: Work) => Promise<T>): Promise<T>
  /** A written account as a file of the unit, to be attached; returns its id. */
  paper(who: Who, minutesAgo: number, title: string, text: string): Promise<string>
  nameOf(who: Who): Promise<string>
  /** Hands on, now or at that minute, what the steps told other capabilities about the matters; what these say about them is confirmed too. */
  settle(matters: string[], minutesAgo?: number): Promise<void>
}

/** Steps about some matters that several write down in any order; played in the order of their minutes, the earliest first. */
export interface Course {
  before(minutesAgo: number): Date
  does(who: Who, minutesAgo: number, act: (work: Work) => Promise<unknown>): void
  settles(minutesAgo: number): void
  play(): Promise<void>
}

export function courseOf(past: PastDays, matters: string[]): Course {
  const steps: { minutesAgo: number; take: () => Promise<unknown> }[] = []
  return {
    before: past.before,
    does: (who, minutesAgo, act) => void steps.push({ minutesAgo, take: () => past.does(who, minutesAgo, act) }),
    settles: minutesAgo => void steps.push({ minutesAgo, take: () => past.settle(matters, minutesAgo) }),
    async play() {
      for (const step of steps.sort((a, b) => b.minutesAgo - a.minutesAgo)) await step.take()
      await past.settle(matters)
    },
  }
}

/** The clock goes back only for what is done through the answer; null on a store for rehearsals, which has no real days. */
export async function pastDays(house: House): Promise<PastDays | null> {
  const loadedAt = house.clock.now().getTime()
  const actors = new Map<string, Actor>()
  const prepared = await runSystemWork(house, async work => {
    if (await isForRehearsals(work)) return null
    return { agencies: await agencies(work) }
  })
  if (!prepared) return null
  const before = (minutesAgo: number) => new Date(loadedAt - minutesAgo * 60_000)
  const then = (moment: Date): House => ({ ...house, clock: new VirtualClock(moment) })
  const actorFor = async (who: Who) => {
    const key = JSON.stringify(who)
    const known = actors.get(key) ?? (await runSystemWork(house, work => actorOf(work, who)))
    actors.set(key, known)
    return known
  }
  const does: PastDays['does'] = async (who, minutesAgo, act) => {
    const at = then(before(minutesAgo))
    for (let due = await nextDueAt(house); due && due <= at.clock.now(); due = await nextDueAt(house)) {
      const onTheWay = then(due)
      await runDueTasks(onTheWay)
      await confirmNotices(onTheWay)
    }
    const actor = await actorFor(who)
    const result = await runWork(at, actor, reachOfEverything, act)
    await confirmNotices(at)
    return result
  }
  return {
    before,
    does,
    nameOf: async who => (await actorFor(who)).name,
    async settle(matters, minutesAgo) {
      const at = minutesAgo === undefined ? house : then(before(minutesAgo))
      await drainRelay(at, matters)
      await confirmNotices(at, matters)
    },
    async paper(who, minutesAgo, title, text) {
      const { unitId, name } = await actorFor(who)
      const agency = prepared.agencies.get(unitId) ?? name
      const { digest, size } = await house.files.save(
        Readable.from(await renderOfficialPaper(plainPaper(agency, title, text, before(minutesAgo)))),
        () => {},
        () => {},
      )
      return does(who, minutesAgo, async work => {
        const id = sampleId('file', `${title} ${unitId} ${minutesAgo}`)
        await work.tx
          .insertInto('file')
          .values({
            ...{ id, digest, size, name: `${title}.docx`, unit_id: unitId, matter_id: null },
            media_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
            uploaded_by: work.actor.accountId,
            uploaded_at: work.now,
          })
          .execute()
        return id
      })
    },
  }
}

/** Somebody as he would be signed in. */
export async function actorOf(work: Work, who: Who): Promise<Actor> {
  if ('unit' in who) return { ...systemActor, unitId: sampleId('unit', who.unit), name: who.name }
  const account = await work.tx
    .selectFrom('account')
    .select(['id', 'person_id', 'unit_id', 'display_name'])
    .where('account', '=', who.account)
    .executeTakeFirstOrThrow()
  const grants = await work.tx
    .selectFrom('account_grant')
    .select(['role', 'unit_id'])
    .where('account_id', '=', account.id)
    .execute()
  const countyId = sampleId('unit', 'county')
  return {
    accountId: account.id,
    personId: account.person_id,
    unitId: account.unit_id,
    name: account.display_name,
    grants: grants.map(({ role, unit_id }) => ({
      role: role as Actor['grants'][number]['role'],
      unitId: unit_id,
      countyId,
    })),
  }
}

const agencies = async (work: Work) =>
  new Map((await work.tx.selectFrom('unit').select(['id', 'name']).execute()).map(unit => [unit.id, unit.name]))

/** Whoever was told, in this minute or about these matters, confirmed it at once: the days that are over wait for nobody. */
async function confirmNotices(at: House, matters: string[] = []) {
  await runWork(at, { ...systemActor, name: '值班员' }, reachOfEverything, async work => {
    const open = await work.tx
      .selectFrom('notice_delivery as d')
      .innerJoin('notice as n', 'n.id', 'd.notice_id')
      .select(['d.id', 'd.notice_id', 'd.unit_id'])
      .where(eb =>
        eb.or([eb('n.sent_at', '=', work.now), ...(matters.length ? [eb('n.matter_id', 'in', matters)] : [])]),
      )
      .where('d.acknowledged_at', 'is', null)
      .execute()
    for (const row of open) await settleAnswer(work, row, 'acknowledged', '系统内', work.now, '')
  })
}

const plainPaper = (agency: string, title: string, text: string, at: Date) => {
  const date = shanghaiDay(at)
  const [year, month, day] = date.split('-').map(Number)
  return {
    ...{ series: 'plain' as const, agency, urgency: null, secrecy: null, number: null, signer: null, title },
    ...{ recipients: ['县人民政府总值班室'], paragraphs: [{ level: 0 as const, text }], attachments: [] },
    ...{ signature: agency, date: `${year}年${month}月${day}日`, note: null, contact: null, copies: [] },
    ...{ printedBy: agency, printedOn: date },
  }
}
