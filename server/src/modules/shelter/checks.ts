import type { CheckFunctions } from '@anlan/contract/shelter.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { changeRecord } from '../register/api.ts'
import shelters from './ledgers/shelters.ts'

/** Somebody looked at what a shelter offers (W240): the states go into its record, whose history keeps every check. */
export async function checkFunctions(work: Work, id: string, input: z.output<typeof CheckFunctions>): Promise<void> {
  if (input.checkedOn > shanghaiDay(work.now))
    throw fieldProblem('invalid-input', '/checkedOn', '检查日期', '检查日期不能晚于今天')
  await changeRecord(work, shelters, id, {
    version: input.version,
    values: { ...input.functions, checkedOn: input.checkedOn },
  })
}
