import { CallUpNote, ReceiveCallUp, ReturnCallUp } from '@anlan/contract/call-up.ts'
import { AddCallUpCost } from '@anlan/contract/call-up-costs.ts'
import { addCost, closeCallUp, returnCallUp } from '../modules/call-up/steps/finish.ts'
import { arriveCallUp, receiveCallUp } from '../modules/call-up/steps/send.ts'
import { type At, asked, sent } from './call-ups.ts'
import type { Who } from './past-days.ts'

/** Blowers and suits from the county's store for the sample's closed event: used, brought back, paid. */
export async function blowersSent(at: At, eventId: string, known: number): Promise<void> {
  const town: Who = { unit: 'songling', name: '松岭镇值班员' }
  const store: Who = { unit: 'emergency-bureau', name: '县应急物资储备中心' }
  const wanted: [string, number][] = [
    ['blower', 6],
    ['fire-suit', 12],
  ]
  const day = 1440
  const id = await at(town, known - 230, work =>
    asked(work, wanted, {
      ...{ eventId, reason: '看守火场、防止复燃', priority: 'urgent', place: '青松坳火场' },
      ...{ receiverName: '松岭镇值班员', costBearer: '县级应急资金', returnPlan: '看守结束后送回县库' },
    }),
  )
  await sent(at, id, known - 236, '厢式货车 1 辆', '覃川', 60)
  await at(town, known - 310, work => arriveCallUp(work, id, CallUpNote.parse({})))
  await at(town, known - 314, work => receiveCallUp(work, id, ReceiveCallUp.parse({ receiverName: '松岭镇值班员' })))
  await at(store, known - 2 * day, async work => {
    const lines = await work.tx
      .selectFrom('call_up_line')
      .select(['id', 'capability', 'issued'])
      .where('slip_id', '=', id)
      .execute()
    const back = lines.map(line =>
      line.capability === 'fire-suit'
        ? { lineId: line.id, returned: 9, consumed: 3 }
        : { lineId: line.id, returned: line.issued ?? 0 },
    )
    await returnCallUp(work, id, ReturnCallUp.parse({ lines: back, note: '阻燃服烧损 3 套' }))
  })
  const haulage = { title: '厢式货车往返运费', quantity: 2, unit: '趟', unitPrice: 380 }
  await at(town, known - 2 * day - 20, work => addCost(work, id, AddCallUpCost.parse(haulage)))
  await at(town, known - 2 * day - 30, work => closeCallUp(work, id))
}
