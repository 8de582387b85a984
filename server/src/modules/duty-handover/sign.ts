import { randomUUID } from 'node:crypto'
import type {
  AcknowledgeItems,
  CorrectHandover,
  HandoverSheet,
  HandoverSide,
  SaveSheet,
  SignAtOnce,
} from '@anlan/contract/handover.ts'
import { type Equipment, equipment, handoverSides } from '@anlan/contract/handover.ts'
import type { z } from 'zod'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { linesInShift } from '../duty/api.ts'
import { dischargeObligations } from '../obligation/api.ts'
import type { Handover } from './schema.ts'
import { openItems } from './sheet/items.ts'
import { isAmong, type Sides, sidesOf } from './sheet/people.ts'
import { handoversInReach, sidesToSign, signsAtOnce } from './sheet/read.ts'
import { goesOnAlone, minutesLateOf, stateOf, unfinished } from './sheet/rules.ts'

/** One handover in reach, locked, with its two sides. */
async function handoverForChange(work: Work, id: string): Promise<{ row: Handover; sides: Sides }> {
  const row = await handoversInReach(work).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.withdrawn_at) throw new Problem('duty-handover/withdrawn')
  return { row, sides: await sidesOf(work, row) }
}

/** The outgoing side fills the sheet in. */
export async function saveSheet(work: Work, id: string, { version, ...sheet }: z.output<typeof SaveSheet>) {
  const { row, sides } = await handoverForChange(work, id)
  if (stateOf(row) !== 'open') throw new Problem('duty-handover/signed')
  assertAmong(sides, 'outgoing', work)
  assertVersion(row, version)
  await writeSheet(work, row, sheet)
}

async function writeSheet(work: Work, row: Handover, sheet: HandoverSheet) {
  await work.tx
    .updateTable('duty_handover')
    .set({ sheet: JSON.stringify(sheet), version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  recordFact(work, 'duty-handover.saved', row.id, { unit: row.unit_id, sheet }, { chain: row.unit_id })
}

/** 交班签字: the lists are read from the records at this moment and stand. */
export async function signOutgoing(work: Work, id: string, version: number): Promise<void> {
  const { row, sides } = await handoverForChange(work, id)
  assertMaySign(row, sides, 'outgoing', work)
  assertVersion(row, version)
  await freeze(work, row, sides)
}

async function freeze(work: Work, row: Handover, sides: Sides) {
  const lines = await linesInShift(work, row.unit_id, row.shift_started_at, row.at)
  const errors = unfinished(row.sheet, lines)
  if (errors.length)
    throw new Problem('duty-handover/unfinished', { detail: errors.map(one => one.message).join('；'), errors })
  const items = await openItems(work, row.unit_id)
  await work.tx
    .updateTable('duty_handover')
    .set({
      outgoing: JSON.stringify(sides.outgoing),
      items: JSON.stringify(items),
      outgoing_signed_at: work.now,
      outgoing_person_id: work.actor.personId,
      outgoing_name: nameOf(work, sides.outgoing),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  recordSigning(work, row, sides, 'outgoing', items.length)
}

/** 逐项确认: the incoming side has taken note of these open items. */
export async function acknowledgeItems(work: Work, id: string, { keys }: z.output<typeof AcknowledgeItems>) {
  const { row, sides } = await handoverForChange(work, id)
  if (stateOf(row) === 'signed') throw new Problem('duty-handover/signed')
  assertMaySign(row, sides, 'incoming', work)
  const known = new Set(row.items?.map(item => item.key))
  const asked = [...new Set(keys)].filter(key => known.has(key))
  if (asked.length < new Set(keys).size) throw new Problem('duty-handover/unknown-item')
  await acknowledge(work, row, sides, asked)
}

async function acknowledge(work: Work, row: Handover, sides: Sides, keys: string[]) {
  const personId = work.actor.personId
  if (keys.length === 0 || !personId) return
  const added = await work.tx
    .insertInto('duty_handover_acknowledgement')
    .values(
      keys.map(key => ({
        handover_id: row.id,
        key,
        person_id: personId,
        by_name: nameOf(work, sides.incoming),
        at: work.now,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('key')
    .execute()
  if (added.length)
    recordFact(
      work,
      'duty-handover.acknowledged',
      row.id,
      { unit: row.unit_id, keys: added.map(one => one.key) },
      { chain: row.unit_id },
    )
}

/** 接班签字: every open item has been acknowledged; from now on the incoming side answers for the desk. */
export async function signIncoming(work: Work, id: string): Promise<void> {
  const { row, sides } = await handoverForChange(work, id)
  assertMaySign(row, sides, 'incoming', work)
  await takeOver(work, row, sides)
}

async function takeOver(work: Work, row: Handover, sides: Sides) {
  const items = row.items ?? []
  const done = await work.tx
    .selectFrom('duty_handover_acknowledgement')
    .select('key')
    .where('handover_id', '=', row.id)
    .execute()
  const open = items.filter(item => !done.some(one => one.key === item.key))
  if (open.length)
    throw new Problem('duty-handover/not-acknowledged', {
      detail: `还有 ${open.length} 项没有确认：${open
        .slice(0, 3)
        .map(item => item.title)
        .join('、')}${open.length > 3 ? '等' : ''}`,
    })
  const signed = {
    incoming: JSON.stringify(sides.incoming),
    leaders: JSON.stringify(sides.leaders),
    incoming_signed_at: work.now,
    incoming_person_id: work.actor.personId,
    incoming_name: nameOf(work, sides.incoming),
    version: row.version + 1,
  }
  await work.tx.updateTable('duty_handover').set(signed).where('id', '=', row.id).execute()
  if (row.obligation_id)
    await dischargeObligations(work, { matterId: null, id: row.obligation_id, at: work.now, by: '交接班双方签字' })
  recordSigning(work, { ...row, incoming_signed_at: work.now }, sides, 'incoming', items.length)
}

/** 带班领导签字, after both sides. */
export async function signAsLeader(work: Work, id: string): Promise<void> {
  const { row, sides } = await handoverForChange(work, id)
  assertMaySign(row, sides, 'leader', work)
  await work.tx
    .updateTable('duty_handover')
    .set({
      leader_signed_at: work.now,
      leader_person_id: work.actor.personId,
      leader_name: nameOf(work, sides.leaders),
      version: row.version + 1,
    })
    .where('id', '=', id)
    .execute()
  recordSigning(work, row, sides, 'leader', row.items?.length ?? 0)
}

/** 一键交接 of a village, or of one person who goes on alone: whatever this person may sign is signed, with what the tap states. */
export async function signAtOnce(work: Work, id: string, stated: z.output<typeof SignAtOnce>): Promise<void> {
  let { row, sides } = await handoverForChange(work, id)
  if (!(await signsAtOnce(work, row, sides))) throw new Problem('duty-handover/one-by-one')
  const side = stateOf(row) === 'open' ? 'outgoing' : 'incoming'
  assertMaySign(row, sides, side, work)
  if (side === 'outgoing') {
    await writeSheet(work, row, completed(row.sheet, stated))
    ;({ row, sides } = await handoverForChange(work, id))
    await freeze(work, row, sides)
    if (!goesOnAlone(sides.outgoing, sides.incoming)) return
    ;({ row, sides } = await handoverForChange(work, id))
  }
  await acknowledge(work, row, sides, row.items?.map(item => item.key) ?? [])
  await takeOver(work, row, sides)
}

function completed(sheet: HandoverSheet, stated: z.output<typeof SignAtOnce>): HandoverSheet {
  const normal = stated.allNormal
    ? Object.fromEntries((Object.keys(equipment) as Equipment[]).map(name => [name, { state: 'normal', note: '' }]))
    : {}
  return {
    ...sheet,
    equipment: { ...(normal as HandoverSheet['equipment']), ...sheet.equipment },
    keysSeals: sheet.keysSeals || (stated.allNormal ? '无变化' : ''),
    nothingHappened: sheet.nothingHappened || stated.nothingHappened,
  }
}

/** 更正: what was signed stays; a line is added. */
export async function correctHandover(work: Work, id: string, input: z.output<typeof CorrectHandover>) {
  const { row, sides } = await handoverForChange(work, id)
  if (!row.outgoing_signed_at) throw new Problem('duty-handover/not-signed')
  if (!Object.values(sides).some(people => isAmong(people, work.actor.personId)))
    throw new Problem('duty-handover/not-on-shift', { detail: '更正由交接班双方或带班领导作出' })
  const correction = {
    id: input.id ?? randomUUID(),
    handover_id: id,
    text: input.text,
    by_name: work.actor.name,
    at: work.now,
  }
  await work.tx.insertInto('duty_handover_correction').values(correction).execute()
  recordFact(
    work,
    'duty-handover.corrected',
    id,
    { unit: row.unit_id, text: input.text, by: correction.by_name },
    { chain: row.unit_id },
  )
}

function assertMaySign(row: Handover, sides: Sides, side: HandoverSide, work: Work) {
  if (row[`${side}_signed_at`])
    throw new Problem('duty-handover/signed', { detail: `${handoverSides[side]}已签字，不能重复签字` })
  if (side === 'incoming' && !row.outgoing_signed_at)
    throw new Problem('duty-handover/not-signed', { detail: '交班人还没有签字' })
  if (side === 'leader' && !row.incoming_signed_at)
    throw new Problem('duty-handover/not-signed', { detail: '交接班双方签字后由带班领导签字' })
  assertAmong(sides, side, work)
  if (!sidesToSign(row, sides, work.actor.personId).includes(side)) throw new Problem('duty-handover/both-sides')
}

const keyOf = { outgoing: 'outgoing', incoming: 'incoming', leader: 'leaders' } as const

function assertAmong(sides: Sides, side: HandoverSide, work: Work) {
  const people = sides[keyOf[side]]
  if (!isAmong(people, work.actor.personId))
    throw new Problem('duty-handover/not-on-shift', {
      detail: people.length
        ? `${handoverSides[side]}为${people.map(one => one.name).join('、')}，由本人签字`
        : side === 'incoming'
          ? '接班时间没有排班人员，请先在值班表中排班'
          : `没有排定${handoverSides[side]}`,
    })
}

function assertVersion(row: Handover, version: number) {
  if (row.version !== version) throw new Problem('duty-handover/changed')
}

const nameOf = (work: Work, people: { personId: string; name: string }[]) =>
  people.find(one => one.personId === work.actor.personId)?.name ?? work.actor.name

function recordSigning(work: Work, row: Handover, sides: Sides, side: HandoverSide, items: number) {
  recordFact(
    work,
    'duty-handover.signed',
    row.id,
    {
      unit: row.unit_id,
      at: row.at,
      side,
      by: nameOf(work, sides[keyOf[side]]),
      outgoing: sides.outgoing.map(one => one.name),
      incoming: sides.incoming.map(one => one.name),
      items,
      ...(side === 'incoming' && { minutesLate: minutesLateOf(row) ?? 0 }),
    },
    { chain: row.unit_id },
  )
}
