import type { ReadinessView } from '@anlan/contract/setup.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { unitsByFunction } from '../../directory/api.ts'
import { holdersByPost } from '../../directory/founding/api.ts'

/** 可以开始值班了: what a first report needs and what is still missing, read from the county as it is now. */
export async function readReadiness(work: Work): Promise<ReadinessView> {
  const offices = await unitsByFunction(work.tx)
  const duty = await holdersByPost(work)
  const { rows } = await sql<
    Record<
      'towns' | 'villages' | 'town_units' | 'town_accounts' | 'leaders' | 'officers' | 'no_phone' | 'persons',
      number
    >
  >`
    select (select count(*)::int from area where kind = 'town') as towns,
      (select count(*)::int from area where kind = 'village') as villages,
      (select count(*)::int from unit where kind = 'town' and enabled) as town_units,
      (select count(distinct u.id)::int from unit u join held_grant g on g.unit_id = u.id join account a on a.id = g.account_id
        where u.kind = 'town' and u.enabled and a.enabled and g.role in ('township_officer', 'township_leader')) as town_accounts,
      (select count(*)::int from held_grant g join account a on a.id = g.account_id where a.enabled and g.role = 'duty_leader') as leaders,
      (select count(*)::int from held_grant g join account a on a.id = g.account_id where a.enabled and g.role = 'duty_officer') as officers,
      (select count(*)::int from person where enabled and mobile is null) as no_phone,
      (select count(*)::int from person where enabled) as persons`.execute(work.tx)
  const [count] = rows
  if (!count) throw new Error('counts have one row')
  const cityRoom = offices.get('cityDutyOffice')
  const items = [
    item('值班员账号', count.officers > 0, true, `${count.officers} 个`, '/accounts'),
    item(
      '区划',
      count.villages > 0 || count.towns > 0,
      true,
      `${count.towns} 个乡镇、${count.villages} 个村（社区）`,
      '/registers/units',
    ),
    item(
      '上级值班室',
      Boolean(cityRoom?.duty_phone),
      true,
      cityRoom ? `${cityRoom.name} ${cityRoom.duty_phone ?? '没有电话'}` : '未设',
      '/directory',
    ),
    item(
      '县应急管理局',
      offices.has('emergencyBureau'),
      true,
      offices.get('emergencyBureau')?.name ?? '未设',
      '/directory',
    ),
    item(
      '带班领导',
      duty.leaders.length > 0,
      false,
      duty.leaders.length ? `${duty.leaders.length} 人` : '没有人：超时催告无人可找',
      '/directory',
    ),
    item(
      '主班',
      duty.primaries.length > 0,
      false,
      duty.primaries.length ? `${duty.primaries.length} 人` : '没有人',
      '/directory',
    ),
    item(
      '带班领导账号',
      count.leaders > 0,
      false,
      count.leaders ? `${count.leaders} 个` : '没有：首报只能先报后补签',
      '/accounts',
    ),
    item(
      '乡镇账号',
      count.town_units > 0 && count.town_accounts >= count.town_units,
      false,
      `${count.town_accounts} / ${count.town_units} 个乡镇`,
      '/accounts',
    ),
    item(
      '人员电话',
      count.persons > 0 && count.no_phone === 0,
      false,
      count.persons === 0 ? '人员名录为空' : `${count.persons} 人，${count.no_phone} 人没有手机号`,
      '/registers/persons',
    ),
  ]
  const { sample_county: sample } = await work.tx
    .selectFrom('installation')
    .select('sample_county')
    .executeTakeFirstOrThrow()
  return { sample, ready: items.every(one => one.met || !one.needed), items }
}

const item = (name: string, met: boolean, needed: boolean, detail: string, link: string) => ({
  name,
  met,
  needed,
  detail,
  link,
})
