import type { Confidence } from './holidays.ts'

/** A span of days that asks for more than ordinary duty (加强值班时段); both ends are included. */
export interface SpecialPeriodRow {
  code: string
  name: string
  from: string
  to: string
  mode: 'strengthened' | 'normalPlus' | 'publicity'
  /** Every unit reports daily, even that all is well (每日零报告). */
  dailyReport: boolean
  source: string
  confidence: Confidence
}

const notice = '国务院办公厅关于2026年部分节假日安排的通知'
const ours = '本系统默认值，按年核定'

/** A holiday as the State Council's notice gives it. */
const holiday = (code: string, name: string, from: string, to: string): SpecialPeriodRow => ({
  code,
  name,
  from,
  to,
  mode: 'strengthened',
  dailyReport: true,
  source: notice,
  confidence: '确',
})

const season = (code: string, name: string, from: string, to: string, more: Partial<SpecialPeriodRow> = {}) => ({
  code,
  name,
  from,
  to,
  mode: 'strengthened' as const,
  dailyReport: false,
  source: ours,
  confidence: '设计' as const,
  ...more,
})

/** Periods that touch 2026. Seasons the province sets (汛期, 森林防火期) carry typical dates, to be edited each year. */
export const specialPeriods: SpecialPeriodRow[] = [
  holiday('new-year-2026', '元旦', '2026-01-01', '2026-01-03'),
  holiday('spring-festival-2026', '春节', '2026-02-15', '2026-02-23'),
  holiday('qingming-2026', '清明节', '2026-04-04', '2026-04-06'),
  holiday('labour-day-2026', '劳动节', '2026-05-01', '2026-05-05'),
  holiday('dragon-boat-2026', '端午节', '2026-06-19', '2026-06-21'),
  holiday('mid-autumn-2026', '中秋节', '2026-09-25', '2026-09-27'),
  holiday('national-day-2026', '国庆节', '2026-10-01', '2026-10-07'),

  season('national-congress-2026', '全国两会', '2026-03-04', '2026-03-12', {
    dailyReport: true,
    source: '会期按年公布',
    confidence: '待核',
  }),
  // From three days before 除夕 (2 月 16 日) to 元宵.
  season('spring-festival-watch-2026', '春节前后', '2026-02-13', '2026-03-03'),
  season('spring-travel-2026', '春运', '2026-02-02', '2026-03-13', {
    source: '春运工作安排，共 40 天',
    confidence: '较确',
  }),
  season('college-entrance-2026', '高考', '2026-06-07', '2026-06-10', { confidence: '较确' }),
  season('senior-entrance-2026', '中考', '2026-06-12', '2026-06-14', { confidence: '待核' }),

  season('flood-season-2026', '汛期', '2026-05-01', '2026-09-30', { source: '《防洪法》第四十一条；日期由省规定' }),
  season('main-flood-season-2026', '主汛期', '2026-06-15', '2026-08-31'),
  season('critical-flood-period-2026', '七下八上', '2026-07-16', '2026-08-15'),
  ...['2025', '2026'].map(year => {
    const source = '《森林防火条例》第二十三条；日期由县级以上规定'
    return season(`forest-fire-season-${year}`, '森林防火期', `${year}-11-01`, `${Number(year) + 1}-05-31`, { source })
  }),
  season('high-fire-danger-2026', '森林高火险期', '2026-02-01', '2026-05-10'),
  season('summer-fire-danger-2026', '夏季森林高火险期', '2026-07-15', '2026-09-15', { confidence: '待核' }),
  ...['2025', '2026'].map(year =>
    season(`ice-and-snow-${year}`, '低温雨雪冰冻', `${year}-12-01`, `${Number(year) + 1}-02-28`, {
      mode: 'normalPlus',
    }),
  ),

  season('disaster-prevention-week-2026', '防灾减灾宣传周', '2026-05-06', '2026-05-12', { mode: 'publicity' }),
  season('work-safety-month-2026', '安全生产月', '2026-06-01', '2026-06-30', { mode: 'publicity' }),
]
