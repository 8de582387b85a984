import { describe, expect, test } from 'vitest'
import { addressRefusal, originOf } from './cameras/address.ts'
import { standingOf } from './enterprises/standing.ts'
import { sumOf } from './funds/sums.ts'

describe('视频监控点', () => {
  test('a page is allowed the one origin of its camera, and none where no browser fetches it', () => {
    expect(originOf('snapshot', 'http://10.1.2.3:8080/a/snapshot.jpg?x=1')).toBe('http://10.1.2.3:8080')
    expect(originOf('hls', 'https://video.example.gov.cn/live/index.m3u8')).toBe('https://video.example.gov.cn')
    expect(originOf('rtsp', 'rtsp://10.1.2.3/stream1')).toBeNull()
    expect(originOf('none', null)).toBeNull()
  })

  test.each([
    ['snapshot', 'http://user:secret@10.1.2.3/a.jpg', '账号密码'],
    ['snapshot', 'rtsp://10.1.2.3/a', '开头'],
    ['hls', 'javascript:alert(1)', '开头'],
    ['mjpeg', 'http://a;script-src *.evil/x', '网址|主机'],
    ['mjpeg', 'http://*/x.mjpg', '主机'],
  ])('%s %s is refused in words', (protocol, address, word) => {
    expect(addressRefusal(protocol, address)).toMatch(new RegExp(word))
    expect(originOf(protocol, address)).toBeNull()
  })
})

test('fund lines add up to the last yuan', () => {
  expect(
    sumOf([
      { kind: 'budget', amount: 0.1 },
      { kind: 'budget', amount: 0.2 },
      { kind: 'appropriation', amount: 0.25 },
      { kind: 'spending', amount: 0.2501 },
    ]),
  ).toEqual({ budget: 0.3, appropriated: 0.25, spent: 0.2501, remaining: -0.0001, outstanding: 0.05 })
})

test('an insurance holds through its last day', () => {
  expect(standingOf(true, '2026-07-12', '2026-07-12')).toBe('valid')
  expect(standingOf(true, '2026-07-11', '2026-07-12')).toBe('expired')
  expect(standingOf(false, '2030-01-01', '2026-07-12')).toBe('none')
})
