import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, PageQuery, page, requiredText, When } from './codec.ts'
import { UnitKindName } from './directory.ts'

/** How one unit uses the platform. Numbers are those of its accounts, except `stale`: records it owns that are past their confirmation. */
export const UnitUsage = z.object({
  unitId: Id,
  unitName: z.string(),
  unitKind: UnitKindName,
  /** Accounts that are enabled. */
  accounts: z.number(),
  lastSignedInAt: MaybeWhen,
  /** Records entered within the days looked at, by hand or by import. */
  recordsEntered: z.number(),
  /** Everything recorded by its accounts within these days. */
  facts: z.number(),
  stale: z.number(),
  /** No sign-in and nothing recorded for `idleDays`. */
  idle: z.boolean(),
})
export type UnitUsage = z.infer<typeof UnitUsage>
export const UsageView = z.object({
  /** The days that figures look back over. */
  days: z.number(),
  /** Without a trace for so many days a unit counts as idle; a setting. */
  idleDays: z.number(),
  items: z.array(UnitUsage),
})
export type UsageView = z.infer<typeof UsageView>

/** What is written down about the upkeep of the platform (使用、维护制度). */
export const maintenanceKinds = { backup: '备份', restoreTest: '恢复演练', upgrade: '升级', other: '其他维护' } as const
export type MaintenanceKind = keyof typeof maintenanceKinds
const MaintenanceKindName = z.enum(Object.keys(maintenanceKinds) as [MaintenanceKind, ...MaintenanceKind[]])

export const AddMaintenance = z.object({
  id: Id.optional(),
  kind: MaintenanceKindName.meta({ title: '维护类别' }),
  doneAt: Instant('维护时间'),
  succeeded: z.boolean().meta({ title: '结果' }),
  /** Who did it, when it was not the one who writes it down. */
  doneBy: optionalText('维护人', 60).default(''),
  note: requiredText('维护内容', 500),
})
export const MaintenanceView = z.object({
  id: Id,
  kind: MaintenanceKindName,
  doneAt: When,
  succeeded: z.boolean(),
  doneBy: z.string(),
  note: z.string(),
  /** Written by the platform itself, e.g. by the backup command. */
  automatic: z.boolean(),
  recordedAt: When,
  recordedBy: z.string().nullable(),
})
export type MaintenanceView = z.infer<typeof MaintenanceView>
export const MaintenanceQuery = PageQuery.extend({ kind: MaintenanceKindName.optional().meta({ title: '维护类别' }) })
export const MaintenancePage = page(MaintenanceView)
