/**
 * Teams the county can send. Published facts, about one team (`subjectId`): `team.status-changed`, `team.standby-reported`; about one call-out:
 * `team.call-out-started`, `-answered`, `-closed`, `team.assembled`; about one consultation: `team.expert-asked`, `team.expert-answered`.
 */
export { askExpert, recordOpinion } from './experts/experts.ts'
export { teamsIn } from './teams/briefly.ts'
export { readGaps } from './teams/equipment.ts'
export { mayBeSent, type StatusChange, setTeamStatus } from './teams/status.ts'
export { teamStrengths } from './teams/strength.ts'
