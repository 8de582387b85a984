import type { RuleSource } from '@anlan/contract/codec.ts'
import type { BooleanSetting, IntegerSetting, SettingGroup } from '../setting-rows.ts'

/** The standard asks for a limit and for signing out by itself; which numbers is ours. */
const source: RuleSource = {
  name: '《网络安全等级保护基本要求》GB/T 22239—2019',
  article: '8.1.4.1（数值为产品默认）',
  confidence: '设计',
}
const bySecurity = { owner: 'security_admin', source, kind: 'integer' } as const

export const strangerTries: IntegerSetting = {
  ...bySecurity,
  key: 'access.stranger-tries',
  label: '登录失败次数上限',
  meaning: '同一账号从未登录过的地址，合计失败达到这一次数的，暂停从这些地址登录；常用地址只放慢，不锁定',
  unit: '次',
  default: 10,
  min: 3,
  max: 50,
}
export const strangerWindowMinutes: IntegerSetting = {
  ...bySecurity,
  key: 'access.stranger-window-minutes',
  label: '登录失败计数时间',
  meaning: '登录失败次数在这么久之内合计，过后重新计数',
  unit: '分钟',
  default: 15,
  min: 1,
  max: 1440,
}
export const strangerBlockMinutes: IntegerSetting = {
  ...bySecurity,
  key: 'access.stranger-block-minutes',
  label: '登录暂停时间',
  meaning: '达到失败次数上限后，暂停登录这么久',
  unit: '分钟',
  default: 15,
  min: 1,
  max: 1440,
}
export const dutyRoomIdleMinutes: IntegerSetting = {
  ...bySecurity,
  key: 'access.duty-room-idle-minutes',
  label: '值班室无操作退出时间',
  meaning: '值班室岗位的登录满这么久没有操作即失效，应长于一个夜班，对修改后的登录生效',
  unit: '分钟',
  default: 840,
  min: 60,
  max: 1440,
}
export const idleMinutes: IntegerSetting = {
  ...bySecurity,
  key: 'access.idle-minutes',
  label: '其他岗位无操作退出时间',
  meaning: '其他岗位的登录满这么久没有操作即失效，对修改后的登录生效',
  unit: '分钟',
  default: 60,
  min: 5,
  max: 1440,
}
export const longestSessionHours: IntegerSetting = {
  ...bySecurity,
  key: 'access.longest-session-hours',
  label: '一次登录最长时间',
  meaning: '登录满这么久须重新登录，有无操作都一样，对修改后的登录生效',
  unit: '小时',
  default: 24,
  min: 1,
  max: 168,
}

export const secondFactorForAdministrators: BooleanSetting = {
  ...bySecurity,
  kind: 'boolean',
  key: 'access.second-factor-for-administrators',
  label: '管理员须用两步验证',
  meaning: '系统管理员、安全管理员、审计员登录后，须先启用两步验证才能做其他操作',
  default: false,
}

export const accessSettings: SettingGroup[] = [
  {
    title: '登录与会话',
    items: [
      strangerTries,
      strangerWindowMinutes,
      strangerBlockMinutes,
      dutyRoomIdleMinutes,
      idleMinutes,
      longestSessionHours,
      secondFactorForAdministrators,
    ],
  },
]
