/** How far a seed value can be trusted: 确 checked, 较确 well known, 待核 uncertain, 设计 our own default. */
export type Confidence = '确' | '较确' | '待核' | '设计'

/**
 * A day whose class the yearly notice of the State Council sets (节假日安排). `statutoryHoliday` is a day of
 * 《全国年节及纪念日放假办法》 第二条, `adjustedRest` any other day of rest within the span of a holiday (weekends too),
 * `makeupWorkday` a weekend on which people work. Days not listed are plain workdays and weekends.
 */
export interface CalendarDayRow {
  date: string
  class: 'statutoryHoliday' | 'adjustedRest' | 'makeupWorkday'
  name: string
  source: string
  confidence: Confidence
}

interface Holiday {
  name: string
  first: string
  last: string
  statutory: string[]
  makeup?: string[]
}

const dayMs = 86_400_000

function datesBetween(first: string, last: string): string[] {
  const dates: string[] = []
  for (let at = Date.parse(first); at <= Date.parse(last); at += dayMs) {
    dates.push(new Date(at).toISOString().slice(0, 10))
  }
  return dates
}

/** Month-day strings of one notice as rows. Makeup days are less well attested than the holidays themselves. */
function yearOf(year: number, holidays: Holiday[]): CalendarDayRow[] {
  const source = `国务院办公厅关于${year}年部分节假日安排的通知`
  const rows = holidays.flatMap(({ name, first, last, statutory, makeup = [] }): CalendarDayRow[] => [
    ...datesBetween(`${year}-${first}`, `${year}-${last}`).map(
      (date): CalendarDayRow => ({
        date,
        class: statutory.includes(date.slice(5)) ? 'statutoryHoliday' : 'adjustedRest',
        name,
        source,
        confidence: '确',
      }),
    ),
    ...makeup.map(
      (day): CalendarDayRow => ({
        date: `${year}-${day}`,
        class: 'makeupWorkday',
        name: `${name}调休上班`,
        source,
        confidence: '较确',
      }),
    ),
  ])
  return rows.sort((a, b) => a.date.localeCompare(b.date))
}

/** The last year of eleven statutory days: 除夕 and 5 月 2 日 were added in November 2024. */
export const calendarDays2024 = yearOf(2024, [
  { name: '元旦', first: '01-01', last: '01-01', statutory: ['01-01'] },
  {
    name: '春节',
    first: '02-10',
    last: '02-17',
    statutory: ['02-10', '02-11', '02-12'],
    makeup: ['02-04', '02-18'],
  },
  { name: '清明节', first: '04-04', last: '04-06', statutory: ['04-04'], makeup: ['04-07'] },
  { name: '劳动节', first: '05-01', last: '05-05', statutory: ['05-01'], makeup: ['04-28', '05-11'] },
  { name: '端午节', first: '06-10', last: '06-10', statutory: ['06-10'] },
  { name: '中秋节', first: '09-15', last: '09-17', statutory: ['09-17'], makeup: ['09-14'] },
  {
    name: '国庆节',
    first: '10-01',
    last: '10-07',
    statutory: ['10-01', '10-02', '10-03'],
    makeup: ['09-29', '10-12'],
  },
])

export const calendarDays2025 = yearOf(2025, [
  { name: '元旦', first: '01-01', last: '01-01', statutory: ['01-01'] },
  {
    name: '春节',
    first: '01-28',
    last: '02-04',
    statutory: ['01-28', '01-29', '01-30', '01-31'],
    makeup: ['01-26', '02-08'],
  },
  { name: '清明节', first: '04-04', last: '04-06', statutory: ['04-04'] },
  { name: '劳动节', first: '05-01', last: '05-05', statutory: ['05-01', '05-02'], makeup: ['04-27'] },
  { name: '端午节', first: '05-31', last: '06-02', statutory: ['05-31'] },
  {
    name: '国庆节、中秋节',
    first: '10-01',
    last: '10-08',
    statutory: ['10-01', '10-02', '10-03', '10-06'],
    makeup: ['09-28', '10-11'],
  },
])

export const calendarDays2026 = yearOf(2026, [
  { name: '元旦', first: '01-01', last: '01-03', statutory: ['01-01'], makeup: ['01-04'] },
  {
    name: '春节',
    first: '02-15',
    last: '02-23',
    statutory: ['02-16', '02-17', '02-18', '02-19'],
    makeup: ['02-14', '02-28'],
  },
  { name: '清明节', first: '04-04', last: '04-06', statutory: ['04-05'] },
  { name: '劳动节', first: '05-01', last: '05-05', statutory: ['05-01', '05-02'], makeup: ['05-09'] },
  { name: '端午节', first: '06-19', last: '06-21', statutory: ['06-19'] },
  { name: '中秋节', first: '09-25', last: '09-27', statutory: ['09-25'] },
  {
    name: '国庆节',
    first: '10-01',
    last: '10-07',
    statutory: ['10-01', '10-02', '10-03'],
    makeup: ['09-20', '10-10'],
  },
])

/** The years whose notice is known; the next comes with its notice, by import. */
export const publishedYears: [year: number, days: CalendarDayRow[]][] = [
  [2024, calendarDays2024],
  [2025, calendarDays2025],
  [2026, calendarDays2026],
]

export const calendarDays: CalendarDayRow[] = publishedYears.flatMap(([, days]) => days)
