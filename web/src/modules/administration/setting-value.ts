import type { Setting } from './requests.ts'

/** A value as people read it: 15 分钟, 是, or the text. */
export function showValue(setting: Pick<Setting, 'unit'>, value: Setting['value']): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  return setting.unit === null ? String(value) : `${value} ${setting.unit}`
}

/** What may be stored, in words. */
export function boundsOf({ kind, min, max, unit }: Pick<Setting, 'kind' | 'min' | 'max' | 'unit'>): string {
  if (kind === 'boolean') return '是或否'
  return kind === 'text' ? `1 至 ${max} 个字` : `${min} 至 ${max} ${unit}`
}
