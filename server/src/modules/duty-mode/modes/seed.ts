import type { DutyMode, ModeCause, ModeScope, PostCounts, TriggerReach } from '@anlan/contract/duty-mode.ts'
import type { Work } from '../../../kernel/work/work.ts'

const ours = { source_name: '产品默认，按本地规定核定', source_article: '', confidence: '设计' as const }
const practice = { source_name: '领导带班、双人双岗值班惯例', source_article: '', confidence: '较确' as const }
const fresh = { version: 1, changed_at: null, changed_by_name: null }

interface Asked {
  posts: PostCounts
  joint?: string[]
  reach: number
  every?: number
  hours?: string[]
  rollCall?: number
  locked?: boolean
}
/** Members of the joint duty list of the county's duty room. */
const jointOfStrengthened = ['emergencyBureau', 'weather', 'water', 'naturalResources']
const jointOfEmergency = [...jointOfStrengthened, 'publicSecurity', 'transport', 'health', 'housing', 'fireRescue']
const jointOfWartime = [...jointOfEmergency, 'armedForces', 'power', 'telecom', 'development', 'publicity']

const rules: Record<ModeScope, Record<DutyMode, Asked>> = {
  county: {
    normal: { posts: { shiftLeader: 1, primary: 1, secondary: 1 }, reach: 30 },
    strengthened: {
      posts: { shiftLeader: 1, primary: 1, secondary: 2, info: 1, techSupport: 1, driver: 1 },
      joint: jointOfStrengthened,
      reach: 30,
      hours: ['17:00'],
    },
    emergency: {
      posts: { shiftLeader: 2, primary: 2, secondary: 3, info: 2, dispatch: 2, techSupport: 1, driver: 2 },
      joint: jointOfEmergency,
      reach: 30,
      every: 120,
      rollCall: 60,
      locked: true,
    },
    wartime: {
      posts: { shiftLeader: 2, primary: 2, secondary: 3, info: 2, dispatch: 2, techSupport: 1, driver: 2 },
      joint: jointOfWartime,
      reach: 20,
      every: 60,
      rollCall: 60,
      locked: true,
    },
  },
  town: {
    normal: { posts: { shiftLeader: 1, primary: 1 }, reach: 30 },
    strengthened: { posts: { shiftLeader: 1, primary: 1, secondary: 1 }, reach: 30, hours: ['17:00'] },
    emergency: {
      posts: { shiftLeader: 1, primary: 1, secondary: 2 },
      reach: 30,
      every: 120,
      rollCall: 60,
      locked: true,
    },
    wartime: {
      posts: { shiftLeader: 1, primary: 1, secondary: 2, info: 1 },
      reach: 20,
      every: 60,
      rollCall: 60,
      locked: true,
    },
  },
  unit: {
    normal: { posts: {}, reach: 60 },
    strengthened: { posts: { shiftLeader: 1, primary: 1 }, reach: 60, hours: ['17:00'] },
    emergency: { posts: { shiftLeader: 1, primary: 1 }, reach: 30, every: 120, rollCall: 60, locked: true },
    wartime: { posts: { shiftLeader: 1, primary: 1, secondary: 1 }, reach: 30, every: 60, rollCall: 60, locked: true },
  },
}

interface Trigger {
  id: string
  kind: ModeCause
  condition: string
  words: string
  mode: DutyMode
  byItself: boolean
  reach: TriggerReach[]
}
const atScene: TriggerReach[] = ['room', 'territory']
const triggers: Trigger[] = [
  ...(
    [
      ['4', 'Ⅳ级', 'emergency'],
      ['3', 'Ⅲ级', 'emergency'],
      ['2', 'Ⅱ级', 'wartime'],
      ['1', 'Ⅰ级', 'wartime'],
    ] as const
  ).map(
    ([condition, level, mode]): Trigger => ({
      id: `response-${condition}`,
      kind: 'response',
      condition,
      words: `启动${level}应急响应`,
      mode,
      byItself: true,
      reach: atScene,
    }),
  ),
  {
    id: 'period-key',
    kind: 'period',
    condition: 'daily-report',
    words: '节假日、重大活动等每日报告时段开始',
    mode: 'strengthened',
    byItself: true,
    reach: ['room', 'towns'],
  },
  {
    id: 'period-season',
    kind: 'period',
    condition: 'season',
    words: '汛期、森林防火期等季节性时段开始',
    mode: 'strengthened',
    byItself: false,
    reach: ['room', 'towns'],
  },
  ...(
    [
      ['yellow', '黄色', 'strengthened'],
      ['orange', '橙色', 'emergency'],
      ['red', '红色', 'emergency'],
    ] as const
  ).map(
    ([condition, colour, mode]): Trigger => ({
      id: `warning-${condition}`,
      kind: 'warning',
      condition,
      words: `发布${colour}预警`,
      mode,
      byItself: false,
      reach: atScene,
    }),
  ),
]

/** What each mode asks for and what triggers it; a row that is already there, edited or not, is left alone. */
export async function seedModes(work: Pick<Work, 'tx'>): Promise<void> {
  await work.tx
    .insertInto('duty_mode_rule')
    .values(
      Object.entries(rules).flatMap(([scope, modes]) =>
        Object.entries(modes).map(([mode, asked]) => ({
          scope: scope as ModeScope,
          mode: mode as DutyMode,
          posts: JSON.stringify(asked.posts),
          joint: asked.joint ?? [],
          reach_minutes: asked.reach,
          report_every_minutes: asked.every ?? null,
          report_hours: asked.hours ?? null,
          roll_call_minutes: asked.rollCall ?? null,
          leave_locked: asked.locked ?? false,
          ...(mode === 'normal' ? practice : ours),
          ...fresh,
        })),
      ),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await work.tx
    .insertInto('duty_mode_trigger')
    .values(
      triggers.map(({ byItself, ...one }, sort) => ({
        ...one,
        by_itself: byItself,
        enabled: true,
        sort,
        ...ours,
        ...fresh,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
