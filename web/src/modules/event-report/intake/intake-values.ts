import type { Position } from '@anlan/contract/codec.ts'
import type { Circumstance, Losses, ReportEvent, SensitiveFlag } from '@anlan/contract/emergency-event.ts'
import { type CallKind, type LogCall, type SourceKind, sourceKinds } from '@anlan/contract/switchboard.ts'
import { newId } from '../../../ui/form/new-id.ts'
import type { Input } from '../../../ui/shape.ts'
import type { SoFar } from './requests.ts'

/** The intake form as typed. Every field may be missing while the caller still speaks. */
export interface IntakeValues {
  text?: string
  title?: string
  eventTypeCode?: string
  areaCode?: string
  address?: string
  location?: Position | null
  occurredAt?: string
  knownAt?: string
  losses?: Partial<Record<keyof Losses, number | null>>
  sourceKind?: SourceKind
  source?: string
  reporterName?: string
  reporterPhone?: string
  reporterUnitId?: string
  reporterKnownAt?: string
  siteContact?: string
  measuresTaken?: string
  sensitiveFlags?: SensitiveFlag[]
  circumstances?: Circumstance[]
}

/** Ids are made with the form, so that a repeated press or a retry after a lost answer creates nothing twice. */
export interface IntakeState {
  values: IntakeValues
  /** Questions already put to the caller. */
  asked: string[]
  ids: { call: string; event: string; report: string }
  fromCallId: string | null
}

export const freshIntake = (values: IntakeValues, fromCallId: string | null): IntakeState => ({
  values,
  asked: [],
  ids: { call: newId(), event: newId(), report: newId() },
  fromCallId,
})

export const lossFields: { key: keyof Losses; name: string; unit?: string }[] = [
  { key: 'deaths', name: '死亡' },
  { key: 'missing', name: '失联' },
  { key: 'trapped', name: '被困' },
  { key: 'seriousInjuries', name: '重伤' },
  { key: 'minorInjuries', name: '轻伤' },
  { key: 'relocated', name: '转移' },
  { key: 'affected', name: '受灾' },
  { key: 'directLossWanYuan', name: '损失', unit: '万元' },
]

/** A blank is not known yet and is left out; a typed 0 is a statement. */
const knownLosses = (losses: IntakeValues['losses']): Losses =>
  Object.fromEntries(Object.entries(losses ?? {}).filter(([, value]) => typeof value === 'number'))

const filled = (text: string | undefined) => text?.trim() || undefined

export const isBlank = ({ text, areaCode, eventTypeCode, reporterPhone, reporterName, address }: IntakeValues) =>
  ![text, areaCode, eventTypeCode, reporterPhone, reporterName, address].some(value => value?.trim())

export const soFarOf = (values: IntakeValues): SoFar => ({
  text: values.text ?? '',
  eventTypeCode: values.eventTypeCode || undefined,
  areaCode: values.areaCode || undefined,
  occurredAt: values.occurredAt,
  knownAt: values.knownAt,
  phone: filled(values.reporterPhone),
  location: values.location ?? undefined,
  losses: knownLosses(values.losses),
  sensitiveFlags: values.sensitiveFlags ?? [],
  circumstances: values.circumstances ?? [],
})

interface Names {
  area?: string
  type?: string
  unit?: string
}

/** Kinds called 其他… say so only in the table. */
export const kindInTitle = (typeName: string | undefined) => typeName?.replace(/^其他/, '') ?? ''

/** 茶坪镇河坝村山洪灾害: place and kind, as a title begins. */
export const titleOf = (values: IntakeValues, { area, type }: Names) =>
  filled(values.title) ?? `${area ?? ''}${filled(values.address) ?? ''}${kindInTitle(type)}`.slice(0, 120)

/** Who says so, in one line: 河坝村 电话报告. A caller's name stays in its own field, where it is masked. */
export const sourceOf = (values: IntakeValues, { unit }: Names) =>
  filled(values.source) ??
  [unit ?? sourceKinds[values.sourceKind ?? 'public'], filled(values.reporterPhone) ? '电话报告' : '报告']
    .filter(Boolean)
    .join(' ')

export function eventOf(state: IntakeState, names: Names, now: string): Input<typeof ReportEvent> {
  const { values } = state
  return {
    id: state.ids.event,
    title: titleOf(values, names),
    eventTypeCode: values.eventTypeCode ?? '',
    areaCode: values.areaCode ?? '',
    occurredAt: values.occurredAt,
    knownAt: values.knownAt ?? now,
    source: sourceOf(values, names),
    summary: values.text?.trim() ?? '',
    location: values.location ? { ...values.location, address: filled(values.address) } : undefined,
    losses: knownLosses(values.losses),
    sourceKind: values.sourceKind,
    reporterName: filled(values.reporterName),
    reporterPhone: filled(values.reporterPhone),
    reporterUnitId: values.reporterUnitId,
    reporterKnownAt: values.reporterUnitId ? values.reporterKnownAt : undefined,
    siteContact: filled(values.siteContact),
    measuresTaken: filled(values.measuresTaken),
    sensitiveFlags: values.sensitiveFlags,
    circumstances: values.circumstances,
    callId: state.fromCallId ?? undefined,
  }
}

export function callOf(state: IntakeState, kind: CallKind, now: string): Input<typeof LogCall> {
  const { values } = state
  return {
    id: state.ids.call,
    kind,
    receivedAt: values.knownAt ?? now,
    sourceKind: values.sourceKind,
    callerName: values.reporterName?.trim(),
    callerPhone: filled(values.reporterPhone) ?? null,
    callerUnitId: values.reporterUnitId ?? null,
    areaCode: values.areaCode || null,
    occurredAt: values.occurredAt ?? null,
    content: values.text?.trim() ?? '',
  }
}

/** A figure below nothing is a slip of the finger, never “none”. */
export const notNegative = (name: string) => ({
  type: 'number' as const,
  min: 0,
  message: `${name}不能为负数；不清楚的留空`,
})
