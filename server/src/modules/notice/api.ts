import { randomUUID } from 'node:crypto'
import type { Channel } from '@anlan/contract/notice.ts'
import { recordFact, scheduleTask, type Work } from '../../kernel/work/work.ts'
import { type Contact, contactLadder, contactLadders, findUnit } from '../directory/api.ts'
import { findObligation } from '../obligation/api.ts'

/**
 * Something said to units and the people in their posts, with one delivery row per recipient and channel. Published facts: `notice.sent`,
 * `notice.acknowledged`, `notice.amended`, `notice.withdrawn`, `notice.stepped-up`, `notice.exhausted`.
 */
export interface NewNotice {
  id?: string
  kind: string
  title: string
  body: string
  matterId: string | null
  urgent: boolean
  /** Units that must answer. */
  to: string[]
  /** Persons told by name, beside the units; nobody else is asked on their behalf. */
  people?: (Contact & { personId: string })[]
  channels: Channel[]
  /** Unanswered for so many minutes, the next on the ladder is asked; 0 asks nobody else. */
  stepUpMinutes: number
  /** Said in an exercise (演练): its title must say so too. */
  exercise?: boolean
}

/** Sends a notice. In-app rows are delivered with the commit; mail and gateway rows are queued and go out after it. */
export async function sendNotice(work: Work, wanted: NewNotice): Promise<string> {
  const [id] = await sendNotices(work, [wanted])
  return id as string
}

/** Sends many notices in a handful of statements; their ids in the order given. */
export async function sendNotices(work: Work, wanted: NewNotice[]): Promise<string[]> {
  if (wanted.length === 0) return []
  const said = wanted.map(one => ({ ...one, id: one.id ?? randomUUID() }))
  await work.tx
    .insertInto('notice')
    .values(
      said.map(one => ({
        id: one.id,
        kind: one.kind,
        title: one.title,
        body: one.body,
        matter_id: one.matterId,
        urgent: one.urgent,
        sent_by_unit_id: work.actor.unitId,
        sent_at: work.now,
        step_up_minutes: one.stepUpMinutes,
        channels: one.channels,
        exercise: one.exercise ?? false,
      })),
    )
    .execute()
  const ladders = await contactLadders(
    work.tx,
    said.flatMap(one => one.to),
  )
  const asked = said.flatMap(one => [
    ...[...new Set(one.to)].flatMap(unitId => askUnit(work, one, unitId, ladders.get(unitId)?.[0])),
    ...(one.people ?? []).flatMap(person =>
      one.channels.map(channel => ({ noticeId: one.id, unitId: person.unitId, contact: person, channel, rung: 0 })),
    ),
  ])
  await addDeliveries(work, asked)
  for (const one of said)
    recordFact(
      work,
      'notice.sent',
      one.id,
      {
        kind: one.kind,
        title: one.title,
        units: [...new Set([...one.to, ...(one.people ?? []).map(person => person.unitId)])],
        channels: one.channels,
        urgent: one.urgent,
      },
      { matter: one.matterId },
    )
  return said.map(one => one.id)
}

/** Writes what has been learnt since into the notice of this kind; nobody is asked anew. Without such a notice nothing happens. */
export async function amendNotice(work: Work, kind: string, body: string): Promise<void> {
  const amended = await work.tx
    .updateTable('notice')
    .set({ body })
    .where('kind', '=', kind)
    .where('body', '!=', body)
    .returning(['id', 'matter_id'])
    .execute()
  for (const one of amended) recordFact(work, 'notice.amended', one.id, { kind }, { matter: one.matter_id })
}

interface NewDelivery {
  noticeId: string
  unitId: string
  contact: Contact
  channel: Channel
  rung: number
}

function askUnit(
  work: Work,
  wanted: NewNotice & { id: string },
  unitId: string,
  first: Contact | undefined,
): NewDelivery[] {
  if (!first) return []
  if (wanted.stepUpMinutes > 0)
    scheduleTask(
      work,
      'notice.step-up',
      `${wanted.id}/${unitId}/0`,
      new Date(work.now.getTime() + wanted.stepUpMinutes * 60_000),
    )
  // In the app a whole duty room hears it; by mail, gateway and telephone the person in the post.
  return wanted.channels.map(channel => ({
    noticeId: wanted.id,
    unitId,
    contact: channel === 'inApp' ? { ...first, personId: null, personName: null, postName: null } : first,
    channel,
    rung: 0,
  }))
}

async function addDeliveries(work: Work, wanted: NewDelivery[]): Promise<void> {
  if (wanted.length === 0) return
  const mailed = wanted.flatMap(one => (one.channel === 'email' && one.contact.personId ? [one.contact.personId] : []))
  const mails = mailed.length
    ? await work.tx.selectFrom('person').select(['id', 'email']).where('id', 'in', mailed).execute()
    : []
  await work.tx
    .insertInto('notice_delivery')
    .values(
      wanted.map(({ noticeId, unitId, contact, channel, rung }) => {
        const state = channel === 'inApp' ? 'sent' : channel === 'phone' ? 'toCall' : 'queued'
        return {
          id: randomUUID(),
          notice_id: noticeId,
          unit_id: unitId,
          contact_unit_id: contact.unitId,
          person_id: contact.personId,
          person_name: contact.personName,
          post_name: contact.postName,
          phone: contact.phone,
          email: channel === 'email' ? (mails.find(one => one.id === contact.personId)?.email ?? null) : null,
          channel,
          state,
          rung,
          queued_at: work.now,
          sent_at: state === 'sent' ? work.now : null,
          acknowledged_at: null,
          acknowledged_via: null,
          attempts: 0,
          // Null is at once. When to try again goes by the wall clock, also in a rehearsal whose own clock is elsewhere.
          next_attempt_at: null,
          last_error: null,
        } as const
      }),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** The ladder's next rung: nobody of the unit has answered yet. Runs as the due task `notice.step-up`. */
export async function stepUp(work: Work, key: string) {
  const [noticeId, unitId, rungText] = key.split('/')
  if (!noticeId || !unitId) return
  const rung = Number(rungText) + 1
  const notice = await work.tx.selectFrom('notice').selectAll().where('id', '=', noticeId).executeTakeFirst()
  const answered = await work.tx
    .selectFrom('notice_delivery')
    .select('id')
    .where('notice_id', '=', noticeId)
    .where('unit_id', '=', unitId)
    .where('acknowledged_at', 'is not', null)
    .executeTakeFirst()
  if (!notice || notice.withdrawn_at || answered || (await isSettled(work, notice.kind))) return
  const next = await rungContact(work, unitId, rung)
  if (!next) {
    recordFact(work, 'notice.exhausted', noticeId, { unit: unitId, rung }, { matter: notice.matter_id, chain: unitId })
    return
  }
  // A deputy or superior is asked in the app and, since the app alone was not heard, by telephone too.
  const channels = [...new Set<Channel>([...notice.channels, 'inApp', 'phone'])]
  await addDeliveries(
    work,
    channels.map(channel => ({ noticeId, unitId, contact: next, channel, rung })),
  )
  recordFact(
    work,
    'notice.stepped-up',
    noticeId,
    { unit: unitId, rung, to: next.personId, toUnit: next.unitId, post: next.postName },
    { matter: notice.matter_id, chain: unitId },
  )
  scheduleTask(
    work,
    'notice.step-up',
    `${noticeId}/${unitId}/${rung}`,
    new Date(work.now.getTime() + notice.step_up_minutes * 60_000),
  )
}

/** A reminder of an obligation asks nobody any more once the obligation is settled. */
async function isSettled(work: Work, kind: string): Promise<boolean> {
  const id = /^obligation\.\w+\/(.+)$/.exec(kind)?.[1]
  const owed = id ? await findObligation(work, id) : undefined
  return owed !== undefined && (owed.satisfied_at !== null || owed.cancelled_at !== null)
}

/** Who stands on a rung: the unit's own people in order, then those of the unit above. */
async function rungContact(work: Work, unitId: string, rung: number): Promise<Contact | undefined> {
  const own = await contactLadder(work.tx, unitId)
  if (rung < own.length) return own[rung]
  const unit = await findUnit(work.tx, unitId)
  if (!unit?.parent_id) return undefined
  return (await contactLadder(work.tx, unit.parent_id))[rung - own.length]
}

export { answerNotices, withdrawNotices } from './answers.ts'
export {
  type MailSetting,
  mailSettingKey,
  noMail,
  noWebhook,
  type WebhookSetting,
  webhookSettingKey,
} from './channels.ts'
export { mannerOf, sendTestCall, sendTestMail } from './dispatch.ts'
