import { equipmentRecords, maintenancePeriods, sampleFaults } from '@anlan/demo/county/equipment.ts'
import type { LedgerRecord } from '@anlan/demo/county/ledger-records.ts'
import type { County } from '@anlan/demo/county/shape.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { shanghaiDay } from '../modules/calendar/api.ts'
import { offerEquipment } from '../modules/equipment/offers.ts'
import { fieldsOf } from '../modules/register/declaration/fields.ts'
import { ledgerNamed } from '../modules/register/declaration/ledgers.ts'
import { writeNew } from '../modules/register/records/save.ts'
import { insertAll, sampleId } from './rows.ts'

const recordId = (key: string) => sampleId('record', key)
const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000)

/** Vehicles and machines with their life record. Rehearsals know nothing that ends or is due in the real week. */
export async function loadEquipment(work: Work, county: County): Promise<void> {
  const rehearses = await isForRehearsals(work)
  const things = equipmentRecords(county, shanghaiDay(work.now), rehearses)
  await write(work, 'equipment', things)
  if (rehearses) return
  await write(work, 'equipment-maintenance', maintenancePeriods())
  const taskOf = new Map(maintenancePeriods().map(({ values }) => [values['kind'], String(values['task'])]))
  await insertAll(
    work.tx,
    'equipment_service',
    things.flatMap(({ key, values, maintainedOn }) =>
      maintainedOn === null
        ? []
        : [
            {
              id: sampleId('equipment-service', key),
              equipment_id: recordId(key),
              kind: 'maintenance' as const,
              done_on: maintainedOn,
              passed: true,
              what: taskOf.get(values['kind']) ?? '例行保养',
              done_by: String(values['operator'] ?? '保管员'),
              cost_yuan: null,
              recorded_at: new Date(`${maintainedOn}T08:00:00Z`),
              recorded_by: String(values['operator'] ?? '保管员'),
            },
          ],
    ),
  )
  const broken = sampleFaults.flatMap(([name, what, ago, repaired]) => {
    const key = things.find(one => one.values['name'] === name)?.key
    if (!key) return []
    const [repair, backAgo, cost] = repaired ?? []
    return [
      {
        id: sampleId('equipment-fault', key),
        equipment_id: recordId(key),
        what,
        source: 'user' as const,
        reported_at: daysAgo(work.now, ago),
        reported_by: '操作员',
        repaired_at: backAgo === undefined ? null : daysAgo(work.now, backAgo),
        repaired_by: backAgo === undefined ? null : '县宏运汽修厂',
        repair: repair ?? null,
        cost_yuan: cost ?? null,
      },
    ]
  })
  await insertAll(work.tx, 'equipment_fault', broken)
  await offerEquipment(
    work,
    broken.map(one => one.equipment_id),
  )
}

async function write(work: Work, name: string, records: LedgerRecord[]) {
  const ledger = ledgerNamed(name)
  const fields = await fieldsOf(work.tx, ledger)
  await writeNew(
    work,
    ledger,
    fields,
    records.map(({ key, unitKey, values }) => ({
      id: recordId(key),
      unitId: sampleId('unit', unitKey),
      values: Object.fromEntries(fields.map(field => [field.name, values[field.name] ?? null])),
    })),
  )
}
