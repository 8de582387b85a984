import type { PlanContent } from '@anlan/contract/plan.ts'
import { maskedName, maskedPhone } from '../../kernel/access/masking.ts'
import { isUnitInReach } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'
import { reachOf } from './reach.ts'

/** People in evacuation units are known by name to the unit of the plan, those above it and the county. */
export const mayReadPeople = (work: Work, unitId: string): Promise<boolean> =>
  isUnitInReach({ tx: work.tx, reach: reachOf(work, 'plan.read-draft') }, unitId)

/** What others may read of it: how many need help and who is in charge, without their full names, ailments and numbers. */
export const withoutPeople = (content: PlanContent): PlanContent => ({
  ...content,
  evacuation: content.evacuation.map(one => ({
    ...one,
    responsiblePhone: maskedPhone(one.responsiblePhone) ?? '',
    vulnerable: one.vulnerable.map(person => ({
      ...person,
      name: maskedName(person.name) ?? '',
      need: '',
      helperPhone: maskedPhone(person.helperPhone) ?? '',
    })),
  })),
})
