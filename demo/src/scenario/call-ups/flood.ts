import type { Flood } from '../flood-night.ts'
import { bureau } from '../offices.ts'
import { expectEqual, type Scenario } from '../scenario.ts'
import { acknowledge, arrive, bringHome, depart, type Given, order, storePaper, use } from './acts.ts'

/** 滩口村, downstream of which two people are missing. */
const search = { to: '龙滩镇', place: '滩口村下游两岸', position: { lng: 108.31, lat: 29.18 }, receiver: 'longtan1' }

/** 03:10: orders 07 to 10 go out; who is called signs within five minutes, leaves by half past three, and is home when both are found. */
export async function searchersCalled(s: Scenario, { eventId }: Flood): Promise<void> {
  const given: Given[] = []
  const one = (nth: number): Given => {
    const found = given[nth]
    if (!found) throw new Error(`调度令 ${7 + nth} 没有下达`)
    return found
  }
  await s.step(
    'A20',
    '03:10',
    '调度令 07–10：消防 25 人 4 车、综合队 30 人、医疗 2 车、民兵 40 人和冲锋舟 2 艘',
    async () => {
      const fire = '峦城消防救援站'
      const medics = '县紧急医学救援队'
      const orders = [
        {
          items: [
            { capability: 'water-rescue', of: fire, people: 25 },
            { name: '消防车', quantity: 4, unit: '辆', owner: fire },
          ],
        },
        { items: [{ capability: 'search-rescue', of: '县综合应急救援队', people: 30 }], bearer: 'team1' },
        {
          items: [
            { capability: 'medical-rescue', of: medics, people: 6 },
            { name: '救护车', quantity: 2, unit: '辆', owner: medics },
          ],
          bearer: 'health1',
        },
        {
          items: [
            { capability: 'flood-rescue', of: '县民兵应急连', people: 40 },
            { capability: 'assault-boat', of: bureau, quantity: 2 },
          ],
          bearer: 'bureau1',
        },
      ]
      const numbers: string[] = []
      for (const one of orders) {
        const { number, ...slip } = await order(s, { ...search, ...one, eventId, reason: '搜救滩口村失联 2 人' })
        given.push(slip)
        numbers.push(number)
      }
      expectEqual(
        numbers,
        ['07', '08', '09', '10'].map(issue => `指令〔2026〕第${issue}号`),
        '调度令编号',
      )
      return numbers.join('、')
    },
  )
  s.routine('A20', '03:13', '四份调度令 5 分钟内回执', async () => {
    const minutes = []
    for (const slip of given) minutes.push(await acknowledge(s, slip))
    return `${Math.max(...minutes)} 分钟`
  })
  s.routine('A20', '03:18', '消防救援站出发', () =>
    depart(s, one(0), { people: 25, eta: '03:50', vehicle: '消防车 4 辆' }),
  )
  s.routine('A20', '03:22', '综合应急救援队出发', () => depart(s, one(1), { people: 30, eta: '03:55' }))
  s.routine('A20', '03:26', '医疗队出发', () => depart(s, one(2), { people: 6, eta: '04:00', vehicle: '救护车 2 辆' }))
  s.routine('A20', '03:30', '民兵携冲锋舟出发', () =>
    depart(s, one(3), { people: 40, eta: '04:10', vehicle: '运兵车 2 辆，拖车 1 辆' }),
  )
  s.routine('A20', '03:52', '消防、综合队到达滩口村', async () => {
    return [await arrive(s, one(0)), await arrive(s, one(1))].join('；')
  })
  s.routine('A20', '04:08', '医疗、民兵和冲锋舟到达', async () => {
    return [await arrive(s, one(2)), await arrive(s, one(3))].join('；')
  })
  s.routine('A26', '06:30', '搜救结束，四支队伍撤回，冲锋舟入库，调用单办结', async () => {
    let total = 0
    for (const slip of given) total += await bringHome(s, slip)
    return `费用合计 ${total} 元`
  })
}

/** 12:05: tents, quilts and food from the county's store, with the store's paper; what is left of it is back four days later. */
export async function reliefSent(s: Scenario, { eventId }: Flood): Promise<void> {
  const given: Given[] = []
  const relief = (): Given => {
    const [only] = given
    if (!only) throw new Error('救灾物资没有调拨')
    return only
  }
  await s.step(
    'A32',
    '12:05',
    '茶坪镇申请救灾帐篷 20 顶、棉被 180 床、食品 90 箱，领导批准，县库 5 分钟内签收',
    async () => {
      const { number, ...slip } = await order(s, {
        eventId,
        items: [
          { capability: 'tent-12', of: bureau, quantity: 20 },
          { capability: 'quilt', of: bureau, quantity: 180 },
          { capability: 'instant-food', of: bureau, quantity: 90 },
        ],
        to: '茶坪镇',
        place: '茶坪小学安置点',
        position: { lng: 108.36, lat: 29.21 },
        reason: '安置转移群众',
        by: 'chaping1',
        bearer: 'bureau1',
        receiver: 'chaping1',
        more: { returnPlan: '安置结束后清点归还', returnBy: '2026-07-20', costBearer: '县级救灾资金' },
      })
      given.push(slip)
      await acknowledge(s, slip)
      return number
    },
  )
  s.routine('A32', '12:30', '县库出库并随车出库单', async () => {
    const words = await depart(s, relief(), { eta: '13:40', vehicle: '厢式货车 2 辆' })
    return `${words}，${await storePaper(s, relief())}`
  })
  s.routine('A32', '13:35', '茶坪镇清点签收', () => arrive(s, relief()))
  s.routine('A32', '18:00', '食品 90 箱发放完毕', async () => {
    await use(s, relief(), { 方便食品: 90 })
    return undefined
  })
  s.routine('A35', '07-16 15:00', '帐篷 20 顶、棉被 180 床清洗晾干归还县库', async () => {
    return `费用 ${await bringHome(s, relief())} 元`
  })
}
