import { type House, runSystemWork } from '../kernel/house.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { openPreparation, periodOf, statePart } from '../modules/duty-mode/key-periods/prepare.ts'
import { readKeyPeriod } from '../modules/duty-mode/key-periods/reading.ts'

const id = 'sample-festival'
const daysAhead = 5
/** Every so many units has not answered yet. */
const silent = 4

/** A major activity five days ahead, asked for and answered by most units. A store for rehearsals prepares its own periods. */
export async function loadSampleDutyModes(house: House): Promise<void> {
  await runSystemWork(house, async work => {
    if (await isForRehearsals(work)) return
    const today = shanghaiDay(work.now)
    await work.tx
      .insertInto('special_period')
      .values({
        id,
        name: '全县民族文化旅游节',
        from_day: addDays(today, daysAhead),
        to_day: addDays(today, daysAhead + 2),
        mode: 'strengthened',
        daily_report: true,
        source: '县政府办公室通知',
        confidence: '设计',
      })
      .execute()
    await work.tx
      .insertInto('duty_key_plan')
      .values({
        period_id: id,
        plan: '一、县总值班室和各乡镇加强值班，领导在岗带班。\n二、会场周边设医疗、消防、治安三个备勤点，各备勤 6 人 1 车。\n三、每日 17 时前零报告，突发事件随时报告。',
        version: 1,
        changed_at: work.now,
        changed_by_name: '龙启明',
      })
      .execute()
    await openPreparation(work, await periodOf(work, id))
    const { unitList } = await readKeyPeriod(work, id)
    for (const [place, unit] of unitList.entries()) {
      if (place % silent === 0) continue
      if (!unit.roster.done && place % silent !== 1)
        await statePart(work, id, unit.unitId, { part: 'roster', text: '每日领导带班、2 人值班，名单已报县总值班室。' })
      await statePart(work, id, unit.unitId, { part: 'contacts', text: '值班电话和人员手机已逐一核实。' })
    }
  })
}
