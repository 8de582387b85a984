import type { Work } from '../../../kernel/work/work.ts'
import { joinUnits } from '../command/headquarters.ts'

/** Units that were ordered to the scene of a response (W89): they see it from now on, and check in there. A response that has ended takes nobody. */
export async function joinOnScene(work: Work, responseId: string, unitIds: string[]): Promise<void> {
  const response = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('id', '=', responseId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (response) await joinUnits(work, response, unitIds, '赶赴现场单位')
}
