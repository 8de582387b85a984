import { countyPlans } from './county-plans.ts'
import { ownPlans } from './own-plans.ts'
import type { SamplePlan } from './shape.ts'
import { villagePlans } from './villages.ts'

/** Plans in force of 青峦县, upper ones before those that carry them out. */
export const samplePlans = (): SamplePlan[] => [...countyPlans(), ...ownPlans(), ...villagePlans()]
