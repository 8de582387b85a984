import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarFile, escaped, folded } from './calendar-file.ts'

/** Text as a reader of the format gets it back (RFC 5545, 3.1). */
const unfolded = (text: string) => text.replaceAll('\r\n ', '')

test('no line is longer than 75 octets, and unfolding gives the text back, characters whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '值', '𠮷', ' ', ';', '班'), maxLength: 300 }), text => {
      const out = folded(text)
      for (const line of out.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(unfolded(out)).toBe(text)
      expect(out).not.toContain('\ufffd')
    }),
  )
})

test('text is escaped so that one value never becomes two lines or two values', () => {
  expect(escaped('一;二,三\\四\r\n五\u0007')).toBe('一\\;二\\,三\\\\四\\n五')
})

test('a file has its zone once and each entry with the properties the format asks for', () => {
  const at = new Date('2026-12-01T00:30:00Z')
  const file = calendarFile('田明远 值班', [
    {
      uid: 'a@anlan',
      sequence: 3,
      changedAt: new Date('2026-11-20T01:00:00Z'),
      startsAt: at,
      endsAt: new Date(at.getTime() + 86_400_000),
      title: '值班：主班　茶坪镇值班室',
      place: '茶坪镇值班室',
      text: '值班电话：023-1\n岗位',
    },
  ])
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const lines = unfolded(file).split('\r\n')
  expect(lines.filter(line => line === 'TZID:Asia/Shanghai').length).toBe(1)
  expect(lines).toEqual(
    expect.arrayContaining([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'UID:a@anlan',
      'SEQUENCE:3',
      'DTSTAMP:20261120T010000Z',
      'LAST-MODIFIED:20261120T010000Z',
      'DTSTART;TZID=Asia/Shanghai:20261201T083000',
      'DTEND;TZID=Asia/Shanghai:20261202T083000',
      'DESCRIPTION:值班电话：023-1\\n岗位',
    ]),
  )
})
