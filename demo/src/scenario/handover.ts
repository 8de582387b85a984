import { type Equipment, equipment, HandoverView } from '@anlan/contract/handover.ts'
import { expectEqual, expectThat, type Scenario } from './scenario.ts'

/** Who hands over to whom at a change of shift, by their accounts, and what is to be watched. */
export interface HandoverAct {
  outgoing: string
  incoming: string
  leader: string
  watch: string
  weather: string
}

/** A change of shift as an office does it: filled in, signed, every open item acknowledged, taken over, signed by the leader. */
export async function handOver(s: Scenario, act: HandoverAct): Promise<HandoverView> {
  const out = await s.as(act.outgoing)
  const opened = await out.post('/api/duty/handovers', {}, HandoverView)
  const at = `/api/duty/handovers/${opened.id}`
  const normal = (Object.keys(equipment) as Equipment[]).map(name => [name, { state: 'normal', note: '' }])
  const saved = await out.put(
    at,
    {
      version: opened.version,
      equipment: Object.fromEntries(normal),
      keysSeals: '钥匙 3 把、值班专用章 1 枚，清点无误',
      watch: act.watch,
      weather: act.weather,
      risk: '',
      notes: '',
      nothingHappened: opened.logLines === 0,
    },
    HandoverView,
  )
  const signed = await out.post(`${at}/outgoing-signature`, { version: saved.version }, HandoverView)
  const into = await s.as(act.incoming)
  const keys = signed.items.map(item => item.key)
  if (keys.length) await into.post(`${at}/acknowledgements`, { keys }, HandoverView)
  await into.post(`${at}/incoming-signature`, {}, HandoverView)
  const done = await (await s.as(act.leader)).post(`${at}/leader-signature`, {}, HandoverView)
  expectEqual(
    done.signatures.map(one => one.side),
    ['outgoing', 'incoming', 'leader'],
    '交接班签字',
  )
  expectEqual([done.responsible, done.minutesLate], ['incoming', null], '签字后的值班责任')
  return done
}

/** A30: the night hands over to the day what the flood left open. */
export const morningHandover = (s: Scenario, eventId: string) =>
  s.step('A30', '08:30', '交接班：夜班向白班逐项交接，双方和带班领导签字', async () => {
    const done = await handOver(s, {
      outgoing: 'duty1',
      incoming: 'duty3',
      leader: 'leader2',
      watch: '茶坪镇山洪善后、转移群众安置、批示办理',
      weather: '雨势减弱',
    })
    expectThat(
      done.items.some(item => item.key === `event/${eventId}`),
      '交接事项中没有本次山洪',
    )
    for (const group of ['instruction', 'response'])
      expectThat(
        done.items.some(item => item.group === group),
        `交接事项中没有${group === 'instruction' ? '未办结批示' : '正在进行的响应'}`,
      )
    return `交接 ${done.items.length} 项，值班日报 08:00 已自动起草`
  })
