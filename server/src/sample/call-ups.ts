import {
  ApproveCallUp,
  CallUpNote,
  DepartCallUp,
  IssueCallUp,
  ReceiveCallUp,
  ReportCallUpPosition,
  RequestCallUp,
  ReturnCallUp,
} from '@anlan/contract/call-up.ts'
import type { z } from 'zod'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { checkDeparture, checksOf } from '../modules/call-up/steps/checks.ts'
import { acknowledgeCallUp, approveCallUp } from '../modules/call-up/steps/decide.ts'
import { closeCallUp, returnCallUp } from '../modules/call-up/steps/finish.ts'
import { requestCallUp } from '../modules/call-up/steps/request.ts'
import {
  arriveCallUp,
  departCallUp,
  issueCallUp,
  receiveCallUp,
  reportPosition,
} from '../modules/call-up/steps/send.ts'
import { sampleId } from './rows.ts'

/** Who takes a step, and how many minutes before the day of loading. */
type At = (who: [unitKey: string, name: string], minutesAgo: number) => Work

const store: [string, string] = ['emergency-bureau', '县应急物资储备中心']
const leader: [string, string] = ['leadership', '带班领导']

/**
 * Call-up slips as a county has them on an ordinary day: pumps that came home last week, generators under way to a township, blowers that
 * wait for approval. Each by its own steps, so that ledger, bookings and map say the same. A store for rehearsals begins without.
 */
export async function loadCallUps(work: Work): Promise<void> {
  if (await isForRehearsals(work)) return
  const at: At = ([unitKey, name], minutesAgo) => ({
    ...work,
    actor: { ...work.actor, unitId: sampleId('unit', unitKey), name },
    now: new Date(work.now.getTime() - minutesAgo * 60_000),
  })
  await drainedAndHome(work, at)
  await underWay(work, at)
  await waiting(work, at)
}

async function fromStore(work: Work, itemCode: string, quantity: number) {
  const offer = await work.tx
    .selectFrom('stock_offer')
    .select('id')
    .where('store_id', '=', sampleId('record', 'stock-store/county'))
    .where('item_code', '=', itemCode)
    .executeTakeFirstOrThrow()
  return { offerId: offer.id, capability: itemCode, quantity }
}

async function asked(work: Work, input: z.input<typeof RequestCallUp>): Promise<string> {
  const [id] = await requestCallUp(work, RequestCallUp.parse(input))
  if (!id) throw new Error('a sample request without a slip')
  return id
}

/** Approved, signed for, issued, checked and gone. */
async function sent(at: At, id: string, minutesAgo: number, vehicle: string, driver: string, etaInMinutes: number) {
  await approveCallUp(at(leader, minutesAgo), id, ApproveCallUp.parse({ opinion: '同意' }))
  await acknowledgeCallUp(at(store, minutesAgo - 3), id)
  const issuing = at(store, minutesAgo - 14)
  await issueCallUp(issuing, id, IssueCallUp.parse({ vehicle, driver }))
  const checks = await checksOf(issuing, id)
  if (checks.length > 0)
    await checkDeparture(issuing, id, {
      checks: checks.map(({ code }) => ({ code, confirmed: true, failed: false, lineId: null, reason: '' })),
    })
  const leaving = at(store, minutesAgo - 18)
  const eta = new Date(leaving.now.getTime() + etaInMinutes * 60_000).toISOString()
  await departCallUp(leaving, id, DepartCallUp.parse({ eta }))
}

async function drainedAndHome(work: Work, at: At) {
  const town: [string, string] = ['wujiang', '雾江镇值班员']
  const days = (count: number) => count * 1440
  const id = await asked(at(town, days(6) + 45), {
    items: [await fromStore(work, 'pump-large', 2), await fromStore(work, 'sack', 800)],
    reason: '河街片区积水 40 厘米，需排涝并封堵倒灌口',
    priority: 'urgent',
    place: '雾江镇河街',
    receiverName: '雾江镇值班员',
    costBearer: '雾江镇人民政府',
    returnPlan: '积水排完后清洗检修，送回县库',
  })
  await sent(at, id, days(6) + 38, '厢式货车 1 辆', '覃川', 55)
  const there = at(town, days(6) - 36)
  await arriveCallUp(there, id, CallUpNote.parse({}))
  await receiveCallUp(there, id, ReceiveCallUp.parse({ receiverName: '雾江镇值班员' }))
  const lines = await work.tx
    .selectFrom('call_up_line')
    .select(['id', 'capability', 'issued'])
    .where('slip_id', '=', id)
    .execute()
  await returnCallUp(
    at(store, days(4)),
    id,
    ReturnCallUp.parse({
      lines: lines.map(line =>
        line.capability === 'sack'
          ? { lineId: line.id, returned: 180, consumed: 620 }
          : { lineId: line.id, returned: line.issued ?? 0 },
      ),
      note: '水泵检修完好入库',
    }),
  )
  await closeCallUp(at(town, days(4) - 30), id)
}

async function underWay(work: Work, at: At) {
  const town: [string, string] = ['baiyan', '白岩乡值班员']
  const id = await asked(at(town, 74), {
    items: [await fromStore(work, 'generator', 2), await fromStore(work, 'tent-12', 6)],
    reason: '落石砸断 10 千伏线路，集镇停电，临时安置 9 户',
    priority: 'mostUrgent',
    place: '白岩乡政府院坝',
    route: '县城—松岭镇—白岩乡',
    receiverName: '白岩乡值班员',
    costBearer: '县级应急资金',
    returnPlan: '供电恢复后归还',
    returnBy: addDays(shanghaiDay(work.now), 7),
  })
  await sent(at, id, 66, '应急物资车 1 辆', '向松', 95)
  await reportPosition(at(store, 14), id, ReportCallUpPosition.parse({ place: '松岭镇街口' }))
}

async function waiting(work: Work, at: At) {
  await asked(at(['songling', '松岭镇值班员'], 9), {
    items: [await fromStore(work, 'blower', 8), await fromStore(work, 'fire-suit', 16)],
    reason: '森林火险等级升高，前置到青松村检查站',
    priority: 'normal',
    place: '青松村森林防火检查站',
    receiverName: '松岭镇值班员',
    costBearer: '松岭镇人民政府',
    returnPlan: '高火险期结束后归还',
    returnBy: addDays(shanghaiDay(work.now), 20),
  })
}
