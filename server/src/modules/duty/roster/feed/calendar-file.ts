/**
 * A calendar file (RFC 5545) by hand: the one library tried takes the host's own zone for a plain Date, and these four rules (escapes, folding,
 * zone, order) are all that a list of shifts needs.
 */
export interface CalendarEntry {
  /** The same for the same shift however often the roster is published. */
  uid: string
  /** Rises whenever the entry changes. */
  sequence: number
  changedAt: Date
  startsAt: Date
  endsAt: Date
  title: string
  place: string
  text: string
}

const productId = '-//Anlan//Duty Roster//ZH'
/** China keeps +08:00 the whole year; no rule of daylight saving applies to the years of a roster. */
const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** The whole file, lines ended by CRLF and folded; entries in their order. */
export function calendarFile(name: string, entries: CalendarEntry[]): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:${productId}`, 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...[`X-WR-CALNAME:${escaped(name)}`, 'X-WR-TIMEZONE:Asia/Shanghai'],
    ...['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H'],
    ...zone,
    ...entries.flatMap(one => [
      'BEGIN:VEVENT',
      `UID:${one.uid}`,
      `SEQUENCE:${one.sequence}`,
      `DTSTAMP:${utc(one.changedAt)}`,
      `LAST-MODIFIED:${utc(one.changedAt)}`,
      `DTSTART;TZID=Asia/Shanghai:${local(one.startsAt)}`,
      `DTEND;TZID=Asia/Shanghai:${local(one.endsAt)}`,
      `SUMMARY:${escaped(one.title)}`,
      `LOCATION:${escaped(one.place)}`,
      `DESCRIPTION:${escaped(one.text)}`,
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

/** TEXT values (3.3.11): backslash, semicolon, comma and line ends; other control characters may not stand in them. */
export const escaped = (text: string) =>
  text
    .replace(/[\\;,]/g, one => `\\${one}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[^\P{Cc}\t]/gu, '')

/** No line is longer than 75 octets (3.1); it is parted between characters, never within one. */
export function folded(line: string): string {
  let out = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 75) {
      out += '\r\n '
      octets = 1
    }
    out += character
    octets += size
  }
  return out
}

const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const local = (at: Date) => utc(new Date(at.getTime() + 8 * 3_600_000)).slice(0, 15)
