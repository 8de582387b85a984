import { z } from 'zod'
import { Id } from './codec.ts'

/** How pictures of a camera are had. RTSP is nothing a browser shows: its link is handed to the player of the computer. */
export const cameraProtocols = {
  snapshot: '网页快照',
  mjpeg: 'MJPEG 视频流',
  hls: 'HLS 视频流',
  rtsp: 'RTSP（本机播放器）',
  none: '未接入',
} as const
export type CameraProtocol = keyof typeof cameraProtocols

/** A camera as its picture is looked at. `address` is opened by the browser of whoever looks, never by the server. */
export const CameraView = z.object({
  id: Id,
  name: z.string(),
  unitName: z.string(),
  protocol: z.enum(Object.keys(cameraProtocols) as [CameraProtocol, ...CameraProtocol[]]),
  address: z.string().nullable(),
  state: z.enum(['online', 'offline', 'repair', 'planned']),
  keeper: z.string(),
  phone: z.string(),
})
export type CameraView = z.infer<typeof CameraView>

/** The year that is looked at; this year while none is named. */
export const YearQuery = z.object({
  year: z.coerce
    .number({ error: '年度应为四位数字' })
    .int({ error: '年度应为四位数字' })
    .min(2000, { error: '年度不早于 2000 年' })
    .max(2100, { error: '年度不晚于 2100 年' })
    .optional()
    .meta({ title: '年度' }),
})

/** Cameras to be built in a year (年度建设任务) against those built, per unit. */
export const CameraProgress = z.object({
  year: z.int(),
  years: z.array(z.int()),
  items: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      /** Null: no target was set for this unit. */
      target: z.int().nullable(),
      done: z.int(),
      all: z.int(),
      online: z.int(),
    }),
  ),
})
export type CameraProgress = z.infer<typeof CameraProgress>

const Money = z.object({
  /** In 万元. `remaining` is what was appropriated and is not spent, `outstanding` what was budgeted and is not appropriated. */
  budget: z.number(),
  appropriated: z.number(),
  spent: z.number(),
  remaining: z.number(),
  outstanding: z.number(),
})
export type Money = z.infer<typeof Money>
const MoneyOf = Money.extend({ key: z.string(), label: z.string(), lines: z.int() })
export type MoneyOf = z.infer<typeof MoneyOf>

/** Emergency funds of a year by unit, purpose and source, and who has no budget at all. */
export const FundTotals = z.object({
  year: z.int(),
  years: z.array(z.int()),
  total: Money,
  /** Townships with what stands below them; `key` is the unit's id. */
  byUnit: z.array(MoneyOf.extend({ villages: z.array(MoneyOf) })),
  byPurpose: z.array(MoneyOf),
  bySource: z.array(MoneyOf),
  withoutBudget: z.array(z.object({ unitId: Id, unitName: z.string(), townName: z.string() })),
})
export type FundTotals = z.infer<typeof FundTotals>

/** How an enterprise stands with one of its duties: never had, run out, in force. */
export const standings = { none: '没有', expired: '已到期', valid: '有效' } as const
export type Standing = keyof typeof standings
const Standing = z.enum(Object.keys(standings) as [Standing, ...Standing[]])

/** Enterprises with their standardisation and liability insurance as of today, and how many of each sector lack them. */
export const EnterpriseSafety = z.object({
  today: z.string(),
  sectors: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      all: z.int(),
      standard: z.object({ none: z.int(), expired: z.int() }),
      insurance: z.object({ none: z.int(), expired: z.int() }),
    }),
  ),
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      unitName: z.string(),
      sector: z.string(),
      sectorName: z.string(),
      level: z.string(),
      standard: Standing,
      standardUntil: z.string().nullable(),
      insurance: Standing,
      insuredUntil: z.string().nullable(),
      phone: z.string(),
    }),
  ),
})
export type EnterpriseSafety = z.infer<typeof EnterpriseSafety>
