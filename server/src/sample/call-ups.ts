import {
  ApproveCallUp,
  CallUpNote,
  CheckDeparture,
  DepartCallUp,
  IssueCallUp,
  ReceiveCallUp,
  ReportCallUpPosition,
  RequestCallUp,
  ReturnCallUp,
} from '@anlan/contract/call-up.ts'
import { AddCallUpCost } from '@anlan/contract/call-up-costs.ts'
import type { z } from 'zod'
import type { House } from '../kernel/house.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { checkDeparture, checksOf } from '../modules/call-up/steps/checks.ts'
import { acknowledgeCallUp, approveCallUp } from '../modules/call-up/steps/decide.ts'
import { addCost, closeCallUp, returnCallUp } from '../modules/call-up/steps/finish.ts'
import { requestCallUp } from '../modules/call-up/steps/request.ts'
import {
  arriveCallUp,
  departCallUp,
  issueCallUp,
  receiveCallUp,
  reportPosition,
} from '../modules/call-up/steps/send.ts'
import { type PastDays, pastDays, type Who } from './past-days.ts'
import { sampleId } from './rows.ts'

export type At = PastDays['does']

const store: Who = { unit: 'emergency-bureau', name: '县应急物资储备中心' }
const leader: Who = { unit: 'leadership', name: '带班领导' }

/**
 * Call-up slips as a county has them on an ordinary day: pumps that came home last week, generators under way to a township, blowers that
 * wait for approval. Each by its own steps, so that ledger, bookings and map say the same. A store for rehearsals begins without.
 */
export async function loadCallUps(house: House): Promise<void> {
  const past = await pastDays(house)
  if (!past) return
  const today = shanghaiDay(past.before(0))
  await drainedAndHome(past.does)
  await underWay(past.does, today)
  await waiting(past.does, today)
}

export async function fromStore(work: Work, itemCode: string, quantity: number) {
  const offer = await work.tx
    .selectFrom('stock_offer')
    .select('id')
    .where('store_id', '=', sampleId('record', 'stock-store/county'))
    .where('item_code', '=', itemCode)
    .executeTakeFirstOrThrow()
  return { offerId: offer.id, capability: itemCode, quantity }
}

type Request = z.input<typeof RequestCallUp>
/** Asks for so much of these items out of the county's store. */
export async function asked(work: Work, items: [string, number][], rest: Omit<Request, 'items'>): Promise<string> {
  const offered = []
  for (const [code, quantity] of items) offered.push(await fromStore(work, code, quantity))
  const [id] = await requestCallUp(work, RequestCallUp.parse({ ...rest, items: offered }))
  if (!id) throw new Error('a sample request without a slip')
  return id
}

/** Approved, signed for, issued, checked and gone. */
export async function sent(
  at: At,
  id: string,
  minutesAgo: number,
  vehicle: string,
  driver: string,
  etaInMinutes: number,
) {
  await at(leader, minutesAgo, work => approveCallUp(work, id, ApproveCallUp.parse({ opinion: '同意' })))
  await at(store, minutesAgo - 3, work => acknowledgeCallUp(work, id))
  await at(store, minutesAgo - 14, work => issueCallUp(work, id, IssueCallUp.parse({ vehicle, driver })))
  await at(store, minutesAgo - 16, async work => {
    const checks = (await checksOf(work, id)).map(({ code }) => ({ code, confirmed: true }))
    if (checks.length > 0) await checkDeparture(work, id, CheckDeparture.parse({ checks }))
  })
  await at(store, minutesAgo - 18, work => {
    const eta = new Date(work.now.getTime() + etaInMinutes * 60_000).toISOString()
    return departCallUp(work, id, DepartCallUp.parse({ eta }))
  })
}

async function drainedAndHome(at: At) {
  const town: Who = { unit: 'wujiang', name: '雾江镇值班员' }
  const days = (count: number) => count * 1440
  const wanted: [string, number][] = [
    ['pump-large', 2],
    ['sack', 800],
  ]
  const id = await at(town, days(6) + 45, work =>
    asked(work, wanted, {
      reason: '河街片区积水 40 厘米，需排涝并封堵倒灌口',
      priority: 'urgent',
      place: '雾江镇河街',
      receiverName: '雾江镇值班员',
      costBearer: '雾江镇人民政府',
      returnPlan: '积水排完后清洗检修，送回县库',
    }),
  )
  await sent(at, id, days(6) + 38, '厢式货车 1 辆', '覃川', 55)
  await at(town, days(6) - 34, work => arriveCallUp(work, id, CallUpNote.parse({})))
  await at(town, days(6) - 42, work => receiveCallUp(work, id, ReceiveCallUp.parse({ receiverName: '雾江镇值班员' })))
  await at(store, days(4), async work => {
    const lines = await work.tx
      .selectFrom('call_up_line')
      .select(['id', 'capability', 'issued'])
      .where('slip_id', '=', id)
      .execute()
    const back = lines.map(line =>
      line.capability === 'sack'
        ? { lineId: line.id, returned: 180, consumed: 620 }
        : { lineId: line.id, returned: line.issued ?? 0 },
    )
    await returnCallUp(work, id, ReturnCallUp.parse({ lines: back, note: '水泵检修完好入库' }))
  })
  const haulage = { title: '厢式货车往返运费', quantity: 2, unit: '趟', unitPrice: 480 }
  await at(town, days(4) - 20, work => addCost(work, id, AddCallUpCost.parse(haulage)))
  await at(town, days(4) - 30, work => closeCallUp(work, id))
}

async function underWay(at: At, today: string) {
  const town: Who = { unit: 'baiyan', name: '白岩乡值班员' }
  const wanted: [string, number][] = [
    ['generator', 2],
    ['tent-12', 6],
  ]
  const id = await at(town, 74, work =>
    asked(work, wanted, {
      reason: '落石砸断 10 千伏线路，集镇停电，临时安置 9 户',
      priority: 'mostUrgent',
      place: '白岩乡政府院坝',
      route: '县城—松岭镇—白岩乡',
      receiverName: '白岩乡值班员',
      costBearer: '县级应急资金',
      returnPlan: '供电恢复后归还',
      returnBy: addDays(today, 7),
    }),
  )
  await sent(at, id, 66, '应急物资车 1 辆', '向松', 95)
  await at(store, 14, work => reportPosition(work, id, ReportCallUpPosition.parse({ place: '松岭镇街口' })))
}

async function waiting(at: At, today: string) {
  const wanted: [string, number][] = [
    ['blower', 8],
    ['fire-suit', 16],
  ]
  await at({ unit: 'songling', name: '松岭镇值班员' }, 9, work =>
    asked(work, wanted, {
      reason: '森林火险等级升高，前置到青松村检查站',
      priority: 'normal',
      place: '青松村森林防火检查站',
      receiverName: '松岭镇值班员',
      costBearer: '松岭镇人民政府',
      returnPlan: '高火险期结束后归还',
      returnBy: addDays(today, 20),
    }),
  )
}
