import type { Fire } from '../fire-first-hours.ts'
import { bureau } from '../offices.ts'
import { expectEqual, type Scenario } from '../scenario.ts'
import { acknowledge, arrive, bringHome, depart, type Given, order, use } from './acts.ts'

const graves = { to: '松岭镇', receiver: 'songling1', place: '青松村坟山', position: { lng: 108.552, lat: 29.318 } }
const reason = '扑救青松村坟山森林火灾'
const fireStation = '峦城消防救援站'

/** 14:40: the forest brigade, the fire station with water trucks, two drones, fuel and hose; all there by 15:25. */
export async function fightersCalled(s: Scenario, { eventId }: Fire): Promise<void> {
  const given: Given[] = []
  const goods = (): Given => {
    const last = given.at(-1)
    if (!last) throw new Error('燃油、水带没有调用')
    return last
  }
  await s.step('C08', '14:40', '调度令：专业队 50 人、消防 20 人 4 水车、无人机 2 架，燃油和水带', async () => {
    const orders = [
      { items: [{ capability: 'forest-fire', of: '县森林消防专业队', people: 50 }], bearer: 'forest1' },
      {
        items: [
          { capability: 'fire-fighting', of: fireStation, people: 20 },
          { name: '消防水车', quantity: 4, unit: '辆', owner: fireStation },
        ],
      },
      { items: [{ capability: 'drone', of: '县综合应急救援队', quantity: 1, people: 2 }], bearer: 'team1' },
      { items: [{ capability: 'drone', of: '青峦山地应急志愿救援队', quantity: 1, people: 2 }] },
      {
        items: [
          { capability: 'fuel', of: bureau, quantity: 600 },
          { capability: 'hose', of: bureau, quantity: 1000 },
        ],
        bearer: 'bureau1',
      },
    ]
    const numbers: string[] = []
    for (const one of orders) {
      const { number, ...slip } = await order(s, { ...graves, ...one, eventId, reason })
      given.push(slip)
      numbers.push(number)
    }
    expectEqual(new Set(numbers).size, orders.length, '调度令编号各不相同')
    return numbers.join('、')
  })
  s.routine('C08', '14:43', '各队 5 分钟内回执', async () => {
    const minutes = []
    for (const slip of given) minutes.push(await acknowledge(s, slip))
    return `${Math.max(...minutes)} 分钟`
  })
  s.routine('C08', '14:52', '各队和物资出发，预计 15:25 到达', async () => {
    const words = []
    for (const slip of given) words.push(await depart(s, slip, { eta: '15:25' }))
    return words.join('；')
  })
  s.routine('C08', '15:24', '各队和物资到达火场', async () => {
    for (const slip of given) await arrive(s, slip)
    return undefined
  })
  s.routine('C20', '04-06 13:00', '各队撤回，调用单办结', async () => {
    let total = 0
    for (const slip of given.slice(0, -1)) total += await bringHome(s, slip)
    return `费用合计 ${total} 元`
  })
  s.routine('C23', '04-10 08:40', '燃油消耗 420 L、水带消耗 600 m 入账，其余归还县库', async () => {
    await use(s, goods(), { 燃油: 420, 水带: 600 })
    return `费用 ${await bringHome(s, goods())} 元`
  })
}

/** 16:20: the neighbour's brigade comes by the agreement of the region; its word is taken down by the duty room. */
export function neighbourAsked(s: Scenario, { eventId }: Fire): void {
  let slip: Given | undefined
  const neighbour = () => {
    if (!slip) throw new Error('没有请求邻县增援')
    return slip
  }
  s.routine('C15', '16:20', '区域联动令：请求云岭县森林消防专业队 30 人增援', async () => {
    const owner = '云岭县森林消防专业队'
    const { number, ...given } = await order(s, {
      ...graves,
      eventId,
      items: [{ name: '森林消防专业队', quantity: 30, unit: '人', owner }],
      reason: '火势向三组蔓延，请求增援',
      bearer: 'duty2',
      more: { agreement: '云岭县、青峦县森林防火联防协议', costBearer: '按联防协议由受援方承担' },
    })
    slip = given
    await acknowledge(s, given)
    return number
  })
  s.routine('C15', '16:45', '云岭县 30 人出发', () => depart(s, neighbour(), { people: 30, eta: '17:30' }))
  s.routine('C15', '17:30', '云岭县 30 人到达', () => arrive(s, neighbour()))
  s.routine('C18', '22:10', '明火扑灭，云岭县队伍撤回，办结', async () => `费用 ${await bringHome(s, neighbour())} 元`)
}
