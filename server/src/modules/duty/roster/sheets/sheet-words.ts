import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'

/** What counties write in the heads and cells of their rosters. */

const bare = (text: string) => text.normalize('NFKC').replace(/[\s*()[\]【】:：]/g, '')

export type RosterColumn = { kind: 'day' | 'weekday' | 'shift' | 'time' } | { kind: 'post' | 'phone'; post: DutyPost }

const words: [RegExp, RosterColumn['kind'] & ('day' | 'weekday' | 'shift' | 'time')][] = [
  [/^(值班)?日期$/, 'day'],
  [/^(星期|周次|周几)$/, 'weekday'],
  [/^(班次|班别|值班班次)$/, 'shift'],
  [/^(值班)?(时间|时段)$/, 'time'],
]
const postWords: [RegExp, DutyPost][] = [
  [/^(值班|带班)(领导|人)$|^带班$|^带班领导/, 'shiftLeader'],
  [/^主班|^主值|^值班(员|人员|干部)$/, 'primary'],
  [/^副班|^副值/, 'secondary'],
  [/^信息/, 'info'],
  [/^指挥|^调度/, 'dispatch'],
  [/^技术/, 'techSupport'],
  [/^应急车辆|^驾驶|^司机|^车辆/, 'driver'],
]

/** What a column is by its head; a telephone belongs to the post that stands in its name or to its left. */
export function columnOf(head: string, left: DutyPost | null): RosterColumn | null {
  const word = bare(head)
  if (/电话|手机|联系方式/.test(word)) {
    const post = postWords.find(([pattern]) => pattern.test(word.replace(/(联系)?(电话|手机).*$/, '')))?.[1] ?? left
    return post ? { kind: 'phone', post } : null
  }
  const kind = words.find(([pattern]) => pattern.test(word))?.[1]
  if (kind) return { kind }
  const post =
    (Object.keys(dutyPosts) as DutyPost[]).find(one => dutyPosts[one] === word) ??
    postWords.find(([pattern]) => pattern.test(word))?.[1]
  return post ? { kind: 'post', post } : null
}

/** A day as rosters write it (12月1日, 12.1, 1日), within the days asked for; null when it is none of them. */
export function shortDayIn(text: string, from: string, to: string): string | null {
  const word = bare(text).replace(/(周|星期)[日一二三四五六天]$/, '')
  const [, month, date] = /^(?:(\d{1,2})[月./-])?(\d{1,2})[日号]?$/.exec(word) ?? []
  if (!date) return null
  for (let day = from; day <= to; day = nextDay(day))
    if (Number(day.slice(8)) === Number(date) && (!month || Number(day.slice(5, 7)) === Number(month))) return day
  return null
}
const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

export const weekdayOf = (day: string) => '日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
/** The weekday a cell names, as one character; null when it names none. */
export const weekdayIn = (text: string) =>
  /(?:周|星期)([日一二三四五六天])/.exec(bare(text))?.[1]?.replace('天', '日') ?? null

/** Names in a cell: 张三、李四（听班）, one under the other, or with spaces inside. `known` tells a name from two. */
export function namesIn(text: string, known: (name: string) => boolean): { name: string; onSite: boolean }[] {
  const parts = text
    .normalize('NFKC')
    .replace(/\d[\d-]{6,}/g, ' ')
    .split(/[、,;/\n]+/)
    .map(part => part.trim())
    .filter(part => part !== '' && !/^(缺|空|无|-+|—+)$/.test(part))
  return parts.flatMap(part => {
    const onSite = !/听班|备班|\(听\)/.test(part)
    const clean = part.replace(/\([^)]*\)/g, '').trim()
    const whole = clean.replace(/\s/g, '')
    const names = known(whole) || !/\s/.test(clean) ? [whole] : split(clean, known)
    return names.filter(Boolean).map(name => ({ name, onSite }))
  })
}

/** 张 三 李四: words are put together from the left as soon as they are somebody's name. */
function split(text: string, known: (name: string) => boolean): string[] {
  const names: string[] = []
  let open = ''
  for (const word of text.split(/\s+/)) {
    open += word
    if (!known(open)) continue
    names.push(open)
    open = ''
  }
  return open === '' ? names : [...names, open]
}
