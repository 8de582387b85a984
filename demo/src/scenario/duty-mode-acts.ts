import { CallInView, type DutyMode, ModesView, SupplementView, SwitchResult } from '@anlan/contract/duty-mode.ts'
import { KeyPeriodView } from '@anlan/contract/key-period.ts'
import type { Of } from './client.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

/** What is done about duty modes, in the words of the scripts. */

type Unit = Of<typeof ModesView>['units'][number]

export const readModes = async (s: Scenario) => (await s.as('duty1')).get('/api/duty-modes', ModesView)

async function unitsNamed(s: Scenario, names: string[]): Promise<Unit[]> {
  const { units } = await readModes(s)
  return names.map(name =>
    expectOne(
      units.filter(one => one.unitName === name),
      `${name}的值班状态`,
    ),
  )
}

export async function expectMode(s: Scenario, names: string[], mode: DutyMode): Promise<void> {
  for (const one of await unitsNamed(s, names)) expectEqual(one.mode, mode, `${one.unitName}值班状态`)
}

/** One act for all of them. */
export async function switchTo(s: Scenario, by: string, names: string[], to: DutyMode, reason: string): Promise<void> {
  const units = (await unitsNamed(s, names)).map(({ unitId, mode }) => ({ unitId, from: mode }))
  const { changed } = await (await s.as(by)).post('/api/duty-mode-switches', { units, to, reason }, SwitchResult)
  expectEqual(changed.length, names.length, '切换单位数')
  await expectMode(s, names, to)
}

/** Whoever has not come yet is ticked after a call: there, or on the way. Returns how long it took until all had acknowledged. */
export async function callThem(s: Scenario, names: string[], result: 'acknowledged' | 'arrived'): Promise<string> {
  const duty = await s.as('duty1')
  const said: string[] = []
  for (const unit of await unitsNamed(s, names)) {
    if (!unit.callIn) continue
    let list = await duty.get(`/api/duty-call-ins/${unit.callIn.id}`, CallInView)
    const waiting = list.members.filter(one => (result === 'arrived' ? !one.arrivedAt : !one.acknowledgedAt))
    for (const one of waiting)
      list = await duty.post(`/api/duty-call-in-members/${one.id}/call`, { result }, CallInView)
    expectThat(list.allAcknowledgedMinutes !== null, `${unit.unitName}召回名单没有全员确认`)
    said.push(`${unit.unitName} ${list.total} 人（家），全员确认 ${list.allAcknowledgedMinutes} 分钟`)
  }
  return said.join('；')
}

/** The chief takes the supplement over. */
export async function reinforce(s: Scenario, name: string): Promise<string> {
  const duty = await s.as('duty1')
  const url = `/api/duty-modes/${s.unit(name)}/supplement`
  const { shifts, unfilled } = await duty.get(url, SupplementView)
  expectThat(shifts.length > 0, '没有增援方案')
  const after = await duty.post(url, { expected: shifts.length }, SupplementView)
  expectEqual(after.shifts.length, 0, '采用后的增援方案')
  return `增援 ${shifts.length} 个班次，仍缺 ${unfilled.length} 处`
}

/** Every fall-back that waits is approved by the leader on duty. */
export async function letBack(s: Scenario): Promise<string> {
  const leader = await s.as('leader1')
  const { proposals } = await leader.get('/api/duty-modes', ModesView)
  const lower = proposals.filter(one => one.direction === 'lower')
  expectThat(lower.length > 0, '没有待批准的降低状态')
  for (const { id } of lower) await leader.post(`/api/duty-mode-proposals/${id}/approval`, { accept: true }, ModesView)
  return lower.map(one => `${one.unitNames.length} 个单位`).join('、')
}

/** Nothing is raised and nobody called in at the end of a script. */
export async function assertAllNormal(s: Scenario): Promise<void> {
  await s.assert('断言1', '值班状态全部恢复常态，召回全部解除', async () => {
    const { units } = await readModes(s)
    expectEqual(
      units.filter(one => one.mode !== 'normal' || one.callIn).map(one => one.unitName),
      [],
      '未恢复常态的单位',
    )
    return undefined
  })
}

/** What units owe before a period is stated, on the telephone where they do not do it themselves. */
export async function prepareKeyPeriod(s: Scenario, id: string): Promise<string> {
  const duty = await s.as('duty1')
  const at = `/api/key-periods/${id}`
  let period = await duty.get(at, KeyPeriodView)
  expectEqual(period.state, 'preparing', '重点时段准备')
  const before = period.ready
  for (const unit of period.unitList)
    for (const part of ['roster', 'contacts'] as const)
      if (!unit[part].done)
        period = await duty.put(
          `${at}/units/${unit.unitId}/statement`,
          { part, text: '电话报告：领导带班，值班电话和人员手机已逐一核实' },
          KeyPeriodView,
        )
  expectEqual(period.ready, period.units, '完成准备的单位')
  expectThat(period.paperId !== null, '没有通知稿')
  return `${period.name}：${before} → ${period.ready}/${period.units} 个单位`
}
