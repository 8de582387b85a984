import { randomUUID } from 'node:crypto'
import type { BulletinKind } from '@anlan/contract/desk.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'

interface Sample {
  kind: BulletinKind
  title: string
  issuer: string
  text: string
  /** Minutes since it was issued; entered six minutes later. */
  age: number
  hours: number
}

const forecast: Sample = {
  kind: 'forecast',
  title: '今明两天天气预报',
  issuer: '青峦县气象台',
  text: '预计今天夜间到明天：全县多云转阴，有小到中雨，白岩、云顶、茶坪等北部乡镇局地大雨；气温 9～14℃，高海拔路段有雾。请注意防范雨天道路湿滑和局地山洪。',
  age: 300,
  hours: 30,
}
const warning: Sample = {
  kind: 'geology',
  title: '地质灾害气象风险黄色预警',
  issuer: '青峦县自然资源局、县气象局',
  text: '受降雨影响，未来 24 小时茶坪镇、龙滩镇、松岭镇、云顶乡、白岩乡发生滑坡、崩塌的风险较高。请加强隐患点巡查值守，发现裂缝、渗水、落石等前兆立即组织转移并报告。',
  age: 24,
  hours: 24,
}
const minute = 60_000

/** A forecast that every township has read, and a fresh warning that some of its townships have still to read. */
export async function loadSampleBulletins(
  work: Work,
  { county, towns, warned, unread }: { county: string; towns: string[]; warned: string[]; unread: string[] },
): Promise<void> {
  await write(work, forecast, county, towns, [])
  const id = await write(work, warning, county, warned, unread)
  scheduleTask(work, 'desk.bulletin-unread', id, new Date(work.now.getTime() + 10 * minute))
}

async function write(work: Work, sample: Sample, county: string, to: string[], unread: string[]): Promise<string> {
  const { age, hours, ...said } = sample
  const id = randomUUID()
  const issuedAt = new Date(work.now.getTime() - age * minute)
  const enteredAt = new Date(issuedAt.getTime() + 6 * minute)
  await work.tx
    .insertInto('desk_bulletin')
    .values({
      ...said,
      id,
      issued_at: issuedAt,
      valid_until: new Date(issuedAt.getTime() + hours * 60 * minute),
      entered_at: enteredAt,
      entered_by: '县总值班室',
      entered_unit_id: county,
      replaces_id: null,
    })
    .execute()
  await work.tx
    .insertInto('desk_bulletin_addressee')
    .values(to.map(unit_id => ({ bulletin_id: id, unit_id })))
    .execute()
  const readers = to.filter(unit => !unread.includes(unit))
  await work.tx
    .insertInto('desk_bulletin_reading')
    .values(
      readers.map((unit_id, place) => ({
        bulletin_id: id,
        unit_id,
        read_at: new Date(enteredAt.getTime() + (3 + ((place * 5) % 12)) * minute),
        read_by: '值班员',
      })),
    )
    .execute()
  return id
}
