import type { UnitKind } from '@anlan/contract/directory.ts'
import type { PublicDutyPhones } from '@anlan/contract/duty-feed.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { shanghaiDay } from '../../../calendar/api.ts'
import { unitOfFunction } from '../../../directory/api.ts'

/** Offices that publish a duty phone; those of villages and enterprises are often somebody's own. */
const publishing: UnitKind[] = ['county', 'department', 'office', 'town']

/**
 * Duty phones of rooms open today and of offices. A number that is anybody's mobile, or looks like one, is never among them.
 * Source: State Council Decree No. 493 (2007), Art. 18.
 */
export async function publicPhones(work: Work): Promise<PublicDutyPhones> {
  const today = shanghaiDay(work.now)
  const units = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'duty_phone', 'fax'])
    .where('enabled', '=', true)
    .where('kind', 'in', publishing)
    .orderBy('sort')
    .orderBy('name')
    .execute()
  const rooms = await work.tx
    .selectFrom('duty_room')
    .select(['unit_id', 'name', 'phone', 'fax'])
    .where('enabled', '=', true)
    .where(eb => eb.or([eb('from_day', 'is', null), eb('from_day', '<=', today)]))
    .where(eb => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', today)]))
    .orderBy('name')
    .execute()
  const asked = [...units.flatMap(one => one.duty_phone ?? []), ...rooms.flatMap(one => one.phone ?? [])]
  const owned = asked.length
    ? await work.tx.selectFrom('person').select('mobile').where('mobile', 'in', asked).execute()
    : []
  const personal = new Set(owned.map(one => one.mobile))
  const isOpen = (phone: string | null): phone is string =>
    phone !== null && !/^1[3-9]\d{9}$/.test(phone) && !personal.has(phone)
  const county = await unitOfFunction(work.tx, 'county')
  return {
    county: county?.name ?? null,
    items: units.flatMap(unit => {
      const own = rooms.filter(room => room.unit_id === unit.id && isOpen(room.phone))
      const lines = own.map(room => ({ name: room.name, phone: room.phone ?? '', fax: room.fax }))
      if (isOpen(unit.duty_phone) && !own.some(room => room.phone === unit.duty_phone))
        lines.unshift({ name: '值班电话', phone: unit.duty_phone, fax: unit.fax })
      return lines.map(line => ({ unitName: unit.name, ...line, fax: isOpen(line.fax) ? line.fax : null }))
    }),
  }
}
