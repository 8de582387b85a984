import { type Equipment, equipment, HandoverView } from '@anlan/contract/handover.ts'
import { generateCounty } from '../county/county.ts'
import type { Account } from '../county/shape.ts'
import { county } from './offices.ts'
import { Discrepancy, expectEqual, expectThat, type Scenario } from './scenario.ts'

/** Who hands over to whom at a change of shift, by their accounts, and what is to be watched. */
export interface HandoverAct {
  outgoing: string
  incoming: string
  leader: string | null
  watch: string
  weather: string
}

/** A change of shift as an office does it: filled in, signed, every open item acknowledged, taken over, signed by the leader. */
export async function handOver(s: Scenario, act: HandoverAct): Promise<HandoverView> {
  const out = await s.as(act.outgoing)
  const opened = await out.post('/api/duty/handovers', { unitId: s.unit(county) }, HandoverView)
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
  const done = await into.post(`${at}/incoming-signature`, {}, HandoverView)
  expectEqual([done.state, done.minutesLate], ['signed', null], '双方按时签字')
  return act.leader ? (await s.as(act.leader)).post(`${at}/leader-signature`, {}, HandoverView) : done
}

/** Ten minutes before the shifts of the county's duty room change: at 08:30, and at 17:30 or, on days of rest, at 20:30. */
const changesOn = (day: string) => {
  const isRestDay = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  return ['08:20', isRestDay ? '20:20' : '17:20'].map(time => `${day.slice(5)} ${time}`)
}

/** Every change of shift of the county's duty room between two moments of the script is handed over by those who are on shift. */
export function countyHandsOver(s: Scenario, from: string, to: string): void {
  const dayMs = 86_400_000
  for (let day = Date.parse(s.at(from)); day < Date.parse(s.at(to)) + dayMs; day += dayMs)
    for (const time of changesOn(new Date(day + 8 * 3_600_000).toISOString().slice(0, 10)))
      if (Date.parse(s.at(time)) >= Date.parse(s.at(from)) && Date.parse(s.at(time)) <= Date.parse(s.at(to)))
        s.routine('值班', time, '县总值班室交接班', async () => {
          const duty = await s.as('duty1')
          const sheet = await duty.post('/api/duty/handovers', { unitId: s.unit(county) }, HandoverView)
          const done = await handOver(s, {
            outgoing: accountAmong(sheet.outgoing),
            incoming: accountAmong(sheet.incoming),
            leader: null,
            watch: '',
            weather: '',
          })
          return `${done.signatures.map(one => one.name).join(' 交 ')} 接，${done.items.length} 项`
        })
}

/** The account of whoever keeps the desk in this shift. */
function accountAmong(people: HandoverView['outgoing']): string {
  const keepers = [...people].sort((a, b) => Number(b.post.includes('主班')) - Number(a.post.includes('主班')))
  for (const one of keepers) {
    const found = dutyAccounts().find(candidate => candidate.displayName === one.name)
    if (found) return found.account
  }
  throw new Discrepancy(`${people.map(one => one.name).join('、') || '本班'}没有账号，无法签字`)
}

let known: Account[] | undefined
const dutyAccounts = (): Account[] => {
  known ??= generateCounty().accounts.filter(one => /^duty\d/.test(one.account))
  return known
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
    expectEqual(
      done.signatures.map(one => one.side),
      ['outgoing', 'incoming', 'leader'],
      '交接班签字',
    )
    expectEqual(done.responsible, 'incoming', '签字后的值班责任')
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
