import { Button, DatePicker, Space } from 'antd'
import type { KeyboardEvent } from 'react'
import { presentMoment, serverNow } from '../clock/clock.ts'
import { fromPicker, instantTyped, toPicker } from '../time.ts'

interface InstantFieldProps {
  value?: string | null
  onChange?: (value: string | undefined) => void
  id?: string
  placeholder?: string
  /** No 现在 beside it. */
  plain?: boolean
  /** The instant may lie ahead; otherwise a time later than now was meant for the day before. */
  ahead?: boolean
}

/** An instant, picked, or typed as 0210 or 2:10, and shown in Shanghai time; held as ISO text. */
export function InstantField({
  value,
  onChange,
  id,
  placeholder = '选择时间',
  plain = false,
  ahead = false,
}: InstantFieldProps) {
  const take = ({ target, key }: KeyboardEvent<HTMLElement>, prevent: () => void) => {
    if ((key !== 'Enter' && key !== 'Tab') || !(target instanceof HTMLInputElement)) return
    const instant = instantTyped(target.value, serverNow(), ahead)
    if (!instant) return
    if (key === 'Enter') prevent()
    onChange?.(instant)
  }
  const picker = (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? toPicker(value) : null}
      placeholder={placeholder}
      style={{ width: '100%' }}
      onChange={picked => onChange?.(picked ? fromPicker(picked) : undefined)}
      onKeyDown={take}
      needConfirm={false}
    />
  )
  if (plain) return picker
  return (
    <Space.Compact block>
      {picker}
      <Button onClick={() => onChange?.(presentMoment())}>现在</Button>
    </Space.Compact>
  )
}

interface DayFieldProps {
  value?: string | undefined
  onChange?: (value: string | undefined) => void
  id?: string
  placeholder?: string
  /** Where no form field names it. */
  label?: string
}

/** A day, held as YYYY-MM-DD. */
export function DayField({ value, onChange, id, placeholder = '选择日期', label }: DayFieldProps) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      placeholder={placeholder}
      // What was typed counts also when something else is pressed next.
      onBlur={({ target }) => {
        const typed = target instanceof HTMLInputElement ? target.value.trim() : ''
        if (/^\d{4}-\d{2}-\d{2}$/.test(typed) && typed !== value && toPicker(`${typed}T00:00:00+08:00`).isValid())
          onChange?.(typed)
      }}
      value={value ? toPicker(`${value}T00:00:00+08:00`) : null}
      style={{ width: '100%' }}
      onChange={picked => onChange?.(picked ? picked.format('YYYY-MM-DD') : undefined)}
    />
  )
}
