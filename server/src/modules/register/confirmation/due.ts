import { sql } from 'kysely'
import { ours } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { openObligation } from '../../obligation/api.ts'
import { ledgers } from '../declaration/ledgers.ts'
import { confirmationDays } from './settings.ts'
import {
  basisOf,
  confirmationKind,
  confirmationRule,
  coverageOf,
  dischargeConfirmed,
  openConfirmations,
} from './settle.ts'

// Ours (设计): before the office opens, so that the day begins with it.
const morning = '06:00'

interface Round {
  ledger: string
  label: string
  /** Records that fall due up to this day are asked for. */
  dueUpTo: string
  /** Days to answer. */
  toAnswer: number
}

/** Asks for the next morning's round; the first comes at once, since at a start nobody knows what was missed. */
export const askForConfirmationRound = (work: Work): void =>
  scheduleTask(work, 'register.new-day', 'confirmations', work.now)

/**
 * Each morning: a unit whose records of a ledger fall due for confirmation within the days set owes it once, by the day set. While that
 * stands, late or not, no second one is opened for the same ledger; a round that runs again finds everything done.
 */
export async function openConfirmationRound(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const nextRound = shanghaiInstant(today, morning)
  scheduleTask(
    work,
    'register.new-day',
    'confirmations',
    nextRound > work.now ? nextRound : shanghaiInstant(addDays(today, 1), morning),
  )
  const standing = await dischargeConfirmed(work, await openConfirmations(work))
  const owed = new Set(standing.map(one => `${coverageOf(one).ledger}/${one.owed_by_unit_id}`))
  const rounds: Round[] = []
  for (const { name, label, verifyEveryDays } of ledgers.values()) {
    if (verifyEveryDays === undefined) continue
    const { ahead, toAnswer } = await confirmationDays(work, verifyEveryDays)
    rounds.push({ ledger: name, label, dueUpTo: addDays(today, ahead), toAnswer })
  }
  for (const due of await recordsDue(work, rounds)) {
    const round = rounds.find(one => one.ledger === due.ledger)
    if (!round || owed.has(`${due.ledger}/${due.unit_id}`)) continue
    await openObligation(work, {
      kind: confirmationKind,
      ruleCode: confirmationRule,
      title: `核实${round.label.replace(/台账$/, '')}台账 ${due.records} 条`,
      matterId: null,
      matterTitle: null,
      owedBy: due.unit_id,
      owedTo: null,
      medium: 'system',
      clock: 'daily',
      basis: basisOf(due.ledger, round.dueUpTo),
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(today, round.toAnswer + 1), '00:00'),
      limitMinutes: round.toAnswer * 24 * 60,
      soft: false,
      source: ours,
      link: `/registers/${due.ledger}?state=stale&unitId=${due.unit_id}`,
    })
  }
}

/** How many records each unit has to confirm, ledger by ledger; one never confirmed is due at once. */
async function recordsDue(work: Work, rounds: { ledger: string; dueUpTo: string }[]) {
  const { rows } = await sql<{ ledger: string; unit_id: string; records: number }>`
    select r.ledger, r.unit_id, count(*)::int as records
    from jsonb_to_recordset(${JSON.stringify(rounds)}::jsonb) as o(ledger text, "dueUpTo" date)
      join register_record r on r.ledger = o.ledger and r.removed_at is null and (r.verify_due_on is null or r.verify_due_on <= o."dueUpTo")
      join unit u on u.id = r.unit_id and u.enabled
    group by r.ledger, r.unit_id order by r.unit_id, r.ledger`.execute(work.tx)
  return rows
}
