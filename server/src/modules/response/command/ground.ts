import type { ResponseTopic } from '@anlan/contract/response-template.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, type Ground, type Unit, unitOfFunction, unitsByFunction } from '../../directory/api.ts'
import type { Response } from '../schema.ts'

/** The topic whose types fit the event best: the longest prefix. */
export async function topicOf(work: Work, eventTypeCode: string): Promise<ResponseTopic | null> {
  const rows = await work.tx.selectFrom('response_template').select(['topic', 'type_prefixes']).distinct().execute()
  const fitting = rows
    .map(row => ({
      topic: row.topic,
      length: Math.max(0, ...row.type_prefixes.filter(one => eventTypeCode.startsWith(one)).map(one => one.length)),
    }))
    .filter(one => one.length > 0)
    .sort((a, b) => b.length - a.length)
  return fitting[0]?.topic ?? null
}

/** What posts are resolved against. `lead` alone means the department of the event's type. */
export async function groundFor(
  work: Work,
  { lead: bearer }: { lead: string },
  eventTypeCode: string | null,
  areaCode: string | null,
): Promise<Ground> {
  const [where = ''] = bearer.split('/')
  const functions = await unitsByFunction(work.tx)
  let lead: Unit | undefined
  if (where.startsWith('office:')) lead = functions.get(where.slice('office:'.length))
  else if (where.startsWith('unit:')) lead = await findUnit(work.tx, where.slice('unit:'.length))
  else lead = functions.get((eventTypeCode && (await leadFunctionOf(work, eventTypeCode))) || 'emergencyBureau')
  return { lead, areaCode }
}

/** Of the type, its sub-category or its category. */
async function leadFunctionOf(work: Work, code: string): Promise<string | null> {
  const rows = await work.tx
    .selectFrom('event_type')
    .select(['code', 'lead_function'])
    .where('code', 'in', [code, `${code.slice(0, 3)}00`, `${code.slice(0, 2)}000`])
    .where('lead_function', 'is not', null)
    .execute()
  const closeness = (one: string) => (one === code ? 0 : one.endsWith('000') ? 2 : 1)
  return rows.sort((a, b) => closeness(a.code) - closeness(b.code))[0]?.lead_function ?? null
}

/** The ground of a response that runs. */
export const groundOf = async (work: Work, response: Response): Promise<Ground> => ({
  lead: await findUnit(work.tx, response.lead_unit_id),
  areaCode: response.area_code,
})

/** A town, a village, an enterprise or a team runs what its own plan says from its own room; everything else is run from the county's. */
export const isBelowCounty = (unit: Unit): boolean =>
  ['town', 'village', 'community', 'enterprise', 'team'].includes(unit.kind)
export const roomFor = async (work: Work, owner: Unit | null): Promise<string> =>
  owner && isBelowCounty(owner)
    ? owner.id
    : ((await unitOfFunction(work.tx, 'generalDutyOffice'))?.id ?? work.actor.unitId)
