import { isStorable } from '@anlan/contract/codec.ts'
import { CoordinateSystem } from '@anlan/contract/map.ts'
import { maskedIdNumber, maskedPhone } from '../../../kernel/access/masking.ts'
import type { EffectiveField } from '../declaration/fields.ts'
import type { Values } from '../declaration/ledger.ts'

/** Names of what values refer to, by id or code. */
export type Names = ReadonlyMap<string, string>
export const noNames: Names = new Map()

export type ReadValue = { value: unknown } | { error: string }

const blank = (raw: unknown) =>
  raw === null ||
  raw === undefined ||
  (typeof raw === 'string' && raw.trim() === '') ||
  (Array.isArray(raw) && raw.length === 0)

/**
 * One value as it enters, from a form or from a sheet, in the form in which it is stored; null when blank. Says in Chinese what is wrong with
 * it otherwise. References are ids; whether they exist is asked elsewhere.
 */
export function readValue(field: EffectiveField, raw: unknown): ReadValue {
  if (blank(raw)) return field.required ? { error: `请填写${field.label}` } : { value: null }
  switch (field.kind) {
    case 'text':
    case 'longText':
      return readText(field, raw)
    case 'choice':
      return readChoice(field, raw)
    case 'choices':
      return readChoices(field, raw)
    case 'integer':
    case 'decimal':
      return readNumber(field, raw)
    case 'day':
      return readDay(field, raw)
    case 'yesNo':
      return readYesNo(field, raw)
    case 'phone':
      return readPhone(field, raw)
    case 'idNumber':
      return readIdNumber(field, raw)
    case 'area':
      return typeof raw === 'string' && /^\d{12}$/.test(raw)
        ? { value: raw }
        : { error: `${field.label}应为 12 位行政区划代码` }
    case 'unit':
    case 'person':
      return typeof raw === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(raw)
        ? { value: raw.toLowerCase() }
        : { error: `${field.label}应从${field.kind === 'unit' ? '机构' : '人员'}名录中选择` }
    case 'place':
      return readPlace(field, raw)
  }
}

function readText(field: EffectiveField, raw: unknown): ReadValue {
  if (typeof raw !== 'string' && typeof raw !== 'number') return { error: `${field.label}应为文字` }
  const text = String(raw).trim()
  const longest = field.max ?? (field.kind === 'text' ? 200 : 4000)
  if (Array.from(text).length > longest) return { error: `${field.label}不能超过 ${longest} 个字` }
  if (!isStorable(text)) return { error: `${field.label}含有无法保存的字符` }
  return { value: text }
}

function readChoice(field: EffectiveField, raw: unknown): ReadValue {
  const word = String(raw).trim()
  const option = field.options?.find(one => one.code === word || one.label === word)
  if (option?.enabled) return { value: option.code }
  if (option) return { error: `${field.label}“${word}”已停用` }
  const known = (field.options ?? []).filter(one => one.enabled).map(one => one.label)
  const listed = known.slice(0, 8).join('、') + (known.length > 8 ? ' 等' : '')
  return { error: `${field.label}应为：${listed}` }
}

function readChoices(field: EffectiveField, raw: unknown): ReadValue {
  const words = Array.isArray(raw) ? raw.map(String) : String(raw).split(/[、，,;；/\n]+/)
  const found: string[] = []
  for (const word of words.map(one => one.trim()).filter(Boolean)) {
    const read = readChoice(field, word)
    if ('error' in read) return read
    if (!found.includes(read.value as string)) found.push(read.value as string)
  }
  return { value: found }
}

function readNumber(field: EffectiveField, raw: unknown): ReadValue {
  const text = typeof raw === 'string' ? raw.trim().replace(/[,，\s]/g, '') : raw
  const number =
    typeof text === 'number'
      ? text
      : typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text)
        ? Number(text)
        : Number.NaN
  if (!Number.isFinite(number)) return { error: `${field.label}应为数字` }
  if (field.kind === 'integer' && !Number.isInteger(number)) return { error: `${field.label}应为整数` }
  const least = field.min ?? 0
  const most = field.max ?? (field.kind === 'integer' ? 2_147_483_647 : 999_999_999_999)
  if (number < least) return { error: least === 0 ? `${field.label}不能为负数` : `${field.label}不能小于 ${least}` }
  if (number > most) return { error: `${field.label}不能大于 ${most}` }
  return { value: number }
}

function readDay(field: EffectiveField, raw: unknown): ReadValue {
  const text = String(raw).trim()
  const at = new Date(`${text}T00:00:00Z`)
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  return exists && text >= '1900-01-01' && text <= '2100-12-31'
    ? { value: text }
    : { error: `${field.label}应为日期，例如 2026-07-12` }
}

function readYesNo(field: EffectiveField, raw: unknown): ReadValue {
  if (typeof raw === 'boolean') return { value: raw }
  const word = String(raw).trim()
  if (['是', '有', '√', '✓', 'true', '1'].includes(word)) return { value: true }
  if (['否', '无', '×', 'false', '0'].includes(word)) return { value: false }
  return { error: `${field.label}应为“是”或“否”` }
}

/** Mobile or fixed-line numbers; several in one cell stand one after the other in lists of duty rooms. */
function readPhone(field: EffectiveField, raw: unknown): ReadValue {
  const text = String(raw)
    .trim()
    .replace(/\s+/g, '')
    .replace(/[—–－]/g, '-')
  const fits = /^(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?|1\d{2,4}|[48]00-?\d{3}-?\d{4})$/.test(text)
  return fits ? { value: text } : { error: `${field.label}应为 11 位手机号或带区号的座机` }
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Whether the check character of an 18-character identity-card number is right. Source: GB 11643. */
export function isIdNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const sum = idWeights.reduce((total, weight, i) => total + weight * Number(number[i]), 0)
  return '10X98765432'[sum % 11] === number[17]
}

function readIdNumber(field: EffectiveField, raw: unknown): ReadValue {
  const number = String(raw).trim().toUpperCase()
  return isIdNumber(number) ? { value: number } : { error: `${field.label}不是有效的 18 位身份证号` }
}

function readPlace(field: EffectiveField, raw: unknown): ReadValue {
  const [lng, lat] =
    typeof raw === 'string'
      ? raw.split(/[,，\s]+/).map(Number)
      : [(raw as { lng?: unknown }).lng, (raw as { lat?: unknown }).lat]
  const isDegree = (number: unknown, most: number) =>
    typeof number === 'number' && Number.isFinite(number) && Math.abs(number) <= most
  const given = typeof raw === 'object' ? (raw as { srcSystem?: unknown; accuracyM?: unknown }) : {}
  const source = CoordinateSystem.safeParse(given.srcSystem)
  const accuracy = typeof given.accuracyM === 'number' && given.accuracyM >= 0 ? { accuracyM: given.accuracyM } : {}
  return isDegree(lng, 180) && isDegree(lat, 90)
    ? { value: { lng, lat, ...(source.success && { srcSystem: source.data, ...accuracy }) } }
    : { error: `${field.label}应为经度、纬度，例如 108.52,29.31` }
}

/** A value as people read it. */
export function showValue(field: EffectiveField, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return ''
  switch (field.kind) {
    case 'choice':
      return field.options?.find(option => option.code === value)?.label ?? String(value)
    case 'choices':
      return (value as string[])
        .map(code => field.options?.find(option => option.code === code)?.label ?? code)
        .join('、')
    case 'yesNo':
      return value ? '是' : '否'
    case 'unit':
    case 'person':
    case 'area':
      return names.get(String(value)) ?? ''
    case 'place': {
      const { lng, lat } = value as { lng: number; lat: number }
      return `${lng.toFixed(6)}, ${lat.toFixed(6)}`
    }
    default:
      return String(value)
  }
}

/** A sensitive value as everybody may see it (domain rule: 身份证留前六后四, 手机号留前三后四, other text its first character). */
export function maskValue(field: EffectiveField, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  const text = String(value)
  if (field.kind === 'phone') return maskedPhone(text) ?? ''
  if (field.kind === 'idNumber') return maskedIdNumber(text) ?? ''
  return field.kind === 'text' || field.kind === 'longText' ? `${Array.from(text)[0]}**` : '***'
}

/** All values of a record as people read them; sensitive ones masked unless `open`. */
export function showValues(
  fields: EffectiveField[],
  values: Values,
  names: Names,
  open = false,
): Record<string, string> {
  return Object.fromEntries(
    fields.map(field => [
      field.name,
      field.sensitive && !open ? maskValue(field, values[field.name]) : showValue(field, values[field.name], names),
    ]),
  )
}
