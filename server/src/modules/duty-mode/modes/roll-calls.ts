import { dutyModes } from '@anlan/contract/duty-mode.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { callTheRoll } from '../../duty-check/api.ts'
import { rollAnswerMinutes } from '../settings.ts'

export const rollCallTask = 'duty-mode.roll-call'

const after = (work: Work, minutes: number) => new Date(work.now.getTime() + minutes * 60_000)

/** Units switched together at this moment are called together every so many minutes, for as long as they stay in that mode (W84). */
export const beginRollCalls = (work: Work, everyMinutes: number): void =>
  scheduleTask(work, rollCallTask, `${work.now.toISOString()}/${everyMinutes}`, after(work, everyMinutes))

/** Calls the roll of those of the units switched at one moment that are still in that mode, and asks for the next; with none left it ends. */
export async function callRollOfMode(work: Work, key: string): Promise<void> {
  const [since = '', every = ''] = key.split('/')
  const units = await work.tx
    .selectFrom('duty_mode_state as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .select(['u.id', 's.mode', 's.reason'])
    .where('s.until', 'is', null)
    .where('s.since', '=', new Date(since))
    .where('s.roll_call_minutes', '=', Number(every))
    .where('u.enabled', '=', true)
    .orderBy('u.sort')
    .execute()
  const [first] = units
  if (!first) return
  await callTheRoll(work, {
    title: `${dutyModes[first.mode]}值班状态点名`,
    text: `${first.reason}。处于${dutyModes[first.mode]}值班状态期间每 ${every} 分钟点名一次。`,
    unitIds: units.map(one => one.id),
    answerMinutes: await settingOf(work, rollAnswerMinutes),
  })
  scheduleTask(work, rollCallTask, key, after(work, Number(every)))
}
