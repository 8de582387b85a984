import { type IntegerSetting, ours, type SettingGroup, type TextSetting } from '../../kernel/setting-rows.ts'

export const breachStepUpMinutes: IntegerSetting = {
  key: 'notice.breach-step-up-minutes',
  label: '超时提醒逐级催告间隔',
  meaning: '超时事项的提醒满这么久无人确认的，转告副职，再转告上一级；0 表示不催告',
  owner: 'bureau_officer',
  source: ours,
  kind: 'integer',
  unit: '分钟',
  default: 10,
  min: 0,
  max: 1440,
}
export const networkTimeoutSeconds: IntegerSetting = {
  key: 'notice.network-timeout-seconds',
  label: '邮件服务器和消息网关等待时间',
  meaning: '邮件服务器或消息网关满这么久没有答复的，算一次发送失败，稍后重发',
  owner: 'system_admin',
  source: ours,
  kind: 'integer',
  unit: '秒',
  default: 10,
  min: 2,
  max: 30,
}
export const mailSubjectMark: TextSetting = {
  key: 'notice.mail-subject-mark',
  label: '邮件标题前的名称',
  meaning: '发出的邮件标题以【】内的这一名称开头，便于收件人辨认',
  owner: 'system_admin',
  source: ours,
  kind: 'text',
  default: '安澜',
  max: 20,
}

export const noticeSettings: SettingGroup[] = [
  { title: '通知与送达', items: [breachStepUpMinutes, networkTimeoutSeconds, mailSubjectMark] },
]
