import { CollectionList, CollectionMatrix, type CollectionView, PieceList, PieceView } from '@anlan/contract/form.ts'
import { PaperView } from '@anlan/contract/paper.ts'
import { ZeroReportView } from '@anlan/contract/zero-report.ts'
import { z } from 'zod'
import { expectOne, type Scenario } from './scenario.ts'

/** The collection in which zero reports of this schedule are gathered. */
export async function zeroReportsAt(s: Scenario, scheduleWords: string): Promise<CollectionView> {
  const { collections } = await (await s.as('duty1')).get('/api/zero-reports', ZeroReportView)
  return expectOne(
    collections.filter(one => one.scheduleWords === scheduleWords),
    `${scheduleWords}零报告`,
  )
}

/** The county asks these units for zero reports. */
export async function openZeroReports(
  s: Scenario,
  units: string[],
  schedule: { kind: 'daily'; times: string[] },
  reason: string,
): Promise<CollectionView> {
  const body = { unitIds: units.map(name => s.unit(name)), schedule, reason }
  await (await s.as('duty1')).post('/api/zero-reports', body, ZeroReportView)
  return zeroReportsAt(s, `每日 ${schedule.times.join('、')}`)
}

/** A unit hands in what it owes next to this collection. */
export async function handInZeroReports(s: Scenario, account: string, body: object, scheduleWords: string) {
  const caller = await s.as(account)
  const collection = await zeroReportsAt(s, scheduleWords)
  const { items } = await caller.get('/api/form-pieces', PieceList)
  const [piece] = items.filter(one => one.collectionId === collection.id && one.status === 'waiting')
  if (!piece) throw new Error(`${account} 没有待报的零报告`)
  return caller.post(`/api/form-pieces/${piece.id}/submissions`, { revision: piece.revision, ...body }, PieceView)
}

/** Who is missing in the round that was due last, and the first words of the county's 情况综合 of it. */
export async function synthesise(s: Scenario, scheduleWords: string): Promise<{ missing: string[]; text: string }> {
  const duty = await s.as('duty1')
  const { id } = await zeroReportsAt(s, scheduleWords)
  const matrix = await duty.get(`/api/form-collections/${id}/matrix`, CollectionMatrix)
  const round = matrix.rounds.filter(one => Date.parse(one.dueAt) <= Date.parse(s.now)).at(-1)
  if (!round) throw new Error('没有到期的零报告')
  const names = new Map(matrix.units.map(unit => [unit.unitId, unit.unitName]))
  const missing = matrix.cells.filter(cell => cell.roundId === round.id && cell.status === 'missing')
  const { paperId } = await duty.post(
    '/api/zero-report-syntheses',
    { roundId: round.id },
    z.object({ paperId: z.string() }),
  )
  const paper = await duty.get(`/api/papers/${paperId}`, PaperView)
  const order = matrix.units.map(unit => unit.unitId)
  return {
    missing: missing
      .map(cell => cell.unitId)
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))
      .map(unit => names.get(unit) ?? ''),
    text: paper.sections.map(section => section.text).join('\n'),
  }
}

/** What units missed and said since by telephone: the duty room writes it down, late, and nothing stays open. Returns how many. */
export async function recordMissed(s: Scenario): Promise<number> {
  const duty = await s.as('duty1')
  let recorded = 0
  for (const state of ['open', 'closed']) {
    const { items } = await duty.get(`/api/form-collections?state=${state}`, CollectionList)
    for (const { id, keptBySystem } of items) {
      if (!keptBySystem) continue
      const days = `from=${s.startedAt.slice(0, 10)}&to=${s.now.slice(0, 10)}`
      const { cells } = await duty.get(`/api/form-collections/${id}/matrix?${days}`, CollectionMatrix)
      for (const cell of cells.filter(one => one.status === 'missing')) {
        const piece = await duty.get(`/api/form-pieces/${cell.pieceId}`, PieceView)
        const said = { revision: piece.revision, none: true, way: 'phone', writtenAt: s.now, writtenBy: '值班员' }
        await duty.post(`/api/form-pieces/${cell.pieceId}/submissions`, said, PieceView)
        recorded++
      }
    }
  }
  return recorded
}

/** Every zero report that was missed is told by telephone in the end; the record keeps it late. */
export const missedAreTold = (s: Scenario) =>
  s.assert('零报告', '未报的零报告由县总值班室电话代录补齐，均记迟报', async () => `补录 ${await recordMissed(s)} 份`)
