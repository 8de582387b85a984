/**
 * 车辆装备. Published facts, each about one thing (`subjectId`): `equipment.state-changed` (with `from`, `to`, `slip`), `equipment.fault-reported`,
 * `equipment.repaired`, `equipment.serviced`.
 */
export { putOutOfService } from './life/faults.ts'
export { mayBeUsed, setEquipmentState } from './states.ts'
