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

export const knownAddressDelaySeconds: IntegerSetting = {
  ...bySecurity,
  key: 'access.known-address-delay-seconds',
  label: '常用地址登录失败后的最长等待',
  meaning: '从登录过的地址连续失败时，等待时间逐次加长，最长到这么久；不锁定，值班室不会因此进不去',
  unit: '秒',
  default: 30,
  min: 2,
  max: 60,
}

export const passwordLength: IntegerSetting = {
  ...bySecurity,
  key: 'access.password-length',
  label: '密码最少位数',
  meaning: '新设和修改的密码至少这么长，已在用的密码不受影响',
  unit: '位',
  default: 8,
  min: 8,
  max: 32,
}
export const administratorPasswordLength: IntegerSetting = {
  ...bySecurity,
  key: 'access.administrator-password-length',
  label: '管理员密码最少位数',
  meaning: '系统管理员、安全管理员、审计员新设和修改的密码至少这么长',
  unit: '位',
  default: 12,
  min: 8,
  max: 32,
}
export const passwordKinds: IntegerSetting = {
  ...bySecurity,
  key: 'access.password-kinds',
  label: '密码须含的字符种类',
  meaning: '密码应包含大写字母、小写字母、数字、符号中的这么多类',
  unit: '类',
  default: 3,
  min: 2,
  max: 4,
}
export const formerPasswords: IntegerSetting = {
  ...bySecurity,
  key: 'access.former-passwords',
  label: '不得重用的密码个数',
  meaning: '新密码不能与最近这么多次用过的密码相同',
  unit: '次',
  default: 5,
  min: 1,
  max: 5,
}

export const accessSettings: SettingGroup[] = [
  {
    title: '登录与会话',
    items: [
      strangerTries,
      strangerWindowMinutes,
      strangerBlockMinutes,
      knownAddressDelaySeconds,
      passwordLength,
      administratorPasswordLength,
      passwordKinds,
      formerPasswords,
      dutyRoomIdleMinutes,
      idleMinutes,
      longestSessionHours,
      secondFactorForAdministrators,
    ],
  },
]
