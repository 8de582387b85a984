import type { Event } from './acts.ts'
import { county } from './offices.ts'
import { expectOne } from './scenario.ts'

/** What the phases of 情景 B hand on to each other. */
export interface Spill {
  eventId: string
  responseId: string
  /** When water was taken again, as the timeline says. */
  reopenedAt: string | null
}

export const police = '县公安局'
export const transport = '县交通运输局'
export const carrier = '青峦县通安危险货物运输有限公司'
export const environmentBureau = '县生态环境局'
/** Whom the environment bureau reports to: the county, the city, and in sensitive circumstances the province. */
export const environmentBureaux = [county, '沧宁市生态环境局', '岚江省生态环境厅']

/** One of the types under which the event is judged. */
export const trackOf = (event: Event, eventTypeCode: string) =>
  expectOne(
    event.classifications.filter(one => one.eventTypeCode === eventTypeCode),
    `事件类型 ${eventTypeCode}`,
  )
