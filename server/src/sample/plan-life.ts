import { randomUUID } from 'node:crypto'
import type { PlanRecordKind } from '@anlan/contract/plan-cycle.ts'
import { samplePlans } from '@anlan/demo/county/plans/plans.ts'
import type { Insertable } from 'kysely'
import type { Tables } from '../kernel/database/database.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../modules/calendar/api.ts'
import { createPlan, planEdition } from '../modules/plan/api.ts'
import { answerOpinion, askOpinions, decideOpinion } from '../modules/plan-cycle/consult.ts'
import { openFiling } from '../modules/plan-cycle/filing.ts'
import { workdayAfter } from '../modules/plan-cycle/limits.ts'
import { finishTask, openCampaign } from '../modules/plan-cycle/tasks.ts'
import { insertAll, sampleId } from './rows.ts'

/**
 * What became of the sample plans: filed or not yet, drilled, looked through, one out for opinions, a writing programme half done. In a store for
 * rehearsals all of them are filed and looked through on the day the clock begins, so that nothing falls due in a story about something else.
 */
export async function loadPlanLife(work: Work): Promise<void> {
  const rehearses = await isForRehearsals(work)
  const today = rehearses ? '2026-01-01' : shanghaiDay(work.now)
  const filings = []
  const records: Insertable<Tables['plan_record']>[] = []
  for (const sample of samplePlans()) {
    const [planId, editionId] = [sampleId('plan', sample.key), sampleId('plan-edition', sample.key)]
    const issuedOn = addDays(today, -sample.issuedDaysAgo)
    const upper =
      sample.kind === 'village' || sample.kind === 'point'
        ? sampleId('unit', sample.unitKey.split('-')[0] ?? '')
        : sampleId('unit', ['general', 'special'].includes(sample.kind) ? 'city-emergency-bureau' : 'emergency-bureau')
    if (sample.filedAfterDays === null && !rehearses) {
      const plan = await work.tx.selectFrom('plan').selectAll().where('id', '=', planId).executeTakeFirstOrThrow()
      await openFiling(work, plan, editionId, issuedOn)
    } else
      filings.push({
        id: sampleId('plan-filing', sample.key),
        plan_id: planId,
        edition_id: editionId,
        issued_on: issuedOn,
        to_unit_id: upper,
        due_on: await workdayAfter(work, issuedOn, 20),
        remind_on: await workdayAfter(work, issuedOn, 15),
        received_at: shanghaiInstant(addDays(issuedOn, sample.filedAfterDays ?? 10), '15:00'),
        number: sample.filingNumber ?? '备案编号待补',
        remark: '',
      })
    const record = (kind: PlanRecordKind, daysAgo: number, findings: string, participants: number | null = null) =>
      records.push({
        id: sampleId('plan-record', `${sample.key}/${kind}`),
        plan_id: planId,
        edition_id: editionId,
        kind,
        held_on: addDays(today, -daysAgo),
        occasion: kind === 'drill' ? '年度演练' : '专题会议',
        participants,
        findings,
        problems: '',
        marks: kind === 'drill' ? JSON.stringify({ orders: 4, timely: 3, duties: 4, resources: 4 }) : null,
        needs_revision: false,
        at: shanghaiInstant(addDays(today, -daysAgo), '17:00'),
        by_name: null,
      })
    if (sample.drilledDaysAgo && !rehearses)
      record('drill', sample.drilledDaysAgo, '各组按时到位，转移清点准确，通信保障需加强', 126)
    // One is left to be looked through, and the township's old one to be evaluated.
    if (rehearses || (sample.issuedDaysAgo > 330 && sample.key !== 'forestFire' && sample.key !== 'longtan-flood'))
      record('check', rehearses ? 0 : 40, '对照法律法规、组织机构和风险变化逐条审查，继续有效')
    if (rehearses) record('evaluation', 0, '内容与实际相符')
  }
  await insertAll(work.tx, 'plan_filing', filings)
  await insertAll(work.tx, 'plan_record', records)
  if (!rehearses) await inHand(work, today)
}

/** What the bureau and the departments are at just now. */
async function inHand(work: Work, today: string) {
  const by = (unitKey: string, name: string): Work => ({
    ...work,
    actor: { ...work.actor, unitId: sampleId('unit', unitKey), name },
  })
  const bureau = by('emergency-bureau', '县应急局')
  const { content } = await planEdition(work, sampleId('plan', 'relief'))
  const id = await createPlan(bureau, {
    id: sampleId('plan', 'ice'),
    about: {
      kind: 'special',
      title: '青峦县低温雨雪冰冻灾害应急预案',
      topic: null,
      eventTypes: ['11A7'],
      keywords: ['冰冻', '道路结冰'],
      unitId: sampleId('unit', 'emergency-bureau'),
      parentId: sampleId('plan', 'general'),
      riskId: null,
    },
    content: { ...content, links: [] },
    reason: '年度编制计划',
  })
  const units = ['transport-bureau', 'agriculture-commission', 'weather-bureau', 'yunding', 'baiyan']
  await askOpinions(bureau, id, {
    dueOn: addDays(today, 9),
    asked: units.map(key => ({ unitId: sampleId('unit', key), role: 'unit' as const, name: '', phone: null })),
  })
  const opinions = await work.tx
    .selectFrom('plan_opinion')
    .select(['id', 'unit_id'])
    .where('plan_id', '=', id)
    .execute()
  const of = (key: string) => opinions.find(one => one.unit_id === sampleId('unit', key))?.id ?? ''
  await answerOpinion(by('transport-bureau', '县交通运输局'), of('transport-bureau'), {
    text: '高海拔路段撒盐设备不足，建议把云顶方向融雪剂储备点写入应急保障。',
  })
  await decideOpinion(bureau, of('transport-bureau'), { adopted: 'adopted', reason: '' })
  await answerOpinion(by('baiyan', '白岩乡'), of('baiyan'), { text: '村级储备棉被数量偏高，建议减半。' })
  const programme = await openCampaign(bureau, {
    id: randomUUID(),
    title: `${today.slice(0, 4)} 年度预案编制计划`,
    reason: 'programme',
    note: '按照年度计划完成编制、评审和印发。',
    dueOn: addDays(today, 75),
    planIds: [],
    withBelow: false,
    items: [
      { unitId: sampleId('unit', 'finance-bureau'), title: '编制金融突发事件应急预案', dueOn: null },
      {
        unitId: sampleId('unit', 'environment-bureau'),
        title: '编制放射源辐射事故应急预案',
        dueOn: addDays(today, 40),
      },
      { unitId: sampleId('unit', 'transport-bureau'), title: '更新春运道路运输保障预案', dueOn: addDays(today, 30) },
    ],
  })
  const [first] = await work.tx
    .selectFrom('plan_task')
    .select('id')
    .where('campaign_id', '=', programme)
    .where('title', 'like', '编制金融%')
    .execute()
  if (first) await finishTask(bureau, first.id, { result: '已完成编制并通过评审', planId: null })
}
