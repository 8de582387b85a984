import { z } from 'zod'
import { Id, MaybeWhen, optionalText, RuleSource, requiredText, When } from './codec.ts'

/** What is asked of each unit before a key period (重点时段值班准备). */
export const preparationParts = { roster: '值班安排', contacts: '通讯录核查' } as const
export type PreparationPart = keyof typeof preparationParts
const PreparationPartName = z.enum(Object.keys(preparationParts) as [PreparationPart, ...PreparationPart[]])

/** Where a key period stands: its preparation is not yet asked for, asked for, or the period runs. */
export const keyPeriodStates = { ahead: '待布置', preparing: '准备中', running: '进行中' } as const

export const KeyPeriodLine = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  dailyReport: z.boolean(),
  state: z.enum(Object.keys(keyPeriodStates) as [keyof typeof keyPeriodStates]),
  /** Days until it begins; 0 and less while it runs. */
  daysLeft: z.number(),
  openedAt: MaybeWhen,
  dueAt: MaybeWhen,
  units: z.number(),
  ready: z.number(),
  checksOpen: z.number(),
})
export type KeyPeriodLine = z.output<typeof KeyPeriodLine>

const part = z.object({
  done: z.boolean(),
  /** How it is known: from the roster, from a filed contact round, or from the unit's own word. */
  how: z.string(),
  at: MaybeWhen,
  byName: z.string().nullable(),
})
export const KeyPeriodUnit = z.object({
  unitId: Id,
  unitName: z.string(),
  dutyPhone: z.string().nullable(),
  roster: part,
  contacts: part,
  /** Whether the one who reads may state it for this unit. */
  mine: z.boolean(),
})
export type KeyPeriodUnit = z.output<typeof KeyPeriodUnit>

/** A check of back-planning (倒排检查): so many days before the period this should be in order. */
export const KeyPeriodCheck = z.object({
  id: z.string(),
  daysBefore: z.number(),
  dueOn: z.string(),
  name: z.string(),
  /** What the registers say now; null where somebody has to look for himself. */
  inOrder: z.boolean().nullable(),
  finding: z.string(),
  signedAt: MaybeWhen,
  signedByName: z.string().nullable(),
  signedFinding: z.string().nullable(),
  note: z.string(),
  isOverdue: z.boolean(),
  source: RuleSource,
})
export type KeyPeriodCheck = z.output<typeof KeyPeriodCheck>

export const KeyPeriodView = z.object({
  ...KeyPeriodLine.shape,
  source: z.string(),
  paperId: Id.nullable(),
  plan: z.string(),
  planVersion: z.number(),
  planChangedAt: MaybeWhen,
  planChangedByName: z.string().nullable(),
  /** Units that still owe something first. Only those in reach. */
  unitList: z.array(KeyPeriodUnit),
  checks: z.array(KeyPeriodCheck),
})
export type KeyPeriodView = z.output<typeof KeyPeriodView>

/** A unit's word, or what it said on the telephone. */
export const StatePreparation = z.object({
  part: PreparationPartName.meta({ title: '事项' }),
  text: requiredText('说明', 500),
})
export const SignCheck = z.object({ note: optionalText('意见', 200).default('') })
export const WritePlan = z.object({
  plan: optionalText('保障方案', 10_000),
  version: z.int32().meta({ title: '版本' }),
})
export const RemindResult = z.object({ reminded: z.number(), at: When })
