import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { readKeyPeriod } from './reading.ts'

/** 催报: everybody who still owes something for the period is told what. */
export async function remindMissing(work: Work, periodId: string): Promise<{ reminded: number; at: string }> {
  const { name, openedAt, unitList } = await readKeyPeriod(work, periodId)
  if (!openedAt) throw new Problem('duty-mode/not-to-prepare', { detail: '尚未布置，无从催报' })
  const missing = unitList.filter(one => !one.roster.done || !one.contacts.done)
  const byLack = new Map<string, string[]>()
  for (const one of missing) {
    const lack = [!one.roster.done && `值班安排（${one.roster.how}）`, !one.contacts.done && '通讯录核查']
      .filter(Boolean)
      .join('、')
    byLack.set(lack, [...(byLack.get(lack) ?? []), one.unitId])
  }
  for (const [lack, to] of byLack)
    await sendNotice(work, {
      kind: `key-period.reminder/${periodId}`,
      title: `催报：${name}值班准备`,
      body: `尚未完成：${lack}。请在“重点时段”中办理。`,
      matterId: null,
      urgent: true,
      to,
      channels: ['inApp'],
      stepUpMinutes: 0,
    })
  recordFact(work, 'duty-mode.preparation-reminded', periodId, { units: missing.length })
  return { reminded: missing.length, at: work.now.toISOString() }
}
