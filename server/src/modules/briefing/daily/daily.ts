import type { DailyBriefingView } from '@anlan/contract/paper.ts'
import type { RecordedFact } from '../../../kernel/module.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { draftPaper, paperOfOrigin } from '../../document/api.ts'
import { dailyHour, draftsDaily } from '../settings.ts'
import { deadlinesPart } from './deadlines.ts'
import { comingPart, dutyPart } from './duty.ts'
import { eventsPart } from './events.ts'
import { instructionsPart } from './instructions.ts'
import type { Figure } from './part.ts'
import { lastPeriod, nextDraftAt, originOf, type Period, periodOf } from './period.ts'
import { callsPart, reportsPart } from './traffic.ts'

export const dailyTask = 'briefing.new-day'

/**
 * Drafts the 值班日报 of the day when its hour has come, and asks to be run for the next. Once a day, however many nodes there are and however often
 * they start: what was drafted before, even if thrown away, is not drafted again by itself.
 */
export async function draftWhenDue(work: Work): Promise<void> {
  const hour = await settingOf(work, dailyHour)
  scheduleTask(work, dailyTask, 'day', nextDraftAt(work.now, hour))
  const today = periodOf(shanghaiDay(work.now), hour)
  if (work.now < today.until || !(await settingOf(work, draftsDaily))) return
  if (await cameLater(work, today)) return
  if (await paperOfOrigin(work, originOf(today.day), { orDiscarded: true })) return
  await draftDaily(work, today)
}

/** A platform that was set up after the period has nothing to tell of it. (In a rehearsal the clock may stand before the setting up.) */
async function cameLater(work: Work, period: Period): Promise<boolean> {
  const { created_at } = await work.tx.selectFrom('installation').select('created_at').executeTakeFirstOrThrow()
  return created_at > period.until && created_at <= work.now
}

/** The county moved the hour: the next 日报 goes by the new one. */
export async function followSetting(work: Work, fact: RecordedFact): Promise<void> {
  if (fact.subjectId === dailyHour.key || fact.subjectId === draftsDaily.key)
    scheduleTask(work, dailyTask, 'day', work.now)
}

/** The 日报 of the period that ended last, drafted now unless it is there already. Returns the paper's id; null in a county without a duty room. */
export async function draftDailyByHand(work: Work): Promise<string | null> {
  const period = lastPeriod(work.now, await settingOf(work, dailyHour))
  return (await paperOfOrigin(work, originOf(period.day)))?.id ?? draftDaily(work, period)
}

/** Today's 日报 and where it stands. */
export async function dailyOfToday(work: Work): Promise<DailyBriefingView> {
  const hour = await settingOf(work, dailyHour)
  const period = periodOf(shanghaiDay(work.now), hour)
  const paper = await paperOfOrigin(work, originOf(period.day))
  return {
    day: period.day,
    draftAt: period.until.toISOString(),
    paperId: paper?.id ?? null,
    state: paper?.state ?? null,
    title: paper?.title ?? null,
  }
}

/** Weather, water and warnings are not known to this system yet: they have no section, rather than an empty one. */
async function draftDaily(work: Work, period: Period): Promise<string | null> {
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (!room) return null
  const parts = [
    await eventsPart(work, period),
    await reportsPart(work, room.id, period),
    await callsPart(work, room.id, period),
    await instructionsPart(work, room.id, period),
    await deadlinesPart(work, period),
    await dutyPart(work, room.id, period),
    await comingPart(work, room.id, period),
  ]
  const [year, month, date] = period.day.split('-').map(Number)
  const id = await draftPaper(work, {
    kind: 'dutyDaily',
    title: `值班日报（${year}年${month}月${date}日）`,
    sections: parts.map(one => one.section),
    unitId: room.id,
    origin: originOf(period.day),
    contact: room.duty_phone ? `县总值班室电话：${room.duty_phone}` : '',
  })
  await keepFigures(
    work,
    id,
    parts.flatMap(one => one.figures),
  )
  return id
}

/** Writes down what was counted; a paper that another node drafted meanwhile has its figures already. */
export async function keepFigures(work: Work, paperId: string, figures: Figure[]): Promise<void> {
  if (figures.length === 0) return
  await work.tx
    .insertInto('briefing_figure')
    .values(
      figures.map((figure, sort) => ({
        paper_id: paperId,
        name: figure.name,
        label: figure.label,
        value: figure.items.length,
        unit: figure.unit,
        items: JSON.stringify(figure.items),
        sort,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
