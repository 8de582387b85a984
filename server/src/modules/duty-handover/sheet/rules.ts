import {
  type Equipment,
  equipment,
  type HandoverPerson,
  type HandoverSheet,
  type HandoverState,
} from '@anlan/contract/handover.ts'
import type { FieldError } from '@anlan/contract/problems.ts'

/** What a handover's state and lateness are read off. */
export interface Signed {
  sign_by: Date
  outgoing_signed_at: Date | null
  incoming_signed_at: Date | null
  withdrawn_at: Date | null
}

export const stateOf = (one: Signed): HandoverState =>
  one.withdrawn_at
    ? 'withdrawn'
    : one.incoming_signed_at
      ? 'signed'
      : one.outgoing_signed_at
        ? 'outgoingSigned'
        : 'open'

/** In time means up to and including the limit. */
export const isOverdue = (one: Signed, now: Date): boolean =>
  !one.withdrawn_at && !one.incoming_signed_at && now > one.sign_by

/** Whole minutes begun after the limit; null while unsigned or in time. */
export const minutesLateOf = (one: Signed): number | null =>
  one.incoming_signed_at && one.incoming_signed_at > one.sign_by
    ? Math.ceil((one.incoming_signed_at.getTime() - one.sign_by.getTime()) / 60_000)
    : null

/** Whoever goes off stays responsible until both have signed, and in any case until the next shift begins. */
export const responsibleSide = (one: Signed & { at: Date }, now: Date): 'outgoing' | 'incoming' =>
  one.incoming_signed_at && now >= one.at ? 'incoming' : 'outgoing'

/**
 * What still keeps the outgoing side from signing: equipment not looked at, a fault without a word, keys and seals left out, and a shift of which the
 * log says nothing and nobody states 本班无事 (W86).
 */
export function unfinished(sheet: HandoverSheet, logLines: number): FieldError[] {
  const names = Object.keys(equipment) as Equipment[]
  const field = (pointer: string, name: string, message: string) => ({ pointer, field: name, message })
  return [
    ...names
      .filter(name => !sheet.equipment[name])
      .map(name => field(`/equipment/${name}`, equipment[name], `请检查${equipment[name]}并选择状态`)),
    ...names
      .filter(name => sheet.equipment[name]?.state === 'fault' && !sheet.equipment[name]?.note)
      .map(name => field(`/equipment/${name}/note`, equipment[name], `请说明${equipment[name]}的故障情况`)),
    ...(sheet.keysSeals ? [] : [field('/keysSeals', '钥匙、印章', '请填写钥匙、印章的交接情况')]),
    ...(logLines > 0 || sheet.nothingHappened
      ? []
      : [field('/nothingHappened', '本班无事', '本班没有值班日志，请补记日志，或勾选“本班无事”')]),
  ]
}

/** One person who keeps the desk alone and goes on: there is nobody to hand over to. */
export const goesOnAlone = (outgoing: HandoverPerson[], incoming: HandoverPerson[]): boolean => {
  const all = new Set([...outgoing, ...incoming].map(one => one.personId))
  return outgoing.length > 0 && incoming.length > 0 && all.size === 1
}
