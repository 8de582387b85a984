import { pastCases } from '@anlan/demo/county/past-cases.ts'
import type { Work } from '../kernel/work/work.ts'
import caseSummaries from '../modules/assistance/ledgers/case-summaries.ts'
import { bringSubstances } from '../modules/assistance/substances/bring.ts'
import { bringRecords } from '../modules/register/api.ts'
import { sampleId } from './rows.ts'

/** What the county's bureau keeps for decisions: the guide of dangerous substances and what was learnt before. */
export async function loadAssistance(work: Work): Promise<void> {
  await bringSubstances(work)
  await bringRecords(work, caseSummaries, sampleId('unit', 'emergency-bureau'), pastCases)
}
