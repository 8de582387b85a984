import { DatePicker } from 'antd'
import dayjs from 'dayjs'

/** A day that may be left open, as `YYYY-MM-DD`. */
export function DayField({
  value,
  onChange,
  id,
  placeholder,
}: {
  value?: string | null
  onChange?: (day: string | null) => void
  id?: string
  placeholder?: string
}) {
  return (
    <DatePicker
      {...(id && { id })}
      placeholder={placeholder}
      style={{ width: '100%' }}
      value={value ? dayjs(value) : null}
      onChange={day => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}
