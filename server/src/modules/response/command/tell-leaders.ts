import { responseLevelNames } from '@anlan/contract/response-template.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { type Ground, type Resolved, resolveBearers } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { matterOf, noticeOf } from '../reach.ts'
import type { Response } from '../schema.ts'
import type { ScriptLevel } from '../script/script.ts'

/** Tells the leaders whom the level asks to be told (W114), each in the app and by telephone, where the call is ticked. */
export async function tellLeaders(work: Work, response: Response, level: ScriptLevel, ground: Ground, what: string) {
  const people: Resolved[] = []
  const bearers = [...new Set([...level.told, ...(level.commander ? [level.commander] : [])])]
  for (const one of (await resolveBearers(work.tx, bearers, ground)).values()) {
    if (one.personId && !people.some(other => other.personId === one.personId)) people.push(one)
  }
  const posted = people.flatMap(one =>
    one.unitId && one.personId
      ? [
          {
            unitId: one.unitId,
            unitName: one.unitName,
            personId: one.personId,
            personName: one.personName,
            postName: one.postName,
            phone: one.phone,
          },
        ]
      : [],
  )
  if (posted.length === 0) return
  await sendNotice(
    work,
    noticeOf(response, {
      kind: `response-told/${response.id}`,
      title: `${what}：${response.subject}`,
      body: [
        `响应级别：${responseLevelNames[response.level]}`,
        `预计期限：至 ${shanghaiMinute(response.expected_until)}`,
        `应急处置措施：${response.measures}`,
      ].join('\n'),
      matterId: matterOf(response),
      urgent: true,
      to: [],
      people: posted,
      channels: ['inApp', 'phone'],
      stepUpMinutes: 0,
    }),
  )
}

/** Tells all units of the headquarters at once. */
export async function tellUnits(work: Work, response: Response, what: string, body: string): Promise<void> {
  const rows = await work.tx
    .selectFrom('response_member')
    .select('unit_id')
    .distinct()
    .where('response_id', '=', response.id)
    .where('unit_id', 'is not', null)
    .execute()
  const tasked = await work.tx
    .selectFrom('response_task')
    .select('unit_id')
    .distinct()
    .where('response_id', '=', response.id)
    .execute()
  const to = [...new Set([...rows, ...tasked].flatMap(row => (row.unit_id ? [row.unit_id] : [])))]
  if (to.length === 0) return
  await sendNotice(
    work,
    noticeOf(response, {
      kind: `response-word/${response.id}`,
      title: `${what}：${response.subject}`,
      body,
      matterId: matterOf(response),
      urgent: true,
      to,
      channels: ['inApp'],
      stepUpMinutes: 0,
    }),
  )
}
