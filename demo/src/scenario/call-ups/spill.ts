import { bureau } from '../offices.ts'
import type { Scenario } from '../scenario.ts'
import { carrier, type Spill } from '../spill-units.ts'
import { acknowledge, arrive, bringHome, depart, type Given, order, use } from './acts.ts'

const scene = { lng: 108.62, lat: 29.14 }
const town = { to: '盐井镇', receiver: 'yanjing1', position: scene }

/** Lime for what has run out, water for those whose intake is shut, a tanker to take over what is left. */
export async function spillCallUps(s: Scenario, { eventId }: Spill): Promise<void> {
  const lime = await limeAsked(s, eventId)
  s.routine('B17', '15:05', '石灰出库', () => depart(s, lime(), { eta: '15:35', vehicle: '自卸车 1 辆' }))
  s.routine('B17', '15:34', '石灰运到现场', () => arrive(s, lime()))
  s.routine('B17', '15:40', '石灰 3.2 吨投放完毕，出库单办结', async () => {
    await use(s, lime(), { '石灰（中和剂）': 3200 })
    return `费用 ${await bringHome(s, lime())} 元`
  })
  waterTrucks(s, eventId)
  spareTanker(s, eventId)
}

async function limeAsked(s: Scenario, eventId: string): Promise<() => Given> {
  let slip: Given | undefined
  await s.step('B17', '14:56', '调用县库石灰 3.2 吨，领导批准，县库签收', async () => {
    const { number, ...given } = await order(s, {
      ...town,
      eventId,
      items: [{ capability: 'lime', of: bureau, quantity: 3200 }],
      place: '岚云高速 K42+300',
      reason: '中和泄漏盐酸',
      bearer: 'bureau1',
    })
    slip = given
    await acknowledge(s, given)
    return number
  })
  return () => {
    if (!slip) throw new Error('石灰没有调用')
    return slip
  }
}

/** 16:10: six trucks are at four points; they go home when water is taken again. */
function waterTrucks(s: Scenario, eventId: string): void {
  let slip: Given | undefined
  const trucks = () => {
    if (!slip) throw new Error('水车没有调用')
    return slip
  }
  s.routine('B18', '15:18', '调用应急送水车 6 辆，领导批准，住建委签收', async () => {
    const { number, ...given } = await order(s, {
      ...town,
      eventId,
      items: [{ name: '应急送水车', quantity: 6, unit: '辆', owner: '县住房和城乡建设委员会' }],
      place: '盐井镇 4 处供水点',
      reason: '取水口停用，保障 11200 名居民饮水',
    })
    slip = given
    await acknowledge(s, given)
    return number
  })
  s.routine('B18', '15:32', '水车出发', () => depart(s, trucks(), { eta: '16:10', vehicle: '送水车 6 辆' }))
  s.routine('B18', '16:10', '6 辆水车到 4 处供水点', () => arrive(s, trucks()))
  s.routine('B23', '21:20', '取水恢复，水车撤回，调用单办结', async () => `费用 ${await bringHome(s, trucks())} 元`)
}

/** 17:10: the carrier's spare tanker is taken by the county's decision, and given back the same evening. */
function spareTanker(s: Scenario, eventId: string): void {
  let slip: Given | undefined
  const tanker = () => {
    if (!slip) throw new Error('备用罐车没有征用')
    return slip
  }
  s.routine('B21', '17:10', '县政府决定征用备用罐车 1 辆，运输企业签收', async () => {
    const { number, ...given } = await order(s, {
      ...town,
      eventId,
      items: [{ name: '备用罐车', quantity: 1, unit: '辆', owner: carrier }],
      place: '岚云高速 K42+300',
      reason: '倒罐转运剩余盐酸',
      bearer: 'truck1',
      more: {
        requisition: {
          owner: carrier,
          basis: '《中华人民共和国突发事件应对法》第十二条',
          purpose: '倒罐转运剩余盐酸',
          returnTerms: '倒罐转运结束后清洗检验，当日返还',
          compensation: '按实际使用台班补偿，毁损的照价补偿',
        },
      },
    })
    slip = given
    await acknowledge(s, given)
    return number
  })
  s.routine('B21', '17:20', '备用罐车出发', () => depart(s, tanker(), { eta: '17:45' }))
  s.routine('B21', '17:43', '备用罐车到达现场', () => arrive(s, tanker()))
  s.routine('B21', '19:30', '罐车返还，征用办结', async () => {
    await bringHome(s, tanker())
    return undefined
  })
}
