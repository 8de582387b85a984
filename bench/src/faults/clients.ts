import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { call, type Reply } from '../lib/client.ts'

/** A person at a desk, signed in once; the session outlives the server. */
export interface Reporter {
  account: string
  token: string
  areaCode: string
}

/** What a client knows to be done: it was answered 2xx, or on a repeat that it had been done before. */
export interface Journal {
  events: { id: string; title: string; reply: string }[]
  reports: { id: string; eventId: string; reply: string }[]
  submissions: { reportId: string; number: string | null }[]
  /** Every id that was ever sent: nothing else may be in the store. */
  /** What the store held before. */
  before: Set<string>
  tried: Set<string>
  /** Replies that must not be: 500, other refusals, 503 without Retry-After. */
  wrong: string[]
  unavailable: number
  connectionsLost: number
  lastAnsweredAt: number
  /** On the monotonic clock: when each 2xx came. */
  answeredAt: number[]
}

export const newJournal = (before: Set<string>): Journal => ({
  before,
  events: [],
  reports: [],
  submissions: [],
  tried: new Set(),
  wrong: [],
  unavailable: 0,
  connectionsLost: 0,
  lastAnsweredAt: 0,
  answeredAt: [],
})

export interface Situation {
  /** Where the platform is now; changes when it is started again. */
  url(): string
  /** Whether a lost connection is to be expected (the server itself is killed). */
  mayLoseConnections: boolean
  /** New work is begun until this says no; what was begun is repeated until it is acknowledged. */
  goesOn(): boolean
  giveUpAt: number
}

const retryPauseMs = 60

/**
 * Takes events in and reports them upward, one after the other, until told to stop. Whatever is not acknowledged is sent again with the same id and
 * the same content.
 */
export async function report(who: Reporter, situation: Situation, journal: Journal): Promise<void> {
  while (situation.goesOn()) {
    const eventId = randomUUID()
    const title = `故障演练 ${eventId.slice(0, 8)}`
    const event = await insist(who, situation, journal, '/api/emergency-events', 201, {
      id: eventId,
      title,
      eventTypeCode: '11A51',
      areaCode: who.areaCode,
      // Some limits pass while the platform is away.
      knownAt: new Date(
        Date.now() - (Math.random() < 0.5 ? 30 : 60) * 60_000 + Math.random() * 3_000 - 1_000,
      ).toISOString(),
      source: '村干部电话报告',
      summary: '强降雨引发山洪，便桥冲毁，两人被困。',
      losses: { deaths: 0, trapped: 2 },
    })
    if (!event) return
    journal.events.push({ id: eventId, title, reply: event.text })

    const reportId = randomUUID()
    const draft = await insist(who, situation, journal, `/api/emergency-events/${eventId}/reports`, 201, {
      id: reportId,
      kind: 'first',
    })
    if (!draft) return
    journal.reports.push({ id: reportId, eventId, reply: draft.text })

    // A submission has no id of its own: its repeat is told that the report has left already.
    const submitted = await insist(
      who,
      situation,
      journal,
      `/api/event-reports/${reportId}/submission`,
      200,
      {},
      'event-report/already-sent',
    )
    if (!submitted) return
    const number = submitted.status === 200 ? (JSON.parse(submitted.text) as { number: string }).number : null
    journal.submissions.push({ reportId, number })
  }
}

/** Repeats a request until it is acknowledged; null when the time is up. */
async function insist(
  who: Reporter,
  situation: Situation,
  journal: Journal,
  path: string,
  expected: number,
  body: { id?: string; [field: string]: unknown },
  doneBefore?: string,
): Promise<Reply | null> {
  if (body.id) journal.tried.add(body.id)
  for (let attempt = 1; Date.now() < situation.giveUpAt; attempt++) {
    const reply = await attemptOnce(who, situation, path, body)
    if (reply === null) {
      journal.connectionsLost++
      if (!situation.mayLoseConnections) journal.wrong.push(`connection lost at POST ${path}`)
    } else if (reply.status === expected || (attempt > 1 && doneBefore && reply.text.includes(`"${doneBefore}"`))) {
      journal.answeredAt.push(performance.now())
      return reply
    } else if (reply.status === 503) {
      journal.unavailable++
      if (!reply.headers.get('retry-after')) journal.wrong.push(`503 without Retry-After at POST ${path}`)
    } else journal.wrong.push(`${reply.status} at POST ${path} (attempt ${attempt}): ${reply.text.slice(0, 300)}`)
    await sleep(retryPauseMs)
  }
  return null
}

async function attemptOnce(who: Reporter, situation: Situation, path: string, body: object): Promise<Reply | null> {
  try {
    return await call(situation.url(), 'POST', path, { token: who.token, body, timeoutMs: 10_000 })
  } catch {
    return null
  }
}
