import type { PlanKind, PlanState } from '@anlan/contract/plan.ts'
import type { CoverageMatrix, CoverCell, CoverProof, PlanGapView } from '@anlan/contract/plan-check.ts'
import { sql } from 'kysely'
import { isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { cellKey, type Ground, type Reason, readGround, type UnitRow } from './read.ts'
import { answers, isPast, stateOf } from './rules.ts'

/** Units within reach down, what can happen across: which plan answers. Units from which nothing is asked are left out. */
export async function readMatrix(work: Work): Promise<CoverageMatrix> {
  const ground = await readGround(work)
  const today = shanghaiDay(work.now)
  const { rows: reach } = await sql<{
    id: string
  }>`select u.id from unit u where u.id in ${unitsInReach(work)}`.execute(work.tx)
  const inReach = new Set(reach.map(row => row.id))
  const gaps = await work.tx
    .selectFrom('plan_gap')
    .select(['id', 'unit_id', 'column', 'record_id'])
    .where('closed_at', 'is', null)
    .execute()
  const gapOf = new Map(gaps.map(row => [cellKey(row.unit_id, row.column), row.id]))
  const reasons = new Map<string, Reason[]>()
  for (const reason of ground.reasons) {
    const key = cellKey(reason.unitId, reason.column)
    const known = reasons.get(key)
    if (known) known.push(reason)
    else reasons.set(key, [reason])
  }
  const rows = [...ground.units.values()]
    .filter(unit => inReach.has(unit.id) && ground.columns.some(column => reasons.has(cellKey(unit.id, column))))
    .sort(byTree(ground))
    .map(unit => {
      const cells = ground.columns.map((column): CoverCell => {
        const key = cellKey(unit.id, column)
        return cellOf(ground, column, reasons.get(key) ?? [], gapOf.get(key) ?? null, today)
      })
      return {
        unitId: unit.id,
        unitName: unit.name,
        unitKind: unit.kind,
        parentId: unit.parent_id,
        cells,
        gaps: cells.filter(isGap).length,
      }
    })
  const all = rows.flatMap(row => row.cells).filter(cell => cell.needs > 0)
  const assessed = await work.tx.selectFrom('plan_coverage').select('assessed_at').executeTakeFirst()
  return {
    columns: ground.columns.map(name => ({ code: name, name })),
    rows,
    needed: all.filter(cell => cell.state !== 'notApplicable').length,
    covered: all.filter(cell => cell.state === 'inForce' && cell.ownMissing === 0).length,
    gaps: all.filter(isGap).length,
    assessedAt: assessed?.assessed_at.toISOString() ?? null,
  }
}
const isGap = (cell: CoverCell) =>
  cell.state === 'none' || cell.state === 'expired' || (cell.state === 'inForce' && cell.ownMissing > 0)

const order = ['county', 'leadership', 'department', 'office', 'town']
/** The county, its departments, then each town with its villages. */
const byTree = (ground: Ground) => {
  const places = new Map([...ground.units.keys()].map((id, i) => [id, i]))
  const place = (unit: UnitRow): [number, number, number] => {
    const isBelow = !order.includes(unit.kind)
    const town = isBelow && unit.parent_id ? unit.parent_id : unit.id
    return [
      isBelow ? order.length - 1 : order.indexOf(unit.kind),
      places.get(town) ?? 0,
      isBelow ? 1 + (places.get(unit.id) ?? 0) : 0,
    ]
  }
  return (a: UnitRow, b: UnitRow) => {
    const [x, y] = [place(a), place(b)]
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2]
  }
}

function cellOf(ground: Ground, column: string, reasons: Reason[], gapId: string | null, today: string): CoverCell {
  const first = reasons[0]
  const plansFor = (reason: Reason) => ground.plans.filter(plan => answers(plan, reason, ground.countyUnits))
  const isExempt = first !== undefined && ground.exemptions.has(cellKey(first.unitId, column))
  const own = reasons.filter(one => one.scope === 'own')
  const ownMissing = isExempt ? 0 : own.filter(one => stateOf(plansFor(one), today) !== 'inForce').length
  const shared = reasons.filter(one => one.scope !== 'own')
  const states = shared.map(one => stateOf(plansFor(one), today))
  const worst = states.includes('none') ? 'none' : states.includes('expired') ? 'expired' : 'inForce'
  const onlyOwn = shared.length === 0 && own.length > 0
  return {
    column,
    state: !first || isExempt ? 'notApplicable' : onlyOwn ? (ownMissing > 0 ? 'none' : 'inForce') : worst,
    needs: reasons.length,
    ownMissing,
    gapId,
  }
}

/** What one cell is made of. A unit outside reach is `not-found`. */
export async function readProof(work: Work, unitId: string, column: string): Promise<CoverProof> {
  const ground = await readGround(work)
  const unit = ground.units.get(unitId)
  if (!unit || !(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  if (!ground.columns.includes(column)) throw fieldProblem('invalid-input', '/column', '风险', '没有这一类')
  const today = shanghaiDay(work.now)
  const reasons = ground.reasons.filter(one => one.unitId === unitId && one.column === column)
  const plans = ground.plans.filter(plan => reasons.some(one => answers(plan, one, ground.countyUnits)))
  const gaps = await work.tx
    .selectFrom('plan_gap')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('column', '=', column)
    .orderBy('since', 'desc')
    .limit(50)
    .execute()
  const exemption = ground.exemptions.get(cellKey(unitId, column))
  return {
    unitId,
    unitName: unit.name,
    column,
    name: column,
    state: cellOf(ground, column, reasons, null, today).state,
    reasons: reasons.slice(0, 100).map(one => ({
      text: one.scope === 'own' ? `${one.text}须有自己的预案` : one.text,
      link: one.link,
    })),
    plans: plans.map(plan => ({
      planId: plan.id,
      title: plan.title,
      kind: plan.kind as PlanKind,
      state: 'inForce' as PlanState,
      note: isPast(plan, today) ? `${plan.issuedOn ?? ''} 印发，已过评估期` : `${plan.issuedOn ?? ''} 印发`,
    })),
    gaps: gaps.map(row => ({
      id: row.id,
      text: row.text,
      since: row.since.toISOString(),
      dueOn: row.due_on,
      closedAt: row.closed_at?.toISOString() ?? null,
    })),
    exemption: exemption ? { ...exemption, at: exemption.at.toISOString() } : null,
  }
}

/** Open gaps within reach, the longest first. */
export async function listGaps(work: Work): Promise<PlanGapView[]> {
  const today = shanghaiDay(work.now)
  const { rows } = await sql<{
    id: string
    unit_id: string
    unit_name: string
    column: string
    text: string
    since: Date
    due_on: string | null
  }>`select g.id, g.unit_id, u.name as unit_name, g."column", g.text, g.since, g.due_on from plan_gap g join unit u on u.id = g.unit_id
    where g.closed_at is null and g.unit_id in ${unitsInReach(work)} order by g.due_on nulls last, u.sort, u.name, g."column"`.execute(
    work.tx,
  )
  return rows.map(row => ({
    id: row.id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    column: row.column,
    text: row.text,
    since: row.since.toISOString(),
    dueOn: row.due_on,
    overdue: row.due_on !== null && row.due_on < today,
  }))
}
