/** A public shift-scheduling problem (Curtois and Qu): staff by days, soft cover and requests, hard rules for each member of staff. */
export interface Instance {
  /** Days from a Monday, counted from 0. */
  horizon: number
  shifts: Shift[]
  staff: Staff[]
  onRequests: Request[]
  offRequests: Request[]
  cover: Cover[]
}

export interface Shift {
  id: string
  minutes: number
  /** Shifts that may not be worked on the day after this one. */
  notBefore: string[]
}

export interface Staff {
  id: string
  /** Most shifts of each kind. */
  most: Record<string, number>
  mostMinutes: number
  leastMinutes: number
  mostRun: number
  leastRun: number
  leastRest: number
  mostWeekends: number
  /** Days on which nothing may be given to them. */
  daysOff: number[]
}

export interface Request {
  staff: string
  day: number
  shift: string
  weight: number
}

export interface Cover {
  day: number
  shift: string
  need: number
  /** Cost of each one missing, and of each one too many. */
  under: number
  over: number
}

/** Who works what on which day; days not named are off. */
export type Roster = { staff: string; day: number; shift: string }[]

const sections = [
  'SECTION_HORIZON',
  'SECTION_SHIFTS',
  'SECTION_STAFF',
  'SECTION_DAYS_OFF',
  'SECTION_SHIFT_ON_REQUESTS',
  'SECTION_SHIFT_OFF_REQUESTS',
  'SECTION_COVER',
] as const
type Section = (typeof sections)[number]

interface Line {
  number: number
  fields: string[]
}

/** Reads an instance. What cannot be read is an Error with a Chinese sentence that names the file, the line and the field. */
export function readInstance(text: string, file: string): Instance {
  const lines = linesOf(text, file)
  const reader = new Reader(file)
  const of = (section: Section) => lines.get(section) ?? []
  const [first, ...more] = of('SECTION_HORIZON')
  if (!first || more.length > 0) throw new Error(`${file}：SECTION_HORIZON 应当只有一行天数`)
  const horizon = reader.whole(first, 0, '天数', 1, 3660)
  const shifts = of('SECTION_SHIFTS').map(line => ({
    id: reader.word(line, 0, '班次'),
    minutes: reader.whole(line, 1, '时长（分钟）', 1, 1440 * 7),
    notBefore: (line.fields[2] ?? '').split('|').filter(Boolean),
  }))
  reader.unique(of('SECTION_SHIFTS'), '班次')
  const kinds = new Set(shifts.map(one => one.id))
  for (const [i, shift] of shifts.entries())
    for (const other of shift.notBefore)
      reader.known(of('SECTION_SHIFTS')[i] as Line, kinds, other, '其后不得接续的班次')
  const staff = of('SECTION_STAFF').map(line => staffOf(line, reader, kinds))
  reader.unique(of('SECTION_STAFF'), '人员')
  const people = new Map(staff.map(one => [one.id, one]))
  const ids = new Set(people.keys())
  const day = (line: Line, at: number) => reader.whole(line, at, '日序', 0, horizon - 1)
  const kind = (line: Line, at: number) => reader.known(line, kinds, line.fields[at] ?? '', '班次')
  for (const line of of('SECTION_DAYS_OFF')) {
    const person = people.get(reader.known(line, ids, line.fields[0] ?? '', '人员'))
    for (let at = 1; at < line.fields.length; at++) person?.daysOff.push(day(line, at))
  }
  const request = (line: Line): Request => ({
    staff: reader.known(line, ids, line.fields[0] ?? '', '人员'),
    day: day(line, 1),
    shift: kind(line, 2),
    weight: reader.whole(line, 3, '权重'),
  })
  const cover = of('SECTION_COVER').map(line => ({
    day: day(line, 0),
    shift: kind(line, 1),
    need: reader.whole(line, 2, '需要人数'),
    under: reader.whole(line, 3, '缺员权重'),
    over: reader.whole(line, 4, '超员权重'),
  }))
  const told = new Set<string>()
  for (const [i, one] of cover.entries()) {
    const key = `${one.day} ${one.shift}`
    if (told.has(key)) reader.fail(of('SECTION_COVER')[i] as Line, '同一天同一班次的人数要求重复')
    told.add(key)
  }
  return {
    horizon,
    shifts,
    staff,
    onRequests: of('SECTION_SHIFT_ON_REQUESTS').map(request),
    offRequests: of('SECTION_SHIFT_OFF_REQUESTS').map(request),
    cover,
  }
}

function staffOf(line: Line, reader: Reader, kinds: Set<string>): Staff {
  const most: Record<string, number> = {}
  for (const part of (line.fields[1] ?? '').split('|').filter(Boolean)) {
    const [shift = '', count = ''] = part.split('=')
    most[reader.known(line, kinds, shift, '班次上限')] = reader.count(line, count, '班次上限')
  }
  for (const shift of kinds) if (most[shift] === undefined) reader.fail(line, `班次上限缺少 ${shift}`)
  const whole = (at: number, name: string) => reader.whole(line, at, name)
  return {
    id: reader.word(line, 0, '人员'),
    most,
    mostMinutes: whole(2, '最长总时长'),
    leastMinutes: whole(3, '最短总时长'),
    mostRun: whole(4, '最多连续上班天数'),
    leastRun: whole(5, '最少连续上班天数'),
    leastRest: whole(6, '最少连续休息天数'),
    mostWeekends: whole(7, '最多周末数'),
    daysOff: [],
  }
}

function linesOf(text: string, file: string): Map<Section, Line[]> {
  const found = new Map<Section, Line[]>()
  let current: Line[] | undefined
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('SECTION_')) {
      const section = sections.find(one => one === line)
      if (!section) throw new Error(`${file} 第 ${i + 1} 行：不认识的部分 ${line}`)
      if (found.has(section)) throw new Error(`${file} 第 ${i + 1} 行：${line} 重复`)
      current = []
      found.set(section, current)
    } else if (current) current.push({ number: i + 1, fields: line.split(',').map(field => field.trim()) })
    else throw new Error(`${file} 第 ${i + 1} 行：应当先写 SECTION_HORIZON 等部分名称`)
  }
  for (const section of sections) if (!found.has(section)) throw new Error(`${file}：缺少 ${section}`)
  return found
}

class Reader {
  private readonly file: string

  constructor(file: string) {
    this.file = file
  }

  fail(line: Line, words: string): never {
    throw new Error(`${this.file} 第 ${line.number} 行：${words}`)
  }

  word(line: Line, at: number, name: string): string {
    return line.fields[at] || this.fail(line, `缺少${name}`)
  }

  count(line: Line, text: string, name: string, least = 0, most = 1_000_000): number {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) this.fail(line, `${name}应当是 ${least} 至 ${most} 的整数，而不是“${text}”`)
    return value
  }

  whole(line: Line, at: number, name: string, least?: number, most?: number): number {
    return this.count(line, this.word(line, at, name), name, least, most)
  }

  known(line: Line, ids: Set<string>, id: string, name: string): string {
    return ids.has(id) ? id : this.fail(line, `${name}“${id}”没有定义`)
  }

  unique(lines: Line[], name: string): void {
    const seen = new Set<string>()
    for (const line of lines) {
      const id = line.fields[0] ?? ''
      if (seen.has(id)) this.fail(line, `${name}“${id}”重复`)
      seen.add(id)
    }
  }
}
