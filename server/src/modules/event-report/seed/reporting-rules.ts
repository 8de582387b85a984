import type { ReportingRule } from '../clocks/schema.ts'
import { accidentRules } from './rules/accident-rules.ts'
import { disasterRules } from './rules/disaster-rules.ts'
import { environmentRules } from './rules/environment-rules.ts'
import { governmentRules } from './rules/government-rules.ts'
import { healthRules } from './rules/health-rules.ts'
import { stageRules } from './rules/stage-rules.ts'

/** All reporting rules (报送时限规则) the product comes with; a county edits limits and switches, with the paper that says so. */
export const reportingRules: ReportingRule[] = [
  ...accidentRules,
  ...governmentRules,
  ...disasterRules,
  ...healthRules,
  ...environmentRules,
  ...stageRules,
]
