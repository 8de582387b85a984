import { type CallInForecast, compareModes, type DutyMode } from '@anlan/contract/duty-mode.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { countToCall } from '../call-in/open.ts'
import { readModes } from './reading.ts'

/** Whom a stronger mode would call in now, per unit in reach that is not in it yet; who acts sees it before he switches. */
export async function forecastCallIns(work: Work, to: DutyMode): Promise<CallInForecast[]> {
  const { units } = await readModes(work)
  const rising = units.filter(one => compareModes(to, one.mode) > 0)
  const found: CallInForecast[] = []
  for (const { unitId } of rising) found.push({ unitId, ...(await countToCall(work, unitId, to)) })
  return found
}
