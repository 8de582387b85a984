import { currentFacilities, lastingFacilities } from '@anlan/demo/county/facilities.ts'
import { fundRecords } from '@anlan/demo/county/funds.ts'
import { keyAreaWatches } from '@anlan/demo/county/key-areas.ts'
import { ledgerRecords } from '@anlan/demo/county/ledger-records.ts'
import { teamRecords } from '@anlan/demo/county/rescue-teams.ts'
import type { County } from '@anlan/demo/county/shape.ts'
import { shelterRecords } from '@anlan/demo/county/shelters.ts'
import { expertRecords, teamEquipmentRecords } from '@anlan/demo/county/team-equipment.ts'
import { teamRolls } from '@anlan/demo/county/team-rolls.ts'
import { isForRehearsals } from '../kernel/virtual-time.ts'
import type { Work } from '../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../modules/calendar/api.ts'
import { loadSampleBulletins } from '../modules/desk/bulletins/sample-bulletins.ts'
import { loadSampleQuizzes } from '../modules/desk/quiz/sample-quiz.ts'
import { loadSampleCollections } from '../modules/form/sample-collections.ts'
import { fieldsOf } from '../modules/register/declaration/fields.ts'
import { ledgerNamed } from '../modules/register/declaration/ledgers.ts'
import { writeNew } from '../modules/register/records/save.ts'
import { sampleId } from './rows.ts'

/** Records of ledgers that no other table holds. */
export async function loadLedgers(work: Work, county: County) {
  const today = shanghaiDay(work.now)
  // What is confirmed often, every week of the real calendar, would be owed in heaps by a store whose clock is moved.
  const ofToday = () => [...keyAreaWatches(), ...currentFacilities(county, today), ...fundRecords(county, today)]
  const rehearses = await isForRehearsals(work)
  const teamsToday = () => [...teamRolls(county), ...teamEquipmentRecords(county, today)]
  // Nothing runs out while a clock is moved: papers to renew are the business of the real weeks.
  const papersOf = rehearses ? addDays(today, 3650) : today
  const records = [
    ...ledgerRecords(),
    ...teamRecords(county, papersOf, !rehearses),
    ...expertRecords(county, papersOf),
    ...(rehearses ? [] : teamsToday()),
    ...shelterRecords(county, today),
    ...lastingFacilities(county, today),
    ...((await isForRehearsals(work)) ? [] : ofToday()),
  ]
  for (const name of new Set(records.map(record => record.ledger))) {
    const ledger = ledgerNamed(name)
    const fields = await fieldsOf(work.tx, ledger)
    await writeNew(
      work,
      ledger,
      fields,
      records
        .filter(record => record.ledger === name)
        .map(record => ({
          id: sampleId('record', record.key),
          unitId: sampleId('unit', record.unitKey),
          values: Object.fromEntries(fields.map(field => [field.name, record.values[field.name] ?? null])),
        })),
    )
  }
}

export async function loadCollections(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  await loadSampleCollections(work, {
    keeper: sampleId('unit', 'duty-office'),
    units: county.units
      .filter(unit => unit.kind === 'town')
      .map(({ key, name }) => ({
        id: sampleId('unit', key),
        name,
        alwaysReports: ['chaping', 'longtan', 'songling'].includes(key),
      })),
  })
}

export async function loadBulletins(work: Work, county: County) {
  if (await isForRehearsals(work)) return
  const idOf = (key: string) => sampleId('unit', key)
  await loadSampleBulletins(work, {
    county: idOf('duty-office'),
    towns: county.units.filter(unit => unit.kind === 'town').map(unit => idOf(unit.key)),
    warned: ['chaping', 'longtan', 'songling', 'yunding', 'baiyan'].map(idOf),
    unread: ['chaping', 'longtan', 'yunding'].map(idOf),
  })
}

export async function loadQuizzes(work: Work) {
  if (await isForRehearsals(work)) return
  await loadSampleQuizzes(work)
}
