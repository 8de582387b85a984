import { teamStatuses } from '@anlan/contract/team.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { currentRecords } from '../register/api.ts'
import { declareCapabilities, putOffers, withdrawOffers } from '../resource/api.ts'
import { reasonsAgainst } from './teams/fitness.ts'
import { teamRows } from './teams/read.ts'
import { wordsOf } from './words.ts'

/** Counted in other things than people: a team that has the capability offers it once. */
const notInPeople = new Set(['drone'])

/**
 * What the county can call on follows the teams named, in the same unit of work: each capability with the people of today's 备勤, or the 编制 where
 * none was reported. One that is out, unavailable or not to be sent stands there as not available, with the reason.
 */
export async function offerTeams(work: Work, ids: string[]): Promise<void> {
  const rows = await teamRows(work, sql<boolean>`t.id = any(${ids}::uuid[])`)
  await declareWords(
    work,
    'team-capabilities',
    rows.flatMap(row => row.values.capabilities ?? []),
    { code: code => code, name: word => word },
  )
  const today = shanghaiDay(work.now)
  await putOffers(
    work,
    rows.map(row => {
      const { values } = row
      const people = row.standby ?? values.nominal ?? 0
      const reasons = [
        ...(row.status === 'standby' || row.status === 'unavailable' ? [] : [`队伍正在${teamStatuses[row.status]}`]),
        ...reasonsAgainst(values, row.status, today),
      ]
      return {
        id: row.id,
        kind: 'team' as const,
        unitId: row.unit_id,
        name: row.name,
        position: values.position ?? null,
        capabilities: (values.capabilities ?? []).map(code => ({ code, quantity: notInPeople.has(code) ? 1 : people })),
        reserve: 'physical' as const,
        withOperator: true,
        keeper: values.leader && values.phone ? { name: values.leader, phone: values.phone } : null,
        readyMinutes: values.readyMinutes ?? null,
        available: reasons.length === 0,
        unavailableReason: reasons.join('；') || null,
        verifiedAt: row.verified_at,
        validUntil: values.certifiedUntil ?? null,
        link: `/teams/${row.id}`,
      }
    }),
  )
  const offered = new Set(rows.map(row => row.id))
  await withdrawOffers(
    work,
    'team',
    ids.filter(id => !offered.has(id)),
  )
}

/** Experts named are offered by field; one whose appointment has run out is there as not available. */
export async function offerExperts(work: Work, ids: string[]): Promise<void> {
  const records = await currentRecords(work, 'experts', ids)
  const fieldsOf = (values: Record<string, unknown>) => values['fields'] as string[]
  await declareWords(
    work,
    'expert-fields',
    records.flatMap(record => fieldsOf(record.values)),
    { code: code => `expert-${code}`, name: word => `${word}专家` },
  )
  const today = shanghaiDay(work.now)
  await putOffers(
    work,
    records.map(({ id, unitId, values, lng, lat, verifiedAt }) => {
      const until = values['termUntil'] as string | null
      const isOver = until !== null && until < today
      return {
        id,
        kind: 'expert' as const,
        unitId,
        name: String(values['name']),
        position: lng !== null && lat !== null ? { lng, lat } : null,
        capabilities: fieldsOf(values).map(code => ({ code: `expert-${code}`, quantity: 1 })),
        reserve: 'physical' as const,
        withOperator: true,
        keeper: { name: String(values['name']), phone: String(values['phone'] ?? '') },
        readyMinutes: null,
        available: !isOver,
        unavailableReason: isOver ? `聘期已于 ${until} 届满` : null,
        verifiedAt,
        validUntil: until,
        link: `/experts/${id}`,
      }
    }),
  )
  const offered = new Set(records.map(record => record.id))
  await withdrawOffers(
    work,
    'expert',
    ids.filter(id => !offered.has(id)),
  )
}

/** The county's own words of a dictionary can be asked for like those of the product. */
async function declareWords(
  work: Work,
  dictionary: string,
  codes: string[],
  as: { code: (code: string) => string; name: (word: string) => string },
) {
  const wordOf = await wordsOf(work, dictionary)
  await declareCapabilities(
    work,
    [...new Set(codes)].map(code => ({
      code: as.code(code),
      name: as.name(wordOf(code)),
      unit: '人',
      source: '数据字典',
    })),
  )
}
