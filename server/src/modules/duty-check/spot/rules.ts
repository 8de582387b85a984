import type { SpotCheckTable } from '../schema-spot.ts'

type Found = Pick<
  SpotCheckTable,
  'calls' | 'questions' | 'answerer_name' | 'guard' | 'leader' | 'equipment' | 'on_duty'
>

export const wasAnswered = (one: Pick<Found, 'calls'>): boolean => one.calls.some(call => call.answered)

/** Whether whoever answered stands in the roster of that moment; null while nobody answered or no name is known. */
export const answererIsRostered = (one: Pick<Found, 'calls' | 'answerer_name' | 'on_duty'>): boolean | null =>
  !wasAnswered(one) || one.answerer_name === '' ? null : one.on_duty.some(person => person.name === one.answerer_name)

/** 业务不熟: fewer than `leastRight` of the questions asked were answered rightly. */
export const knowsLittle = (one: Pick<Found, 'questions'>, leastRight: number): boolean =>
  one.questions.length > 0 && one.questions.filter(question => question.correct).length < leastRight

/** What is still to be noted before the result can be signed off, in words; empty when nothing is. */
export function stillMissing(one: Found): string[] {
  if (!wasAnswered(one)) return one.calls.length >= 2 ? [] : ['两次呼叫均无人接听，或有人接听']
  return [
    ...(one.answerer_name === '' ? ['接听人'] : []),
    ...(one.leader === null ? ['带班领导'] : []),
    ...(one.equipment === null ? ['设备情况'] : []),
    ...(one.questions.some(question => question.correct === null) ? ['业务提问'] : []),
  ]
}
