import { type BulletinCase, faultParts } from '@anlan/contract/fault-bulletin.ts'
import { type RawBuilder, sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'

/** A period of whole Shanghai days, `to` being the first instant after it; of one unit when given. */
export interface Span {
  from: Date
  to: Date
  unit: string | undefined
}

export const spanOf = (asked: { from: string; to: string; unit?: string | undefined }): Span => ({
  from: shanghaiInstant(asked.from, '00:00'),
  to: shanghaiInstant(addDays(asked.to, 1), '00:00'),
  unit: asked.unit,
})

/** Whether an instant lies in the period. */
export const within = (column: RawBuilder<unknown>, span: Span) =>
  sql<boolean>`(${column} >= ${span.from} and ${column} < ${span.to})`

/** Whether a unit is one that is asked for, and in reach. */
export const counted = (work: Work, column: RawBuilder<unknown>, span: Span) =>
  span.unit
    ? sql<boolean>`(${column} = ${span.unit}::uuid and ${column} in ${unitsInReach(work)})`
    : sql<boolean>`${column} in ${unitsInReach(work)}`

/**
 * Events that count: what turned out to be none (撤销) does not. An exercise is played in a store of its own (`ANLAN_CLOCK=virtual`) or as
 * a response marked so, and never becomes an event here; should events be marked one day, the mark is read in this place.
 */
export const isCounted = sql<boolean>`e.state <> 'withdrawn'`

export interface CaseRow {
  id: string
  part: string
  unit_id: string
  unit_name: string
  at: Date
  event_id: string | null
  event_title: string | null
  text: string
  value?: number
  of?: number
}

export const caseOf = (row: CaseRow): BulletinCase => ({
  id: row.id,
  part: row.part,
  partName: faultParts[row.part] ?? row.part,
  unitId: row.unit_id,
  unitName: row.unit_name,
  at: row.at.toISOString(),
  eventId: row.event_id,
  eventTitle: row.event_title,
  text: row.text,
  value: row.value ?? 1,
  of: row.of ?? 1,
})
