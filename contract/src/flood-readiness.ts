import { z } from 'zod'
import { Day, Id, MaybeWhen, optionalText, requiredText, When } from './codec.ts'

/** 五到位: what a township has in place before the flood season (汛前准备, W242). */
export const readinessItems = {
  works: '工程准备',
  supplies: '物资准备',
  teams: '队伍准备',
  plans: '预案准备',
  training: '培训演练',
} as const
export type ReadinessItem = keyof typeof readinessItems
export const ReadinessItemName = z.enum(Object.keys(readinessItems) as [ReadinessItem, ...ReadinessItem[]], {
  error: '没有这一项准备',
})
/** Those that follow from what is in the ledgers; the others a township states with its evidence. */
export const computedItems: readonly ReadinessItem[] = ['supplies', 'teams']

/** A check of all townships before a flood season (汛前五到位检查). */
export const LaunchReadiness = z.object({
  id: Id.optional(),
  title: requiredText('检查名称', 60),
  dueOn: Day('完成日期'),
  note: optionalText('要求', 500).default(''),
})
export const StateReadiness = z.object({
  ready: z.boolean({ error: '请选择是否到位' }).meta({ title: '是否到位' }),
  /** The paper, record or place by which it can be seen. */
  evidence: requiredText('佐证或存在问题', 300),
  /** The version that was seen; 0 while nothing was stated. */
  version: z.int32().min(0).meta({ title: '版本' }),
})
/** The township's leader answers for the five; for what is not in place he says what is done about it and until when. */
export const SignReadiness = z.object({ remark: optionalText('整改措施和期限', 500).default('') })
export const CloseReadiness = z.object({ reason: requiredText('结束说明', 200) })

export const ReadinessPart = z.object({
  item: ReadinessItemName,
  computed: z.boolean(),
  /** Null: not stated yet. */
  ready: z.boolean().nullable(),
  /** What is in the way, or by what it can be seen. */
  words: z.array(z.string()),
  statedAt: MaybeWhen,
  statedBy: z.string().nullable(),
  version: z.int(),
})
export type ReadinessPart = z.infer<typeof ReadinessPart>

const Season = z.object({
  id: Id,
  title: z.string(),
  note: z.string(),
  dueOn: z.string(),
  launchedAt: When,
  launchedBy: z.string(),
  closedAt: MaybeWhen,
})
export const ReadinessView = z.object({
  /** The check that is shown; null while none was ever launched. */
  season: Season.nullable(),
  seasons: z.array(z.object({ id: Id, title: z.string() })),
  items: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      state: z.enum(['signed', 'waiting', 'overdue']),
      signedAt: MaybeWhen,
      signedBy: z.string().nullable(),
      remark: z.string(),
      parts: z.array(ReadinessPart),
      mayState: z.boolean(),
      maySign: z.boolean(),
    }),
  ),
})
export type ReadinessView = z.infer<typeof ReadinessView>
