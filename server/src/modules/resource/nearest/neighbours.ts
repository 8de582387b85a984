import type { ResourceHit } from '@anlan/contract/resource.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { currentRecords } from '../../register/api.ts'
import { daysSince } from './rules.ts'

/** What of a neighbour's support (可提供支援类别) answers for which kind of offers. */
const supportFor: Record<string, string[]> = {
  team: ['救援队伍'],
  stock: ['应急物资'],
  agreement: ['应急物资'],
  equipment: ['应急物资', '运输保障'],
  shelter: ['避难安置'],
  hospital: ['医疗救护'],
  expert: ['专家技术'],
}
const supportForCode: Record<string, string[]> = {
  'medical-rescue': ['医疗救护'],
  ambulance: ['医疗救护'],
  'hospital-beds': ['医疗救护'],
  haulage: ['运输保障'],
  'passenger-transport': ['运输保障'],
  shelter: ['避难安置'],
}

interface NeighbourOffer {
  hit: ResourceHit
  expired: boolean
}

/**
 * Neighbour units of the ledger who say they can support in this way, without a quantity: that is agreed when asked. `codes` what was asked for,
 * `kinds` who inside the county states it; when nobody does, every support but the plainly different ones may help.
 */
export async function neighboursFor(
  work: Work,
  codes: string[],
  kinds: string[],
  { today, staleDays }: { today: string; staleDays: number },
): Promise<NeighbourOffer[]> {
  const byCode = codes.flatMap(code => supportForCode[code] ?? [])
  const byKind = kinds.flatMap(kind => supportFor[kind] ?? [])
  const wanted = new Set(byCode.length ? byCode : byKind.length ? byKind : ['救援队伍', '应急物资'])
  const records = await currentRecords(work, 'neighbour-units')
  const found: NeighbourOffer[] = []
  const text = (value: unknown) => (typeof value === 'string' && value ? value : null)
  for (const { id, unitId, values, lng, lat, verifiedAt, updatedAt } of records) {
    const supports = Array.isArray(values['capabilities']) ? values['capabilities'] : []
    if (!supports.some(one => wanted.has(String(one))) || !(await isUnitInReach(work, unitId))) continue
    const days = daysSince(verifiedAt ?? updatedAt, work.now)
    const agreementUntil = text(values['agreementUntil'])
    const expired = agreementUntil !== null && agreementUntil < today
    found.push({
      expired,
      hit: {
        id,
        kind: 'neighbour',
        name: text(values['name']) ?? '',
        unitId,
        unitName: text(values['region']) ?? '',
        capability: null,
        unit: null,
        reserve: 'agreement',
        withOperator: supports.includes('救援队伍'),
        lng,
        lat,
        metres: null,
        roadMinutes: null,
        readyMinutes: null,
        total: null,
        booked: 0,
        free: null,
        enough: false,
        rating: null,
        // The mobile number is sensitive in the ledger: here stands the duty telephone, which is there to be called.
        keeper: { name: text(values['contact']) ?? '值班室', phone: text(values['dutyPhone']) ?? '' },
        backupKeeper: null,
        verifiedAt: (verifiedAt ?? updatedAt).toISOString(),
        verifiedDaysAgo: days,
        stale: days === null || days > staleDays,
        validUntil: agreementUntil,
        reason: expired ? `协议已于${agreementUntil}到期` : null,
        link: `/registers/neighbour-units?record=${id}`,
      },
    })
  }
  return found
}
