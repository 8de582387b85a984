import { expect, test } from 'vitest'
import { momentIn } from './intake-time.ts'

const heard = new Date('2026-07-12T01:20:00+08:00')
const noon = new Date('2026-07-12T12:00:00+08:00')

test.each([
  ['00点50分左右河水漫进院子', heard, '2026-07-12T00:50'],
  ['零点五十分', heard, '2026-07-12T00:50'],
  ['23点50分听到垮塌声', heard, '2026-07-11T23:50'],
  ['昨晚11点半', heard, '2026-07-11T23:30'],
  ['昨晚12点', heard, '2026-07-12T00:00'],
  ['凌晨1点', heard, '2026-07-12T01:00'],
  ['0:45 左右', heard, '2026-07-12T00:45'],
  ['11日23时40分', heard, '2026-07-11T23:40'],
  ['6月30日8时', heard, '2026-06-30T08:00'],
  ['十分钟前', heard, '2026-07-12T01:10'],
  ['半小时前，2人联系不上', heard, '2026-07-12T00:50'],
  ['一个半小时前', heard, '2026-07-11T23:50'],
  ['上午10点三刻', noon, '2026-07-12T10:45'],
  ['下午3点20分', noon, '2026-07-11T15:20'],
])('%s', (text, at, found) => {
  expect(momentIn(text, at)?.at.toISOString()).toBe(new Date(`${found}:00+08:00`).toISOString())
})

test.each(['有人问政策', '持续了2小时', '当时候', '25点', '8点70分', '31日8时', '今天下午3点'])('no time: %s', text => {
  expect(momentIn(text, noon)).toBeNull()
})
