import { PlanAllocation } from '@anlan/contract/allocation.ts'
import { SaveCallUpPlan } from '@anlan/contract/call-up-plan.ts'
import { StartTake } from '@anlan/contract/stock-take.ts'
import type { House } from '../kernel/house.ts'
import type { Work } from '../kernel/work/work.ts'
import { prepare, savePlan, solve } from '../modules/allocation/plan.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { savePlan as saveCallUpPlan } from '../modules/call-up/plans/plans.ts'
import { fieldsOf } from '../modules/register/declaration/fields.ts'
import { ledgerNamed } from '../modules/register/declaration/ledgers.ts'
import { writeNew } from '../modules/register/records/save.ts'
import { countLot, startTake } from '../modules/stock/takes/takes.ts'
import { doneSupply } from '../modules/team/support/visiting.ts'
import { fromStore } from './call-ups.ts'
import { type PastDays, pastDays, type Who } from './past-days.ts'
import { sampleId } from './rows.ts'

const bureau: Who = { unit: 'emergency-bureau', name: '龙启明' }
const keeper: Who = { unit: 'emergency-bureau', name: '县应急物资储备中心' }
const host: Who = { unit: 'songling', name: '松岭镇值班员' }

/**
 * What a county has prepared: who would bring what to a flood and to a forest fire, a stock-take half done, a distribution that waits for somebody
 * to sign, the plan for its teams, and a team from elsewhere that is looked after. A store for rehearsals begins without.
 */
export async function loadPreparedness(house: House): Promise<void> {
  const past = await pastDays(house)
  if (!past) return
  const at = past.does
  await at(bureau, 9 * 1440, callUpPlans)
  await at(bureau, 2 * 1440, milestones)
  await visitors(past)
  const take = await at(bureau, 3 * 1440, stockTake)
  await at(keeper, 1440, work => counted(work, take))
  const distribution = await at(bureau, 131, distributionOf)
  const prepared = await at(bureau, 130, work => prepare(work, house.spatial, distribution))
  const solved = await solve(prepared, new AbortController().signal)
  await at(bureau, 128, work => savePlan(work, distribution, solved))
}

async function offerOf(work: Work, name: string): Promise<string> {
  const offer = await work.tx
    .selectFrom('resource_offer')
    .select('id')
    .where('kind', '=', 'team')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return offer.id
}

async function callUpPlans(work: Work): Promise<void> {
  const team = async (name: string, people: number, etaMinutes: number) => ({
    offerId: await offerOf(work, name),
    people,
    etaMinutes,
  })
  await saveCallUpPlan(
    work,
    SaveCallUpPlan.parse({
      id: sampleId('call-up-plan', 'flood'),
      title: '茶坪镇山洪救援调用方案',
      eventTypeCode: '11A51',
      place: '茶坪镇河坝村、滩口村',
      note: '先到队伍转移群众，县队携冲锋舟搜救；照明和发电随第二批。',
      items: [
        await team('茶坪镇综合应急救援队', 30, 15),
        await team('县综合应急救援队', 40, 55),
        { ...(await fromStore(work, 'life-jacket', 60)), etaMinutes: 60 },
        { ...(await fromStore(work, 'assault-boat', 2)), etaMinutes: 60 },
        { ...(await fromStore(work, 'generator', 2)), etaMinutes: 75, note: '安置点照明' },
      ],
    }),
  )
  await saveCallUpPlan(
    work,
    SaveCallUpPlan.parse({
      id: sampleId('call-up-plan', 'forest-fire'),
      title: '松岭镇森林火灾扑救调用方案',
      eventTypeCode: '11G01',
      place: '松岭镇青松村林区',
      note: '专业队扑打，乡镇队伍清理火线、看守火场；水带和油料随队。',
      items: [
        await team('县森林消防专业队', 40, 35),
        await team('松岭镇综合应急救援队', 30, 20),
        { ...(await fromStore(work, 'blower', 40)), etaMinutes: 70 },
        { ...(await fromStore(work, 'hose', 600)), etaMinutes: 70 },
      ],
    }),
  )
}

async function stockTake(work: Work): Promise<string> {
  const title = `${Number(shanghaiDay(work.now).slice(5, 7))} 月县级储备库盘点`
  const dueOn = addDays(shanghaiDay(work.now), 10)
  return startTake(work, StartTake.parse({ id: sampleId('stock-take', 'county'), title, dueOn }))
}

/** Two thirds are counted; of one lot a few pieces were torn. */
async function counted(work: Work, take: string): Promise<void> {
  const lots = await work.tx
    .selectFrom('stock_take_count as c')
    .innerJoin('stock_lot as l', 'l.id', 'c.lot_id')
    .select(['c.id', 'c.version', 'l.balance', 'l.item_code', 'l.quality'])
    .where('c.take_id', '=', take)
    .orderBy('l.item_code')
    .orderBy('l.lot_no')
    .execute()
  for (const lot of lots.slice(0, Math.ceil((lots.length * 2) / 3))) {
    const torn = lot.item_code === 'folding-bed' ? 3 : 0
    await countLot(work, lot.id, {
      version: lot.version,
      counted: lot.balance - torn,
      quality: lot.quality,
      explanation: torn > 0 ? '3 张床架开焊，已单独存放待报废' : '',
    })
  }
}

const wanted: [town: string, place: string, capability: string, quantity: number, urgency: 1 | 2 | 3][] = [
  ['wujiang', '雾江镇河街', 'sack', 6000, 3],
  ['shigu', '石鼓镇政府', 'sack', 4000, 2],
  ['longtan', '龙滩镇下坝', 'life-jacket', 120, 2],
  ['chaping', '茶坪镇河坝村', 'life-jacket', 90, 3],
]

/** Goods to be laid out in four townships before heavy rain. */
async function distributionOf(work: Work): Promise<PlanAllocation> {
  const demands = []
  for (const [town, name, capability, quantity, urgency] of wanted) {
    const unitId = sampleId('unit', town)
    const { center_lng, center_lat } = await work.tx
      .selectFrom('unit as u')
      .innerJoin('area as a', 'a.code', 'u.area_code')
      .select(['a.center_lng', 'a.center_lat'])
      .where('u.id', '=', unitId)
      .executeTakeFirstOrThrow()
    const position = { lng: center_lng, lat: center_lat }
    demands.push({ key: town, name, unitId, capability, quantity, urgency, position })
  }
  return PlanAllocation.parse({
    id: sampleId('allocation', 'sacks'),
    kind: 'supplies',
    title: '强降雨前防汛物资前置',
    demands,
  })
}

const plan = '青峦县综合应急救援队伍建设发展规划'
const steps: [
  unit: string,
  aspect: string,
  milestone: string,
  dueInDays: number,
  budgetWan: number,
  doneDaysAgo?: number,
][] = [
  ['emergency-bureau', '队伍组建', '县综合应急救援队编制 60 人批复', -120, 0, 126],
  ['emergency-bureau', '装备配备', '配齐水域救援装备 12 套', -20, 48, 12],
  ['emergency-bureau', '营房场地', '城东训练场竣工验收', -6, 210],
  ['emergency-bureau', '人员招录', '新招专职队员 10 名到岗', 45, 60],
  ['chaping', '装备配备', '乡镇救援队单兵装备达到 30 套', 30, 9],
  ['baiyan', '队伍组建', '乡镇救援队在册达到 40 人', 60, 2],
  ['songling', '训练演练', '与森林消防专业队联训 2 次', 75, 1.5],
]

async function write(
  work: Work,
  name: string,
  records: { key: string; unitKey: string; values: Record<string, unknown> }[],
) {
  const ledger = ledgerNamed(name)
  const fields = await fieldsOf(work.tx, ledger)
  await writeNew(
    work,
    ledger,
    fields,
    records.map(({ key, unitKey, values }) => ({
      id: sampleId('record', key),
      unitId: sampleId('unit', unitKey),
      values: Object.fromEntries(fields.map(field => [field.name, (values[field.name] ?? null) as never])),
    })),
  )
}

async function milestones(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const records = steps.map(([unitKey, aspect, milestone, due, budgetWan, done], nth) => ({
    key: `team-milestone/${nth}`,
    unitKey,
    values: {
      plan: `${plan}（${today.slice(0, 4)}—${Number(today.slice(0, 4)) + 2} 年）`,
      aspect,
      milestone,
      dueOn: addDays(today, due),
      budgetWan,
      doneOn: done === undefined ? null : addDays(today, -done),
      result: done === undefined ? null : '已完成并验收',
      basis: '县政府办公室印发',
    },
  }))
  await write(work, 'team-milestones', records)
}

/** A team that trains here for a week, and one that has gone home. */
async function visitors(past: PastDays): Promise<void> {
  const today = shanghaiDay(past.before(0))
  const unit = (key: string) => sampleId('unit', key)
  const team = (key: string, unitKey: string, values: Record<string, unknown>) => ({ key, unitKey, values })
  const here = team('visiting/drill', 'emergency-bureau', {
    name: '沧宁市森林消防机动队',
    from: '沧宁市',
    leader: '石开山',
    phone: '19900006611',
    people: 36,
    vehicles: 5,
    event: '跨区域森林火灾扑救联训',
    arrivedOn: addDays(today, -1),
    lodgingBy: unit('songling'),
    lodging: '松岭镇森林防火营房',
    foodBy: unit('songling'),
    fuelBy: unit('emergency-bureau'),
  })
  const gone = team('visiting/flood', 'emergency-bureau', {
    name: '云岭县水域救援队',
    from: '云岭县',
    leader: '杨波',
    phone: '19900006612',
    people: 18,
    vehicles: 3,
    event: '雾江镇内涝排险',
    arrivedOn: addDays(today, -40),
    leftOn: addDays(today, -38),
    lodgingBy: unit('wujiang'),
    foodBy: unit('wujiang'),
    supplied: '已落实',
  })
  await past.does(bureau, 150, work => write(work, 'visiting-teams', [here, gone]))
  await past.does(host, 95, work =>
    doneSupply(work, sampleId('record', 'visiting/drill'), 'lodging', '营房二楼 40 床，联系人田静'),
  )
}
