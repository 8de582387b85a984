import type { Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { bringRecords } from '../../register/api.ts'
import hazardousSubstances from '../ledgers/hazardous-substances.ts'
import { substances } from './rows/substances.ts'

/**
 * Brings the substances of the product into the ledger, kept by the emergency bureau. One that is there, or was struck off, stays as the county has
 * it. Nothing happens before the county has such a bureau.
 */
export async function bringSubstances(work: Work): Promise<void> {
  const keeper = await unitOfFunction(work.tx, 'emergencyBureau')
  if (!keeper) return
  await bringRecords(work, hazardousSubstances, keeper.id, substances)
}
