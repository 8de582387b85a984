/**
 * 车辆装备. Published facts, each about one thing (`subjectId`): `equipment.state-changed` (with `from`, `to`, `slip`), `equipment.fault-reported`,
 * `equipment.repaired`, `equipment.serviced`.
 */
export { putOutOfService } from './life/faults.ts'
export { failDepartureCheck } from './life/services.ts'
export { cannotBeUsed, mayBeUsed, setEquipmentState } from './states.ts'
