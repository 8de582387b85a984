import { recordFact, type Work } from '../../kernel/work/work.ts'

/** What one recipient said, and by which way. */
export async function settleAnswer(
  work: Work,
  row: { id: string; notice_id: string; unit_id: string },
  state: 'acknowledged' | 'unreachable',
  via: string,
  at: Date,
  note: string,
) {
  await work.tx
    .updateTable('notice_delivery')
    .set({
      state,
      acknowledged_at: state === 'acknowledged' ? at : null,
      acknowledged_via: via,
      sent_at: at,
      last_error: note || null,
    })
    .where('id', '=', row.id)
    .execute()
  const notice = await work.tx
    .selectFrom('notice')
    .select('matter_id')
    .where('id', '=', row.notice_id)
    .executeTakeFirst()
  recordFact(
    work,
    `notice.${state}`,
    row.notice_id,
    { delivery: row.id, unit: row.unit_id, via, at, note },
    { matter: notice?.matter_id ?? null },
  )
}

/**
 * These answered where the notices of this kind asked them to: theirs count as acknowledged. Whoever answers for his unit answers what its duty room
 * was told.
 */
export async function answerNotices(
  work: Work,
  kind: string,
  by: { personId: string | null; unitId: string | null },
): Promise<void> {
  const open = await work.tx
    .selectFrom('notice_delivery as d')
    .innerJoin('notice as n', 'n.id', 'd.notice_id')
    .select(['d.id', 'd.notice_id', 'd.unit_id'])
    .where('n.kind', '=', kind)
    .where('d.channel', '=', 'inApp')
    .where('d.acknowledged_at', 'is', null)
    .where(eb =>
      eb.or([
        ...(by.personId ? [eb('d.person_id', '=', by.personId)] : []),
        ...(by.unitId ? [eb.and([eb('d.unit_id', '=', by.unitId), eb('d.person_id', 'is', null)])] : []),
      ]),
    )
    .execute()
  for (const row of open) await settleAnswer(work, row, 'acknowledged', '系统内', work.now, '')
}

/** What the notices of this kind asked for is settled: they wait for nobody any more and step up no further. */
export async function withdrawNotices(work: Work, kind: string): Promise<void> {
  const withdrawn = await work.tx
    .updateTable('notice')
    .set({ withdrawn_at: work.now })
    .where('kind', '=', kind)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'matter_id'])
    .execute()
  for (const one of withdrawn) recordFact(work, 'notice.withdrawn', one.id, { kind }, { matter: one.matter_id })
}
