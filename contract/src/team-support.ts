import { z } from 'zod'
import { Id, MaybeWhen, requiredText } from './codec.ts'

/** 队伍建设规划 (W231): plans with their milestones. */
export const TeamPlans = z.object({
  plans: z.array(
    z.object({
      plan: z.string(),
      done: z.number(),
      /** Past their day and not reached. */
      late: z.number(),
      items: z.array(
        z.object({
          id: Id,
          plan: z.string(),
          aspect: z.string(),
          milestone: z.string(),
          unitName: z.string(),
          dueOn: z.string(),
          doneOn: z.string().nullable(),
          result: z.string(),
          budgetWan: z.number().nullable(),
          /** Not reached by its day, or reached after it. */
          late: z.boolean(),
        }),
      ),
    }),
  ),
})
export type TeamPlans = z.infer<typeof TeamPlans>

export const SupportQuery = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().meta({ title: '年度' }),
})
/** 考核与扶持 of a year (W237, W246, W248), money in 万元. */
export const TeamSupportSums = z.object({
  year: z.number(),
  years: z.array(z.number()),
  fundWan: z.number(),
  byPurpose: z.array(z.object({ purpose: z.string(), amountWan: z.number() })),
  byTeam: z.array(
    z.object({
      teamId: Id,
      teamName: z.string(),
      fundWan: z.number(),
      /** Equipment handed out, and its worth. */
      issues: z.array(z.string()),
      issuedWan: z.number(),
      rewards: z.array(z.string()),
      /** The last assessment of the year. */
      assessment: z.string().nullable(),
    }),
  ),
})
export type TeamSupportSums = z.infer<typeof TeamSupportSums>

/** What a team from elsewhere is given on the spot (W245). */
export const supplyKinds = { lodging: '住宿', food: '饮食', fuel: '油料' } as const
export type SupplyKind = keyof typeof supplyKinds
export const SupplyKindName = z.enum(Object.keys(supplyKinds) as [SupplyKind, ...SupplyKind[]])
export const VisitingTeams = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      from: z.string(),
      leader: z.string(),
      phone: z.string(),
      people: z.number(),
      event: z.string(),
      arrivedOn: z.string(),
      leftOn: z.string().nullable(),
      /** Who receives it here. */
      unitName: z.string(),
      supplies: z.array(
        z.object({
          kind: SupplyKindName,
          /** Null: nobody has been named. */
          unitName: z.string().nullable(),
          doneAt: MaybeWhen,
          note: z.string(),
          mayReport: z.boolean(),
        }),
      ),
    }),
  ),
})
export type VisitingTeams = z.infer<typeof VisitingTeams>
export const DoneSupply = z.object({ note: requiredText('落实情况', 200) })
