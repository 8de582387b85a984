import type { Module } from './kernel/module.ts'
import { administration } from './modules/administration/module.ts'
import { allocation } from './modules/allocation/module.ts'
import { assistance } from './modules/assistance/module.ts'
import { briefing } from './modules/briefing/module.ts'
import { calendar } from './modules/calendar/module.ts'
import { callUp } from './modules/call-up/module.ts'
import { command } from './modules/command/module.ts'
import { coverage } from './modules/coverage/module.ts'
import { desk } from './modules/desk/module.ts'
import { directory } from './modules/directory/module.ts'
import { document } from './modules/document/module.ts'
import { duty } from './modules/duty/module.ts'
import { dutyCheck } from './modules/duty-check/module.ts'
import { dutyHandover } from './modules/duty-handover/module.ts'
import { dutyMode } from './modules/duty-mode/module.ts'
import { equipment } from './modules/equipment/module.ts'
import { eventReport } from './modules/event-report/module.ts'
import { facility } from './modules/facility/module.ts'
import { floodReadiness } from './modules/flood-readiness/module.ts'
import { form } from './modules/form/module.ts'
import { instruction } from './modules/instruction/module.ts'
import { map } from './modules/map/module.ts'
import { notice } from './modules/notice/module.ts'
import { obligation } from './modules/obligation/module.ts'
import { plan } from './modules/plan/module.ts'
import { planCheck } from './modules/plan-check/module.ts'
import { planCycle } from './modules/plan-cycle/module.ts'
import { planImport } from './modules/plan-import/module.ts'
import { planPapers } from './modules/plan-papers/module.ts'
import { register } from './modules/register/module.ts'
import { resource } from './modules/resource/module.ts'
import { response } from './modules/response/module.ts'
import { review } from './modules/review/module.ts'
import { shelter } from './modules/shelter/module.ts'
import { stock } from './modules/stock/module.ts'
import { switchboard } from './modules/switchboard/module.ts'
import { team } from './modules/team/module.ts'

/** The capabilities of the platform, one line each. */
export const modules: Module[] = [
  directory,
  calendar,
  obligation,
  notice,
  document,
  register,
  form,
  team,
  stock,
  equipment,
  shelter,
  facility,
  floodReadiness,
  plan,
  planCheck,
  planCycle,
  planImport,
  planPapers,
  administration,
  resource,
  switchboard,
  eventReport,
  instruction,
  response,
  command,
  callUp,
  duty,
  dutyHandover,
  desk,
  dutyCheck,
  dutyMode,
  allocation,
  review,
  briefing,
  coverage,
  assistance,
  map,
]
