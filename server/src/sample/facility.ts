import type { ReadinessItem } from '@anlan/contract/flood-readiness.ts'
import type { County } from '@anlan/demo/county/shape.ts'
import { sql } from 'kysely'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { launchReadiness, signReadiness, stateReadiness } from '../modules/flood-readiness/season.ts'
import { formOfCode, openCollection } from '../modules/form/api.ts'
import { submitPiece } from '../modules/form/pieces/fill.ts'
import { nextDue } from '../modules/form/rules.ts'
import { currentRecords } from '../modules/register/api.ts'
import { recordsOfUnit } from '../modules/register/surveys/counts.ts'
import { answerSurvey, closeSurvey, startSurvey } from '../modules/register/surveys/surveys.ts'
import { sampleId } from './rows.ts'

const dayMs = 86_400_000

/** The same unit of work, done by somebody of a unit, and where `daysAgo` is given at an earlier time. */
const by = (work: Work, unitKey: string, name: string, daysAgo = 0): Work => ({
  ...work,
  now: new Date(work.now.getTime() - daysAgo * dayMs),
  actor: { ...work.actor, unitId: sampleId('unit', unitKey), name },
})

/** A check before the flood season half answered, a survey that runs and one that is over, the monthly form of the grain points. */
export async function loadFacilities(work: Work, county: County): Promise<void> {
  if (await isForRehearsals(work)) return
  const towns = county.units.filter(unit => unit.kind === 'town')
  await checkBeforeFlood(work, towns)
  await surveys(work, towns)
  await grainForm(work)
}

type Towns = County['units']

const evidence: Record<'works' | 'plans' | 'training', [string, string]> = {
  works: ['山洪沟和涵洞已清淤，值守点已落实，检查记录在镇水利站', '一处涵洞清淤未完成，施工队已进场'],
  plans: ['防汛预案已修订印发，转移路线已上墙到组', '两个村的转移名册待更新'],
  training: ['已组织转移避险演练一次，参加 126 人，有签到和照片', '演练安排在下周'],
}

async function checkBeforeFlood(work: Work, towns: Towns) {
  const bureau = by(work, 'emergency-bureau', '县应急局')
  const today = shanghaiDay(work.now)
  const id = await launchReadiness(bureau, {
    title: `${today.slice(0, 4)} 年汛前五到位检查`,
    dueOn: addDays(today, 12),
    note: '逐项自查，未到位的写明整改措施和期限，由带班领导签报。',
  })
  for (const [nth, town] of towns.entries()) {
    if (nth % 2 === 1) continue
    const unitId = sampleId('unit', town.key)
    const officer = by(work, town.key, `${town.name}值班员`)
    for (const [item, [good, bad]] of Object.entries(evidence)) {
      const ready = (nth + item.length) % 5 !== 0
      const said = { ready, evidence: ready ? good : bad, version: 0 }
      await stateReadiness(officer, { id, unitId, item: item as ReadinessItem }, said)
    }
    if (nth % 4 === 0)
      await signReadiness(
        by(work, town.key, `${town.name}带班领导`),
        { id, unitId },
        { remark: '未到位事项已明确责任人，十日内完成' },
      )
  }
}

async function surveys(work: Work, towns: Towns) {
  const ledgers = ['hospitals', 'schools', 'supply-points']
  const unitIds = towns.map(town => sampleId('unit', town.key))
  const ask = async (title: string, daysAgo: number, answered: (nth: number) => boolean) => {
    const bureau = by(work, 'emergency-bureau', '县应急局', daysAgo)
    const dueOn = addDays(shanghaiDay(bureau.now), 9)
    const note = '逐本台账登记或核对，没有的申报“无”。'
    const id = await startSurvey(bureau, { title, ledgers, unitIds, dueOn, note })
    for (const [nth, town] of towns.entries()) {
      if (!answered(nth)) continue
      const unitId = sampleId('unit', town.key)
      const officer = by(work, town.key, `${town.name}值班员`, Math.max(0, daysAgo - 2 - (nth % 5)))
      for (const ledger of ledgers)
        await answerSurvey(officer, { id, unitId, ledger }, { none: (await recordsOfUnit(work, ledger, unitId)) === 0 })
    }
    return { id, bureau }
  }
  const past = await ask('应急设施基数普查', 60, () => true)
  await closeSurvey(by(work, 'emergency-bureau', '县应急局', 48), past.id, { reason: '各乡镇已全部完成' })
  await ask('公共设施应急能力核对', 4, nth => nth % 3 !== 1)
}

/** 粮油应急供应月报 (S62) of every unit that keeps supply points. */
async function grainForm(work: Work) {
  const form = await formOfCode(work, 'grainMonthly')
  const keepers = [...new Set((await currentRecords(work, 'supply-points')).map(one => one.unitId))]
  if (!form || keepers.length === 0) return
  // The points have been on record for longer than this form is asked for.
  await sql`update register_record set created_at = created_at - interval '400 days' where ledger = 'supply-points'`.execute(
    work.tx,
  )
  // Begun with the round that was last due, so that there is one to look at.
  const lastDue = nextDue(monthly, new Date(work.now.getTime() - 32 * dayMs)) ?? work.now
  const bureau = at(by(work, 'development-commission', '县发展改革局'), new Date(lastDue.getTime() - 2 * dayMs))
  const id = await openCollection(bureau, {
    formId: form.id,
    title: '粮油应急供应网点月报',
    unitId: bureau.actor.unitId,
    unitIds: keepers,
    schedule: monthly,
  })
  await grainReports(work, id, lastDue)
}

const monthly = { kind: 'monthly', day: 5, time: '17:00' } as const
const at = (work: Work, now: Date): Work => ({ ...work, now })

/** Everybody has reported the round in time; one township has left out a point. */
async function grainReports(work: Work, collectionId: string, dueAt: Date) {
  const points = await currentRecords(work, 'supply-points')
  const { rows } = await sql<{ id: string; unit_id: string; name: string }>`
    select p.id, p.unit_id, u.name from form_piece p join unit u on u.id = p.unit_id
    where p.collection_id = ${collectionId} and p.due_at = ${dueAt} order by u.sort, u.name`.execute(work.tx)
  for (const [nth, { id, unit_id: unitId, name }] of rows.entries()) {
    const own = points.filter(one => one.unitId === unitId)
    const reported = name === '水磨乡' ? own.slice(0, -1) : own
    const grants = [{ role: 'township_officer' as const, unitId, countyId: sampleId('unit', 'county') }]
    const writer = { ...work, actor: { ...work.actor, unitId, grants, name: `${name}粮油专干` } }
    await submitPiece(at(writer, new Date(dueAt.getTime() - (3 + nth) * 3_600_000)), id, {
      revision: 1,
      none: false,
      way: 'screen',
      values: {
        points: reported.map(({ values }, i) => ({
          pointName: values['name'],
          grainProcessed: 0,
          grainConsumed: 2 + ((nth + i) % 5),
          grainMovedIn: 2 + ((nth + 2 * i) % 4),
          grainMovedOut: 0,
          grainStock: values['grainStock'],
          oilStock: values['oilStock'],
        })),
        supplyState: '正常',
        priceWords: '粳米每公斤 5.2 元，菜籽油每升 14 元，价格平稳。',
      },
    })
  }
}
