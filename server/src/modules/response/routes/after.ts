import type { Work } from '../../../kernel/work/work.ts'
import { seeing } from '../reach.ts'
import { presentResponse } from '../reading/view.ts'

/** The response as it is after the command. */
export async function after(work: Work, id: string, command: Promise<unknown>) {
  await command
  return presentResponse(seeing(work), id)
}

/** The same for a command that says itself which response it was about. */
export const afterOf = async (work: Work, command: Promise<string>) => presentResponse(seeing(work), await command)
