import { randomUUID } from 'node:crypto'
import { type CheckKind, checkKinds, type RecordCheck, type RecordMaintenance } from '@anlan/contract/equipment.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { changeRecord } from '../../register/api.ts'
import { findItem, type Item } from '../items.ts'
import equipmentLedger from '../ledgers/equipment.ts'
import { settleMaintenance } from './due.ts'
import { keptItem, lockItem, openFault } from './faults.ts'

interface Done {
  id: string | undefined
  kind: 'maintenance' | CheckKind
  doneOn: string
  passed: boolean
  what: string
  by: string
  costYuan: number | null
}

/** 保养 done: the next one counts from that day, and the unit owes it no more (W190, W225). */
export async function recordMaintenance(work: Work, id: string, input: z.output<typeof RecordMaintenance>) {
  const item = await keptItem(work, id)
  const { what, doneOn, costYuan } = input
  await writeService(work, item, {
    id: input.id,
    kind: 'maintenance',
    doneOn,
    passed: true,
    what,
    by: input.by || work.actor.name,
    costYuan,
  })
  await settleMaintenance(work, [item.unitId])
}

/** A check: what fails it is 停用 until repaired; an inspection passed says when the next one is due. */
export async function recordCheck(work: Work, id: string, input: z.output<typeof RecordCheck>) {
  const item = await keptItem(work, id)
  const { kind, doneOn, passed, nextCheckOn } = input
  if (!passed && !input.what) throw fieldProblem('invalid-input', '/what', '检查情况', '不合格的请写明问题')
  if (kind === 'annual' && passed && !nextCheckOn)
    throw fieldProblem('invalid-input', '/nextCheckOn', '下次检验日期', '检验合格的请填写下次检验日期')
  if (nextCheckOn && nextCheckOn <= doneOn)
    throw fieldProblem('invalid-input', '/nextCheckOn', '下次检验日期', '下次检验日期应晚于检查日期')
  const what = input.what || `${checkKinds[kind]}合格`
  await writeService(work, item, { id: input.id, kind, doneOn, passed, what, by: work.actor.name, costYuan: null })
  if (!passed) await openFault(work, item, { what: input.what, source: kind === 'drill' ? 'drill' : 'check' })
  if (kind === 'annual' && passed)
    await changeRecord(work, equipmentLedger, id, {
      version: item.version,
      values: { lastCheckOn: doneOn, nextCheckOn },
    })
}

/** 出发前检查不合格 (W189): written into the life record, and the thing is 停用 until repaired. Whoever calls has looked at who may. */
export async function failDepartureCheck(work: Work, id: string, what: string): Promise<void> {
  await lockItem(work, id)
  const item = await findItem(work, id)
  if (!(await openFault(work, item, { what, source: 'check' }))) return
  const doneOn = shanghaiDay(work.now)
  await keepService(work, item, {
    id: undefined,
    kind: 'departure',
    doneOn,
    passed: false,
    what,
    by: work.actor.name,
    costYuan: null,
  })
}

async function writeService(work: Work, item: Item, done: Done) {
  const today = shanghaiDay(work.now)
  const label = done.kind === 'maintenance' ? '保养日期' : '检查日期'
  if (done.doneOn > today) throw fieldProblem('invalid-input', '/doneOn', label, `${label}不能晚于今天`)
  if (!(await keepService(work, item, done)))
    throw new Problem('equipment/already-recorded', { detail: `${done.doneOn}“${done.what}”已经登记过` })
}

/** Keeps a service with its fact; false where the same was kept before. */
async function keepService(work: Work, item: Item, done: Done): Promise<boolean> {
  const written = await work.tx
    .insertInto('equipment_service')
    .values({
      id: done.id ?? randomUUID(),
      equipment_id: item.id,
      kind: done.kind,
      done_on: done.doneOn,
      passed: done.passed,
      what: done.what,
      done_by: done.by,
      cost_yuan: done.costYuan,
      recorded_at: work.now,
      recorded_by: work.actor.name,
    })
    .onConflict(conflict => conflict.columns(['equipment_id', 'kind', 'done_on', 'what']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return false
  const { kind, doneOn, passed, what, by, costYuan } = done
  recordFact(work, 'equipment.serviced', item.id, { kind, doneOn, passed, what, by, costYuan }, { chain: item.unitId })
  return true
}
