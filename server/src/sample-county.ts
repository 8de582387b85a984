import { generateCounty } from '@anlan/demo/county/county.ts'
import { sampleRooms } from '@anlan/demo/county/duty-rooms.ts'
import { hashPassword } from './kernel/access/passwords.ts'
import { type House, runSystemWork } from './kernel/house.ts'
import { recordFact } from './kernel/work/work.ts'
import { loadSampleChanges } from './modules/duty/shifts/sample-changes.ts'
import { loadSampleChecks } from './modules/duty-check/sample-checks.ts'
import { planWhereMissing } from './modules/duty-handover/module.ts'
import { register } from './modules/register/module.ts'
import { loadSampleTeams } from './modules/team/sample-teams.ts'
import { loadAssistance } from './sample/assistance.ts'
import { loadCallUps } from './sample/call-ups.ts'
import { loadClosedEvent } from './sample/closed-event.ts'
import { loadAccounts, loadAreas, loadPeople, loadUnits } from './sample/directory.ts'
import { loadDutyRooms, loadHandovers, loadSeason, loadShifts } from './sample/duty.ts'
import { loadSampleDutyModes } from './sample/duty-modes.ts'
import { loadEquipment } from './sample/equipment.ts'
import { loadEvents } from './sample/events.ts'
import { loadFacilities } from './sample/facility.ts'
import { loadPlanChecks } from './sample/plan-checks.ts'
import { loadPlanLife } from './sample/plan-life.ts'
import { loadPlans } from './sample/plans.ts'
import { loadPreparedness } from './sample/preparedness.ts'
import { loadBulletins, loadCollections, loadLedgers, loadQuizzes } from './sample/records.ts'
import { sampleId } from './sample/rows.ts'
import { loadRunningResponse } from './sample/running-response.ts'
import { loadStock } from './sample/stock.ts'

export { sampleId }

const samplePassword = 'Anlan@2026'

/** Loads 青峦县 into a store that has no units yet. All of it, or nothing. */
export async function loadSampleCounty(house: House): Promise<void> {
  const any = await house.database.db.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (any) return
  const county = generateCounty()
  const passwordHash = await hashPassword(samplePassword)
  await runSystemWork(house, async work => {
    await loadAreas(work.tx, county)
    await loadUnits(work.tx, county)
    await loadPeople(work.tx, county)
    await loadAccounts(work.tx, county, passwordHash, work.now)
    await loadShifts(work, county)
    await loadDutyRooms(work, sampleRooms(county), county)
    await loadSeason(work, county)
    await loadSampleChanges(work, { swap: sampleId('unit', 'longtan'), cover: sampleId('unit', 'songling') })
    await loadSampleChecks(work)
    await loadHandovers(work, county)
    await loadBulletins(work, county)
    await loadQuizzes(work)
    await register.seed?.(work)
    await loadLedgers(work, county)
    await loadAssistance(work)
    await loadCollections(work, county)
    await loadSampleTeams(work)
    await loadStock(work, county)
    await loadFacilities(work, county)
    await loadEquipment(work, county)
    await loadPlans(work, county)
    await loadPlanLife(work)
    await loadPlanChecks(work)
    await work.tx.updateTable('installation').set({ sample_county: true }).execute()
    await planWhereMissing(work)
    recordFact(work, 'installation.sample-county-loaded', 'county', {
      units: county.units.length,
      persons: county.persons.length,
    })
  })
  // The first round holds every plan against all of it at once: to be told of each record besides would only repeat it.
  await house.transaction(tx => tx.deleteFrom('fact_delivery').where('subscriber', 'like', 'plan-check.%').execute())
  await loadSampleDutyModes(house)
  await loadCallUps(house)
  await loadPreparedness(house)
  await loadClosedEvent(house)
  await loadEvents(house)
  await loadRunningResponse(house)
}
