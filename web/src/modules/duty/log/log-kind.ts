import { type LogKind, logKinds } from '@anlan/contract/duty.ts'

/** One key for each kind, pressed with a space at the start of an empty line. Digits, because a Chinese keyboard takes letters for itself. */
export const keysOfKinds = {
  1: 'callIn',
  2: 'callOut',
  3: 'paperIn',
  4: 'paperOut',
  5: 'report',
  6: 'instruction',
  7: 'check',
  8: 'warning',
  9: 'dispatch',
  0: 'handover',
} as const satisfies Record<number, LogKind>

/** “2 ” as it is typed at the start of a line; undefined for any other text. */
export function kindByKey(text: string): LogKind | undefined {
  const key = /^([0-9]) $/.exec(text)?.[1]
  return key ? keysOfKinds[Number(key) as keyof typeof keysOfKinds] : undefined
}

/** What a line says of its own kind, the first that fits: how word came stands before what it was about. */
const words: [LogKind, RegExp][] = [
  ['callIn', /来电|打来电话|打进电话|电话反映|电话报告/],
  ['callOut', /去电|致电|回电|拨打|电话(通知|告知|询问|核实|核对|要求|抽查|提醒|联系)/],
  ['paperIn', /收文|收到?[^，。；]*(通知|来文|来函|传真|明电|文件|函件)|来文|来函/],
  ['paperOut', /发文|印发|(发出|发送|下发|转发)[^，。；]*(通知|函|传真|明电|文件|快报|通报)/],
  ['instruction', /批示|阅示/],
  ['check', /查岗|点名|抽查|在岗情况/],
  ['handover', /交接班|交班|接班/],
  ['warning', /预警/],
  ['dispatch', /调度|调派|派出|派遣|增援|(要求|通知|安排)[^，。；]*(赶赴|出动|到场|巡查|撤离|转移|处置)/],
  ['report', /[首续终]报|上报|报送|报告/],
]

const named = Object.entries(logKinds) as [LogKind, string][]

/** The kind that a line names or lets guess; `other` when it says nothing. */
export const kindGuessed = (text: string): LogKind =>
  splitKind(text).kind ?? words.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other'

/** “来电 凉水村反映……”: a kind named first is the kind of the line and not part of its text. */
export function splitKind(text: string): { kind?: LogKind; text: string } {
  const [kind, label] = named.find(([, name]) => new RegExp(`^${name}[ :：]`).test(text)) ?? []
  return kind && label ? { kind, text: text.slice(label.length + 1).trim() } : { text }
}
